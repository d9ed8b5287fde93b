"""What every engine must do: find, filter, count, order, correct, and follow changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from marketplace.search.engine import READY, Document, Hits, SearchRequest, Sort
from marketplace.search.whoosh_index import WhooshIndex

TODAY = date(2026, 11, 24)


def document(number: int, name: str, **values) -> Document:
    base = Document(
        id=number,
        name=name,
        text="Makanan dan minuman Dapur Sari Kota Madiun Jawa Timur",
        categories=("makanan", "keripik"),
        regions=("35", "35.77"),
        size="mikro",
        claims=(("pdn", None),),
        price=15_000 + number,
        ready_until=date(2027, 6, 30),
        published=1_700_000_000 + number,
    )
    return replace(base, **values)


EMPTY_FACETS = {"category": {}, "region": {}, "size": {}, "claim": {}}
CATALOGUE = [
    document(1, "Keripik tempe Madiun 250 gram"),
    document(2, "Keripik singkong pedas 200gr", claims=(("pdn", None), ("halal", date(2026, 12, 31)))),
    document(
        3,
        "Kain batik tulis Solo",
        categories=("batik-tekstil", "batik"),
        regions=("33", "33.72"),
        price=250_000,
    ),
    document(
        4,
        "Seragam batik kantor",
        categories=("batik-tekstil", "batik"),
        size="kecil",
        price=None,
        ready_until=None,
    ),
    document(5, "Hampers lebaran isi keripik tempe dan sambal", claims=()),
]


@pytest.fixture
def index(tmp_path):
    found = WhooshIndex(tmp_path / "index")
    found.rebuild(CATALOGUE)
    return found


def search(index, text="", **values):
    return index.search(SearchRequest(text=text, **values), TODAY)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("keripik tempe", 1),
        ("KERIPIK TEMPE", 1),
        ("𝕶𝖊𝖗𝖎𝖕𝖎𝖐 tempe", 1),
        ("keripiiiik tempe", 1),
        ("singkong 200 g", 2),
        ("batik kantoran", 4),
        ("hampers lebaran", 5),
    ],
)
def test_finds_what_people_write(index, text, first):
    assert search(index, text).ids[0] == first


def test_every_word_must_be_there_before_some_of_them_will_do(index):
    assert set(search(index, "keripik tempe").ids) == {1, 5}
    assert set(search(index, "keripik tempe zzzzqqq").ids) >= {1, 5}


def test_a_typing_error_is_corrected_and_told(index):
    hits = search(index, "keripik tmpe")
    assert hits.corrected == "keripik tempe"
    assert set(hits.ids) == {1, 5}


def test_name_counts_more_than_description(index):
    index.replace([document(6, "Sambal bawang", text="enak dengan keripik tempe")])
    assert search(index, "keripik tempe").ids[-1] == 6


def test_filters_narrow_and_values_of_a_group_widen(index):
    assert set(search(index, categories=("batik-tekstil",)).ids) == {3, 4}
    assert set(search(index, categories=("batik-tekstil", "makanan")).ids) == {1, 2, 3, 4, 5}
    assert set(search(index, regions=("33",)).ids) == {3}
    assert set(search(index, claims=("pdn", "halal")).ids) == {2}
    assert set(search(index, sizes=("kecil",)).ids) == {4}


def test_facets_count_what_each_choice_would_leave(index):
    hits = search(index, categories=("makanan",), claims=("pdn",))
    assert hits.total == 2
    assert hits.facets["category"]["batik-tekstil"] == 2
    assert hits.facets["region"] == {"35": 2, "35.77": 2}
    assert hits.facets["claim"] == {"pdn": 2, "halal": 1, READY: 2}


def test_ready_for_government_falls_by_the_clock_alone(index):
    request = SearchRequest(claims=(READY,))
    assert set(index.search(request, TODAY).ids) == {1, 2, 3, 5}
    assert index.search(request, date(2027, 7, 1)).ids == ()


def test_a_claim_falls_by_the_clock_alone_in_results_and_counts(index):
    request = SearchRequest(claims=("halal",))
    assert index.search(request, date(2026, 12, 31)).ids == (2,)
    over = index.search(request, date(2027, 1, 1))
    assert (over.ids, over.facets["claim"].get("halal")) == ((), None)


def test_a_seasonal_product_leaves_by_the_clock_alone_in_results_and_counts(index):
    index.replace([document(6, "Parsel lebaran", sold_until=date(2026, 12, 31))])
    assert index.search(SearchRequest(text="parsel"), date(2026, 12, 31)).total == 1
    over = index.search(SearchRequest(text="parsel"), date(2027, 1, 1))
    assert (over.total, over.facets) == (0, EMPTY_FACETS)


def test_a_price_filter_leaves_out_what_has_no_price_and_orders_it_last(index):
    assert set(search(index, price_min=15_000, price_max=20_000).ids) == {1, 2, 5}
    assert search(index, sort=Sort.PRICE_UP).ids == (1, 2, 5, 3, 4)
    assert search(index, sort=Sort.PRICE_DOWN).ids == (3, 5, 2, 1, 4)


def test_without_words_the_newest_come_first_and_pages_do_not_overlap(index):
    first = search(index, per_page=2)
    second = search(index, per_page=2, page=2)
    assert (first.ids, second.ids, first.total) == ((5, 4), (3, 2), 5)


def test_a_change_is_seen_and_what_is_removed_is_gone(index):
    index.replace([document(1, "Keripik bayam")], remove=[5])
    assert search(index, "tempe").ids == ()
    assert search(index, "bayam").ids == (1,)
    assert index.count() == 4


def test_a_rebuild_replaces_everything(index):
    assert index.rebuild(CATALOGUE[:2]) == 2
    assert index.count() == 2


def test_an_empty_index_answers_that_there_is_nothing(tmp_path):
    index = WhooshIndex(tmp_path / "empty")
    assert index.rebuild([]) == 0
    assert (
        search(index, "keripik tempe") == search(index, "keripik") == Hits((), 0, EMPTY_FACETS, partial=True)
    )
    assert search(index).total == 0
    assert index.suggest("keri", 3) == []


def test_suggests_words_of_names(index):
    assert index.suggest("keri", 3) == ["keripik"]


@pytest.mark.parametrize(
    "text", ["", "   ", "((((", "AND OR NOT", "*?~^", "a" * 5000, "'; DROP TABLE", "\x00", "🙂🙂"]
)
def test_odd_queries_are_answered(index, text):
    assert search(index, text).total >= 0
