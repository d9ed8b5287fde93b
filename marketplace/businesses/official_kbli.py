"""The official KBLI tables, where an installation has loaded them: every code beside the shipped ones."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from marketplace.businesses import kbli
from marketplace.businesses.kbli import KbliCode
from marketplace.infra.db import Base

DIGITS = 5
"""The length of a class; shorter codes are the groups above and are nobody's activity."""


class OfficialKbli(Base):
    """A row of the KBLI of one edition (Peraturan BPS 2/2020, 7/2025), loaded by `flask reference load`."""

    __tablename__ = "kbli_code"
    __table_args__ = (UniqueConstraint("edition", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition: Mapped[str]
    code: Mapped[str]
    title: Mapped[str]
    parent: Mapped[str]


def find(session: Session, text: str, limit: int = 12) -> list[KbliCode]:
    """As `kbli.search`, and after the shipped codes those of the official tables, newest edition first."""
    shipped = kbli.search(text, limit)
    words = text.lower().split()
    if not words or len(shipped) == limit:
        return shipped
    titles = [OfficialKbli.title.icontains(word, autoescape=True) for word in words]
    first = OfficialKbli.code.startswith(words[0], autoescape=True) if words[0].isdigit() else titles[0]
    query = (
        select(OfficialKbli.edition, OfficialKbli.code, OfficialKbli.title)
        .where(func.length(OfficialKbli.code) == DIGITS, first, *titles[1:])
        .order_by(OfficialKbli.edition.desc(), OfficialKbli.code)
        .limit(limit)
    )
    known = {(row.edition, row.code) for row in shipped}
    rest = [KbliCode(*row) for row in session.execute(query) if (row.edition, row.code) not in known]
    return (shipped + rest)[:limit]
