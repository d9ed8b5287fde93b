"""The Daftar Hitam before a contract: an official looks and writes it down, in the one way that there is."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from marketplace.businesses.register_models import RegisterLookup
from marketplace.businesses.registers import LookupResult, Seen
from marketplace.infra import files
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import Conflict, Forbidden, NotFound, Refused
from marketplace.procurement import flags, rows, sellers
from marketplace.procurement.models import SanctionCheck
from tests.businesses import factories as people
from tests.procurement import factories, steps
from tests.procurement.browsing import browser

pytestmark = pytest.mark.db
PNG = b"\x89PNG\r\n\x1a\n" + b"gambar"


@pytest.fixture
def story(database):
    return steps.story()


@pytest.fixture
def package(story):
    return steps.invited(story, steps.opened(story))


def look(actor, package, result=LookupResult.NOT_FOUND, words="Tidak ada di situsnya.", picture=None):
    with unit_of_work(actor=actor) as (inside, actor):
        sellers.look_into_blacklist(inside, actor, package.code, seen=Seen(result, words, picture))


def test_the_evidence_of_award_names_the_newest_look(session, story, package):
    look(story.unit.pp, package)
    newest = session.scalar(select(RegisterLookup.code).order_by(RegisterLookup.id.desc()).limit(1))
    steps.offered(story.shop.owner, package, 52_000)
    steps.agreed(story.unit.pp, package)
    check = session.scalars(select(SanctionCheck)).one()
    assert (check.moment, check.found) == ("agreement", {"sanctions": [], "lookup": newest})


def test_a_seller_seen_on_the_list_gets_no_contract_until_somebody_looks_again(session, story, package):
    steps.offered(story.shop.owner, package, 52_000)
    look(story.unit.pp, package, LookupResult.MATCHES, "SK 4/2026, sampai 1 Maret 2027.")
    with pytest.raises(Refused, match="terlihat pada Daftar Hitam Nasional"):
        steps.agreed(story.unit.pp, package)
    look(story.unit.ppk, package)
    steps.agreed(story.unit.pp, package)


def test_without_a_look_that_counts_a_flag_wants_an_answer(session, story, package):
    def found():
        with unit_of_work(actor=story.unit.pp) as (inside, actor):
            locked = rows.locked_package(inside, actor, package.code)
            return {flag.key for flag in flags.find(inside, locked)}

    assert "unseen_blacklist" not in found()
    people.fill(story.shop.business, story.shop.owner, name="Keripik Tempe Sari Baru")
    assert "unseen_blacklist" in found()
    look(story.unit.pp, package)
    assert "unseen_blacklist" not in found()


@pytest.mark.parametrize(("who", "error"), [("treasurer", Forbidden), ("auditor", Forbidden)])
def test_only_who_appoints_the_seller_looks(story, package, who, error):
    with pytest.raises(error):
        look(getattr(story.unit, who), package)


def test_the_owner_and_another_unit_do_not(story, package):
    with pytest.raises(Forbidden):
        look(story.shop.owner, package)
    with pytest.raises(NotFound):
        look(factories.unit().pp, package)


def test_after_the_signature_nothing_is_added(story):
    package = steps.negotiated(story)
    steps.approved(story, package)
    with pytest.raises(Conflict, match="sudah selesai dipilih"):
        look(story.unit.pp, package)


def test_the_auditor_reads_who_looked_when_and_the_picture(session, story, package, as_actor):
    look(story.unit.pp, package, picture=PNG)
    page = browser(as_actor, story, story.unit.auditor).get(f"/audit/paket/{package.code}").text
    assert "Tidak ada di situsnya." in page
    stored = session.scalars(select(files.StoredFile).order_by(files.StoredFile.id.desc()).limit(1)).one()
    assert f"/berkas/{stored.code}" in page
    with unit_of_work(actor=story.unit.auditor) as (inside, actor):
        assert files.read_private(inside, actor, stored.code)[1] == PNG
    with pytest.raises(NotFound), unit_of_work(actor=factories.unit().auditor) as (inside, actor):
        files.read_private(inside, actor, stored.code)


def test_the_page_keeps_what_was_typed_and_leads_back_to_the_package(story, package, as_actor):
    officer = browser(as_actor, story, story.unit.pp)
    here = f"/pengadaan/paket/{package.code}/daftar-hitam"
    assert here in officer.get(f"/pengadaan/paket/{package.code}").text
    wrong = officer.submit(here, {"words": "Tidak ada nama ini."})
    assert wrong.status_code == 422
    assert "Tidak ada nama ini." in wrong.text
    done = officer.submit(here, {"words": "Tidak ada nama ini.", "result": "not_found"})
    assert done.headers["Location"].endswith(f"/pengadaan/paket/{package.code}")
    assert "Tidak ada nama ini." in officer.get(f"/pengadaan/paket/{package.code}").text
