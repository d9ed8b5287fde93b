"""The pages of a purchase up to the SPK, in the browsers of officer, PPK and owner."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from marketplace.catalog import services as catalog
from marketplace.infra import counting
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Role
from marketplace.kernel.money import ZERO, Rupiah
from marketplace.procurement import services_approval
from marketplace.procurement.contract_models import Contract
from marketplace.procurement.models import Appointment, BudgetLine
from marketplace.procurement.package_models import Package
from marketplace.procurement.states import ContractState, PackageState
from tests.businesses import factories as people
from tests.procurement import factories, steps
from tests.procurement.browsing import browser


@pytest.fixture
def story(database):
    return steps.story()


@pytest.fixture
def pp(as_actor, story):
    return browser(as_actor, story, story.unit.pp)


@pytest.fixture
def ppk(as_actor, story):
    return browser(as_actor, story, story.unit.ppk)


@pytest.fixture
def owner(as_actor, story):
    return browser(as_actor, story, story.shop.owner)


def fields(story, **changed):
    """The filled-in page of a new package."""
    code = story.product.code
    return {
        "aksi": "simpan",
        "budget_account": f"{story.entry.code}:{factories.ACCOUNT}",
        "produk": code,
        f"jumlah-{code}": "1.200",
        "needed_on": (clock.today() + timedelta(days=20)).isoformat(),
        "delivery_place": "Lapangan Krajan, Mejayan",
        "choice_reason": "Jarak kirim dekat.",
        "ppk": changed.pop("ppk"),
    } | changed


@pytest.fixture
def ppk_code(session, story):
    wanted = select(Appointment.code).where(Appointment.user_id == story.unit.ppk.user_id)
    return session.scalars(wanted).one()


def only(session, model):
    session.expire_all()
    return session.scalars(select(model)).one()


def count(session, model):
    return session.scalar(select(func.count()).select_from(model))


def test_from_the_product_page_to_the_invitation_in_two_screens(session, story, pp, ppk_code):
    page = pp.get(f"/pengadaan/paket/baru?produk={story.product.code}&rup={story.entry.code}")
    assert story.product.name in page.text
    answer = pp.submit("/pengadaan/paket/baru", fields(story, ppk=ppk_code))
    package = only(session, Package)
    assert answer.location.endswith(f"/pengadaan/paket/{package.code}")
    assert "Undang penyedia" in pp.get(answer.location).text
    pp.submit(f"/pengadaan/paket/{package.code}/undang", {}, page=answer.location)
    assert only(session, Package).state is PackageState.NEGOTIATING


def test_the_line_says_what_so_many_cost_when_they_are_ready_and_what_is_wrong(story, pp, ppk_code):
    with unit_of_work(actor=story.shop.owner) as (session, actor):
        values = {
            "made_to_order": True,
            "capacity_per_week": 100,
            "step_qty": 10,
            "government_price": Rupiah(50_000),
        }
        catalog.change_product(session, actor, story.product.id, values=values)
    jumlah = f"jumlah-{story.product.code}"
    asked = fields(story, ppk=ppk_code, aksi="hitung") | {jumlah: "150"}
    page = pp.submit("/pengadaan/paket/baru", asked | {"needed_on": str(clock.today() + timedelta(days=4))})
    assert "Rp7.500.000" in page.text
    assert "Paling cepat" in page.text
    assert "Melewati hari dibutuhkan" in page.text
    page = pp.submit("/pengadaan/paket/baru", asked | {jumlah: "155"})
    assert "Jumlah terdekat: 150 atau 160." in page.text
    late = asked | {"aksi": "simpan", "needed_on": str(clock.today() + timedelta(days=4))}
    answer = pp.submit("/pengadaan/paket/baru", late)
    assert answer.status_code == 422
    assert "penyedia hanya sanggup" in answer.text


def test_the_package_tells_why_an_agency_pays_more_than_the_public(session, story, pp, ppk_code):
    with unit_of_work(actor=story.shop.owner) as (inside, actor):
        values = {"government_price": Rupiah(55_000), "government_reason": "Kemasan berlogo dinas."}
        catalog.change_product(inside, actor, story.product.id, values=values)
    wanted = fields(story, ppk=ppk_code) | {f"jumlah-{story.product.code}": "1.000"}
    answer = pp.submit("/pengadaan/paket/baru", wanted)
    said = "Harga umum terendah 30 hari sebelumnya Rp54.000. Alasan penyedia: Kemasan berlogo dinas."
    assert said in pp.get(answer.location).text
    pp.submit(f"{answer.location}/undang", {}, page=answer.location)
    assert said in pp.get(f"{answer.location}/nego").text


def test_the_meter_shows_what_is_left_of_the_chosen_account(story, pp, ppk_code):
    with unit_of_work(actor=factories.SYSTEM) as (session, _):
        other = BudgetLine(plan_entry_id=story.entry.id, account="5.1.02.01.01.0052", amount=Rupiah(900_000))
        other.committed = other.spent = ZERO
        session.add(other)
    account = f"{story.entry.code}:5.1.02.01.01.0052"
    answer = pp.submit(
        "/pengadaan/paket/baru", fields(story, ppk=ppk_code, aksi="hitung", budget_account=account)
    )
    assert "Sisa pagu Rp900.000" in answer.text


def test_above_the_pagu_the_page_says_so_and_keeps_what_was_typed(session, story, pp, ppk_code):
    typed = {f"jumlah-{story.product.code}": "1.300"}
    answer = pp.submit("/pengadaan/paket/baru", fields(story, ppk=ppk_code, **typed))
    assert answer.status_code == 422
    assert "Nilai paket Rp70.200.000 melebihi pagu Rp65.000.000" in answer.text
    assert 'value="1.300"' in answer.text
    assert "Jarak kirim dekat." in answer.text
    assert count(session, Package) == 0


def test_searching_choosing_and_comparing_lose_nothing_that_was_typed(session, story, pp, ppk_code):
    rival = factories.product(factories.shop("Dapur Bu Sri"), "Hampers Nambangan", price=56_000)
    found = pp.submit("/pengadaan/paket/baru", fields(story, ppk=ppk_code, aksi="cari", words="Nambangan"))
    assert found.status_code == 200
    assert f"banding:{rival.code}" in found.text
    beside = pp.submit("/pengadaan/paket/baru", fields(story, ppk=ppk_code, aksi=f"banding:{rival.code}"))
    assert "Dibandingkan 2 produk" in beside.text
    assert "Jarak kirim dekat." in beside.text
    assert count(session, Package) == 0


def test_the_plan_shows_what_is_left(story, pp):
    steps.signed(story)
    assert "Rp2.600.000" in pp.get("/pengadaan/rup").text
    page = pp.get(f"/pengadaan/rup/{story.entry.code}").text
    assert "Rp62.400.000" in page
    assert "Menunggu penyedia" in page


def test_officer_and_owner_negotiate_to_the_minutes(session, story, pp, owner):
    package = steps.invited(story, steps.opened(story))
    offer = {"price_1": "50.000", "deliver_on": package.needed_on.isoformat(), "message": "Bisa?"}
    pp.submit(f"/pengadaan/paket/{package.code}/nego", offer)
    deal = f"/penjual/pengadaan/{package.code}"
    assert "Rp60.000.000" in owner.get(deal).text
    owner.submit(f"{deal}/tawar", offer | {"price_1": "52.000"}, page=deal)
    nego = f"/pengadaan/paket/{package.code}/nego"
    assert "Rp62.400.000" in pp.get(nego).text
    answer = pp.submit(f"{nego}/sepakat", {"round_number": "2"}, page=nego)
    assert answer.status_code == 303
    assert "BA-NEG" in pp.get(f"/pengadaan/paket/{package.code}").text


def test_a_price_that_is_too_high_is_told_beside_its_field(story, owner):
    package = steps.invited(story, steps.opened(story))
    deal = f"/penjual/pengadaan/{package.code}"
    answer = owner.submit(
        f"{deal}/tawar", {"price_1": "60.000", "deliver_on": package.needed_on.isoformat()}, page=deal
    )
    assert answer.status_code == 422
    assert 'id="price_1-galat"' in answer.text
    assert 'value="60.000"' in answer.text


def test_the_ppk_signs_after_answering_the_flags(session, story, ppk):
    package = steps.negotiated(story)
    assert f"/pengadaan/paket/{package.code}/setuju" in ppk.get("/pengadaan").text
    url = f"/pengadaan/paket/{package.code}/setuju"
    refused = ppk.submit(url, {"version": str(package.version)})
    assert refused.status_code == 422
    assert "Jawab dulu" in refused.text
    given = {f"answer-{key}": text for key, text in steps.answers(story, package).items()}
    assert ppk.submit(url, given | {"version": str(package.version)}).status_code == 303
    assert only(session, Contract).state is ContractState.WAITING_SELLER
    page = ppk.get(f"/pengadaan/paket/{package.code}").text
    assert "/SPK/402.113/XI/2026" in page
    assert "/dokumen/" in page


def test_the_officer_who_presses_approve_reads_why_not(session, story, pp):
    package = steps.negotiated(story)
    given = {f"answer-{key}": text for key, text in steps.answers(story, package).items()}
    answer = pp.submit(f"/pengadaan/paket/{package.code}/setuju", given | {"version": str(package.version)})
    assert answer.status_code == 422
    assert "harus orang yang berbeda. Dasar: Perlem LKPP 15/2018" in answer.text
    assert count(session, Contract) == 0


def test_a_package_changed_by_somebody_else_between_reading_and_signing(session, story, ppk):
    package = steps.negotiated(story)
    url = f"/pengadaan/paket/{package.code}/setuju"
    assert "penyedia punya 3 hari kerja" in ppk.get(url).text
    read = package.version
    given = {f"answer-{key}": text for key, text in steps.answers(story, package).items()}
    with unit_of_work(actor=story.unit.ppk) as (inside, actor):
        services_approval.return_package(inside, actor, package.code, reason="Perbaiki.")
    steps.offered(story.unit.pp, package, 50_000)
    steps.agreed(story.shop.owner, package)
    answer = ppk.submit(url, given | {"version": str(read)})
    assert answer.status_code == 422
    assert "berubah sejak halaman dibuka" in answer.text
    assert count(session, Contract) == 0


def test_signing_asks_for_the_second_factor_again(as_actor, session, story):
    package = steps.negotiated(story)
    tired = browser(as_actor, story, story.unit.ppk, stepped_up=False)
    answer = tired.submit(f"/pengadaan/paket/{package.code}/setuju", {"version": "1"})
    assert "/masuk/" in answer.location or "lanjut=" in answer.location
    assert count(session, Contract) == 0


def test_the_owner_accepts_from_the_deal(session, story, owner):
    contract = steps.signed(story)
    package = only(session, Package)
    deal = f"/penjual/pengadaan/{package.code}"
    page = owner.get(deal).text
    assert "Jumat, 27 November 2026 pukul 23.59 WIB" in page
    assert re.search(r'data-countdown="\d+"', page)
    assert re.search(r"/dokumen/\w+\.pdf.*Baca SPK", page)
    assert owner.submit(f"{deal}/terima", {}, page=deal).status_code == 303
    assert only(session, Contract).state is ContractState.IN_FORCE
    assert contract.accepted_by == story.shop.owner.user_id


def test_after_the_deadline_the_deal_says_why_nothing_happened(as_actor, session, story):
    contract = steps.signed(story)
    deal = f"/penjual/pengadaan/{only(session, Package).code}"
    with clock.frozen(contract.accept_deadline + timedelta(seconds=1)):
        owner = browser(as_actor, story, story.shop.owner)
        answer = owner.submit(f"{deal}/terima", {}, page=deal)
    assert answer.status_code == 422
    assert "Batas menerima sudah lewat" in answer.text
    assert only(session, Contract).state is ContractState.WAITING_SELLER


def test_declining_wants_a_reason(session, story, owner):
    steps.signed(story)
    url = f"/penjual/pengadaan/{only(session, Package).code}/tolak"
    assert owner.submit(url, {"reason": ""}).status_code == 422
    assert owner.submit(url, {"reason": "Mesin rusak."}).status_code == 303
    assert only(session, Contract).state is ContractState.DECLINED


def test_a_helper_reads_the_deal_but_neither_answers_nor_accepts(as_actor, session, story):
    mandate = people.mandate(story.shop.business, story.shop.owner)
    helper = browser(as_actor, story, people.acting(mandate))
    steps.signed(story)
    deal = f"/penjual/pengadaan/{only(session, Package).code}"
    assert f'action="{deal}/terima"' not in helper.get(deal).text
    assert helper.submit(f"{deal}/terima", {}, page="/akun").status_code == 403
    assert only(session, Contract).state is ContractState.WAITING_SELLER


@pytest.mark.parametrize("path", ["", "/nego", "/setuju", "/batal"])
def test_a_package_of_another_unit_is_not_there(as_actor, story, path):
    package = steps.negotiated(story)
    elsewhere = factories.work_unit()
    stranger = factories.official(elsewhere, Role.PPK)
    client = as_actor(stranger.user_id, Role.PPK, stranger.party, code=elsewhere.code)
    assert client.get(f"/pengadaan/paket/{package.code}{path}").status_code == 404


def test_a_deal_of_another_seller_and_a_draft_are_not_there(as_actor, session, story, owner):
    draft = steps.opened(story)
    assert owner.get(f"/penjual/pengadaan/{draft.code}").status_code == 404
    package = steps.invited(story, draft)
    business, other = people.business(name="Warung Lain")
    client = as_actor(other.user_id, Role.OWNER, other.party, code=business.code)
    assert client.get(f"/penjual/pengadaan/{package.code}").status_code == 404


@pytest.mark.parametrize("role", ["treasurer", "auditor"])
def test_only_officers_put_packages_together(as_actor, story, role):
    client = browser(as_actor, story, getattr(story.unit, role))
    assert client.get("/pengadaan/paket/baru").status_code == 403


@pytest.mark.parametrize(("who", "url"), [("pp", "/pengadaan/paket"), ("owner", "/penjual/pengadaan")])
def test_lists_ask_the_same_number_of_questions_for_one_row_as_for_many(request, story, who, url):
    client = request.getfixturevalue(who)
    steps.invited(story, steps.opened(story))
    client.get(url)
    one = counting.current()
    for _ in range(4):
        steps.invited(story, steps.opened(story))
    client.get(url)
    assert counting.current() == one
    assert one <= 12


def test_the_inbox_asks_the_same_number_of_questions_for_many(story, pp):
    steps.opened(story)
    pp.get("/pengadaan")
    one = counting.current()
    for _ in range(3):
        steps.opened(story)
    pp.get("/pengadaan")
    assert counting.current() == one
