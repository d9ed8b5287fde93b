"""*Paket daftar INAPROC*: every value of the official forms, ready to copy; what is missing by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from marketplace.accounts import queries as accounts
from marketplace.businesses import inaproc_queries, kbli, policies, profile_values, queries
from marketplace.businesses.inaproc import Field, OfficialStep, largest_file, official_steps
from marketplace.businesses.models import Business
from marketplace.businesses.requirements import requirements
from marketplace.businesses.texts import owner_called_after
from marketplace.catalog import official_sheet
from marketplace.catalog.official_sheet import SheetRow
from marketplace.infra.files import StoredFile
from marketplace.kernel import clock, regions
from marketplace.kernel.actor import Actor
from marketplace.kernel.identifiers import Nib, Npwp, Phone
from marketplace.kernel.masking import mask_email

PRIVATE: Mapping[str, Callable[[str], str]] = {
    "business.npwp": lambda text: Npwp.parse(text).masked,
    "business.nib": lambda text: Nib.parse(text).masked,
    "owner.phone": lambda text: Phone.parse(text).masked,
    "owner.email": mask_email,
}
"""Shown whole only to the owner who proved herself a moment ago; else masked."""


@dataclass(frozen=True, slots=True)
class Value:
    """One field with its value; "" names a fact that is missing. copyable: the value stands there whole."""

    field: Field
    text: str
    copyable: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper to upload: the name of its copy, the page where it is added, and what is wrong with it."""

    label: str
    name: str
    slug: str
    code: str
    problem: str


@dataclass(frozen=True, slots=True)
class KitStep:
    """One official step with its values and papers; when it was done there, and under which number."""

    step: OfficialStep
    values: Sequence[Value]
    papers: Sequence[Paper]
    done_on: date | None
    reference: str

    @property
    def missing(self) -> list[str]:
        """The labels of what is not there yet, in the order of the form."""
        fields = [value.field.label for value in self.values if not value.text]
        return fields + [paper.label for paper in self.papers if paper.problem]


@dataclass(frozen=True, slots=True)
class Kit:
    """The whole kit. registered_on: since when the owner is a vendor there; products: rows of the sheet."""

    steps: Sequence[KitStep]
    products: Sequence[SheetRow]
    registered_on: date | None
    shop_policy: str

    @property
    def missing(self) -> list[str]:
        return [label for step in self.steps for label in step.missing]


def of(session: Session, actor: Actor, *, whole: bool = False) -> Kit:
    """The kit of the business that the actor acts for. whole: private values in full, for its owner."""
    business = queries.own(session, actor)
    facts = _facts(session, business)
    shown = facts if whole and policies.is_owner(actor) else _masked(facts)
    done = inaproc_queries.done_steps(session, business.id)
    files = inaproc_queries.papers(session, business.id)
    steps = []
    for step in official_steps(clock.today()):
        noted = done.get(step.key)
        steps.append(
            KitStep(
                step,
                [_value(one, facts, shown) for one in step.fields],
                papers_of(step, business, files),
                noted.done_on if noted else None,
                noted.reference if noted else "",
            )
        )
    products = official_sheet.rows(session, actor)
    return Kit(steps, products, business.inaproc_registered_on, business.shop_policy)


def papers_of(step: OfficialStep, business: Business, files: Mapping[str, StoredFile]) -> list[Paper]:
    """The papers of a step that this legal form has, numbered in the order of the form."""
    needed = {row.key: row for row in requirements(business.legal_form, clock.today(), pkp=business.pkp)}
    wanted = [one for one in step.files if one.requirement in needed]
    found = []
    for number, one in enumerate(wanted, start=1):
        row, stored = needed[one.requirement], files.get(one.requirement)
        ending = {"application/pdf": "pdf", "image/png": "png"}.get(stored.mime if stored else "", "jpg")
        name = f"{number:02d}-{one.name}-{business.slug}.{ending}"
        found.append(Paper(row.label, name, row.slug, stored.code if stored else "", _problem(stored)))
    return found


def _problem(stored: StoredFile | None) -> str:
    if stored is None:
        return "belum ada"
    if stored.size > largest_file():
        return f"terlalu besar, paling besar {largest_file() // 1024 // 1024} MB"
    return ""


def _value(field: Field, facts: Mapping[str, str], shown: Mapping[str, str]) -> Value:
    text = shown[field.source]
    return Value(field, text, copyable=text == facts[field.source])


def _facts(session: Session, business: Business) -> dict[str, str]:
    """Every value that a form there may ask for, by its source."""
    owner_id = next(iter(queries.owner_ids(session, business.id)), 0)
    contact, name = accounts.contact_of(session, owner_id), accounts.name_of(session, owner_id) or ""
    masked = Phone(contact.phone).masked if contact.phone else ""
    if name in {masked, owner_called_after(business.name)}:
        name = ""
    codes = [list(pair) for pair in queries.kbli_of(session, business.id)]
    words = profile_values.present(business, codes)
    facts = {f"business.{key}": profile_values.in_words(key, words.get(key)) for key in words}
    titled = (f"{code} {kbli.title_of(edition, code)}".strip() for edition, code in codes)
    facts["business.kbli"] = "\n".join(titled)
    facts["business.size"] = f"Usaha {business.size_class.value}" if business.size_class else ""
    facts["business.policy"] = business.shop_policy
    return (
        facts
        | _places(business.region_code)
        | {
            "owner.name": name,
            "owner.email": contact.email or "",
            "owner.phone": Phone(contact.phone).display if contact.phone else "",
        }
    )


def _places(code: str) -> dict[str, str]:
    parts = code.split(".")
    names = [regions.name_of(".".join(parts[: depth + 1])) for depth in range(len(parts))]
    province, regency, district, village, *_ = [*names, "", "", ""]
    return {
        "place.province": province,
        "place.regency": regency,
        "place.district": district,
        "place.village": village,
        "place.origin": f"{district}, {regency}" if district else "",
    }


def _masked(facts: Mapping[str, str]) -> dict[str, str]:
    return {key: PRIVATE[key](text) if key in PRIVATE and text else text for key, text in facts.items()}
