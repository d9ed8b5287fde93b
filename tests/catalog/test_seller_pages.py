"""The seller's pages of products, with and without htmx."""

from __future__ import annotations

import io

import pytest
from sqlalchemy import select

from marketplace.businesses import services as businesses
from marketplace.businesses.models import ProposedChange
from marketplace.catalog import queries, services
from marketplace.catalog.models import Claim, Product
from marketplace.catalog.states import ProductState
from marketplace.infra import counting
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.money import Rupiah
from tests.catalog import factories
from tests.client import HTMX


@pytest.fixture
def seller(session, as_actor):
    """A shop, its owner, and her browser."""
    business, owner = factories.shop()
    browser = as_actor(owner.user_id, owner.role, owner.party, code=business.code, label=business.name)
    return business, owner, browser


def browser_of(as_actor, business, actor):
    return as_actor(actor.user_id, actor.role, actor.party, code=business.code, mandate_id=actor.mandate_id)


def newest(session) -> Product:
    session.expire_all()
    return session.scalars(select(Product).order_by(Product.id.desc())).first()


def upload(content: bytes) -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), "foto.jpg"


def first_fields(**values: object) -> dict[str, object]:
    return {
        "name": "Keripik tempe sagu 250 g",
        "price": "18.000",
        "stock": "24",
        "category": "",
        "unit": "",
        "aksi": "tayang",
        "photo": upload(factories.picture()),
    } | values


def test_an_empty_shop_says_how_to_begin(seller):
    _business, _owner, browser = seller
    assert "Tambah produk pertama" in browser.get("/penjual/produk").text


def test_one_screen_puts_a_product_on_sale(session, seller):
    _business, _owner, browser = seller
    answer = browser.submit("/penjual/produk/baru", first_fields())
    made = newest(session)
    assert answer.status_code == 303
    assert (made.state, made.price, made.stock) == (ProductState.LIVE, Rupiah(18_000), 24)
    assert (made.category, made.unit) == ("camilan-kering", "pcs")
    assert made.picture["widths"] == [240, 480]


def test_what_is_missing_is_told_beside_each_field_and_all_at_once(session, seller):
    _business, _owner, browser = seller
    fields = first_fields(name="Zqx", photo=upload(b""), stock="")
    answer = browser.submit("/penjual/produk/baru", fields)
    assert answer.status_code == 422
    for field in ("photo", "stock", "category"):
        assert f'id="{field}-galat"' in answer.text
    assert newest(session) is None


def test_a_draft_goes_to_the_list_whatever_is_missing(session, seller):
    _business, _owner, browser = seller
    fields = first_fields(photo=upload(b""), stock="", aksi="draf")
    page = browser.get(browser.submit("/penjual/produk/baru", fields).location).text
    assert newest(session).state is ProductState.DRAFT
    assert "Belum bisa tayang" in page
    assert "Tambahkan foto" in page


def test_what_was_typed_stays_when_something_is_wrong(session, seller):
    _business, _owner, browser = seller
    fields = first_fields(price="mahal", unit="bungkus")
    answer = browser.submit("/penjual/produk/baru", fields)
    assert answer.status_code == 422
    assert 'value="mahal"' in answer.text
    assert 'value="bungkus"' in answer.text
    assert newest(session) is None


def test_a_file_that_is_no_photo_is_told_beside_its_field(session, seller):
    _business, _owner, browser = seller
    answer = browser.submit("/penjual/produk/baru", first_fields(photo=upload(b"bukan foto")))
    assert answer.status_code == 422
    assert 'id="photo-galat"' in answer.text


def test_a_camera_photo_of_some_megabytes_comes_through(seller):
    _business, _owner, browser = seller
    heavy = factories.picture() + bytes(3 * 2**20)
    assert browser.submit("/penjual/produk/baru", first_fields(photo=upload(heavy))).status_code == 303


