"""Separation of duties, rating and INAPROC's names, as the tables say them."""

from __future__ import annotations

from datetime import date

import pytest

from marketplace.kernel.dated import NotInForce
from marketplace.procurement.reference import (
    inaproc_state,
    rating_aspects,
    rating_name,
    rating_total,
    separation_conflicts,
    separation_rules,
)
from marketplace.procurement.rules import rule

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("role", "held", "scope", "codes"),
    [
        ("ppk", {"pp"}, "package", ["S1a"]),
        ("pp", {"ppk", "inspector"}, "package", ["S1a", "S3b"]),
        ("ppk", {"treasurer"}, "unit", ["S2a"]),
        ("ppk", {"treasurer"}, "package", []),
        ("auditor", {"ppk"}, "unit", ["S15b"]),
        ("ppk", set(), "package", []),
        ("ppk", {"ppk"}, "package", []),
    ],
)
def test_one_person_may_not_hold_two_duties(role: str, held: set[str], scope: str, codes: list[str]) -> None:
    found = separation_conflicts(role, held, scope=scope, on=TODAY)  # type: ignore[arg-type]
    assert [row.code for row in found] == codes


def test_a_separation_rule_does_not_reach_back_before_its_first_day() -> None:
    assert separation_conflicts("ppk", {"pp"}, scope="package", on=date(2018, 6, 30)) == ()
    assert separation_conflicts("ppk", {"pp"}, scope="package", on=date(2018, 7, 1)) != ()


def test_each_separation_rule_has_two_roles_a_reason_and_a_code_of_its_own() -> None:
    rules = separation_rules()
    assert all(len(row.roles) == 2 and row.reason and row.basis for row in rules)
    assert len({row.code for row in rules}) == len(rules)


def test_the_weights_of_the_aspects_add_up() -> None:
    assert {aspect.key: aspect.weight for aspect in rating_aspects(TODAY)} == {
        "quality": 3000,
        "cost": 2000,
        "time": 3000,
        "service": 2000,
    }
    for aspect in rating_aspects(TODAY):
        assert rule(f"rating.{aspect.key}.weight", TODAY).number == aspect.weight


def test_a_rating_of_3_2_1_2_is_exactly_good() -> None:
    total = rating_total({"quality": 3, "cost": 2, "time": 1, "service": 2}, TODAY)
    assert (total, rating_name(total)) == (200, "Baik")


@pytest.mark.parametrize(
    ("total", "name"), [(300, "Sangat baik"), (299, "Baik"), (199, "Cukup"), (100, "Cukup"), (0, "Buruk")]
)
def test_the_bands_of_a_rating(total: int, name: str) -> None:
    assert rating_name(total) == name


@pytest.mark.parametrize("scores", [{"quality": 3}, {"quality": 4, "cost": 2, "time": 1, "service": 2}])
def test_a_rating_leaves_nothing_out_and_invents_no_score(scores: dict[str, int]) -> None:
    with pytest.raises(ValueError):
        rating_total(scores, TODAY)


def test_no_rating_before_the_regulation() -> None:
    with pytest.raises(NotInForce):
        rating_aspects(date(2021, 5, 31))


def test_our_states_have_inaproc_names() -> None:
    assert inaproc_state("order", "ppk_review") == ("WAITING_PPK_REVIEW", "Menunggu Persetujuan PPK")
    with pytest.raises(KeyError):
        inaproc_state("order", "lost")
