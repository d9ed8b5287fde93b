"""The official KBLI tables, where an installation has loaded them: every code beside the shipped ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import UniqueConstraint, func, select, tuple_
from sqlalchemy.orm import Mapped, Session, mapped_column

from marketplace.businesses import kbli
from marketplace.businesses.kbli import KbliCode
from marketplace.infra.db import Base
from marketplace.kernel.errors import DomainError

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


def offered(
    session: Session, text: str, codes: Sequence[Sequence[str]]
) -> tuple[list[KbliCode], Sequence[str]]:
    """Classes to tick and what to say about `codes`, pairs of edition and code that a business has.

    The classes: those found for `text`, and the codes of 2025 that come in place of the business's of 2020.
    """
    has: set[tuple[str, str]] = {(edition, code) for edition, code in codes}
    changes = [change for edition, code in has if edition == "2020" and (change := kbli.change_of(code))]
    changes.sort(key=lambda change: change.code)
    successors = dict.fromkeys(code for change in changes for code in change.successors)
    new = [
        KbliCode("2025", one, kbli.title_of("2025", one)) for one in successors if ("2025", one) not in has
    ]
    advice = [
        _changed(change) for change in changes if not has & {("2025", one) for one in change.successors}
    ]
    unknown = sorted(has - _known(session, has))
    advice += [
        f"Kode {code} belum ada di daftar kami untuk KBLI {edition}. {_COMPARED}" for edition, code in unknown
    ]
    return [*find(session, text), *new], advice


def ensure_in_edition(session: Session, codes: Iterable[Sequence[str]]) -> None:
    """Raises DomainError at `kbli.EDITION` for a code that is surely not one of the edition it stands under.

    Sure is what the official tables say where they are loaded, and what we know of codes that went in 2025.
    """
    for edition, code in codes:
        if problem := _problem(session, edition, code):
            raise DomainError(problem, field=f"kbli.{edition}")


_COMPARED = "Verifikator mencocokkannya dengan lampiran NIB Anda."


def _problem(session: Session, edition: str, code: str) -> str:
    other = "2020" if edition == "2025" else "2025"
    known = _known(session, {(edition, code), (other, code)})
    if (edition, code) in known:
        return ""
    change = kbli.change_of(code) if edition == "2025" else None
    if change and change.removed:
        older = "Bila NIB Anda masih memakai edisi 2020, isi di kolom KBLI 2020."
        return (
            f"Kode {code} berasal dari KBLI 2020 dan tidak ada lagi di KBLI 2025. {change.next_step} {older}"
        )
    if not _loaded(session, edition):
        return ""
    if known:
        return f"Kode {code} ada di KBLI {other}, bukan di KBLI {edition}. Isi di kolom KBLI {other}."
    if _loaded(session, other):
        return (
            f"Kode {code} tidak ada di KBLI 2020 maupun KBLI 2025. Salin lima angkanya dari lampiran NIB, "
            "atau cari dengan kata di bawah."
        )
    return f"Kode {code} tidak ada di KBLI {edition}. Salin lima angkanya dari lampiran NIB."


def _changed(change: kbli.CodeChange) -> str:
    how = "tidak ada lagi" if change.removed else "dipakai untuk kegiatan lain"
    return f"Kode {change.code} (KBLI 2020) {how} di KBLI 2025. {change.next_step} Perbarui dulu di OSS."


def _known(session: Session, codes: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of `codes`, pairs of edition and code, that the shipped or the official tables hold."""
    shipped = {pair for pair in codes if kbli.title_of(*pair)}
    if shipped == codes:
        return shipped
    pair = tuple_(OfficialKbli.edition, OfficialKbli.code)
    query = select(OfficialKbli.edition, OfficialKbli.code).where(pair.in_(codes - shipped))
    return shipped | {(edition, code) for edition, code in session.execute(query)}


def _loaded(session: Session, edition: str) -> bool:
    """Whether the whole official table of an edition is here, so that a missing code is a wrong one."""
    row = select(OfficialKbli.id).where(OfficialKbli.edition == edition).limit(1)
    return session.scalar(row) is not None