def test_the_name_suggests_a_category(seller):
    _business, _owner, browser = seller
    part = browser.get("/penjual/produk/kategori?name=Kopi+robusta+bubuk", headers=HTMX).text
    assert 'value="kopi-teh" selected' in part
    assert "Kopi, teh, dan cokelat" in browser.get("/penjual/produk/kategori?name=Kopi+robusta").text


def test_stock_changes_in_place_or_through_the_list(session, seller):
    business, owner, browser = seller
    made = factories.live(business, owner)
    url, field = f"/penjual/produk/{made.code}/stok", f"{made.code}-stock"
    part = browser.submit(url, {field: "7"}, headers=HTMX)
    assert part.text.lstrip().startswith("<article")
    assert 'value="7"' in part.text
    assert browser.submit(url, {field: "9"}).location.endswith("/penjual/produk")
    assert newest(session).stock == 9


def test_a_stock_that_cannot_be_is_told_in_its_row(session, seller):
    business, owner, browser = seller
    made = factories.live(business, owner)
    field = f"{made.code}-stock"
    part = browser.submit(f"/penjual/produk/{made.code}/stok", {field: "-3"}, headers=HTMX)
    assert part.status_code == 422
    assert f'id="{field}-galat"' in part.text
    assert newest(session).stock == 24


def test_the_price_changes_in_place(session, seller):
    business, owner, browser = seller
    made = factories.live(business, owner)
    url = f"/penjual/produk/{made.code}/harga"
    browser.submit(url, {f"{made.code}-price": "Rp 17.500"}, headers=HTMX)
    assert newest(session).price == Rupiah(17_500)
    browser.submit(url, {f"{made.code}-price": ""}, headers=HTMX)
    assert newest(session).price is None


def test_a_helpers_price_of_a_live_product_becomes_a_proposal(session, seller, as_actor):
    business, owner, _browser = seller
    made = factories.live(business, owner)
    _mandate, helper = factories.catalogue_mandate(business, owner)
    browser = browser_of(as_actor, business, helper)
    part = browser.submit(f"/penjual/produk/{made.code}/harga", {f"{made.code}-price": "1.000"}, headers=HTMX)
    assert "Usulan dikirim ke pemilik" in part.text
    assert newest(session).price == Rupiah(18_000)


def test_a_helper_drafts_and_asks_the_owner_to_publish(session, seller, as_actor):
    business, owner, _browser = seller
    _mandate, helper = factories.catalogue_mandate(business, owner)
    browser = browser_of(as_actor, business, helper)
    assert "Minta pemilik menayangkan" in browser.get("/penjual/produk/baru").text
    answer = browser.submit("/penjual/produk/baru", first_fields())
    assert "Permintaan tayang dikirim ke pemilik" in browser.get(answer.location).text
    assert newest(session).state is ProductState.DRAFT
    withdrawn = browser.submit(f"{answer.location}/tarik", {}, page=answer.location)
    assert withdrawn.status_code == 403


def test_the_product_page_edits_publishes_and_withdraws(session, seller):
    business, owner, browser = seller
    made = factories.draft(business, owner)
    url = f"/penjual/produk/{made.code}"
    fields = {
        "version": str(made.version),
        "name": "Keripik tempe kencur",
        "price": "19000",
        "unit": "pak",
        "category": "camilan-kering",
        "description": "Gurih.",
        "without_photo": "1",
    }
    assert browser.submit(url, fields).status_code == 303
    assert (newest(session).name, newest(session).unit) == ("Keripik tempe kencur", "pak")
    browser.submit(f"{url}/tayang", {}, page=url)
    assert newest(session).state is ProductState.LIVE
    browser.submit(f"{url}/tarik", {}, page=url)
    assert newest(session).state is ProductState.WITHDRAWN


def test_a_page_opened_before_somebody_elses_change_changes_nothing(session, seller):
    business, owner, browser = seller
    made = factories.draft(business, owner)
    url = f"/penjual/produk/{made.code}"
    fields = {
        "version": str(made.version),
        "name": "Baru",
        "unit": "pak",
        "category": "camilan-kering",
        "without_photo": "1",
    }
    browser.submit(url, fields)
    late = browser.submit(url, fields | {"name": "Terlambat"})
    assert late.status_code == 422
    assert 'value="Terlambat"' in late.text
    assert newest(session).name == "Baru"


