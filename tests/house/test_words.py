"""What the program says, read from its source: plain Indonesian, also where the demo never says it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from marketplace.kernel import clock
from marketplace.web import terms
from tests.plain_words import WORD, abbreviations, english, unexplained

ROOT = Path(__file__).parents[2]
SAYING = {
    "DomainError",
    "Refused",
    "Conflict",
    "see_other",
    "notify",
    "write_to",
    "request",
    "say",
    "Turn",
    "Act",
}
"""Calls whose texts people read, whatever words these have."""
INDONESIAN = {
    "anda",
    "atau",
    "belum",
    "dan",
    "dari",
    "dengan",
    "di",
    "harus",
    "ini",
    "ke",
    "sudah",
    "tidak",
    "yang",
}
"""A text with one of these is said to people, wherever it stands."""
ELSEWHERE = {"settings.py", "cli.py"}
"""Whoever installs the program reads these; the names of settings and commands are English."""
MESSAGES = {"notify", "write_to"}
UNSAID = {"field", "key", "kind", "url"}
GAP = re.compile(r"\{[^}]*\}|%\(\w+\)s|<[^>]*>|&\w+;")
SAID_IN_TEMPLATES = re.compile(r"_\('((?:[^'\\]|\\.)*)'")


class Said(NamedTuple):
    """One text, where it stands, and whether it leaves the program as a message, without a page around it."""

    place: str
    text: str
    message: bool


def test_no_text_has_an_english_word_or_an_abbreviation_that_no_page_explains():
    explained = {term.short for term in terms.terms(clock.today())}
    texts = list(everything_said())
    small = {word for said in texts for word in WORD.findall(said.text) if word.islower() and len(word) > 2}
    found = [(said, english(said.text) | abbreviations(said.text, words=small) - explained) for said in texts]
    assert [(said.place, said.text, strange) for said, strange in found if strange] == []


def test_messages_explain_their_abbreviations_themselves():
    found = [(said, unexplained(said.text)) for said in everything_said() if said.message]
    assert len(found) > 40
    assert [(said.place, said.text, strange) for said, strange in found if strange] == []


def test_what_is_english_is_found():
    assert english("Klik tombol submit untuk login.") == {"submit", "login"}
    assert unexplained("Isi NIB dan XYZ. NIB: nomor induk berusaha.") == {"XYZ"}
    assert unexplained("Nomor 027/SPK/2026, kode 7H2K9M4QRT, ukuran A4, PASAR.", words=["pasar"]) == set()


def everything_said() -> Iterator[Said]:
    for path in sorted((ROOT / "marketplace").rglob("*.py")):
        if path.name not in ELSEWHERE and "demo" not in path.parts:
            place = str(path.relative_to(ROOT))
            notices = "notices" in path.stem
            yield from _said_in(ast.parse(path.read_text(encoding="utf-8")), place, calls=(), message=notices)
    for path in sorted((ROOT / "templates").rglob("*.html")):
        if "gaya" not in path.parts and "demo" not in path.parts:
            place = str(path.relative_to(ROOT))
            for text in SAID_IN_TEMPLATES.findall(path.read_text(encoding="utf-8")):
                yield Said(place, GAP.sub(" ", text), message=False)


def _said_in(node: ast.AST, place: str, *, calls: tuple[str, ...], message: bool) -> Iterator[Said]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # a docstring
    if isinstance(node, ast.keyword) and node.arg in UNSAID:
        return
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        calls = (*calls, name)
    if isinstance(node, ast.FunctionDef):
        message = message or any(
            getattr(one, "id", getattr(one, "attr", "")) in MESSAGES for one in ast.walk(node)
        )
    text = _text_of(node)
    if text is None:
        for child in ast.iter_child_nodes(node):
            yield from _said_in(child, place, calls=calls, message=message)
    elif " " in text.strip() and (SAYING & set(calls[-1:]) or INDONESIAN & set(text.lower().split())):
        yield Said(f"{place}:{node.lineno}", text, message)


def _text_of(node: ast.AST) -> str | None:
    """A text without what is put into it."""
    if isinstance(node, ast.JoinedStr):
        return "".join(_text_of(part) or " " for part in node.values)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return GAP.sub(" ", node.value)
    return None
