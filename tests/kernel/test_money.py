"""Rupiah are whole, are read as people write them, and are divided without losing one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import ZERO, Rupiah, per, percent, split

amounts = st.integers(min_value=-(10**15), max_value=10**15).map(Rupiah)
weight_lists = st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=30).filter(any)


@pytest.mark.parametrize("amount", [1.0, True, "5", None])
def test_only_whole_numbers_are_rupiah(amount):
    with pytest.raises(TypeError):
        Rupiah(amount)


def test_arithmetic_stays_in_rupiah():
    assert Rupiah(3) + Rupiah(4) == Rupiah(7)
    assert Rupiah(3) - Rupiah(4) == Rupiah(-1)
    assert Rupiah(3) * 4 == 4 * Rupiah(3) == Rupiah(12)
    assert -Rupiah(3) == Rupiah(-3)
    assert sum([Rupiah(1), Rupiah(2)], ZERO) == Rupiah(3)
    assert Rupiah(1) < Rupiah(2) <= Rupiah(2)
    assert not ZERO
    assert Rupiah(-1)


@pytest.mark.parametrize(
    "nonsense",
    [
        lambda: Rupiah(1) + 1,
        lambda: Rupiah(1) - 1,
        lambda: Rupiah(1) * 1.5,
        lambda: Rupiah(1) * Rupiah(1),
        lambda: Rupiah(1) < 1,
        lambda: sum([Rupiah(1)]),
    ],
)
def test_rupiah_do_not_mix_with_bare_numbers(nonsense):
    with pytest.raises(TypeError):
        nonsense()


@pytest.mark.parametrize(
    ("amount", "text", "words"),
    [
        (0, "Rp0", "nol rupiah"),
        (1_000, "Rp1.000", "seribu rupiah"),
        (1_250_000, "Rp1.250.000", "satu juta dua ratus lima puluh ribu rupiah"),
        (-5_000, "-Rp5.000", "minus lima ribu rupiah"),
        (2_011_000_117, "Rp2.011.000.117", "dua miliar sebelas juta seratus tujuh belas rupiah"),
    ],
)
def test_shown_in_digits_and_in_words(amount, text, words):
    assert str(Rupiah(amount)) == text
    assert Rupiah(amount).in_words() == words


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1250000", 1_250_000),
        ("1.250.000", 1_250_000),
        ("Rp 1.250.000,00", 1_250_000),
        ("rp1.250.000,-", 1_250_000),
        ("Rp. 500", 500),
        ("  0 ", 0),
        ("0001", 1),
        ("999.999.999.999.999", 999_999_999_999_999),
    ],
)
def test_reads_what_people_write(typed, amount):
    assert Rupiah.parse(typed) == Rupiah(amount)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Isi jumlah rupiah"),
        ("   ", "Isi jumlah rupiah"),
        ("-5000", "tidak boleh kurang dari nol"),
        ("−5000", "tidak boleh kurang dari nol"),
        ("1.250.000,50", "tanpa sen"),
        ("1,250,000", "tidak terbaca"),
        ("1.25", "tidak terbaca"),
        ("1250.000", "tidak terbaca"),
        ("1e6", "tidak terbaca"),
        ("sejuta", "tidak terbaca"),
        ("١٢٥", "tidak terbaca"),
        ("1000000000000000", "terlalu besar"),
    ],
)
def test_refuses_the_rest_with_a_remedy(typed, message):
    with pytest.raises(DomainError, match=message):
        Rupiah.parse(typed)


@given(st.integers(min_value=0, max_value=10**15 - 1).map(Rupiah))
def test_reads_back_what_it_shows(amount):
    assert Rupiah.parse(str(amount)) == amount


@pytest.mark.parametrize(
    ("amount", "basis_points", "expected"),
    [
        (100_000, 1_100, 11_000),
        (4, 1_100, 0),
        (5, 1_000, 1),  # 0.5 goes up
        (49, 100, 0),
        (50, 100, 1),
        (-5, 1_000, -1),  # what is taken back mirrors what was charged
        (333, 10_000, 333),
        (333, 0, 0),
        (4_999, 1, 0),
        (5_000, 1, 1),
    ],
)
def test_percent_rounds_half_up(amount, basis_points, expected):
    assert percent(Rupiah(amount), basis_points) == Rupiah(expected)


@given(amounts, st.integers(min_value=0, max_value=20_000))
def test_percent_is_off_by_at_most_half_a_rupiah(amount, basis_points):
    part = percent(amount, basis_points)
    assert abs(part.amount * 10_000 - amount.amount * basis_points) <= 5_000
    assert percent(-amount, basis_points) == -part


@pytest.mark.parametrize(
    ("total", "weights", "expected"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (101, [1, 1, 1], [34, 34, 33]),
        (10, [1, 2], [3, 7]),
        (10, [0, 1], [0, 10]),
        (1, [0, 1, 1], [0, 1, 0]),
        (-100, [1, 1, 1], [-34, -33, -33]),
        (0, [3, 4], [0, 0]),
    ],
)
def test_split_gives_the_rest_to_the_largest_remainders_and_ties_to_the_earlier(total, weights, expected):
    assert split(Rupiah(total), weights) == [Rupiah(part) for part in expected]


@given(amounts, weight_lists)
def test_split_loses_nothing_and_stays_within_a_rupiah_of_the_exact_share(total, weights):
    parts = split(total, weights)
    assert sum(parts, ZERO) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.amount * sum(weights) - total.amount * weight) < sum(weights)
        assert weight or not part


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1]])
def test_split_needs_weights(weights):
    with pytest.raises(ValueError, match="weights"):
        split(Rupiah(10), weights)


@pytest.mark.parametrize(
    ("amount", "units", "content", "cost"),
    [(18_000, 1_000, 250, 72_000), (10_000, 1, 3, 3_333), (10_000, 1, 6, 1_667), (5, 1, 2, 3), (0, 7, 3, 0)],
)
def test_a_price_per_measure_rounds_half_up(amount, units, content, cost):
    assert per(Rupiah(amount), units, content) == Rupiah(cost)


@pytest.mark.parametrize(("amount", "units", "content"), [(1, 0, 1), (1, 1, 0), (-1, 1, 1)])
def test_a_price_per_nothing_is_refused(amount, units, content):
    with pytest.raises(ValueError, match="above zero"):
        per(Rupiah(amount), units, content)
