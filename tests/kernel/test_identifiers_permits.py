"""Numbers of certificates: what is taken, how it is spelt, and what is said of the rest."""

from __future__ import annotations

import pytest

from marketplace.kernel.errors import DomainError
from marketplace.kernel.identifiers import (
    BpomNumber,
    HalalNumber,
    PirtNumber,
    SniNumber,
    TkdnNumber,
    TrademarkNumber,
)


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (HalalNumber, "id 3511.0001.2345.60926", "ID35110001234560926"),
        (PirtNumber, "P-IRT No. 2063577010123-29", "2063577010123-29"),
        (PirtNumber, "206357701012329", "2063577010123-29"),
        (BpomNumber, "BPOM RI MD 224510123456", "MD224510123456"),
        (BpomNumber, "na18201234567", "NA18201234567"),
        (BpomNumber, "TR203636031", "TR203636031"),
        (TkdnNumber, "2137/sj-ind.8/tkdn/5/2026", "2137/SJ-IND.8/TKDN/5/2026"),
        (SniNumber, "LSPr-012/SNI-3692/2026", "LSPr-012/SNI-3692/2026"),
        (TrademarkNumber, "IDM 000 123 456", "IDM000123456"),
        (TrademarkNumber, "DID2026012345", "DID2026012345"),
    ],
)
def test_a_number_is_read_as_people_write_it(kind, typed, value):
    assert kind.parse(typed).value == value


@pytest.mark.parametrize(
    ("kind", "typed", "words"),
    [
        (HalalNumber, "ID123", "yang diisi 3 angka"),
        (HalalNumber, "KH-0012/2026", "nomor ketetapan halal"),
        (PirtNumber, "12345", "yang diisi 5 angka"),
        (PirtNumber, "0063577010123-29", "15 angka"),
        (BpomNumber, "XX1234", "“MD” atau “ML”"),
        (TkdnNumber, "2137/SJ/2026", "kata TKDN"),
        (SniNumber, "3692", "garis miring"),
        (TrademarkNumber, "IDM12", "“IDM” lalu 9 angka"),
    ],
)
def test_what_can_be_no_number_is_answered_with_what_is_wrong(kind, typed, words):
    with pytest.raises(DomainError, match=words):
        kind.parse(typed)


def test_a_pirt_number_tells_its_last_year():
    assert PirtNumber("2063577010123-29").ends_in == 2029


def test_imported_food_and_mere_applications_are_told_apart():
    assert BpomNumber("ML224510123456").imported
    assert not TrademarkNumber("DID2026012345").registered
