"""Claims are shown once found true, while they are in force, and as the rule of their kind says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from marketplace.catalog import claim_kinds, queries
from marketplace.catalog.models import Claim, ClaimKind
from marketplace.catalog.states import CLAIM, ClaimState
from marketplace.infra import files
from marketplace.kernel import clock
from marketplace.kernel.errors import Conflict, DomainError, Forbidden, NotFound, Refused
from tests.businesses import factories as businesses
from tests.catalog import factories as make

pytestmark = pytest.mark.db


@pytest.fixture
def product(session):
    business, owner = make.shop()
    return make.live(business, owner), owner


def shown(session, product) -> tuple[list[str], list[str]]:
    """Badges of the card, kinds on the page."""
    session.expire_all()
    card = queries.cards(session, [product.id])[0]
    page = queries.product_page(session, product.code)
    return [badge.text for badge in card.badges], [claim.kind.value for claim in page.claims]


def test_a_claim_is_hidden_until_verified(session, product):
    listing, owner = product
    claim = make.claimed(listing, owner)
    assert shown(session, listing) == ([], [])
    make.decided(claim)
    assert shown(session, listing) == (["Halal"], ["halal"])


def test_the_page_says_that_curation_goes_on(session, product):
    listing, owner = product
    claim = make.claimed(listing, owner)
    session.refresh(listing)
    assert listing.curating
    make.decided(claim, accepted=False, reason="Nomor tidak ditemukan di daftar.")
    session.refresh(listing)
    assert not listing.curating


def test_a_verifier_of_another_region_decides_no_claim(session, product):
    listing, owner = product
    claim = make.claimed(listing, owner)
    with pytest.raises(NotFound):
        make.decided(claim, by=replace(make.verifier(), region_code="53"))


def test_a_verified_claim_is_part_of_the_listing_version(session, product):
    listing, owner = product
    make.verified(listing, owner)
    session.expire_all()
    version = queries.version(session, listing.current_version_id)
    assert [one["kind"] for one in version.snapshot["claims"]] == ["halal"]


def test_a_claim_ends_by_its_day(session, product):
    listing, owner = product
    make.verified(listing, owner, expires_on=clock.today() + timedelta(days=5))
    with clock.frozen(clock.now() + timedelta(days=5)):
        assert shown(session, listing) == (["Halal"], ["halal"])
    with clock.frozen(clock.now() + timedelta(days=6)):
        assert shown(session, listing) == ([], [])


def test_a_new_number_stays_hidden_while_the_old_one_is_shown(session, product):
    listing, owner = product
    old = make.verified(listing, owner)
    new = make.claimed(listing, owner, number="ID35110009999990926")
    assert (new.id != old.id, new.status) == (True, ClaimState.SUBMITTED)
    assert queries.product_page(session, listing.code).claims[0].number == "ID35110001234560926"
    make.decided(new)
    session.expire_all()
    assert queries.product_page(session, listing.code).claims[0].number == "ID35110009999990926"
    assert session.get_one(Claim, old.id).status is ClaimState.REPLACED


def test_a_rejected_claim_is_sent_again_as_the_same_one(session, product):
    listing, owner = product
    claim = make.decided(make.claimed(listing, owner), accepted=False, reason="Nama usahanya lain.")
    again = make.claimed(listing, owner, number="ID35110009999990926")
    assert (again.id, again.status, again.reason) == (claim.id, ClaimState.SUBMITTED, "")


def test_a_refusal_needs_a_reason(session, product):
    listing, owner = product
    claim = make.claimed(listing, owner)
    with pytest.raises(DomainError) as caught:
        make.decided(claim, accepted=False, reason="  ")
    assert caught.value.field == "reason"


def test_nobody_decides_a_claim_of_their_own(session):
    account = businesses.person()
    business, owner = businesses.business(account)
    listing = make.live(business, owner)
    claim = make.claimed(listing, owner)
    with pytest.raises(Refused):
        make.decided(claim, by=businesses.verifier(account))
    with pytest.raises(Forbidden):
        make.decided(claim, by=owner)


def test_whoever_helped_the_seller_decides_none_of_its_claims(session):
    business, owner = make.shop()
    mandate, _helper = make.catalogue_mandate(business, owner)
    claim = make.claimed(make.live(business, owner), owner)
    as_verifier = replace(businesses.verifier(businesses.person()), user_id=mandate.helper_id)
    with pytest.raises(Refused):
        make.decided(claim, by=as_verifier)


def test_two_people_find_a_tkdn_claim_true_since_the_rule_says_so(session, product):
    listing, owner = product
    first = make.verifier()
    claim = make.decided(make.claimed(listing, owner, ClaimKind.TKDN), by=first, seen="Sama dengan daftar.")
    assert claim.status is ClaimState.CHECKED
    assert shown(session, listing) == ([], [])
    with pytest.raises(Refused):
        make.decided(claim, by=first)
    assert make.decided(claim).status is ClaimState.VERIFIED
    assert shown(session, listing) == (["TKDN"], ["tkdn"])


def test_one_person_was_enough_before_that_day(session):
    assert claim_kinds.kind_rule(ClaimKind.TKDN, date(2026, 11, 23)).people == 1
    assert claim_kinds.kind_rule(ClaimKind.TKDN, date(2026, 11, 24)).people == 2


def test_a_claim_sent_again_meanwhile_is_not_decided_by_what_was_read(session, product):
    listing, owner = product
    claim = make.claimed(listing, owner)
    read = claim.submitted_at.isoformat()
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        make.claimed(listing, owner, number="ID35110009999990926")
    with pytest.raises(Conflict):
        make.decided(claim, sent=read)


def test_what_was_seen_in_the_register_is_kept_with_who_and_when(session, product):
    listing, owner = product
    rahmat = make.verifier()
    claim = make.decided(make.claimed(listing, owner), by=rahmat, seen="Atas nama Sari, tanpa batas.")
    assert (claim.seen, claim.decided_by) == ("Atas nama Sari, tanpa batas.", rahmat.user_id)
    assert claim.decided_at is not None


def test_the_certificate_is_private_to_seller_and_verifier(session, uow, product):
    listing, owner = product
    claim = make.claimed(listing, owner, ClaimKind.SNI)
    stored = session.get_one(files.StoredFile, claim.file_id)
    for reader in (owner, make.verifier()):
        with uow(reader) as (inside, actor):
            assert files.read_private(inside, actor, stored.code)[1] == businesses.PDF
    stranger = make.shop()[1]
    for reader in (stranger, replace(make.verifier(), region_code="53")):
        with pytest.raises(NotFound), uow(reader) as (inside, actor):
            files.read_private(inside, actor, stored.code)


TOMORROW = clock.today() + timedelta(days=1)


@pytest.mark.parametrize(
    ("kind", "values", "field", "words"),
    [
        (ClaimKind.HALAL, {"number": " "}, "number", "Isi nomor sertifikat halal"),
        (ClaimKind.HALAL, {"number": "ID3511000123456"}, "number", "yang diisi 13 angka"),
        (ClaimKind.HALAL, {"number": "KH-2026-0001"}, "number", "nomor ketetapan halal"),
        (ClaimKind.PIRT, {"number": "206357701012329 0"}, "number", "15 angka; yang diisi 16"),
        (ClaimKind.PIRT, {"expires_on": date(2028, 4, 14)}, "expires_on", "habis tahun 2029"),
        (ClaimKind.PIRT, {"expires_on": None}, "expires_on", "Isi tanggal berakhirnya"),
        (ClaimKind.BPOM, {"number": "MD22451"}, "number", "12 atau 15 angka"),
        (ClaimKind.TKDN, {"number": "12/2026"}, "number", "memuat kata TKDN"),
        (ClaimKind.TKDN, {"share_bp": None}, "share", "Isi nilai TKDN"),
        (ClaimKind.TKDN, {"share_bp": 10_001}, "share", "Isi nilai TKDN"),
        (ClaimKind.TKDN, {"bmp_bp": 1_501}, "bmp", "paling tinggi 15%"),
        (ClaimKind.SNI, {"content": b""}, "content", "Lampirkan"),
        (ClaimKind.SNI, {"content": b"MZ program"}, "content", "bukan PDF"),
        (ClaimKind.SNI, {"number": "3692"}, "number", "garis miring"),
        (ClaimKind.BRAND, {"number": "IDM99"}, "number", "“IDM” lalu 9 angka"),
        (ClaimKind.SNI, {"expires_on": clock.today() - timedelta(days=1)}, "expires_on", "sudah lewat"),
        (ClaimKind.SNI, {"issued_on": TOMORROW}, "issued_on", "belum sampai"),
        (ClaimKind.SNI, {"issued_on": clock.today(), "expires_on": clock.today()}, "expires_on", "sesudah"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(session, product, kind, values, field, words):
    listing, owner = product
    with pytest.raises(DomainError, match=words) as caught:
        make.claimed(listing, owner, kind, **values)
    assert caught.value.field == field


@pytest.mark.parametrize("kind", ClaimKind)
def test_every_kind_can_be_claimed_and_verified(session, product, kind):
    listing, owner = product
    make.verified(listing, owner, kind)
    assert shown(session, listing)[1] == [kind.value]


def test_domestic_needs_no_number(session, product):
    listing, owner = product
    assert make.claimed(listing, owner, ClaimKind.PDN, expires_on=None).status is ClaimState.SUBMITTED


STEPS = {
    (ClaimState.SUBMITTED, "check"): ClaimState.CHECKED,
    (ClaimState.SUBMITTED, "verify"): ClaimState.VERIFIED,
    (ClaimState.CHECKED, "verify"): ClaimState.VERIFIED,
    (ClaimState.SUBMITTED, "reject"): ClaimState.REJECTED,
    (ClaimState.CHECKED, "reject"): ClaimState.REJECTED,
    (ClaimState.VERIFIED, "doubt"): ClaimState.VERIFIED,
    (ClaimState.VERIFIED, "keep"): ClaimState.VERIFIED,
    (ClaimState.VERIFIED, "revoke"): ClaimState.REJECTED,
    (ClaimState.SUBMITTED, "submit"): ClaimState.SUBMITTED,
    (ClaimState.CHECKED, "submit"): ClaimState.SUBMITTED,
    (ClaimState.REJECTED, "submit"): ClaimState.SUBMITTED,
    (ClaimState.VERIFIED, "replace"): ClaimState.REPLACED,
}


@pytest.mark.parametrize("state", ClaimState)
@pytest.mark.parametrize(
    "event", ["check", "verify", "reject", "submit", "replace", "doubt", "keep", "revoke"]
)
def test_a_claim_moves_only_by_its_table(state, event):
    wanted = STEPS.get((state, event))
    if wanted is None:
        with pytest.raises(Conflict):
            CLAIM.after(state, event)
    else:
        assert CLAIM.after(state, event) is wanted
