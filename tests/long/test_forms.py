"""Random bytes in every field of every important form: pages answer, and never with an error of ours."""

from __future__ import annotations

import re
from urllib.parse import quote_from_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.infra import limits
from tests.catalog import factories as products
from tests.client import KEY, PARTY, TOKEN
from tests.long.measures import SCALE, tell
from tests.long.noise import deep, raw_bytes
from tests.procurement import steps
from tests.procurement.browsing import browser

pytestmark = [pytest.mark.long, pytest.mark.db]

EXAMPLES = 8
NAMES = re.compile(r'<(?:input|select|textarea|button)\b[^>]*?\bname="([^"_][^"]*)"')
FORM = "application/x-www-form-urlencoded"

VISITOR = ("/masuk", "/daftar", "/lupa-sandi", "/lupa-sandi/kartu")
OWNER = (
    "/penjual/produk/baru",
    "/penjual/produk/{product}",
    "/penjual/produk/{product}/pengadaan",
    "/penjual/produk/{product}/klaim",
    "/penjual/usaha/cerita",
    "/penjual/usaha/alamat",
    "/penjual/usaha/nomor",
    "/penjual/usaha/skala",
    "/penjual/usaha/rekening",
    "/penjual/pendamping",
    "/akun",
    "/akun/keamanan/sandi",
)
OFFICER = ("/pengadaan/paket/baru",)


@pytest.fixture(autouse=True)
def _patient_limits():
    """The bytes are to reach the forms, not the limit before them."""
    limits.use_factor(1_000_000)
    yield
    limits.use_factor(1)


def fields_of(page: str) -> list[str]:
    return sorted(set(NAMES.findall(page)))


def bombard(client, url: str) -> int:
    """Post random bytes to a form, and open its page with them as a query; how many answers there were."""
    answers = [0]

    @deep(EXAMPLES, shrink=False)
    @given(st.data())
    def stays_calm(data: st.DataObject) -> None:
        page = client.get(url)
        assert page.status_code == 200, f"{url}: {page.status_code}"
        hidden = {"_csrf": TOKEN, "_party": PARTY, "_key": KEY}
        found = {name: pattern.search(page.text) for name, pattern in hidden.items()}
        body = {name: match[1].encode() for name, match in found.items() if match}
        names = fields_of(page.text)
        body |= {name: data.draw(raw_bytes, label=name) for name in names}
        encoded = "&".join(f"{name}={quote_from_bytes(value)}" for name, value in body.items())
        answer = client.post(url, data=encoded, content_type=FORM)
        assert answer.status_code < 500, f"POST {url}: {answer.status_code}"
        query = "&".join(f"{name}={quote_from_bytes(body[name][:60])}" for name in names[:6])
        assert client.get(f"{url}?{query}").status_code < 500, f"GET {url}"
        answers[0] += 2

    stays_calm()
    return answers[0]


def told(what: str, urls: int, answers: int) -> None:
    tell(f"random bytes, {what}", f"{urls} forms, {answers} requests at SCALE={SCALE}", "0 errors of ours")


def test_forms_of_visitors_take_any_bytes(client):
    answers = sum(bombard(client, url) for url in VISITOR)
    told("visitors", len(VISITOR), answers)


def test_forms_of_a_seller_take_any_bytes(session, as_actor):
    business, owner = products.shop()
    product = products.draft(business, owner)
    answers = 0
    for url in OWNER:
        seller = as_actor(owner.user_id, owner.role, owner.party, code=business.code, label=business.name)
        answers += bombard(seller, url.format(product=product.code))
    told("sellers", len(OWNER), answers)


def test_forms_of_an_officer_take_any_bytes(session, as_actor, tuesday_morning):
    story = steps.story()
    officer = browser(as_actor, story, story.unit.pp)
    answers = sum(bombard(officer, url) for url in OFFICER)
    told("officers", len(OFFICER), answers)


def test_public_pages_take_any_query(client, index_folder):
    answers = [0]

    @deep(EXAMPLES * 5, shrink=False)
    @given(
        st.sampled_from(["/produk", "/bandingkan", "/api/v1/products", "/cari/saran"]), raw_bytes, raw_bytes
    )
    def stays_calm(path: str, text: bytes, other: bytes) -> None:
        query = f"q={quote_from_bytes(text)}&kategori={quote_from_bytes(other)}&hal={quote_from_bytes(other)}"
        query += f"&harga_min={quote_from_bytes(text[:30])}&produk={quote_from_bytes(other)}"
        assert client.get(f"{path}?{query}").status_code < 500, path
        answers[0] += 1

    stays_calm()
    tell("random bytes, public pages", f"4 pages, {answers[0]} requests", "0 errors of ours")
