"""Passing a shop on: a plain link, and a poster whose code opens the shop's page."""

from __future__ import annotations

import io
from urllib.parse import parse_qs, urlsplit

import pytest
import segno
from PIL import Image
from pypdf import PdfReader

from marketplace.documents.render import render_poster
from marketplace.kernel.actor import Role
from tests.businesses import factories as people
from tests.catalog import factories

ADDRESS = "https://lapak.example/toko/dapur-sari-7H2K9M4QRT"
FACTS = {
    "title": "Poster Dapur Sari",
    "name": "Dapur Sari",
    "place": "Kota Madiun, Jawa Timur",
    "things": ["Keripik tempe", "Sambal pecel"],
    "address": ADDRESS,
    "market": "Lapak Nusa",
}
SIZES = {"a4": (595, 842), "a5": (420, 595)}


@pytest.fixture
def seller(as_actor, database):
    business, owner = factories.shop()
    client = as_actor(owner.user_id, Role.OWNER, owner.party, code=business.code, label=business.name)
    return business, owner, client


@pytest.mark.parametrize("paper", SIZES)
def test_the_code_on_the_poster_is_that_of_the_shops_page(paper):
    """Each module of the drawn code against segno's own: nothing else on the sheet is quite black."""
    sheet = Image.open(io.BytesIO(render_poster(FACTS | {"paper": paper}, image=True))).convert("L")
    left, top, right, bottom = sheet.point(lambda tone: 255 if tone < 8 else 0).getbbox()
    expected = [[bool(dark) for dark in row] for row in segno.make(ADDRESS, error="m", micro=False).matrix]
    step = (right - left) / len(expected)
    drawn = [
        [
            sheet.getpixel((int(left + (column + 0.5) * step), int(top + (row + 0.5) * step))) < 128
            for column in range(len(expected))
        ]
        for row in range(len(expected))
    ]
    assert drawn == expected
    assert (bottom - top) == pytest.approx(right - left, abs=2)


@pytest.mark.parametrize("paper", SIZES)
def test_a_seller_prints_her_shop_on_either_paper(seller, paper):
    business, owner, client = seller
    factories.live(business, owner, name="Keripik tempe sagu")
    answer = client.get(f"/penjual/bagikan/poster/{paper}.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    (sheet,) = PdfReader(io.BytesIO(answer.data)).pages
    assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == SIZES[paper]
    text = " ".join(sheet.extract_text().split())
    assert business.name in text
    assert "Kota Madiun, Jawa Timur" in text
    assert "Rp" not in text


def test_a_long_name_and_many_words_stay_on_one_sheet():
    long = {
        "name": "Kelompok Usaha Bersama Perempuan Nelayan Pesisir Selatan Sejahtera Mandiri",
        "things": ["Kerupuk ikan tenggiri pedas manis isi 500 gram"] * 5,
        "place": "Kabupaten Ogan Komering Ulu Selatan, Sumatera Selatan",
        "paper": "a5",
    }
    assert len(PdfReader(io.BytesIO(render_poster(FACTS | long))).pages) == 1


def test_the_link_for_whatsapp_is_plain_and_names_the_page(seller):
    business, _owner, client = seller
    page = client.get("/penjual/bagikan").text
    link = page.split('href="https://wa.me/')[1].split('"')[0]
    (text,) = parse_qs(urlsplit(link).query)["text"]
    assert text.endswith(f"http://localhost/toko/{business.slug}")
    assert 'rel="noopener"' in page
    assert "wa.me" not in page.replace('href="https://wa.me/', "")


def test_only_two_papers_and_only_for_who_has_a_shop(seller, as_actor):
    _business, _owner, client = seller
    assert client.get("/penjual/bagikan/poster/a3.pdf").status_code == 404
    shopper = as_actor(people.person().id)
    assert shopper.get("/penjual/bagikan").status_code == 403
    assert shopper.get("/penjual/bagikan/poster/a4.pdf").status_code == 403
