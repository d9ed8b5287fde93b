"""A workbook from outside can neither fill the memory nor reach anything: it is refused with a sentence."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from marketplace.catalog.importing.readers import read_rows
from marketplace.catalog.importing.uploads import MAX_BYTES, read_upload, shown_name
from marketplace.kernel.errors import DomainError
from tests.catalog.xlsx import write_xlsx

HEAD = ["Kode", "Nama produk", "Harga (Rp)"]


def book(tmp_path: Path, rows: list[list[str | int]] | None = None) -> bytes:
    return write_xlsx(tmp_path / "baik.xlsx", rows or [HEAD, ["", "Kopi bubuk", 25_000]]).read_bytes()


def changed(content: bytes, **parts: bytes) -> bytes:
    """The workbook with some parts replaced or added; names are written with __ for /."""
    wanted = {name.replace("__", "/").replace("_xml", ".xml"): part for name, part in parts.items()}
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, wanted.pop(member, old.read(member)))
        for member, part in wanted.items():
            new.writestr(member, part)
    return out.getvalue()


def sheet(body: str, before: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return (
        f'<?xml version="1.0"?>{before}<worksheet xmlns="{space}"><sheetData>{body}</sheetData></worksheet>'
    ).encode()


def named(where: str) -> str:
    head = "".join(
        f'<c r="{letter}1" t="inlineStr"><is><t>{title}</t></is></c>'
        for letter, title in zip("ABC", HEAD, strict=True)
    )
    return f'<row r="1">{head}</row>{where}'


def refused(content: bytes, name: str = "kiriman.xlsx") -> str:
    with pytest.raises(DomainError) as caught:
        read_upload(content, name)
    assert caught.value.field == "file"
    return caught.value.message


def test_a_good_one_is_read(tmp_path):
    rows, ignored = read_upload(book(tmp_path), "Produk.XLSX")
    assert [(row.number, row.values["name"], row.values["price"]) for row in rows] == [
        (2, "Kopi bubuk", 25_000)
    ]
    assert ignored == []


def test_what_unpacks_to_more_than_forty_megabytes(tmp_path):
    bomb = changed(book(tmp_path), xl__sharedStrings_xml=b"<sst>" + b" " * (41 * 2**20) + b"</sst>")
    assert len(bomb) < 100_000
    assert "terlalu besar" in refused(bomb)


def test_one_that_lies_about_how_much_it_unpacks_to(tmp_path):
    content = changed(book(tmp_path), xl__worksheets__sheet1_xml=sheet(named("") + " " * 2**20))
    size = struct.pack("<I", len(sheet(named("") + " " * 2**20)))
    assert content.count(size) >= 2
    assert "tidak bisa dibuka" in refused(content.replace(size, struct.pack("<I", 300)))


@pytest.mark.parametrize(
    "corner",
    [
        '<c r="XFD1048576"><v>1</v></c>',
        '<c r="A1048576"><v>1</v></c>',
        '<c r="$ZZ$3"><v>1</v></c>',
        "<c r='xfd9'><is><t>x</t></is></c>",
    ],
)
def test_two_cells_at_the_far_corners(tmp_path, corner):
    content = changed(book(tmp_path), xl__worksheets__sheet1_xml=sheet(named(f'<row r="3">{corner}</row>')))
    assert "terlalu besar" in refused(content)


def test_a_row_that_says_it_is_the_last_of_all(tmp_path):
    body = named('<row r="1048576"><c><v>1</v></c></row>')
    assert "terlalu besar" in refused(changed(book(tmp_path), xl__worksheets__sheet1_xml=sheet(body)))


def test_empty_cells_far_away_harm_nothing(tmp_path):
    body = named('<row r="1048576"><c r="XFD1048576" s="1"/></row>')
    rows, _ignored = read_upload(changed(book(tmp_path), xl__worksheets__sheet1_xml=sheet(body)), "a.xlsx")
    assert rows == []


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>',
    ],
)
@pytest.mark.parametrize("part", ["xl__worksheets__sheet1_xml", "xl__sharedStrings_xml", "xl__workbook_xml"])
def test_entities_are_refused_in_every_part(tmp_path, declared, part):
    assert "tidak bisa dibuka" in refused(changed(book(tmp_path), **{part: sheet(named(""), declared)}))


def test_another_encoding_hides_nothing(tmp_path):
    hidden = (
        sheet(named(""), "<!DOCTYPE x>").decode().replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16")
    )
    assert "tidak bisa dibuka" in refused(changed(book(tmp_path), xl__worksheets__sheet1_xml=hidden))


def test_parts_that_no_table_needs_are_left_behind(tmp_path):
    content = changed(book(tmp_path), xl__vbaProject_xml=b"<!DOCTYPE x><x/>", xl__media__a_xml=b"\0" * 2**20)
    assert len(read_upload(content, "a.xlsx")[0]) == 1


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"bukan zip", b"\xd0\xcf\x11\xe0 sandi"])
def test_what_is_no_workbook(content):
    assert refused(content)


def test_a_part_twice_under_one_name(tmp_path):
    out = BytesIO(book(tmp_path))
    with zipfile.ZipFile(out, "a") as doubled:
        doubled.writestr("XL/workbook.xml", b"<x/>")
    assert "tidak bisa dibuka" in refused(out.getvalue())


def test_a_file_of_another_kind_or_too_large():
    assert "XLSX atau CSV" in refused(b"{}", "barang.jsonl")
    assert "5 MB" in refused(b"x" * (MAX_BYTES + 1), "barang.csv")


def test_a_table_without_our_columns():
    assert "Nama produk" in refused(b"id;title\n1;Kopi\n", "barang.csv")


def test_no_more_is_read_than_may_be_sent():
    many = "Nama produk\n" + "Kopi\n" * 5_000
    assert len(read_upload(many.encode(), "banyak.csv")[0]) == 2_001


def test_a_table_of_old_windows_keeps_its_accents():
    rows, _ignored = read_upload("Nama produk\nKopi Café\n".encode("cp1252"), "a.csv")
    assert rows[0].values["name"] == "Kopi Café"


def test_the_command_refuses_the_same(tmp_path):
    path = tmp_path / "barang.xlsx"
    path.write_bytes(changed(book(tmp_path), xl__worksheets__sheet1_xml=sheet(named(""), "<!DOCTYPE x>")))
    with pytest.raises(DomainError):
        list(read_rows(path))


def test_the_name_of_a_file_is_a_name():
    assert shown_name("C:\\foto\\produk\u202e.xlsx") == "produk.xlsx"
    assert shown_name("../../etc/passwd") == "passwd"
