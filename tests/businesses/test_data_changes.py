"""A change of the data behind what was shown reopens exactly what rested on it, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from marketplace.accounts import services as accounts
from marketplace.accounts.models import Account
from marketplace.businesses import services
from marketplace.businesses.models import Business, Member, MemberRole
from marketplace.businesses.requirements import Level, all_requirements, requirements
from marketplace.businesses.services import Paper, facts
from marketplace.businesses.states import EvidenceState
from marketplace.businesses.verification_models import Evidence
from marketplace.infra.sessions import wall_clock
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.notifications.models import Notice
from tests.businesses import factories as make

pytestmark = pytest.mark.db

ALL = Level.GOVERNMENT_ALL
ACCOUNT = {"bank": "Bank Demo Daerah", "number": "0099990012345", "holder": "Sari Handayani"}
AGAIN, GONE = EvidenceState.SUBMITTED, EvidenceState.SUPERSEDED

# What changes, and every requirement that no longer stands: judged again as it is, or to be shown anew.
CHANGES = [
    ({"nib": "9120999014999"}, {"nib": GONE}),
    ({"npwp": "0022736474999001"}, {"tax_number": GONE, "tax_return": GONE, "sanction_check": GONE}),
    ({"pkp": True}, {"pkp_status": GONE}),
    ({"kbli": [["2020", "10794"], ["2020", "10799"]]}, {"nib": AGAIN, "kbli_match": AGAIN}),
    ({"name": "Keripik Bu Sari"}, {"nib": AGAIN, "sanction_check": GONE}),
    (
        {"size_basis": "sales", "size_amount": 190_000_000, "size_year": 2025},
        {"size_class": AGAIN},
    ),
    ({"street": "Gang Melati 2"}, {"address": AGAIN, "place_of_business": AGAIN}),
    ({"postcode": "63134"}, {"address": AGAIN}),
    ({"story": "Sekarang lima kilo sehari."}, {}),
    ({"since_year": 2014}, {}),
    ({"motif": "parang"}, {}),
]


def standing(session, business):
    """The state of the newest submission for each requirement, of what no longer counts."""
    rows = session.scalars(select(Evidence).where(Evidence.business_id == business.id).order_by(Evidence.id))
    newest = {row.requirement: row.state for row in rows}
    return {key: state for key, state in newest.items() if state is not EvidenceState.ACCEPTED}


@pytest.mark.parametrize(("values", "fallen"), CHANGES, ids=lambda value: ",".join(value) or "nothing")
def test_exactly_what_rested_on_the_data_is_opened_again(session, values, fallen):
    business, owner = make.verified(ALL)
    session.expire_all()
    assert standing(session, business) == {}
    with unit_of_work(actor=owner) as (inside, actor):
        services.fill_profile(inside, actor, business.id, values=values)
    session.expire_all()
    assert standing(session, business) == fallen


def test_a_paper_that_is_judged_again_is_still_there(session):
    business, owner = make.verified()
    with unit_of_work(actor=owner) as (inside, actor):
        services.fill_profile(inside, actor, business.id, values={"kbli": [["2020", "10799"]]})
    session.expire_all()
    nib = session.scalar(select(Evidence).where(Evidence.requirement == "nib"))
    assert nib.file_id is not None
    assert (nib.state, nib.expires_on) == (EvidenceState.SUBMITTED, None)


def test_a_new_legal_form_asks_for_its_papers_and_leaves_the_others_accepted(session):
    business, owner = make.verified(ALL)
    with unit_of_work(actor=owner) as (inside, actor):
        services.fill_profile(inside, actor, business.id, values={"legal_form": "cv"})
    make.fresh(session, business)
    assert standing(session, business) == {}
    accepted = set(session.scalars(select(Evidence.requirement).where(Evidence.business_id == business.id)))
    missing = {row.key for row in requirements(business.legal_form, clock.today())} - accepted
    assert missing == {"management_conflict", "founding_deed", "deed_registration", "management"}
    assert business.ready_until_bank is not None
    assert business.ready_until_government_small is None


def test_a_new_owner_shows_herself_anew(session):
    business, owner = make.verified(ALL)
    with unit_of_work(actor=owner) as (inside, actor):
        facts.refresh(inside, actor, inside.get_one(Business, business.id), {"owner"})
    session.expire_all()
    fallen = {"consent", "owner_identity", "owner_phone", "integrity_pact", "not_civil_servant"}
    assert standing(session, business) == dict.fromkeys(fallen, GONE)


class TestANewNumber:
    """A changed phone number reopens just the requirement that rests on it."""

    def change(self, owner, phone):
        proved = replace(owner, stepped_up_at=wall_clock())
        with unit_of_work(actor=proved) as (inside, actor):
            accounts.change_profile(
                inside, actor, name="Sari Handayani", honorific="", phone=phone, email="sari@contoh.id"
            )

    def test_reopens_only_the_number_and_the_shop_waits_for_its_code(self, session):
        business, owner = make.verified(ALL)
        self.change(owner, "081299990077")
        make.fresh(session, business)
        assert standing(session, business) == {"owner_phone": AGAIN}
        assert business.ready_until_retail is None
        told = select(Notice.url).where(Notice.user_id == owner.user_id, Notice.url == "/penjual/mulai/nomor")
        assert session.scalars(told).all() == ["/penjual/mulai/nomor"]

    def test_where_another_owner_proved_theirs_nothing_falls(self, session):
        business, owner = make.verified(ALL)
        partner = make.person("Rina Wulandari")
        with unit_of_work(actor=make.SYSTEM) as (inside, _actor):
            joined = {"role": MemberRole.OWNER, "joined_at": clock.now()}
            inside.add(Member(business_id=business.id, user_id=partner.id, **joined))
        self.change(replace(owner, user_id=partner.id), "081299990077")
        make.fresh(session, business)
        assert standing(session, business) == {}

    def test_no_number_at_all_has_nothing_to_judge(self, session):
        business, owner = make.verified(ALL)
        self.change(owner, None)
        session.expire_all()
        assert standing(session, business) == {"owner_phone": GONE}
        told = select(Notice.text).where(Notice.user_id == owner.user_id)
        assert any("dihapus. Isi nomor lain" in text for text in session.scalars(told))

    def test_the_same_number_and_another_address_change_nothing(self, session):
        business, owner = make.verified(ALL)
        phone = session.scalar(select(Account.phone).where(Account.id == owner.user_id))
        self.change(owner, phone)
        session.expire_all()
        assert standing(session, business) == {}

    def test_somebody_who_only_works_here_changes_nothing(self, session):
        business, _owner = make.verified(ALL)
        self.change(make.shopper(make.person("Rina Wulandari")), "081299990077")
        session.expire_all()
        assert standing(session, business) == {}


class TestBankProof:
    """The paper of an account and the account itself may come in either order."""

    def set_account(self, owner, business, **values):
        with unit_of_work(actor=owner) as (inside, actor):
            services.set_bank_account(inside, actor, business.id, **ACCOUNT | values)

    def test_a_paper_shown_before_the_account_is_saved_still_waits_for_the_verifier(self, session):
        business, owner = make.business()
        with unit_of_work(actor=owner) as (inside, actor):
            services.submit_evidence(
                inside, actor, business.id, requirement="bank_account", paper=Paper(make.PDF, "buku.pdf")
            )
        self.set_account(owner, business)
        shown = session.scalar(select(Evidence).where(Evidence.requirement == "bank_account"))
        assert (shown.state, shown.file_id is not None) == (EvidenceState.SUBMITTED, True)

    @pytest.mark.parametrize("values", [{"holder": "Keripik Tempe Bu Sari"}, {"number": "0099990054321"}])
    def test_an_accepted_paper_ends_with_the_account_it_proved_and_nothing_else_does(self, session, values):
        business, owner = make.verified(ALL)
        self.set_account(owner, business, **values)
        session.expire_all()
        assert standing(session, business) == {"bank_account": GONE}


def test_the_table_names_only_data_that_there_is():
    fields = set(make.PROFILE) | {"name", "region_code", "owner", "owner_phone", "bank_account"}
    tied = set().union(*(row.reopened_by | row.replaced_by for row in all_requirements()))
    assert tied <= fields


def test_every_requirement_says_who_acts_how_long_it_takes_and_what_explains_it():
    for row in all_requirements():
        assert row.lesson
        assert row.expected_days >= 0
        assert bool(row.office) is (row.who_next == "office"), row.key
        assert (row.acts == "verifier") is (row.who_next == "verifier"), row.key
