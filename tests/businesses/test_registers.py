"""Looks into official registers: who looked, when and what they saw; nothing pretends to have asked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.accounts import services as accounts
from marketplace.businesses import personal, register_queries, registers, services
from marketplace.businesses.register_models import RegisterLookup
from marketplace.businesses.registers import Finding, LookupResult, ManualAdapter
from marketplace.businesses.requirements import Level
from marketplace.businesses.services import Decision, lookups
from marketplace.businesses.verification_queries import shown_for
from marketplace.infra import files
from marketplace.infra.audit import PLATFORM, AuditEntry
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.errors import DomainError, Forbidden, NotFound, Refused
from tests.businesses import factories as make

pytestmark = pytest.mark.db
SMALL = Level.GOVERNMENT_SMALL
PNG = b"\x89PNG\r\n\x1a\n" + b"gambar"


def waiting_unseen():
    """A business that asked for government buying, and nobody has looked it up."""
    business, owner = make.business()
    make.fill(business, owner)
    make.show_everything(business, owner, SMALL, looked_up=False)
    with unit_of_work(actor=owner) as (session, actor):
        return business, owner, services.submit_for_verification(session, actor, business.id, SMALL)


def propose(case, business):
    with unit_of_work(actor=make.verifier(make.person("Rahmat"))) as (session, actor):
        services.decide(
            session, actor, case.id, answers=make.all_yes(business, SMALL), decision=Decision.ACCEPT
        )


class TestAdapter:
    def test_every_register_is_dated_and_says_whether_its_rule_was_read(self):
        keys = {row.key for row in registers.registers(clock.today())}
        assert keys == {"oss", "tax", "blacklist", "tkdn"}
        for row in registers.registers(clock.today()):
            assert row.url.startswith("https://")
            assert row.basis

    def test_by_hand_nothing_is_answered_that_nobody_saw(self):
        register = registers.register_named("oss", clock.today())
        with pytest.raises(DomainError) as refused:
            ManualAdapter().ask(register, None)
        assert refused.value.field == "words"

    def test_another_way_to_ask_is_named_in_what_is_kept(self, session):
        class Connected:
            def ask(self, register, seen):
                return Finding(LookupResult.MATCHES, f"{register.key}: aktif", "sambungan uji")

        business, _owner = make.business()
        registers.use_adapter("oss", Connected())
        try:
            found = make.look(business, register="oss", words="")
        finally:
            registers.use_adapter("oss", ManualAdapter())
        assert (found.source, found.words) == ("sambungan uji", "oss: aktif")


class TestRecording:
    def test_it_keeps_who_when_what_and_the_picture_privately(self, session):
        business, owner = make.business()
        looker = make.verifier(make.person("Rahmat"))
        found = make.look(business, looker, picture=PNG)
        assert (found.looked_by, found.source, found.result) == (
            looker.user_id,
            "manual",
            LookupResult.NOT_FOUND,
        )
        stored = session.get_one(files.StoredFile, found.file_id)
        for reader in (owner, looker):
            with unit_of_work(actor=reader) as (inside, actor):
                assert files.read_private(inside, actor, stored.code)[1] == PNG
        with (
            pytest.raises(NotFound),
            unit_of_work(actor=make.shopper(make.person())) as (inside, actor),
        ):
            files.read_private(inside, actor, stored.code)
        noted = session.scalars(select(AuditEntry.action).where(AuditEntry.chain_id == business.id))
        assert "businesses.record_lookup" in list(noted)

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"words": ""}, "words"),
            ({"words": "x" * 700}, "words"),
            ({"picture": b"bukan gambar"}, "content"),
        ],
    )
    def test_what_is_wrong_is_told_beside_its_field(self, session, values, field):
        business, _owner = make.business()
        with pytest.raises(DomainError) as refused:
            make.look(business, **values)
        assert refused.value.field == field
        assert session.scalar(select(RegisterLookup.id)) is None

    def test_only_verifiers_look_and_never_after_their_own(self, session):
        business, owner = make.business()
        with pytest.raises(Forbidden):
            make.look(business, owner)
        with pytest.raises(Refused):
            make.look(business, make.verifier_by_id(owner.user_id))

    def test_what_was_seen_is_given_to_its_owner_and_erased_with_her(self, session):
        business, owner = make.business()
        found = make.look(business, words="Nama ada, bukan usaha ini.", picture=PNG)
        given = personal.export(session, owner.user_id)["usaha"][0]["pencarian_daftar_resmi"]
        assert given[0]["isi"] == "Nama ada, bukan usaha ini."
        with unit_of_work(actor=make.SYSTEM) as (inside, _actor):
            personal.erase(inside, owner.user_id)
        make.fresh(session, found)
        assert found.words == personal.ERASED
        assert session.get_one(files.StoredFile, found.file_id).erased_at is not None


class TestCase:
    def test_ticking_the_check_without_a_look_is_refused_with_what_to_do(self, session):
        business, _owner, case = waiting_unseen()
        with pytest.raises(DomainError, match=r"Daftar Hitam.*Catat dulu apa yang Anda lihat"):
            propose(case, business)
        make.look(business)
        propose(case, business)

    @pytest.mark.parametrize("result", [LookupResult.MATCHES, LookupResult.DIFFERS])
    def test_a_look_that_found_something_accepts_nothing(self, session, result):
        business, _owner, case = waiting_unseen()
        make.look(business)
        make.look(business, result=result, words="Ada sanksi aktif atas nama ini.")
        with pytest.raises(DomainError, match="Daftar Hitam"):
            propose(case, business)

    def test_a_look_is_too_old_after_its_days_and_void_under_another_name(self, session):
        business, owner = make.business()
        found = make.look(business)
        assert lookups.counts(business, found)
        make.fill(business, owner, name="Keripik Bu Sari")
        make.fresh(session, business)
        assert not lookups.counts(business, found)
        again = make.look(business)
        assert lookups.counts(business, again)
        with clock.frozen(clock.now() + timedelta(days=366)):
            assert not lookups.counts(business, again)

    def test_the_case_page_leads_to_the_registers_and_back(self, session, as_actor):
        business, _owner, case = waiting_unseen()
        account = make.person("Rahmat")
        with unit_of_work(actor=Actor.system("tests")) as (inside, actor):
            accounts.grant_platform_role(inside, actor, user_id=account.id, role=Role.VERIFIER)
        browser = as_actor(account.id, Role.VERIFIER, PLATFORM, code="platform")
        page = f"/verifikasi/{case.code}/daftar-resmi"
        assert page in browser.get(f"/verifikasi/{case.code}").get_data(as_text=True)
        listed = browser.get(page).get_data(as_text=True)
        assert "Belum dilihat" in listed
        assert "https://daftar-hitam.inaproc.id/" in listed
        wrong = browser.submit(f"{page}/daftar-hitam", {"result": "not_found", "words": " "})
        assert wrong.status_code == 422
        done = browser.submit(f"{page}/daftar-hitam", {"result": "not_found", "words": "Tidak ada."})
        assert done.status_code == 303
        assert "Tidak ada." in browser.get(page).get_data(as_text=True)
        assert "Tidak ditemukan (" in browser.get(f"/verifikasi/{case.code}").get_data(as_text=True)
        assert "sanction_check" not in shown_for(session, business.id)

    def test_a_page_shows_the_newest_of_each_register(self, session):
        business, _owner = make.business()
        for number in range(7):
            make.look(business, words=f"Pencarian {number}")
        found = register_queries.blacklist_of(session, business.id)
        assert [look.words for look in found.lookups] == [f"Pencarian {number}" for number in (6, 5, 4, 3, 2)]

    def test_many_looks_into_one_register_hide_no_other(self, session):
        business, _owner = make.business()
        make.look(business, register="oss", result=LookupResult.MATCHES, words="NIB aktif.")
        for number in range(41):
            make.look(business, words=f"Pencarian {number}")
        shown = {
            row.register.key: len(row.lookups) for row in register_queries.lookups_of(session, business.id)
        }
        assert (shown["oss"], shown["blacklist"]) == (1, register_queries.SHOWN)
