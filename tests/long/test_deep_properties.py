"""Properties of the kernel and of the search box, at depth."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.infra import outbox
from marketplace.kernel import codes, identifiers, masking, regions, text, workdays
from marketplace.kernel.clock import WIB, WIT, WITA
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import MAX_DIGITS, Rupiah, percent, split
from marketplace.search import parameters, queries
from tests.catalog import factories
from tests.long.measures import SCALE, tell
from tests.long.noise import deep, digits, joining, raw_bytes, texts

pytestmark = pytest.mark.long

MANY, SOME = 2_000, 300
DAYS = st.dates(date(2025, 3, 1), date(2027, 10, 31))
TYPES = (
    identifiers.Nik,
    identifiers.Nip,
    identifiers.Npwp,
    identifiers.Nib,
    identifiers.Kbli,
    identifiers.Kbki,
    identifiers.Postcode,
    identifiers.Phone,
    identifiers.RupCode,
    identifiers.AgencyCode,
    identifiers.SatkerCode,
    identifiers.BudgetAccount,
)


@pytest.fixture(autouse=True)
def _told(request):
    """Every property that held is told with its number of tries."""
    failed = request.session.testsfailed
    yield
    if request.session.testsfailed == failed:
        examples = getattr(request.function, "tries", MANY) * SCALE
        name = request.node.name.removeprefix("test_").replace("_", " ")
        tell(f"property: {name}", f"{examples} examples", "0 counterexamples")


def read(parse, typed):
    """What `parse` makes of a text; None when it refuses with a sentence."""
    try:
        return parse(typed)
    except DomainError as refusal:
        if not refusal.message.endswith("."):
            pytest.fail(f"no sentence: {refusal.message}")
        return None


def instants(first: date, last: date):
    """Instants between two days, in UTC."""
    start = datetime.combine(first, time(), UTC)
    seconds = (last - first).days * 86_400
    return st.integers(0, seconds * 1_000_000).map(lambda number: start + timedelta(microseconds=number))


@deep(MANY)
@given(st.integers(0, 10**MAX_DIGITS - 1))
def test_an_amount_is_read_as_it_is_written(amount):
    assert Rupiah.parse(str(Rupiah(amount))) == Rupiah(amount)
    assert Rupiah.parse(str(amount)) == Rupiah(amount)
    assert Rupiah(amount).in_words().endswith("rupiah")


@deep(MANY)
@given(texts | digits)
def test_any_text_is_an_amount_or_is_refused_with_a_sentence(typed):
    amount = read(Rupiah.parse, typed)
    assert amount is None or 0 <= amount.amount < 10**MAX_DIGITS


@deep(MANY)
@given(st.integers(-(10**15), 10**15), st.lists(st.integers(0, 10**9), min_size=1, max_size=40).filter(any))
def test_parts_add_up_and_are_within_a_rupiah_of_their_share(total, weights):
    parts = split(Rupiah(total), weights)
    assert sum(part.amount for part in parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.amount - Fraction(total * weight, sum(weights))) < 1
    assert [-part for part in parts] == split(Rupiah(-total), weights)


@deep(MANY)
@given(st.integers(-(10**15), 10**15), st.integers(0, 20_000))
def test_a_percentage_is_rounded_half_up_and_mirrors(amount, basis_points):
    exact, rounded = Fraction(amount * basis_points, 10_000), percent(Rupiah(amount), basis_points).amount
    assert abs(rounded - exact) <= Fraction(1, 2)
    assert abs(exact) % 1 != Fraction(1, 2) or abs(rounded) > abs(exact)
    assert percent(Rupiah(-amount), basis_points).amount == -rounded


@deep(MANY)
@given(st.sampled_from(TYPES), texts | digits)
def test_any_text_is_an_identifier_or_is_refused_with_a_sentence(kind, typed):
    found = read(kind.parse, typed)
    if found is None:
        return
    assert kind.parse(found.display).value == found.value
    assert found.masked
    assert isinstance(found.warnings, tuple)
    if isinstance(found, identifiers.PersonalNumber):
        assert found.value not in f"{found} {found!r}"


@deep(MANY)
@given(texts)
def test_addresses_lead_back_to_their_code(words):
    code = codes.new_code()
    slug = codes.slug_with_code(words, code)
    assert codes.is_code(code)
    assert slug.isascii()
    assert codes.code_from_slug(slug) == code
    assert codes.code_from_slug(slug.lower()) == code
    assert len(codes.slugify(words)) <= codes.SLUG_LENGTH
    assert codes.slugify(codes.slugify(words)) == codes.slugify(words)


@deep(MANY)
@given(texts)
def test_any_text_is_no_code_or_the_code_it_is(words):
    found = codes.code_from_slug(words)
    assert found is None or codes.is_code(found)


@deep(SOME)
@given(instants(date(1970, 1, 1), date(2200, 1, 1)), st.integers(1, 10**6))
def test_ulids_sort_as_time_does(at, milliseconds):
    assert codes.new_ulid(at)[:10] < codes.new_ulid(at + timedelta(milliseconds=milliseconds))[:10]


@deep(MANY)
@given(DAYS, st.integers(0, 40))
def test_working_days_are_counted_one_by_one(day, count):
    end = workdays.add_working_days(day, count)
    between = [day + timedelta(days=number) for number in range(1, (end - day).days + 1)]
    assert sum(workdays.is_working_day(one) for one in between) == count
    assert count == 0 or workdays.is_working_day(end)
    start = workdays.add_working_days(day, -count)
    before = [day - timedelta(days=number) for number in range(1, (day - start).days + 1)]
    assert sum(workdays.is_working_day(one) for one in before) == count


@deep(MANY)
@given(
    instants(date(2025, 3, 1), date(2027, 10, 31)),
    st.integers(0, 30),
    st.sampled_from([WIB, WITA, WIT]),
)
def test_a_deadline_is_the_last_second_of_its_day_where_it_is_counted(at, days, zone):
    ends = workdays.deadline(at, days, zone)
    assert ends.instant >= at.replace(microsecond=0)
    assert f"{ends.instant.astimezone(zone):%H:%M:%S}" == "23:59:59"
    assert workdays.in_time(ends.instant, ends)
    assert not workdays.in_time(ends.instant + timedelta(microseconds=1), ends)
    assert workdays.deadline(at, days + 1, zone).instant > ends.instant


@deep(MANY)
@given(texts | joining | raw_bytes.map(lambda raw: raw.decode("utf-8", "replace")), st.integers(1, 200))
def test_clean_text_is_short_visible_and_stays_as_it_is(typed, length):
    for clean in (text.clean_line, text.clean_text):
        with suppress(DomainError):
            cleaned = clean(typed, length)
            assert len(cleaned) <= length
            assert clean(cleaned, length) == cleaned
            assert cleaned == cleaned.strip()
            assert not any(unicodedata.category(one).startswith("C") for one in cleaned if one != "\n")
    masking.mask_personal(typed)
    assert len(masking.mask(typed, first=4)) == len(typed)


@deep(SOME)
@given(texts)
def test_any_text_finds_regions_or_none(words):
    for found in regions.search(words):
        assert regions.exists(found.code)
    regions.exists(words)


names = st.sampled_from([*parameters.NAMES, "x", "utm_source", ""])


@deep(SOME)
@given(st.dictionaries(names, st.lists(texts | digits, max_size=30), max_size=9))
def test_any_address_asks_for_something(query):
    asked = parameters.read(query)
    again = parameters.read(parameters.write(asked.request))
    assert again.request == asked.request
    assert again.ignored == ()


def _searched(typed: str, session: object) -> None:
    asked = parameters.read({"q": [typed]})
    found = queries.find(session, asked.request)
    assert not found.from_sql, "the index raised"
    queries.suggestions(typed)


@pytest.mark.db
def test_the_search_box_takes_anything(session, index_folder):
    business, owner = factories.shop()
    for name in ("Keripik tempe sagu 250 g", "Batik tulis Madiun", "Kopi robusta bubuk"):
        factories.live(business, owner, name=name)
    outbox.drain()

    @deep(SOME)
    @given(texts | st.text(alphabet="keriptmbaosu 0123\"'*?~^():-+|&[]{}", max_size=60))
    def holds(typed: str) -> None:
        _searched(typed, session)

    holds()


for _few in (
    test_ulids_sort_as_time_does,
    test_any_text_finds_regions_or_none,
    test_any_address_asks_for_something,
    test_the_search_box_takes_anything,
):
    _few.tries = SOME
