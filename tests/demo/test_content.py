"""The authored demo content keeps its promises: enough of it, true to the rules, written by a person."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date

import pytest

from marketplace.demo.content import DATA, Content, load
from marketplace.demo.decoding import ContentError, decode
from marketplace.demo.shapes import KbliCode, Line
from marketplace.kernel import regions
from marketplace.kernel.identifiers import (
    AgencyCode,
    BudgetAccount,
    Kbki,
    Kbli,
    Nib,
    Nik,
    Nip,
    Npwp,
    Phone,
    RupCode,
    SatkerCode,
    age_on,
)

CATEGORIES = {
    "makanan",
    "batik-tekstil",
    "kerajinan",
    "mebel",
    "atk-cetak",
    "katering",
    "kebersihan",
    "hasil-tani",
    "kosmetik",
    "aksesori-elektronik",
    "jasa",
    "oleh-oleh",
}
BOUND_ACCOUNTS = [
    "pemilik",
    "penjual",
    "penjual2",
    "pembeli",
    "pendamping",
    "pp",
    "ppk",
    "pokja1",
    "pokja2",
    "pokja3",
    "bendahara",
    "auditor",
    "verifikator",
    "dinas",
    "admin",
]
SIZE_LIMITS = {  # rupiah, PP 7/2021 Pasal 35
    "capital": ((1_000_000_000, "mikro"), (5_000_000_000, "kecil"), (10_000_000_000, "menengah")),
    "sales": ((2_000_000_000, "mikro"), (15_000_000_000, "kecil"), (50_000_000_000, "menengah")),
}
BANNED = re.compile(r"\b(lorem|ipsum|dummy|contoh produk|test|todo|xxx)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def content() -> Content:
    return load()


def all_lines(content: Content) -> tuple[Line, ...]:
    return (*content.lines, *content.tour.fixtures.lines)


def test_there_are_enough_businesses_in_enough_provinces(content: Content) -> None:
    assert len(content.businesses) >= 125
    assert len({business.village[:2] for business in content.businesses}) >= 30


def test_every_category_has_at_least_sixty_of_the_products(content: Content) -> None:
    per_category = Counter(product.line.category for product in content.products.values())
    assert len(content.lines) >= 350
    assert len(content.products) >= 1_500
    assert set(per_category) == CATEGORIES
    assert min(per_category.values()) >= 60


def test_lines_expand_into_three_to_six_products(content: Content) -> None:
    assert {len(line.variants) for line in content.lines} <= {3, 4, 5, 6}
    assert all("{varian}" in line.name_pattern for line in all_lines(content))


def test_no_name_stands_twice(content: Content) -> None:
    for names in (
        [business.name for business in content.businesses],
        [line.name for line in all_lines(content)],
        [product.name for product in content.products.values()],
        [person.name for person in content.people],
    ):
        assert [name for name, times in Counter(names).items() if times > 1] == []


def test_every_address_is_a_village_with_its_own_postcode(content: Content) -> None:
    for business in content.businesses:
        assert regions.exists(business.village)
        assert business.village.count(".") == 3, business.id
        assert re.fullmatch(r"[1-9]\d{4}", business.postcode), business.id
    assert all(regions.exists(person.region) for person in content.people)
    assert all(regions.exists(unit.region) for unit in content.work_units.values())


def test_numbers_of_people_are_well_formed_and_nobodys(content: Content) -> None:
    today = content.story.today
    for owner in (*(b.owner for b in content.businesses), *content.people):
        nik = Nik.parse(owner.nik)
        assert owner.nik[4:6] == "99"
        assert age_on(nik, today) >= 17
        assert int(owner.nik[6:8]) > 40 if owner.sex == "P" else int(owner.nik[6:8]) <= 31
        assert owner.nik[10:12] == f"{owner.born % 100:02d}"
        assert Phone.parse(owner.phone).is_mobile
        assert owner.phone.startswith("0812-0000-")


def test_numbers_of_businesses_pass_their_check_and_belong_to_office_999(content: Content) -> None:
    for business in content.businesses:
        if business.nib:
            assert Nib.parse(business.nib).value.startswith("9120999")
        if business.npwp:
            assert Npwp.parse(business.npwp).value[10:13] == "999"
        for activity in business.kbli:
            Kbli(activity.code, activity.edition)  # type: ignore[arg-type]
    nibs = [business.nib for business in content.businesses if business.nib]
    assert len(nibs) == len(set(nibs))


def test_size_class_follows_the_declared_basis(content: Content) -> None:
    for business in content.businesses:
        if size := business.size:
            expected = next(name for most, name in SIZE_LIMITS[size.basis] if size.amount <= most)
            assert size.size_class == expected, business.id


def test_codes_of_goods_and_prices_are_sane(content: Content) -> None:
    for line in all_lines(content):
        Kbki(line.kbki)
        assert line.category in CATEGORIES
        assert line.min_quantity >= 1
        for variant in line.variants:
            assert 3_000 <= variant.price <= 30_000_000, line.id
            assert variant.price % 100 == 0
            assert (variant.weight_g == 0) == (line.category == "jasa"), line.id
            assert (variant.stock is None) == (line.supply.kind == "made_to_order"), line.id


def test_each_hero_is_the_picture_of_one_line_of_its_region(content: Content) -> None:
    heroes = json.loads((DATA / "heroes.json").read_text(encoding="utf-8"))
    heroes = heroes if isinstance(heroes, list) else heroes["heroes"]
    villages = {business.id: business.village for business in content.businesses}
    shown = {line.picture.id: line for line in all_lines(content) if line.picture.hero}
    assert sorted(shown) == sorted(hero["id"] for hero in heroes)
    for hero in heroes:
        line = shown[hero["id"]]
        assert regions.is_within(villages[line.business], hero["region_code"])
        assert (line.picture.word, line.category) == (hero["word"], hero["category"])
    pictures = [line.picture.id for line in all_lines(content)]
    assert len(pictures) == len(set(pictures))


def test_texts_have_the_length_of_something_told(content: Content) -> None:
    recurring = [person for person in content.people if person.recurring]
    assert len(recurring) == 10
    assert all(60 <= len(person.bio.split()) <= 120 for person in recurring)
    for business in content.businesses:
        assert 40 <= len(business.story.split()) <= 80, business.id
    for line in all_lines(content):
        assert 30 <= len(line.description.split()) <= 60, line.id
        assert line.keywords


def test_no_placeholder_word_is_left_in_any_text() -> None:
    for path in sorted(DATA.rglob("*.json")):
        without_addresses = re.sub(r"@?[\w.-]*\.test\b", "", path.read_text(encoding="utf-8"))
        assert BANNED.search(without_addresses) is None, path.name


def test_all_bound_accounts_exist_and_have_something_waiting(content: Content) -> None:
    emails = {person.email for person in content.people}
    for name in BOUND_ACCOUNTS:
        assert f"{name}@demo.test" in emails
        assert content.story.waiting[f"{name}@demo.test"]


def test_agencies_have_officials_and_plans_of_the_right_form(content: Content) -> None:
    assert len(content.agencies) == 3
    for agency in content.agencies:
        AgencyCode(agency.code)
        for unit in agency.work_units:
            SatkerCode(unit.code)
            assert len(unit.rup) >= 12
            assert {"pp", "ppk", "bendahara"} <= {official.role for official in unit.officials}
            for official in unit.officials:
                Nip(official.nip)
            for plan in unit.rup:
                assert RupCode(plan.code).warnings == ()
                BudgetAccount(plan.account)
                assert plan.announced <= plan.selection_from <= plan.selection_to


def test_no_official_holds_two_separated_roles(content: Content) -> None:
    for unit in content.work_units.values():
        holders = Counter(official.person for official in unit.officials)
        assert max(holders.values()) == 1, unit.id


def test_packages_stay_under_their_plan_and_cover_every_state(content: Content) -> None:
    spent: Counter[str] = Counter()
    for package in content.story.packages:
        assert package.value == sum(line.quantity * line.price for line in package.lines)
        spent[package.rup] += package.value
    assert all(total <= content.plan_lines[rup].pagu for rup, total in spent.items())
    assert {package.final_state for package in content.story.packages} >= {
        "draft",
        "negotiating",
        "waiting_ppk",
        "waiting_seller",
        "accepted",
        "shipped",
        "received",
        "bast",
        "invoiced",
        "overdue",
        "paid",
        "rated",
        "cancelled",
        "lapsed",
    }


def test_the_listed_price_is_the_catalogue_price(content: Content) -> None:
    for package in content.story.packages:
        for line in package.lines:
            product = content.products[line.product]
            assert product.line.business == package.business
            assert product.variant.price == line.list_price >= line.price


def test_an_overdue_payment_is_older_than_thirty_days_since_both_signed(content: Content) -> None:
    overdue = {p.id for p in content.story.packages if p.final_state == "overdue"}
    signed = [e for e in content.story.events if e.verb == "bast.sign" and e.subject["package"] in overdue]
    assert len(signed) == 2
    assert all((content.story.today - event.date).days > 30 for event in signed)


def test_events_run_forward_to_the_demo_day(content: Content) -> None:
    moments = [(event.date, event.time) for event in content.story.events]
    assert moments == sorted(moments)
    assert moments[0][0] >= date(2026, 1, 1)
    assert moments[-1][0] <= content.story.today == date(2026, 11, 24)


def test_the_story_of_the_tour_is_1200_hampers_for_62_400_000(content: Content) -> None:
    package = content.tour.fixtures.package
    assert package["quantity"] * package["agreed_price"] == package["total"] == 62_400_000
    plan = content.plan_lines[package["rup"]]
    assert package["quantity"] * package["list_price"] <= plan.pagu == 65_000_000
    assert package["over_pagu_quantity"] * package["list_price"] > plan.pagu
    assert set(package["compare_with"]) <= set(content.products)


def test_the_tour_has_ten_chapters_whose_keys_are_explained(content: Content) -> None:
    chapters = content.tour.chapters
    assert [chapter.number for chapter in chapters] == list(range(1, 11))
    keys = [c.done for c in chapters] + [refusal.done for c in chapters for refusal in c.refusals]
    assert sorted(keys) == sorted(content.tour.done_conditions)
    emails = {person.id: person.email for person in content.people}
    assert all(emails[chapter.person] == chapter.account for chapter in chapters)


def test_decoding_refuses_a_field_nobody_knows() -> None:
    with pytest.raises(ContentError, match=r"file\.json: unknown \['colour'\]"):
        decode(KbliCode, {"code": "10794", "edition": "2020", "colour": "red"}, "file.json")


def test_decoding_refuses_a_missing_field_and_a_wrong_type() -> None:
    with pytest.raises(ContentError, match=r"missing \['edition'\]"):
        decode(KbliCode, {"code": "10794"}, "file.json")
    with pytest.raises(ContentError, match=r"file\.json\.code: expected str"):
        decode(KbliCode, {"code": 10794, "edition": "2020"}, "file.json")
