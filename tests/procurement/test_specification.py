"""What a line of an SPK says about the goods: whole sentences of the listing that was chosen."""

from __future__ import annotations

from marketplace.procurement.contract_papers import SPECIFICATION_LENGTH, specified

SENTENCE = "Kain drill 280 gram yang makin lemas setelah dicuci, bukan makin kaku."


def test_a_short_description_stands_whole_on_one_line():
    assert specified("Lutut dobel.\n  Kantong  pulpen.") == "Lutut dobel. Kantong pulpen."


def test_a_long_description_ends_with_a_sentence():
    shown = specified(" ".join([SENTENCE] * 5))
    assert shown == " ".join([SENTENCE] * 3)
    assert len(shown) <= SPECIFICATION_LENGTH


def test_one_endless_sentence_ends_at_a_word_and_says_so():
    shown = specified("kata " * 100)
    assert shown.endswith("kata …")
    assert len(shown) <= SPECIFICATION_LENGTH + 2
