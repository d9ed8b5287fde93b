"""The shipped pictures: every line has its own, light enough, different from its neighbours."""

from __future__ import annotations

import hashlib
import itertools
import json
import pathlib
from collections import defaultdict
from typing import Any

import pytest
from PIL import Image

ROOT = pathlib.Path(__file__).parents[2]
PICTURES = ROOT / "static" / "pictures"
LINES = ROOT / "marketplace" / "demo" / "data" / "lines"
LEAST_COMPOSED = 300
LIMITS = {240: 9_000, 480: 45_000, 800: 100_000}
AVERAGE_480 = 30_000
ALL_BYTES = 18_000_000
COMPOSED_BYTES = 12_000_000
LEAST_DIFFERENT_BITS = 5
"""Of 64. Neighbours differ by 27 on average; two tables or two lunch boxes come nearest."""


def _lines() -> list[dict[str, Any]]:
    return [
        line for path in sorted(LINES.glob("*.json")) for line in json.loads(path.read_text("utf-8"))["lines"]
    ]


def _wanted(line: dict[str, Any]) -> list[pathlib.Path]:
    """A line's own picture, and the composed one, which is the same for most lines."""
    own = PICTURES / ("heroes" if line["picture"]["hero"] else "composed") / line["picture"]["id"]
    return [own, PICTURES / "composed" / f"p-{line['id']}"]


def _files() -> list[pathlib.Path]:
    return sorted(PICTURES.glob("*/*.webp"))


def _width(path: pathlib.Path) -> int:
    return int(path.stem.rpartition("-")[2])


def difference_hash(path: pathlib.Path) -> int:
    """64 bits: whether each of 8 x 8 cells is lighter than its right neighbour."""
    with Image.open(path) as image:
        cells = list(image.convert("L").resize((9, 8), Image.Resampling.BOX).tobytes())
    bits = 0
    for row, column in itertools.product(range(8), range(8)):
        bits = bits << 1 | (cells[row * 9 + column] > cells[row * 9 + column + 1])
    return bits


def test_every_line_has_its_picture_in_the_widths_that_pages_ask_for() -> None:
    missing = [
        f"{picture.name}-{width}"
        for line in _lines()
        for picture in _wanted(line)
        for width in (240, 480)
        if not picture.with_name(f"{picture.name}-{width}.webp").exists()
    ]
    assert not missing


def test_no_picture_is_left_over_from_a_line_that_is_gone() -> None:
    wanted = {f"p-{line['id']}" for line in _lines()}
    shown = {path.stem.rpartition("-")[0] for path in PICTURES.glob("composed/*.webp")}
    assert shown <= wanted


def test_there_are_enough_composed_pictures() -> None:
    assert len(list(PICTURES.glob("composed/*-240.webp"))) >= LEAST_COMPOSED


@pytest.mark.parametrize("width", sorted(LIMITS))
def test_a_picture_is_square_as_wide_as_its_name_says_and_within_its_bytes(width: int) -> None:
    files = [path for path in _files() if _width(path) == width]
    assert files
    for path in files:
        with Image.open(path) as image:
            assert (image.format, image.size) == ("WEBP", (width, width)), path.name
        assert path.stat().st_size <= LIMITS[width], path.name


def test_the_medium_composed_pictures_weigh_little_on_average() -> None:
    sizes = [path.stat().st_size for path in PICTURES.glob("composed/*-480.webp")]
    assert sum(sizes) / len(sizes) <= AVERAGE_480


def test_all_pictures_together_stay_within_the_budget() -> None:
    weights: dict[str, int] = defaultdict(int)
    for path in _files():
        weights[path.parent.name] += path.stat().st_size
    assert weights["composed"] <= COMPOSED_BYTES
    assert sum(weights.values()) <= ALL_BYTES


def test_no_two_files_are_the_same() -> None:
    seen: dict[str, str] = {}
    for path in _files():
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        assert digest not in seen, f"{path.name} is {seen.get(digest)}"
        seen[digest] = path.name


def test_neighbours_within_a_category_look_different() -> None:
    categories: dict[str, list[str]] = defaultdict(list)
    for line in _lines():
        categories[line["picture"]["category"]].append(f"p-{line['id']}")
    alike = []
    for names in categories.values():
        ordered = sorted(names)
        hashes = [difference_hash(PICTURES / "composed" / f"{name}-240.webp") for name in ordered]
        for first, second in itertools.pairwise(range(len(ordered))):
            if (hashes[first] ^ hashes[second]).bit_count() < LEAST_DIFFERENT_BITS:
                alike.append((ordered[first], ordered[second]))
    assert not alike
