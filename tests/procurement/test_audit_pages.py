"""What an auditor asks of a purchase is answered on its one page."""

from __future__ import annotations

import pytest

from marketplace.kernel.money import Rupiah
from marketplace.procurement.fulfilment_delivery import Count
from tests.procurement import factories, steps
from tests.procurement import fulfilment_steps as after
from tests.procurement.browsing import browser


@pytest.fixture
def story(database):
    return steps.story()


@pytest.fixture
def read(as_actor, story):
    """The auditor's page of a package."""
    auditor = browser(as_actor, story, story.unit.auditor)
    return lambda code: " ".join(auditor.get(f"/audit/paket/{code}").text.split())


def test_who_acted_by_which_decree(story, read):
    contract = after.handed_over(story)
    after.paid(story, contract)
    page = read(contract.package.code).split("Siapa yang berwenang?")[1].split("</section>")[0]
    for role in ("Pejabat Pengadaan", "Pejabat Pembuat Komitmen", "Bendahara"):
        assert role in page
    assert page.count("SK 800.1.11/012/SK/2026 tanggal 5 Januari 2026") == 3


def test_an_act_without_a_decree_is_named(story, read):
    package = steps.negotiated(story)
    factories.ended_office(story.unit.ppk)
    assert "tanpa SK pada 24 November 2026" in read(package.code)


def test_what_was_counted_and_what_was_withheld(story, read):
    contract = after.in_force(story)
    after.received(story, after.shipped(story, contract), Count(1_190, 10, "Besek penyok."))
    after.delivered(story, contract, 10)
    after.drawn_up(story, contract)
    after.signed_bast(story, contract)
    after.paid(story, contract, withheld={"pph22": Rupiah(936_000)})
    page = read(contract.package.code)
    for seen in ("Besek penyok.", "ditolak 10", "Rp936.000", "Rp61.464.000", "Masuk ke rekening"):
        assert seen in page, seen


def test_nothing_is_called_saved_before_a_price_was_agreed(story, read):
    package = steps.invited(story, steps.opened(story))
    assert 'data-label="Hemat">–<' in read(package.code)
