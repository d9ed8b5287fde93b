"""What all identifiers share: one canonical text, checked when made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from marketplace.kernel.errors import DomainError

_NOT_A_DIGIT = re.compile(r"[^0-9]")
_MOBILE = re.compile(r"(0|62)8[0-9]{8,11}")
_OLD_NPWP_DIGITS = 15
_BY_LENGTH = {13: "NIB", 18: "NIP", 22: "NITKU"}


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number or code in its canonical spelling, `value`; a class exists only with a value that may be one.

    `parse` forgives how people write it and raises DomainError with an example for what can not be one. A
    correct form never proves that the number was issued or belongs to the person.
    """

    value: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what a person typed; raises DomainError."""
        return cls(text.strip())

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is unusual but not wrong, in Indonesian, to be shown beside the field."""
        return ()

    @property
    def display(self) -> str:
        """How people are used to reading it."""
        return self.value

    @property
    def masked(self) -> str:
        """What may be shown to those who need not know the number; whole where it is public."""
        return self.display

    def __str__(self) -> str:
        return self.masked


class PersonalNumber(Identifier):
    """A number that points at a person: `str` and `repr` show it masked, only `value` and `display` whole."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.masked})"


def wrong_digits(asked: str, typed: str, needed: str, example: str) -> DomainError:
    """Why `typed` can not be the number `asked` for: a letter, another kind of number, or the length.

    needed: how many digits, in words ("16", "15 atau 16"). example: a number that nobody owns.
    """
    name = asked[0].upper() + asked[1:]
    rule = f"{name} terdiri dari {needed} angka"
    if stray := _NOT_A_DIGIT.search(typed):
        return DomainError(f"{name} hanya berisi angka; periksa “{stray[0]}”. {rule}, {example}.")
    if other := _kind_of(typed):
        return DomainError(f"Itu tampaknya {other}, bukan {asked}. {rule}, {example}.")
    given = f"; yang diisi {len(typed)} angka" if typed else ""
    return DomainError(f"{rule}{given}. Periksa lagi, {example}.")


def passes_luhn(digits: str) -> bool:
    """Whether the last digit checks those before it."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + position % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def _kind_of(digits: str) -> str:
    """What people call a number of this form; "" when it may be anything, as 16 digits may."""
    if _MOBILE.fullmatch(digits):
        return "nomor HP"
    if len(digits) == _OLD_NPWP_DIGITS and passes_luhn(digits[:9]):
        return "NPWP lama"
    return _BY_LENGTH.get(len(digits), "")
