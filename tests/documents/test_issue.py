"""Issued papers: numbers without gaps, readers, downloads that never change, and the public check."""

from __future__ import annotations

import dataclasses
import io

import pytest
from sqlalchemy import func, select

from marketplace.documents import queries, services
from marketplace.documents.kinds import PaperKind
from marketplace.documents.papers import Head, Snapshot, work_order
from marketplace.infra.sessions import WebSession
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.kernel.errors import Conflict, NotFound
from tests.documents.paper_samples import ISSUED_ON, work_order_sample

pytestmark = pytest.mark.db

WORK_ORDER = work_order_sample()
OFFICE = PartyRef(PartyKind.WORK_UNIT, 1)
SELLER = PartyRef(PartyKind.BUSINESS, 2)
STRANGER = PartyRef(PartyKind.BUSINESS, 3)


def build(head: Head) -> Snapshot:
    return work_order(dataclasses.replace(WORK_ORDER, head=head))


def issue(session, actor, subject=("contract", 1)):
    return services.issue(
        session,
        actor,
        kind=PaperKind.WORK_ORDER,
        owner=OFFICE,
        subject=subject,
        parties=[SELLER],
        issued_on=ISSUED_ON,
        place="Madiun",
        build=build,
    )


def reader(party: PartyRef) -> Actor:
    return Actor(user_id=9, session_id=None, role=Role.OWNER, party=party)


@pytest.fixture
def paper(session, uow):
    with uow() as (inside, actor):
        return issue(inside, actor)


def test_numbers_of_a_series_follow_each_other_in_the_offices_own_pattern(session, uow):
    with uow() as (inside, actor):
        services.set_number_pattern(
            inside,
            actor,
            owner=OFFICE,
            kind=PaperKind.WORK_ORDER,
            pattern="027/{seq}/SPK/{roman_month}/{year}",
            year=2026,
        )
        numbers = [issue(inside, actor, ("contract", subject)).number for subject in (1, 2)]
    assert numbers == ["027/001/SPK/XI/2026", "027/002/SPK/XI/2026"]


def test_a_number_given_back_by_an_error_is_used_again(session, uow):
    def fail_after_issue():
        with uow() as (inside, actor):
            issue(inside, actor)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_issue()
    with uow() as (inside, actor):
        assert issue(inside, actor).seq == 1


def test_a_pattern_is_fixed_once_a_number_is_out(session, uow, paper):
    with uow() as (inside, actor), pytest.raises(Conflict, match="sudah terbit"):
        services.set_number_pattern(
            inside, actor, owner=OFFICE, kind=PaperKind.WORK_ORDER, pattern="{seq}", year=2026
        )


@pytest.mark.parametrize("party", [OFFICE, SELLER])
def test_its_parties_may_read_it(session, paper, party):
    assert queries.for_reader(session, reader(party), paper.code).pdf.startswith(b"%PDF")


def test_a_stranger_and_a_helper_under_mandate_may_not(session, paper):
    helper = dataclasses.replace(reader(SELLER), role=Role.HELPER, mandate_id=5)
    for actor in (reader(STRANGER), helper, Actor.visitor()):
        with pytest.raises(NotFound):
            queries.for_reader(session, actor, paper.code)


def test_staff_of_a_seller_read_papers_only_with_the_permission_for_purchases(session, paper):
    staff = dataclasses.replace(reader(SELLER), role=Role.STAFF)
    with pytest.raises(NotFound):
        queries.for_reader(session, staff, paper.code)
    staff = dataclasses.replace(staff, scopes=frozenset({"procurement.read"}))
    assert queries.for_reader(session, staff, paper.code).id == paper.id


def test_the_room_of_the_subject_may_let_more_readers_in(session, paper):
    let_in = {9}
    queries.register_readers("contract", lambda _session, actor, _id: actor.user_id in let_in)
    queries.register_readers("contract", lambda *_: False)
    assert queries.for_reader(session, reader(STRANGER), paper.code).id == paper.id
    let_in.clear()
    with pytest.raises(NotFound):
        queries.for_reader(session, reader(STRANGER), paper.code)


def test_the_check_page_tells_kind_number_parties_and_total_but_no_person(client, paper):
    page = client.get(f"/cek/{paper.code}").get_data(as_text=True)
    assert "BERLAKU" in page
    assert paper.number in page
    assert WORK_ORDER.seller.legal_name in page
    assert WORK_ORDER.seller.representative not in page
    assert WORK_ORDER.bank_account.number not in page


@pytest.mark.parametrize(
    ("changed", "says", "status"), [(False, "Berkas asli", 200), (True, "Berkas berubah", 422)]
)
def test_one_changed_byte_is_told(client, session, paper, changed, says, status):
    content = bytearray(queries.for_reader(session, reader(SELLER), paper.code).pdf)
    if changed:
        content[len(content) // 2] ^= 1
    answer = client.submit(
        f"/cek/{paper.code}",
        {"paper": (io.BytesIO(bytes(content)), "surat.pdf")},
        content_type="multipart/form-data",
    )
    assert says in answer.get_data(as_text=True)
    assert answer.status_code == status


def test_a_file_larger_than_other_forms_is_compared(client, paper):
    content = b"%PDF-1.7\n".ljust(1024 * 1024, b" ")
    answer = client.submit(f"/cek/{paper.code}", {"paper": (io.BytesIO(content), "surat.pdf")})
    assert "Berkas berubah" in answer.text


def test_checking_a_paper_leaves_neither_cookie_nor_session(client, session, paper):
    content = b"%PDF-1.7\nlain"
    shown = client.get(f"/cek/{paper.code}")
    told = client.post(f"/cek/{paper.code}", data={"paper": (io.BytesIO(content), "surat.pdf")})
    assert "Berkas berubah" in told.text
    assert "Set-Cookie" not in shown.headers
    assert "Set-Cookie" not in told.headers
    assert session.scalar(select(func.count()).select_from(WebSession)) == 0


def test_a_void_paper_says_so_but_a_free_text_about_it_is_for_its_parties(client, session, uow, paper):
    with uow() as (inside, actor):
        services.void(inside, actor, paper.id, reason="Penyedia tidak menerima pada waktunya.")
    page = client.get(f"/cek/{paper.code}").get_data(as_text=True)
    assert "BATAL" in page
    assert "tidak menerima pada waktunya" not in page


def test_an_unknown_code_is_not_found(client):
    assert client.get("/cek/0000000000").status_code == 404


def test_typing_a_code_leads_to_its_page(client, paper):
    assert client.get(f"/cek?kode={paper.code.lower()}").location.endswith(f"/cek/{paper.code}")
    assert "10 huruf" in client.get("/cek?kode=abc").get_data(as_text=True)
