"""Categories, commodity codes, and the suggestion of a category from a name."""

from __future__ import annotations

import pytest

from marketplace.businesses import kbli
from marketplace.businesses.official_kbli import find
from marketplace.catalog import reference
from marketplace.catalog.suggest import suggest
from marketplace.kernel.errors import NotFound


def test_the_tree_has_two_levels_and_every_child_a_parent():
    slugs = {one.slug for one in reference.categories()}
    for one in reference.categories():
        assert one.parent is None or one.parent in slugs
        assert len(reference.path(one.slug)) <= 2
        assert one.units
    assert reference.is_category(reference.OTHER)


def test_a_category_covers_those_inside_it():
    assert reference.within("makanan") >= {"makanan", "camilan-kering", "kopi-teh"}
    assert reference.within("batik") == {"batik"}
    with pytest.raises(NotFound):
        reference.category("tidak-ada")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Keripik tempe sagu 250 g", "camilan-kering"),
        ("Kopi robusta bubuk", "kopi-teh"),
        ("Kemeja batik tulis parang", "batik"),
        ("Meja kursi siswa kayu jati", "mebel-sekolah"),
        ("Nasi kotak ayam bakar", "nasi-kotak"),
        ("Jasa jahit seragam", "jasa-jahit"),
    ],
)
def test_the_head_noun_decides(name, slug):
    found = suggest(name)
    assert (found.slug, found.sure) == (slug, True)


@pytest.mark.parametrize("name", ["", "XR-2000", "barang serba guna"])
def test_no_keyword_no_suggestion(name):
    assert suggest(name) is None


@pytest.mark.parametrize(
    ("category", "name", "first"),
    [
        ("makanan", "Abon sapi pedas 250 gram", "Abon sapi"),
        ("makanan", "Zupa-zupa", ""),
        ("mebel", "Kursi kafe rotan alami", "Meja dan kursi tamu rotan atau bambu"),
    ],
)
def test_commodities_are_offered_by_the_words_of_the_name_and_none_is_guessed(category, name, first):
    offered = [one.title for one in reference.suggested_commodities(category, name)]
    assert offered[:1] == ([first] if first else [])


@pytest.mark.db
class TestCommodities:
    def test_the_shipped_table_answers_by_words_and_by_code(self, session):
        assert [one.code for one in reference.search_commodities(session, "semangka")] == ["01221"]
        assert reference.search_commodities(session, "01221")[0].title == "Semangka"
        assert reference.search_commodities(session, "  ") == []
        assert reference.commodity(session, "99999") is None

    def test_an_official_table_adds_its_own_codes(self, app, session, tmp_path):
        path = tmp_path / "kbki_barang_2012.csv"
        path.write_text(
            "kode,judul\n01221,Semangka segar menurut tabel\n0122100001,Semangka tanpa biji\n",
            encoding="utf-8",
        )
        answer = app.test_cli_runner().invoke(args=["reference", "load", "kbki", str(path)])
        assert "2 kode" in answer.output
        titles = [one.title for one in reference.search_commodities(session, "semangka")]
        assert titles == ["Semangka", "Semangka tanpa biji"]

    def test_loading_again_replaces_the_edition(self, app, session, tmp_path):
        path = tmp_path / "kbki_barang_2012.csv"
        runner = app.test_cli_runner()
        for title in ("Kain lama", "Kain baru"):
            path.write_text(f"kode,judul\n2651000001,{title}\n", encoding="utf-8")
            runner.invoke(args=["reference", "load", "kbki", str(path)])
        assert reference.commodity(session, "2651000001").title == "Kain baru"

    def test_official_kbli_codes_are_found_after_the_shipped_ones(self, app, session, tmp_path):
        path = tmp_path / "kbli2020.csv"
        path.write_text(
            "kode,judul,induk\n1079,Golongan makanan lain,\n10799,Industri keripik lain yang jarang,1079\n",
            encoding="utf-8",
        )
        answer = app.test_cli_runner().invoke(args=["reference", "load", "kbli2020", str(path)])
        assert "2 kode" in answer.output
        assert [one.code for one in find(session, "jarang")] == ["10799"]
        assert find(session, "10794")[0].title == kbli.title_of("2025", "10794")

    def test_a_table_without_its_columns_is_refused(self, app, session, tmp_path):
        path = tmp_path / "kbki_2012.csv"
        path.write_text("a,b\n1,2\n", encoding="utf-8")
        answer = app.test_cli_runner().invoke(args=["reference", "load", "kbki", str(path)])
        assert answer.exit_code == 1
        assert "Kolom" in answer.output
