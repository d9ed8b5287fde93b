"""What all identifiers share: one canonical text, checked when made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self


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
