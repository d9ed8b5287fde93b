"""No abbreviation without its plain word on the same page, in reach of a finger and of the keyboard."""

from __future__ import annotations

from datetime import date
from itertools import combinations

from marketplace.kernel import clock
from marketplace.web import terms
from tests.plain_words import abbreviations

TODAY = date(2026, 11, 24)


def shorts(page: str) -> list[str]:
    return [term.short for term in terms.used_in(page, TODAY)]


def test_a_page_explains_exactly_the_abbreviations_it_shows():
    assert shorts("<p data-x='PPK'>NIB, PPNX dan <b>NPWP</b></p>") == ["NIB", "NPWP"]
    assert shorts('<input placeholder="Cari KBLI" value="SPK"><img alt="Tanda SNI">') == ["KBLI", "SNI"]
    assert shorts("UU 25/1992 Ps. 8 jo. PP 7/2021") == ["jo.", "PP", "Ps.", "UU"]
    assert shorts("<p>Tanpa singkatan.</p>") == []


def test_a_part_of_a_longer_name_is_another_name():
    assert shorts("Nomor di SPP-IRT atau P-IRT") == ["P-IRT", "SPP-IRT"]
    assert shorts("sidik SHA-256, NIB-nya") == ["NIB", "SHA"]


def test_the_glossary_has_every_term_with_its_words_and_an_address_of_its_own(client):
    page = client.get("/istilah").get_data(as_text=True)
    for term in terms.terms(clock.today()):
        assert f'id="{term.short}"><dt><b>{term.short}</b>: {term.long}' in page, term.short
    assert 'id="arti-singkatan"' not in page


def test_the_foot_opens_without_scripts_and_leads_to_the_glossary(client):
    page = client.get("/produk").get_data(as_text=True)
    foot = page.split('id="arti-singkatan"')[1].split("</aside>")[0]
    assert "<details>" in foot
    assert '<dt><a href="/istilah#TKDN">TKDN</a></dt><dd>tingkat komponen dalam negeri</dd>' in foot


def test_a_term_holds_on_its_days_only_and_once():
    before = min(term.period.since for term in terms.every_term()).replace(year=2000)
    assert terms.terms(before) == ()
    for first, second in combinations(terms.every_term(), 2):
        assert first.short != second.short or not first.period.overlaps(second.period), first.short


def test_every_term_has_words_of_its_own_that_need_no_other():
    for term in terms.every_term():
        assert term.short not in terms.known()
        assert term.plain.endswith("."), term
        assert not abbreviations(term.long), term
