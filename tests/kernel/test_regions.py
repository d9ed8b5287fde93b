"""Regions by Kemendagri code, read only when asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from marketplace.kernel import regions
from marketplace.kernel.errors import DomainError
from marketplace.kernel.regions import Level, Region


@pytest.mark.parametrize(
    ("find", "expected"),
    [
        (lambda: regions.province("35"), Region("35", "Jawa Timur", Level.PROVINCE)),
        (lambda: regions.regency("35.77"), Region("35.77", "Kota Madiun", Level.REGENCY)),
        (lambda: regions.district("35.77.01"), Region("35.77.01", "Kartoharjo", Level.DISTRICT)),
        (
            lambda: regions.village("35.77.01.1001"),
            Region("35.77.01.1001", "Oro-oro Ombo", Level.VILLAGE, "63119"),
        ),
    ],
)
def test_a_region_of_each_level(find, expected):
    assert find() == expected


@pytest.mark.parametrize(
    ("find", "code"),
    [
        (regions.province, "35.77"),
        (regions.regency, "35"),
        (regions.district, "35.77.01.1001"),
        (regions.village, "35.77.01"),
        (regions.province, "99"),
        (regions.region, ""),
        (regions.region, "3577"),
        (regions.region, "35.77.01.1001.1"),
        (regions.name_of, "٣٥"),
        (regions.label_of, "35.99"),
    ],
)
def test_an_unknown_code_or_another_level_is_refused(find, code):
    with pytest.raises(DomainError, match="Kode wilayah"):
        find(code)


@pytest.mark.parametrize(
    ("code", "known"),
    [
        ("35", True),
        ("35.77", True),
        ("35.77.99", False),
        ("35.77.01.1001", True),
        ("35.77.01.9999", False),
        ("x", False),
    ],
)
def test_exists(code, known):
    assert regions.exists(code) is known


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("35", "Jawa Timur"),
        ("35.77", "Kota Madiun, Jawa Timur"),
        ("35.77.01.1001", "Oro-oro Ombo, Kartoharjo, Kota Madiun, Jawa Timur"),
    ],
)
def test_labels_name_the_parents_nearest_first(code, label):
    assert regions.label_of(code) == label
    assert regions.name_of(code) == label.split(",")[0]


def test_the_whole_country_is_there():
    assert len(regions.children()) == 38
    assert sum(len(regions.children(province.code)) for province in regions.children()) == 514


@pytest.mark.parametrize(
    ("code", "count"), [("35", 38), ("35.77", 3), ("35.77.01", 9), ("35.77.01.1001", 0), ("99", 0)]
)
def test_children_lie_directly_inside_in_the_order_of_their_codes(code, count):
    children = regions.children(code)
    assert len(children) == count
    assert [child.code for child in children] == sorted(child.code for child in children)
    assert all(regions.parents(child.code)[0].code == code for child in children)


@pytest.mark.parametrize(
    ("code", "ancestor", "inside"),
    [("35.77", "35", True), ("35.77", "35.77", True), ("35", "35.77", False), ("35.77", "35.7", False)],
)
def test_is_within(code, ancestor, inside):
    assert regions.is_within(code, ancestor) is inside


@pytest.mark.parametrize(
    ("text", "level", "first"),
    [
        ("kab. bogor", None, "32.01"),
        ("Kota Bogor", None, "32.71"),
        ("bogor", None, "32.01"),
        ("kota madiun", Level.REGENCY, "35.77"),
        ("DKI Jakarta", None, "31"),
        ("yogya", None, "34"),
        ("kec. kartoharjo", Level.DISTRICT, "35.20.15"),
        ("oro-oro ombo", Level.VILLAGE, None),
    ],
)
def test_search_finds_the_best_first(text, level, first):
    found = regions.search(text, level)
    assert found
    assert level is None or {region.level for region in found} == {level}
    if first:
        assert found[0].code == first


def test_search_is_bounded_and_forgiving():
    assert len(regions.search("a", limit=4)) == 4
    assert regions.search("   ") == []
    assert regions.search("%_'\\") == []
    assert regions.search("tidak ada daerah ini") == []


def test_villages_are_read_only_when_a_village_is_asked_for():
    """A fresh interpreter names, lists and finds upper regions without the village tables."""
    program = (
        "from marketplace.kernel import identifiers, regions\n"
        "assert regions._upper_names.cache_info().currsize == 0\n"
        "regions.label_of('35.77.01'), regions.children('35.77'), regions.search('madiun')\n"
        "assert regions._village_names.cache_info().currsize == 0\n"
        "assert regions._postcodes.cache_info().currsize == 0\n"
        "regions.village('35.77.01.1001')\n"
        "assert regions._village_names.cache_info().currsize == 1\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parents[2])
