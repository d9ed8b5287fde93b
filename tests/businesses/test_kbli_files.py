"""The official KBLI tables are read whole, and the codes that ship with the project are codes of theirs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from marketplace.businesses.reference_files import ClassificationRow, parse_kbli2020, parse_kbli2025
from marketplace.kernel.errors import DomainError
from tests.shared_data import shared

SHIPPED = Path(__file__).parents[2] / "marketplace" / "businesses" / "data" / "kbli.json"


def shipped_codes(edition: str) -> list[str]:
    rows = json.loads(SHIPPED.read_text(encoding="utf-8"))["codes"]
    return [row["code"] for row in rows if row["edition"] == edition]


def test_a_row_of_2020_keeps_its_parent_or_gets_the_nearest_that_exists(tmp_path: Path) -> None:
    file = tmp_path / "kbli.csv"
    file.write_text(
        "kode,judul,induk\nM,Profesional,\n74,Ahli,M\n741,Desain,74\n74100,Desain  khusus,7410\n",
        encoding="utf-8-sig",
    )
    assert list(parse_kbli2020(file)) == [
        ClassificationRow("2020", "M", "Profesional", ""),
        ClassificationRow("2020", "74", "Ahli", "M"),
        ClassificationRow("2020", "741", "Desain", "74"),
        ClassificationRow("2020", "74100", "Desain khusus", "741"),
    ]


def test_a_file_without_the_columns_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "lain.csv"
    file.write_text("code,title\n01,Tani\n", encoding="utf-8")
    with pytest.raises(DomainError, match=r"kode, judul, induk.*lain\.csv"):
        list(parse_kbli2020(file))


def test_a_code_without_title_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "kbli.csv"
    file.write_text("kode,judul,induk\n01, ,\n", encoding="utf-8")
    with pytest.raises(DomainError, match="01"):
        list(parse_kbli2020(file))


def test_a_folder_of_2025_without_a_level_is_refused(tmp_path: Path) -> None:
    (tmp_path / "01_kategori.json").write_text('[{"code": "A", "title": "TANI"}]', encoding="utf-8")
    with pytest.raises(DomainError, match="02_golongan_pokok"):
        list(parse_kbli2025(tmp_path))


@pytest.mark.parametrize(("edition", "leaves"), [("2020", 1_794), ("2025", 1_559)])
def test_the_official_tables_are_whole_and_hang_together(edition: str, leaves: int) -> None:
    if edition == "2020":
        rows = list(parse_kbli2020(shared("classification/kbli2020.csv")))
    else:
        rows = list(parse_kbli2025(shared("classification/kbli2025")))
    codes = {row.code for row in rows}
    assert sum(len(row.code) == 5 for row in rows) == leaves
    assert len(codes) == len(rows)
    assert {row.edition for row in rows} == {edition}
    assert all(row.parent in codes for row in rows if len(row.code) > 1)
    assert set(shipped_codes(edition)) <= codes


@pytest.mark.parametrize("edition", ["2020", "2025"])
def test_the_shipped_table_holds_each_code_once(edition: str) -> None:
    codes = shipped_codes(edition)
    assert len(codes) == len(set(codes)) > 200
    assert all(len(code) == 5 and code.isdecimal() for code in codes)
