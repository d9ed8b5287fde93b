"""The program that draws: colours that can be read, words that fit, neighbours that differ."""

from __future__ import annotations

import itertools

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("resvg_py")

from tools.pictures.colour import INK, MORINDA, PAPER, TURMERIC, contrast, mix, readable  # noqa: E402
from tools.pictures.composed.composer import CONTAINERS  # noqa: E402
from tools.pictures.composed.planner import ground_named, plan, read_lines, rules  # noqa: E402
from tools.pictures.fields import SIZE, blur, dome, shift  # noqa: E402
from tools.pictures.labels import fitted, width_of  # noqa: E402
from tools.pictures.motifs import MOTIFS  # noqa: E402
from tools.pictures.scene import Scene  # noqa: E402


def test_mixing_goes_from_one_colour_to_the_other() -> None:
    assert mix("#000000", "#FFFFFF", 0) == "#000000"
    assert mix("#000000", "#FFFFFF", 1) == "#FFFFFF"
    assert mix("#000000", "#FF0000", 0.5) == "#800000"


def test_an_ink_that_cannot_be_read_is_passed_over() -> None:
    assert readable(TURMERIC, PAPER, INK) == INK
    assert readable(MORINDA, TURMERIC, INK, least=3) == TURMERIC
    assert contrast(PAPER, INK) > 12


@pytest.mark.parametrize("word", ["Temanggung", "Rio", "Onde-Onde Mojokerto"])
def test_a_word_is_never_wider_than_its_label(word: str) -> None:
    size = fitted(word, 200, 90)
    assert width_of(word, size) <= 200.001
    assert size <= 90


def test_a_dome_is_high_inside_and_flat_outside() -> None:
    mask = np.zeros((60, 60), np.float32)
    mask[15:45, 15:45] = 1
    form = dome(mask, 8, 10)
    assert form[30, 30] == pytest.approx(10, abs=0.1)
    assert form[2, 2] == 0


def test_blur_keeps_the_sum_of_light_and_shift_drops_what_leaves() -> None:
    field = np.zeros((40, 40), np.float32)
    field[20, 20] = 1
    assert float(blur(field, 2).sum()) == pytest.approx(1, abs=0.02)
    assert float(shift(field, 30, 0).sum()) == 0
    assert float(shift(field, 3, -4)[16, 23]) == 1


def test_a_part_throws_its_shadow_to_the_lower_right() -> None:
    scene = Scene(0)
    before = scene.image.copy()
    scene.add('<rect x="300" y="300" width="200" height="200" fill="#F3B63A"/>', lift=20)
    change = (before - scene.image).sum(2)
    assert change[512, 512] > 0.2
    assert abs(float(change[280, 280])) < 0.02
    assert scene.finish().size == (SIZE, SIZE)


def test_every_rule_names_a_drawing_and_every_motif_exists() -> None:
    named: set[str] = set(rules()["containers"].values()) | set(rules()["own_colours"])
    for rule in rules()["words"]:
        draw = rule["draw"] or []
        named |= {draw} if isinstance(draw, str) else set(draw)
    for variants in rules()["variants"].values():
        named |= set(variants)
    for meanings in rules()["category_containers"].values():
        named |= set(meanings.values())
    assert named <= set(CONTAINERS)
    assert set(rules()["motifs"].values()) <= set(MOTIFS)


def test_neighbours_differ_in_ground_and_product_colour() -> None:
    recipes = plan(read_lines())
    for first, second in itertools.pairwise(recipes):
        if first.category == second.category:
            assert first.ground != second.ground
            assert first.body != second.body


def test_a_patterned_product_lies_on_a_quiet_ground() -> None:
    for recipe in plan(read_lines()):
        if recipe.container in rules()["patterned"] and not recipe.ground.startswith("room:"):
            assert not ground_named(recipe.ground).runner, recipe.name


def test_the_same_lines_give_the_same_recipes() -> None:
    assert plan(read_lines()) == plan(read_lines())