def test_photos_are_added_ordered_and_taken_away(session, seller):
    business, owner, browser = seller
    made = factories.draft(business, owner)
    url = f"/penjual/produk/{made.code}"
    for colour in ("red", "blue"):
        browser.submit(f"{url}/foto", {"photo": upload(factories.picture(colour=colour))})
    first, second = (photo.digest for photo in queries.edit_page(session, owner, made.code).photos)
    browser.submit(f"{url}/foto/{second}", {"aksi": "front"}, page=url)
    assert newest(session).picture["digest"] == second
    browser.submit(f"{url}/foto/{second}", {"aksi": "remove"}, page=url)
    assert newest(session).picture["digest"] == first
    assert browser.submit(f"{url}/foto/{first}", {"aksi": "terbang"}, page=url).status_code == 404
    assert browser.submit(f"{url}/foto", {"photo": upload(b"x")}).status_code == 422


TERMS = {
    "kind": "goods",
    "content": "1,5",
    "content_unit": "liter",
    "min_qty": "12",
    "step_qty": "6",
    "max_qty": "600",
    "tier_from_1": "24",
    "tier_price_1": "17.000",
    "government_price": "16.000",
    "government_until": "2027-03-31",
    "length_cm": "20",
    "width_cm": "12",
    "height_cm": "8",
    "story": "Digoreng dua kali.",
}


