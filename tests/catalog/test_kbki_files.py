"""The official KBKI tables are read whole; shipped categories and commodities stand on official codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from marketplace.businesses.reference_files import ClassificationRow, parse_kbli2020, parse_kbli2025
from marketplace.catalog.reference_files import parse_kbki
from marketplace.kernel.errors import DomainError
from tests.shared_data import shared

DATA = Path(__file__).parents[2] / "marketplace" / "catalog" / "data"
TOP = {
    "makanan", "batik-tekstil", "kerajinan", "mebel", "atk-cetak", "katering", "kebersihan", "hasil-tani",
    "kosmetik", "aksesori-elektronik", "jasa", "oleh-oleh", "lain-lain",
}  # fmt: skip


def table(name: str, key: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((DATA / name).read_text(encoding="utf-8"))[key]
    return rows


def written(folder: Path, name: str, lines: str) -> Path:
    file = folder / name
    file.write_text(lines, encoding="utf-8")
    return file


def test_the_edition_is_the_year_in_the_name_and_the_parent_the_longest_code_above(tmp_path: Path) -> None:
    file = written(
        tmp_path, "kbki_barang_2012.csv", "kode,judul\n2,Pangan\n23999,Lain\n2399911001,Keripik\n2,Dua\n"
    )
    assert list(parse_kbki(file)) == [
        ClassificationRow("2012", "2", "Pangan", ""),
        ClassificationRow("2012", "23999", "Lain", "2"),
        ClassificationRow("2012", "2399911001", "Keripik", "23999"),
    ]


def test_a_name_without_a_year_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="tahun"):
        list(parse_kbki(written(tmp_path, "kbki.csv", "kode,judul\n2,Pangan\n")))


@pytest.mark.parametrize("line", ["23A99,Lain", "239991,Enam angka", "23999, "])
def test_a_row_that_is_no_commodity_is_refused(tmp_path: Path, line: str) -> None:
    with pytest.raises(DomainError, match="tidak berbentuk"):
        list(parse_kbki(written(tmp_path, "kbki_2012.csv", f"kode,judul\n{line}\n")))


def test_the_official_tables_are_whole_and_hold_what_ships() -> None:
    goods = list(parse_kbki(shared("classification/kbki_barang_2012.csv")))
    services = list(parse_kbki(shared("classification/kbki_jasa_2013.csv")))
    assert (len(goods), len(services)) == (27_469, 1_847)
    official = {(row.edition, row.code) for row in (*goods, *services)}
    assert {(row["edition"], row["code"]) for row in table("kbki.json", "codes")} <= official
    codes = {code for _, code in official}
    assert {code for row in table("categories.json", "categories") for code in row["kbki"]} <= codes


def test_each_prefix_of_a_category_begins_a_code_of_its_edition() -> None:
    editions = {
        "kbli_2020": [row.code for row in parse_kbli2020(shared("classification/kbli2020.csv"))],
        "kbli_2025": [row.code for row in parse_kbli2025(shared("classification/kbli2025"))],
    }
    for row in table("categories.json", "categories"):
        for key, codes in editions.items():
            for prefix in row[key]:
                assert any(code.startswith(prefix) for code in codes), (row["slug"], key, prefix)


def test_the_tree_has_two_levels_with_four_to_eight_leaves_each() -> None:
    rows = table("categories.json", "categories")
    slugs = [row["slug"] for row in rows]
    assert len(slugs) == len(set(slugs))
    assert {row["slug"] for row in rows if row["parent"] is None} == TOP
    for top in TOP:
        assert 4 <= sum(row["parent"] == top for row in rows) <= 8, top
    assert all(row["parent"] in TOP for row in rows if row["parent"] is not None)


def test_every_leaf_can_be_counted_and_all_but_the_unsorted_can_be_suggested() -> None:
    for row in table("categories.json", "categories"):
        assert row["units"], row["slug"]
        assert row["keywords"] or row["slug"] in ("lain-lain", "belum-terpilih"), row["slug"]
        assert all(word == word.lower() for word in row["keywords"]), row["slug"]


def test_every_icon_is_in_the_sprite() -> None:
    sprite = (Path(__file__).parents[2] / "static" / "icons.svg").read_text(encoding="utf-8")
    for row in table("categories.json", "categories"):
        assert f'id="{row["icon"]}"' in sprite, row["icon"]
