"""The story of a helper and an owner, page by page, each in her own browser."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from marketplace.assistance.forms import longest_end
from marketplace.assistance.states import RequestState
from marketplace.businesses.models import BankAccount, Mandate, ProposedChange
from marketplace.businesses.states import MandateState
from marketplace.infra import counting, outbox
from marketplace.infra.audit import AuditEntry
from marketplace.kernel.actor import PartyKind, PartyRef, Role
from tests.assistance import factories as make
from tests.businesses.factories import business, fill, fresh, mandate, person
from tests.client import HTMX

NUMBERS = {
    "nib": "9120 9990 14277",
    "kbli_2020": "10794, 10799",
    "npwp": "00.227.364.7-4999.000",
    "pkp": "tidak",
}


def text_of(answer):
    return answer.get_data(as_text=True)


@pytest.fixture
def story(session, as_actor):
    """Rina, Bu Sari, and her request, with a browser for each."""

    class Story:
        profile, rina = make.helper()
        business, owner = business()
        request = make.request(business, owner)

        def owner_browser(self):
            party = PartyRef(PartyKind.BUSINESS, self.business.id)
            return as_actor(self.owner.user_id, Role.OWNER, party, code=self.business.code)

        def helper_browser(self):
            party = PartyRef(PartyKind.HELPER, self.profile.id)
            return as_actor(self.rina.user_id, Role.HELPER, party, code=self.profile.code)

        def acting_browser(self, by_mandate):
            party = PartyRef(PartyKind.BUSINESS, self.business.id)
            return as_actor(
                self.rina.user_id,
                Role.HELPER,
                party,
                code=self.business.code,
                label=self.business.name,
                mandate_id=by_mandate.id,
            )

        def granted(self, scopes=("profile.write", "catalog.write")):
            session.expire_all()
            account = type("A", (), {"id": self.rina.user_id})
            return mandate(self.business, self.owner, to=account, scopes=scopes)

    return Story()


class TestFromTheRequestToTheMandate:
    def test_the_helper_finds_takes_and_asks_and_the_owner_grants(self, session, story):
        rina = story.helper_browser()
        assert "Keripik Tempe Bu Sari" in text_of(rina.get("/pendamping"))
        page = f"/pendamping/permintaan/{story.request.code}"
        assert "Saya punya HP dan NIB kertas" in text_of(rina.get(page))
        taken = rina.submit(page, {})
        assert taken.status_code == 303
        asking = f"{taken.location}/kuasa"
        assert "Mengisi profil usaha" in text_of(rina.get(asking))
        asked = rina.submit(
            asking, {"scopes": ["profile.write", "catalog.write"], "ends_on": longest_end().isoformat()}
        )
        shown = text_of(rina.get(asked.location))
        words = re.findall(r"<li>([a-z]+)</li>", shown.partition("six-words")[2])[:6]
        assert len(words) == 6
        assert "<svg" in shown

        sari = story.owner_browser()
        assert "Rina Wulandari meminta izin" in text_of(sari.get("/penjual/pendamping"))
        found = sari.submit("/penjual/pendamping", {"words": " ".join(words)})
        consent = text_of(sari.get(found.location))
        assert "Melihat atau mengubah rekening" in consent
        refused = sari.submit(found.location, {"answer": "setuju"})
        assert refused.status_code == 422
        granted = sari.submit(found.location, {"answer": "setuju", "agreed": "1"})
        assert granted.location == "/penjual/pendamping"
        assert session.scalar(select(Mandate.state)) is MandateState.ACTIVE
        outbox.drain()
        fresh(session, story.request)
        assert story.request.state is RequestState.ACTIVE
        assert "Bantu Keripik Tempe Bu Sari" in text_of(rina.get("/pendamping"))

    def test_wrong_words_stay_in_the_field_with_a_message(self, story):
        sari = story.owner_browser()
        answer = sari.submit("/penjual/pendamping", {"words": "satu dua tiga"}, headers=HTMX)
        assert answer.status_code == 422
        assert "tidak cocok" in text_of(answer)
        assert "satu dua tiga" in text_of(answer)

    def test_an_owner_refuses(self, session, story):
        rina = story.helper_browser()
        taken = rina.submit(f"/pendamping/permintaan/{story.request.code}", {})
        rina.submit(
            f"{taken.location}/kuasa", {"scopes": ["profile.write"], "ends_on": longest_end().isoformat()}
        )
        code = session.scalar(select(Mandate.code))
        story.owner_browser().submit(f"/penjual/pendamping/kuasa/{code}", {"answer": "tolak"})
        assert session.scalar(select(Mandate.state)) is MandateState.REFUSED

    def test_consent_wants_the_owner_to_prove_herself_again(self, session, story, as_actor):
        rina = story.helper_browser()
        taken = rina.submit(f"/pendamping/permintaan/{story.request.code}", {})
        rina.submit(
            f"{taken.location}/kuasa", {"scopes": ["profile.write"], "ends_on": longest_end().isoformat()}
        )
        code = session.scalar(select(Mandate.code))
        party = PartyRef(PartyKind.BUSINESS, story.business.id)
        long_ago = as_actor(
            story.owner.user_id, Role.OWNER, party, code=story.business.code, stepped_up=False
        )
        answer = long_ago.get(f"/penjual/pendamping/kuasa/{code}")
        assert answer.status_code == 303
        assert answer.location.startswith("/akun/konfirmasi")

    def test_the_page_with_the_words_is_for_the_helper_who_asked(self, session, story, as_actor):
        rina = story.helper_browser()
        taken = rina.submit(f"/pendamping/permintaan/{story.request.code}", {})
        asked = rina.submit(
            f"{taken.location}/kuasa", {"scopes": ["profile.write"], "ends_on": longest_end().isoformat()}
        )
        other, actor = make.helper()
        party = PartyRef(PartyKind.HELPER, other.id)
        stranger = as_actor(actor.user_id, Role.HELPER, party, code=other.code)
        assert stranger.get(asked.location).status_code == 404


class TestWhileActing:
    def test_the_banner_names_whom_and_until_when_on_every_page(self, story):
        rina = story.acting_browser(story.granted())
        for page in ("/penjual/usaha", "/penjual/usaha/nomor", "/penjual/usaha/berkas"):
            shown = text_of(rina.get(page))
            assert "Anda membantu" in shown
            assert "Keripik Tempe Bu Sari" in shown

    def test_numbers_become_a_proposal_that_the_owner_confirms(self, session, story):
        rina = story.acting_browser(story.granted())
        answer = rina.submit("/penjual/usaha/nomor", NUMBERS)
        assert answer.status_code == 303
        fresh(session, story.business)
        assert story.business.nib is None

        sari = story.owner_browser()
        listed = text_of(sari.get("/penjual/perubahan"))
        page = re.search(r'href="(/penjual/perubahan/[0-9A-Z]{10})"', listed)[1]
        shown = text_of(sari.get(page))
        assert "9120999014277" in shown
        assert "Rina Wulandari" in shown
        assert sari.submit(page, {"answer": "setuju"}).location == "/penjual/perubahan"
        fresh(session, story.business)
        assert story.business.nib == "9120999014277"

    def test_the_tax_number_is_masked_and_an_empty_field_keeps_it(self, session, story):
        fill(story.business, story.owner)
        rina = story.acting_browser(story.granted())
        for page in ("/penjual/usaha", "/penjual/usaha/nomor"):
            shown = text_of(rina.get(page))
            assert "9000" in shown
            assert "0022736474999000" not in shown
            assert "02.273.647.4-999.000" not in shown
        rina.submit("/penjual/usaha/nomor", {"nib": "9120999014555", "kbli_2020": "10794", "npwp": ""})
        change = session.scalar(select(ProposedChange))
        assert change.arguments["values"].keys() == {"nib", "kbli", "pkp"}

    def test_the_bank_account_is_closed_with_a_clear_message_and_noted(self, session, story):
        rina = story.acting_browser(story.granted())
        for answer in (
            rina.get("/penjual/usaha/rekening"),
            rina.submit(
                "/penjual/usaha/rekening",
                {"bank": "X", "number": "12345678", "holder": "Y"},
                page="/penjual/usaha/cerita",
            ),
        ):
            assert answer.status_code == 403
            assert "Rekening hanya terbuka bagi pemilik usaha" in text_of(answer)
        assert session.scalar(select(BankAccount.id)) is None
        refused = session.scalar(select(AuditEntry).where(AuditEntry.action == "businesses.refused"))
        assert (refused.chain_id, refused.data) == (
            story.business.id,
            {"attempt": "businesses.bank_account"},
        )

    @pytest.mark.parametrize("page", ["/penjual/perubahan", "/penjual/pendamping", "/verifikasi"])
    def test_what_is_the_owners_or_the_verifiers_is_closed(self, story, page):
        assert story.acting_browser(story.granted()).get(page).status_code == 403

    def test_a_page_opened_before_the_revocation_changes_nothing(self, session, story):
        by_mandate = story.granted()
        rina = story.acting_browser(by_mandate)
        page = rina.get("/penjual/usaha/cerita")
        token = re.search(r'name="_csrf" value="([^"]*)"', text_of(page))[1]

        sari = story.owner_browser()
        ended = sari.submit(f"/penjual/pendamping/kuasa/{by_mandate.code}/cabut", {"reason": "Cukup."})
        assert ended.status_code == 303

        late = {
            "_csrf": token,
            "_party": story.business.code,
            "name": "Diganti",
            "legal_form": "cv",
            "story": "Diganti",
        }
        answer = rina.post("/penjual/usaha/cerita", data=late, headers=HTMX)
        assert answer.status_code == 403
        assert "sudah dicabut pemiliknya" in text_of(answer)
        fresh(session, story.business)
        assert (story.business.name, story.business.story) == ("Keripik Tempe Bu Sari", "")

    def test_a_form_of_another_party_is_refused(self, story):
        rina = story.acting_browser(story.granted())
        fields = {"_party": "7H2K9M4QRT", "name": "X"}
        assert rina.submit("/penjual/usaha/cerita", fields).status_code == 409


def test_strangers_learn_nothing(session, story, as_actor):
    by_mandate = story.granted()
    _other, stranger = business(name="Toko Lain")
    party = PartyRef(PartyKind.BUSINESS, _other.id)
    browser = as_actor(stranger.user_id, Role.OWNER, party, code=_other.code)
    assert browser.get(f"/penjual/pendamping/kuasa/{by_mandate.code}").status_code == 404
    assert browser.get(f"/pendamping/permintaan/{story.request.code}").status_code == 403


def test_a_visitor_is_sent_to_sign_in(client):
    answer = client.get("/penjual/usaha")
    assert (answer.status_code, answer.location) == (303, "/masuk?lanjut=/penjual/usaha")


def test_a_shopper_has_no_day_of_a_helper(session, as_actor):
    account = person()
    party = PartyRef(PartyKind.PERSON, account.id)
    assert as_actor(account.id, Role.SHOPPER, party).get("/pendamping").status_code == 403


def test_visits_are_agreed_in_the_zone_of_the_business(session, story):
    rina = story.helper_browser()
    taken = rina.submit(f"/pendamping/permintaan/{story.request.code}", {})
    visit = {"day": "30/11/2099", "hour": "9.30", "place": "Rumah Bu Sari"}
    assert rina.submit(taken.location, visit | {"hour": "pagi"}).status_code == 422
    assert rina.submit(taken.location, visit).status_code == 303
    shown = text_of(rina.get("/pendamping"))
    assert "30 November 2099, 09.30 WIB" in shown


def test_an_owner_asks_and_takes_it_back(session, as_actor):
    made, owner = business(name="Toko Lain")
    party = PartyRef(PartyKind.BUSINESS, made.id)
    browser = as_actor(owner.user_id, Role.OWNER, party, code=made.code)
    empty = browser.submit("/penjual/pendamping/minta", {"topic": "Foto", "text": ""})
    assert empty.status_code == 422
    assert 'value="Foto"' in text_of(empty)
    browser.submit("/penjual/pendamping/minta", {"topic": "Foto", "text": "HP saya kecil."})
    assert "Menunggu pendamping" in text_of(browser.get("/penjual/pendamping/minta"))
    browser.submit("/penjual/pendamping/minta/batal", {})
    assert "Kirim permintaan" in text_of(browser.get("/penjual/pendamping/minta"))


def test_the_day_asks_the_database_as_often_for_many_requests_as_for_few(story):
    rina = story.helper_browser()
    asked = []
    for number in range(3):
        make.request(*business(name=f"Toko {number}"))
        rina.get("/pendamping/permintaan")
        asked.append(counting.current())
    assert asked[0] == asked[-1] > 0