def test_the_terms_are_kept_and_shown_again(session, seller):
    business, owner, browser = seller
    made = factories.draft(business, owner)
    url = f"/penjual/produk/{made.code}/pengadaan"
    assert browser.submit(url, TERMS | {"version": str(made.version)}).status_code == 303
    fresh = newest(session)
    assert (fresh.content_milli, fresh.content_unit) == (1_500, "liter")
    assert (fresh.min_qty, fresh.step_qty, fresh.max_qty) == (12, 6, 600)
    assert fresh.tiers == [{"from": 24, "price": 17_000}]
    assert fresh.government_price == Rupiah(16_000)
    page = browser.get(url).text
    for typed in ('value="1,5"', 'value="24"', 'value="17.000"', 'value="16.000"', "Digoreng dua kali."):
        assert typed in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"tier_price_1": "19.000"}, "Makin banyak, makin murah"),
        ({"tier_price_1": ""}, "Isi jumlah dan harganya"),
        ({"tier_from_1": "banyak"}, "Isi jumlah dengan angka"),
        ({"content": "segenggam"}, "Isi angka, misalnya 250"),
        ({"min_qty": "13"}, "harus kelipatan 6"),
        ({"government_price": "20.000"}, "di atas harga umum terendah"),
        ({"capacity_per_week": "50"}, "dibuat setelah dipesan"),
    ],
)
def test_terms_that_are_refused_lose_nothing_typed(session, seller, typed, sentence):
    business, owner, browser = seller
    made = factories.draft(business, owner)
    url = f"/penjual/produk/{made.code}/pengadaan"
    answer = browser.submit(url, TERMS | {"version": str(made.version)} | typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Digoreng dua kali." in answer.text
    assert newest(session).content_milli is None


def test_a_helper_proposes_the_terms_of_what_is_on_sale(session, seller):
    business, owner, _browser = seller
    made = factories.live(business, owner, made_to_order=True, stock=0)
    _mandate, helper = factories.catalogue_mandate(business, owner)
    values = {"tiers": [{"from": 12, "price": 17_000}], "capacity_per_week": 50}
    with unit_of_work(actor=helper) as (inside, actor):
        assert not services.change_or_propose(inside, actor, made.id, values=values)
    change = session.scalars(select(ProposedChange).order_by(ProposedChange.id.desc())).first()
    assert [(row["label"], row["after"]) for row in change.diff] == [
        ("Harga grosir", "mulai 12: Rp17.000"),
        ("Kapasitas per minggu", "50"),
    ]
    with unit_of_work(actor=owner) as (inside, actor):
        businesses.confirm_change(inside, actor, change.id)
    assert newest(session).tiers == [{"from": 12, "price": 17_000}]
    assert newest(session).capacity_pool_id is not None


def test_the_government_page_finds_codes_and_keeps_what_was_typed(session, seller):
    business, owner, browser = seller
    made = factories.draft(business, owner)
    url = f"/penjual/produk/{made.code}/pengadaan"
    found = browser.submit(url, {"aksi": "cari", "search": "semangka", "weight_g": "275"})
    assert 'value="01221"' in found.text
    assert 'value="275"' in found.text
    assert newest(session).kbki is None
    vain = browser.submit(url, {"aksi": "cari", "search": "zzzz"})
    assert "Tidak ada kode dengan kata itu" in vain.text
    assert "Tidak ada kode" not in found.text
    fields = {
        "version": str(made.version),
        "kbki": "01221",
        "is_domestic": "ya",
        "lead_days": "3",
        "min_qty": "10",
        "weight_g": "275",
    }
    browser.submit(url, fields)
    fresh = newest(session)
    assert (fresh.kbki, fresh.is_domestic, fresh.lead_days, fresh.min_qty, fresh.weight_g) == (
        "01221",
        True,
        3,
        10,
        275,
    )
    assert "5 dari 8 siap" in browser.get(url).text


def test_a_claim_is_sent_with_its_number(session, seller):
    business, owner, browser = seller
    made = factories.draft(business, owner)
    kinds = f"/penjual/produk/{made.code}/klaim"
    assert "TKDN" in browser.get(kinds).text
    assert browser.get(f"{kinds}/tidak-ada").status_code == 404
    url = f"{kinds}/tkdn"
    refused = browser.submit(url, {"number": "2137/SJ-IND.8/TKDN/5/2026", "share": "42,x"})
    assert "2137/SJ-IND.8/TKDN/5/2026" in refused.text
    assert (refused.status_code, session.scalar(select(Claim.id))) == (422, None)
    answer = browser.submit(
        url, {"number": "2137/sj-ind.8/tkdn/5/2026", "share": "42,5", "bmp": "7", "expires_on": "2029-04-14"}
    )
    assert session.execute(select(Claim.share_bp, Claim.bmp_bp)).one() == (4_250, 700)
    assert "Sedang diperiksa" in browser.get(answer.location).text


def test_the_list_searches_filters_and_pages(seller):
    business, owner, browser = seller
    for number in range(21):
        factories.draft(business, owner, name=f"Keripik rasa {number}")
    factories.live(business, owner, name="Sambal teri")
    assert "Halaman 1 dari 2" in browser.get("/penjual/produk").text
    found = browser.get("/penjual/produk?q=teri+sambal").text
    assert found.count("data-result") == 1
    assert browser.get("/penjual/produk?status=live").text.count("data-result") == 1
    assert browser.get("/penjual/produk?status=ngawur&hal=x").status_code == 200
    part = browser.get("/penjual/produk?q=tidakada", headers=HTMX).text
    assert "Tidak ada produk yang cocok" in part
    assert "<h1" not in part


def test_a_longer_list_costs_no_more_statements(seller):
    business, owner, browser = seller

    def statements() -> int:
        browser.get("/penjual/produk")
        return counting.current()

    factories.draft(business, owner)
    few = statements()
    for number in range(12):
        factories.draft(business, owner, name=f"Keripik rasa {number}")
    assert statements() == few


@pytest.mark.parametrize("page", ["", "/stok", "/harga", "/foto", "/pengadaan", "/klaim"])
def test_another_sellers_pages_do_not_exist(seller, page):
    business, owner = factories.shop()
    made = factories.draft(business, owner)
    _business, _owner, browser = seller
    assert browser.get(f"/penjual/produk/{made.code}{page}").status_code == 404


def test_visitors_are_sent_to_sign_in(client, session):
    answer = client.get("/penjual/produk")
    assert answer.status_code == 303
    assert "/masuk" in answer.location
