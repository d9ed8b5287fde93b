"""Equal pictures never stand side by side while there are others to stand between them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from marketplace.catalog import shelves
from marketplace.catalog.shown import Card, Picture


def card(number: int, look: str) -> Card:
    """A card with a picture named by a letter, or without one."""
    picture = Picture(look, *[f"/media/{look}.webp"] * 4, "", True) if look else None
    return Card(
        id=number,
        code=f"K{number}",
        slug=f"barang-{number}",
        url=f"/produk/barang-{number}",
        name=f"Barang {number}",
        price=None,
        price_label="",
        unit="",
        picture=picture,
        category="oleh-oleh",
        category_icon="package",
        shop_name="Toko",
        shop_slug="toko",
        region_code="35.19.11.1013",
        region_label="Madiun",
        sold=0,
        available=True,
        badges=(),
        government_ready=False,
        external_id=None,
    )


def row(looks: str) -> list[Card]:
    return [card(number, look.strip()) for number, look in enumerate(looks.split(","))]


def looks(cards: list[Card]) -> str:
    return "".join(one.picture.digest if one.picture else "-" for one in cards)


@pytest.mark.parametrize(
    "given", ["a,a,b,b", "a,a,a,b,c", "b,c,a,a,a", "a,a,a,a,b,c,d", "a,a,b,b,c,c,d,d,e,e"]
)
def test_neighbours_differ_wherever_that_can_be(given):
    shown = shelves.apart(row(given))
    assert sorted(shown, key=lambda one: one.id) == row(given)
    assert all(left != right for left, right in pairwise(looks(shown)))


def test_what_differs_keeps_its_order():
    assert looks(shelves.apart(row("a,b,c,d"))) == "abcd"
    assert [one.id for one in shelves.apart(row(",,,"))] == [0, 1, 2, 3]


def test_equal_pictures_stand_a_row_apart_where_there_are_enough_others():
    assert looks(shelves.apart(row("a,a,b,c,d,e"))) == "abcdea"


def test_one_of_each_picture_and_the_one_just_seen_last():
    assert [one.id for one in shelves.one_of_each(row("a,b,a,c,b"), last="a")] == [1, 3, 0]


def test_what_looks_the_same_and_cannot_be_kept_apart_goes_into_one():
    shown = shelves.folded(row("a,a,a,b,,,a"))
    assert looks(shown) == "ab--a"
    assert [[other.id for other in one.others] for one in shown] == [[1, 2], [], [], [], []]


def test_the_same_picture_of_another_shop_is_another_thing():
    first, second = row("a,a")
    assert len(shelves.folded([first, replace(second, shop_slug="toko-lain")])) == 2
