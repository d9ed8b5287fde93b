"""A snapshot holds amounts as numbers beside their text, sums that agree, and days as letters write them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from marketplace.documents.papers import (
    handover_minutes,
    integrity_pact,
    negotiation_minutes,
    receipt,
    work_order,
)
from marketplace.documents.papers.parts import count_text, day_in_words, day_text
from marketplace.kernel.money import Rupiah
from tests.documents.paper_samples import (
    handover_sample,
    negotiation_sample,
    order_lines,
    pact_sample,
    receipt_sample,
    work_order_sample,
)


def test_days_and_counts_read_as_in_letters() -> None:
    assert day_text(date(2026, 11, 24)) == "24 November 2026"
    assert day_in_words(date(2026, 11, 24)) == (
        "Selasa tanggal dua puluh empat bulan November tahun dua ribu dua puluh enam"
    )
    assert count_text(1_500) == "1.500"


def test_every_snapshot_survives_json_unchanged() -> None:
    for snapshot in (
        work_order(work_order_sample()),
        negotiation_minutes(negotiation_sample()),
        handover_minutes(handover_sample()),
        receipt(receipt_sample()),
        integrity_pact(pact_sample()),
    ):
        assert json.loads(json.dumps(snapshot)) == snapshot


def test_the_value_of_a_work_order_is_lines_shipping_and_tax() -> None:
    paper = replace(work_order_sample(), vat=Rupiah(5_466_450), vat_note="11% efektif")
    total = work_order(paper)["total"]
    assert total == {
        "amount": 48_945_000 + 750_000 + 5_466_450,
        "text": "Rp55.161.450",
        "words": "Lima puluh lima juta seratus enam puluh satu ribu empat ratus lima puluh rupiah",
    }


def test_the_period_of_a_work_order_counts_its_first_and_last_day() -> None:
    paper = replace(work_order_sample(), starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 1))
    assert work_order(paper)["days"] == "1"


@pytest.mark.parametrize(("basis_points", "text"), [(10, "1/1000"), (5, "5/10.000")])
def test_the_late_fine_is_written_as_a_fraction_a_day(basis_points: int, text: str) -> None:
    assert work_order(replace(work_order_sample(), late_rate=basis_points))["late_rate"] == text


def test_a_work_order_needs_lines_and_a_period() -> None:
    with pytest.raises(ValueError, match="needs lines"):
        work_order(work_order_sample(()))
    with pytest.raises(ValueError, match="needs lines"):
        work_order(replace(work_order_sample(), ends_on=date(2026, 11, 24)))


def test_no_box_for_a_stamp_where_none_is_due() -> None:
    assert work_order(work_order_sample())["stamp"] == "Meterai Rp10.000"
    assert work_order(replace(work_order_sample(), stamp_duty=None))["stamp"] == ""


def test_minutes_of_a_negotiation_keep_every_price_of_every_round() -> None:
    snapshot = negotiation_minutes(negotiation_sample())
    assert snapshot["offered"] == {"amount": 42_250_000, "text": "Rp42.250.000"}
    assert snapshot["saved"] == {"amount": 2_625_000, "text": "Rp2.625.000"}
    rounds = snapshot["rounds"]
    assert isinstance(rounds, list)
    assert [held["lines"][0]["before"]["amount"] for held in rounds] == [35_000, 33_500]
    assert [held["lines"][0]["after"]["amount"] for held in rounds] == [33_500, 32_500]


def test_there_are_no_minutes_without_a_round() -> None:
    with pytest.raises(ValueError, match="round"):
        negotiation_minutes(replace(negotiation_sample(), rounds=()))


def test_a_price_that_rose_is_no_saving() -> None:
    sample = negotiation_sample()
    raised = replace(sample.rounds[0], shipping_after=Rupiah(9_000_000))
    assert negotiation_minutes(replace(sample, rounds=(raised,)))["saved"] == {"amount": 0, "text": "Rp0"}


def test_a_handover_is_complete_only_when_nothing_ordered_is_missing() -> None:
    sample = handover_sample()
    assert handover_minutes(sample)["complete"] is False
    whole = tuple(replace(line, rejected=0) for line in sample.lines)
    assert handover_minutes(replace(sample, lines=whole))["complete"] is True


def test_no_more_is_rejected_than_came() -> None:
    sample = handover_sample()
    with pytest.raises(ValueError, match="rejected"):
        handover_minutes(replace(sample, lines=(replace(sample.lines[0], rejected=1_501),)))


def test_a_receipt_pays_what_withholding_leaves() -> None:
    snapshot = receipt(receipt_sample())
    assert snapshot["net"] == {"amount": 57_212_500, "text": "Rp57.212.500"}


def test_more_than_the_payment_is_never_withheld() -> None:
    with pytest.raises(ValueError, match="withheld"):
        receipt(replace(receipt_sample(), before_tax=Rupiah(287_499)))


def test_lines_are_numbered_from_one() -> None:
    lines = work_order(work_order_sample(order_lines(2)))["lines"]
    assert isinstance(lines, list)
    assert [line["no"] for line in lines] == ["1", "2"]
