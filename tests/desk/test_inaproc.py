"""The kit for INAPROC: complete for a complete seller, and exact about what is missing."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, timedelta

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import delete, select

from marketplace.accounts.models import Account
from marketplace.businesses import inaproc_queries, services
from marketplace.businesses.inaproc import official_steps, product_fields
from marketplace.businesses.models import Business, BusinessKbli, InaprocStep, Milestone, ProposedChange
from marketplace.businesses.requirements import Level
from marketplace.businesses.services import Paper
from marketplace.businesses.verification_models import Evidence
from marketplace.catalog import official_sheet
from marketplace.desk import kit
from marketplace.infra import counting
from marketplace.infra.audit import AuditEntry
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import PartyKind, PartyRef, Role
from marketplace.kernel.errors import DomainError, Forbidden, NotFound
from tests.businesses import factories as make
from tests.catalog import factories as shop

PAGE = "/penjual/inaproc"
SHEET = {
    "kbki": "2399991",
    "is_domestic": True,
    "weight_g": 250,
}


def text_of(answer):
    return answer.get_data(as_text=True)


@pytest.fixture
def complete(database):
    """A seller who lacks nothing that INAPROC asks for."""
    business, owner = make.verified(Level.GOVERNMENT_ALL)
    with unit_of_work(actor=owner) as (session, actor):
        services.set_shop_policy(session, actor, business.id, text="Barang rusak kami ganti.")
    product = shop.live(business, owner)
    with unit_of_work(actor=make.SYSTEM) as (session, _actor):
        row = session.get_one(type(product), product.id)
        row.kbki, row.is_domestic, row.weight_g = SHEET["kbki"], True, 250
        row.picture = {"digest": "0" * 64, "widths": [240], "alt": "Keripik"}
    return business, owner


@pytest.fixture
def browser_of(as_actor):
    def open_browser(business, owner, *, stepped_up=True):
        party = PartyRef(PartyKind.BUSINESS, business.id)
        return as_actor(owner.user_id, Role.OWNER, party, code=business.code, stepped_up=stepped_up)

    return open_browser


def test_no_field_of_a_complete_seller_is_empty(session, complete):
    _business, owner = complete
    found = kit.of(session, owner, whole=True)
    assert found.missing == []
    values = [value for step in found.steps for value in step.values]
    assert all(value.text and value.copyable for value in values)
    assert {value.field.source for value in values} >= {"business.nib", "owner.email", "place.village"}
    assert [row.missing for row in found.products] == [[]]


REMOVED = [
    ("business.nib", lambda business, _owner: setattr(business, "nib", None)),
    ("business.npwp", lambda business, _owner: setattr(business, "npwp", None)),
    ("business.story", lambda business, _owner: setattr(business, "story", "")),
    ("business.street", lambda business, _owner: setattr(business, "street", "")),
    ("business.postcode", lambda business, _owner: setattr(business, "postcode", "")),
    ("business.policy", lambda business, _owner: setattr(business, "shop_policy", "")),
    ("business.size", lambda business, _owner: setattr(business, "size_class", None)),
    ("place.village", lambda business, _owner: setattr(business, "region_code", "35.77.03")),
    ("owner.email", lambda _business, owner: setattr(owner, "email", None)),
    ("owner.phone", lambda _business, owner: setattr(owner, "phone", None)),
    ("owner.name", lambda business, owner: setattr(owner, "name", f"Pemilik {business.name}")),
]


@pytest.mark.parametrize(("source", "remove"), REMOVED, ids=[source for source, _ in REMOVED])
def test_for_each_removed_fact_exactly_its_fields_are_named(session, complete, source, remove):
    business, owner = complete
    with unit_of_work(actor=make.SYSTEM) as (inside, _actor):
        remove(inside.get_one(Business, business.id), inside.get_one(Account, owner.user_id))
    named = [value.field for step in kit.of(session, owner).steps for value in step.values if not value.text]
    expected = [one for step in official_steps(clock.today()) for one in step.fields if one.source == source]
    assert expected
    assert named == expected


def test_kbli_taken_away_is_named_alone(session, complete):
    _business, owner = complete
    with unit_of_work(actor=make.SYSTEM) as (inside, _actor):
        inside.execute(delete(BusinessKbli))
    assert kit.of(session, owner).missing == ["KBLI"]


@pytest.mark.parametrize("requirement", ["nib", "tax_number", "pkp_status"])
def test_for_each_missing_paper_exactly_it_is_named(session, complete, requirement):
    business, owner = complete
    with unit_of_work(actor=make.SYSTEM) as (inside, _actor):
        inside.scalar(select(Evidence).where(Evidence.requirement == requirement)).file_id = None
    papers = [paper for step in kit.of(session, owner).steps for paper in step.papers]
    row = next(row for row in make.requirements(business.legal_form, clock.today()) if row.key == requirement)
    assert [paper.label for paper in papers if paper.problem] == [row.label]


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("kbki", {"kbki": None}),
        ("domestic", {"is_domestic": None}),
        ("weight", {"weight_g": None}),
        ("specification", {"description": ""}),
        ("price", {"price": None}),
        ("photo", {"picture": None}),
        ("category", {"category": ""}),
        ("unit", {"unit": ""}),
    ],
)
def test_for_each_removed_fact_of_a_product_exactly_its_column_is_named(session, complete, column, values):
    _business, owner = complete
    (row,) = official_sheet.rows(session, owner)
    with unit_of_work(actor=make.SYSTEM) as (inside, _actor):
        product = inside.scalar(select(shop.Product).where(shop.Product.code == row.code))
        for key, value in values.items():
            setattr(product, key, value)
    (row,) = official_sheet.rows(session, owner)
    assert [field.key for field in row.missing] == [column]


class TestPage:
    def test_numbers_stand_whole_only_after_the_owner_proved_herself_and_that_is_logged(
        self, session, complete, browser_of
    ):
        business, owner = complete
        number = session.get_one(Business, business.id).nib
        browser = browser_of(business, owner)
        assert number not in text_of(browser.get(PAGE))
        assert number in text_of(browser.submit(PAGE, {}))
        noted = select(AuditEntry.id).where(AuditEntry.action == "businesses.reveal_numbers")
        assert session.scalar(noted) is not None
        asked = browser_of(business, owner, stepped_up=False).submit(PAGE, {})
        assert number not in text_of(asked)

    def test_what_is_missing_links_to_its_own_form(self, browser_of):
        browser = browser_of(*make.business())
        page = text_of(browser.get(PAGE))
        assert page.count("data-missing") > 8
        links = set(re.findall(r'href="(/penjual/(?:usaha|inaproc)/[^"]+|/akun[^"]*)"', page))
        assert {"/penjual/usaha/nomor", "/penjual/usaha/alamat", "/penjual/usaha/berkas/nib"} <= links
        assert {browser.get(link).status_code for link in links} == {200}

    def test_the_page_costs_the_same_for_one_product_and_for_many(self, session, complete, browser_of):
        business, owner = complete
        browser, spent = browser_of(business, owner), []
        for _ in range(2):
            browser.get(PAGE)
            spent.append(counting.current())
            for number in range(4):
                shop.live(business, owner, name=f"Keripik {number}")
        assert spent[0] == spent[1]

    def test_strangers_have_no_kit(self, as_actor, client):
        account = make.person()
        shopper = as_actor(account.id, Role.SHOPPER, PartyRef(PartyKind.PERSON, account.id))
        for address in (PAGE, f"{PAGE}/berkas.zip", f"{PAGE}/produk.xlsx"):
            assert shopper.get(address).status_code == 403


class TestTakingAlong:
    def test_the_papers_carry_official_names_in_the_order_of_the_form(self, complete, browser_of):
        business, owner = complete
        answer = browser_of(business, owner).get(f"{PAGE}/berkas.zip")
        bundle = zipfile.ZipFile(io.BytesIO(answer.data))
        names = bundle.namelist()
        assert names[0] == "00-BACA-DULU.txt"
        assert [name[:8] for name in names[1:]] == ["01-NIB-k", "02-NPWP-", "03-Statu"]
        assert all(bundle.read(name) == make.PDF for name in names[1:])

    def test_a_paper_over_the_limit_stays_out_and_is_named_with_the_limit(
        self, session, complete, browser_of
    ):
        business, owner = complete
        big = make.PDF + b"0" * (3 * 1024 * 1024)
        with unit_of_work(actor=owner) as (inside, actor):
            services.submit_evidence(
                inside, actor, business.id, requirement="nib", paper=Paper(big, "nib.pdf")
            )
        browser = browser_of(business, owner)
        assert "terlalu besar, paling besar 2 MB" in text_of(browser.get(PAGE))
        bundle = zipfile.ZipFile(io.BytesIO(browser.get(f"{PAGE}/berkas.zip").data))
        assert not [name for name in bundle.namelist() if "NIB" in name]
        assert "terlalu besar" in bundle.read("00-BACA-DULU.txt").decode()

    def test_the_sheet_has_the_official_columns_and_no_formula(self, session, complete, browser_of):
        business, owner = complete
        shop.live(business, owner, name="=HYPERLINK(1)")
        answer = browser_of(business, owner).get(f"{PAGE}/produk.xlsx")
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.data)).get_sheet_by_index(0).to_python()
        assert sheet[0] == [field.label for field in product_fields()]
        names = {row[1] for row in sheet[1:]}
        assert names == {"'=HYPERLINK(1)", "Keripik tempe sagu 250 g"}
        assert b"<f>" not in zipfile.ZipFile(io.BytesIO(answer.data)).read("xl/worksheets/sheet1.xml")


class TestRecording:
    def record(self, actor, business, step="akun", reference="", done_on=None):
        with unit_of_work(actor=actor) as (session, inside):
            return services.record_step(
                session, inside, business.id, step=step, reference=reference, done_on=done_on or clock.today()
            )

    def test_registered_counts_apart_from_ready(self, session):
        make.verified()
        registered, owner = make.business()
        assert inaproc_queries.standing_in(session, "35") == (1, 0)
        self.record(owner, registered, "privy", "PYD-2026-0042")
        assert inaproc_queries.standing_in(session, "35") == (1, 1)
        assert inaproc_queries.standing_in(session, "32") == (0, 0)
        make.fresh(session, registered)
        assert (registered.inaproc_id, registered.inaproc_registered_on) == ("PYD-2026-0042", clock.today())
        assert session.scalar(select(Milestone.milestone)) == "inaproc_registered"

    def test_the_badge_is_public_and_the_number_is_not(self, client):
        business, owner = make.business()
        assert "Terdaftar di INAPROC" not in text_of(client.get(f"/toko/{business.slug}"))
        self.record(owner, business, "privy", "PYD-2026-0042")
        page = text_of(client.get(f"/toko/{business.slug}"))
        assert "Terdaftar di INAPROC" in page
        assert "PYD-2026-0042" not in page

    def test_another_step_registers_nobody(self, session):
        business, owner = make.business()
        self.record(owner, business, "akun", "AKUN-77")
        make.fresh(session, business)
        assert business.inaproc_registered_on is None

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"step": "privy", "reference": ""}, "reference"),
            ({"reference": "a b"}, "reference"),
            ({"reference": "=cmd"}, "reference"),
            ({"done_on": date(2099, 1, 1)}, "done_on"),
        ],
    )
    def test_what_cannot_be_so_is_refused_beside_its_field(self, database, values, field):
        business, owner = make.business()
        with pytest.raises(DomainError) as refused:
            self.record(owner, business, **values)
        assert refused.value.field == field

    def test_saying_it_again_puts_it_right(self, session):
        business, owner = make.business()
        self.record(owner, business, "privy", "SALAH-1")
        self.record(owner, business, "privy", "BETUL-1", clock.today() - timedelta(days=3))
        rows = session.scalars(select(InaprocStep)).all()
        assert [(row.reference, row.done_on) for row in rows] == [
            ("BETUL-1", clock.today() - timedelta(days=3))
        ]

    def test_a_helper_only_proposes_and_the_owner_confirms(self, session):
        business, owner = make.business()
        helper = make.acting(make.mandate(business, owner))
        assert self.record(helper, business, "privy", "PYD-1") is False
        assert session.scalar(select(InaprocStep.id)) is None
        change = session.scalar(select(ProposedChange))
        with unit_of_work(actor=owner) as (inside, actor):
            services.confirm_change(inside, actor, change.id)
        assert session.scalar(select(InaprocStep.reference)) == "PYD-1"

    def test_strangers_and_helpers_without_the_scope_record_nothing(self, database):
        business, owner = make.business()
        _other, stranger = make.business(name="Lain")
        with pytest.raises(NotFound):
            self.record(stranger, business)
        blind = make.acting(make.mandate(business, owner, scopes=("stock.write",)))
        with pytest.raises(Forbidden):
            self.record(blind, business)

    def test_the_form_keeps_what_was_typed_and_leads_back(self, browser_of):
        business, owner = make.business()
        browser = browser_of(business, owner)
        page = f"{PAGE}/privy/catat"
        answer = browser.submit(page, {"reference": "", "done_on": "2026-11-01"})
        assert answer.status_code == 422
        assert 'value="2026-11-01"' in text_of(answer)
        done = browser.submit(page, {"reference": "PYD-1", "done_on": clock.today().isoformat()})
        assert done.location == f"{PAGE}#langkah-privy"
        assert browser.get(f"{PAGE}/tidak-ada/catat").status_code == 404
