"""Lists every write: its address, who may do it, its use cases, whether it is done once, what it leaves.

`python -m tools.writes` writes docs/writes.md from the routes and from the calls that stand in the code; a
test holds the page against both. What is called through a table at run time (a confirmed proposal, a job)
is not followed.
"""

from __future__ import annotations

import ast
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from inspect import unwrap
from pathlib import Path

from flask import Flask

from marketplace.app import create_app
from marketplace.settings import Settings
from marketplace.web.access import access_of

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "writes.md"
Place = tuple[str, str]
"""A function: its module and its name."""

AUDIT: Place = ("marketplace.infra.audit", "record")
TIMELINE: Place = ("marketplace.infra.timeline", "record")
UNIT: Place = ("marketplace.infra.uow", "unit_of_work")
NOT_USE_CASES = ("queries", "forms", "policies", "infra", "web", "kernel")

HEAD = """# Writes

Made by `python -m tools.writes`; a test holds it against the routes and the services.

*Key*: the form is carried out once, however often it is sent. *Audit*: an entry in the chain of each party
concerned; where there is none, the column says why. *State*: a step in the timeline. Everything else is safe
to repeat because it sets an absolute value or meets a unique constraint. *+2FA*: wants a fresh second factor
or password.
"""

UNAUDITED = {
    "accounts.sign_out": "ends the own session",
    "accounts.forgotten": "sends a code; the new password is noted",
    "accounts.sell": "keeps a number and a password that are nobody's yet",
    "accounts.sell_code_again": "sends a code; the account it opens is noted",
    "accounts.new_authenticator": "shows a secret; its first right code is noted",
    "demo.move_clock": "moves the demo clock; development only",
    "demo.begin_again": "puts the demo back; development only",
    "documents.check": "compares a file, keeps nothing",
    "notifications.open_notice": "marks the own news as read",
    "notifications.read_all": "marks the own news as read",
    "catalog.keep_draft": "keeps the own unfinished words; the product is noted when it is added",
    "catalog.discard_draft": "empties the own unfinished words",
    "businesses.helpers": "looks words up; the consent is noted",
    "businesses.own_phone_code": "sends a code; the proof is noted",
}
"""Writes without an audit entry, and why."""


@dataclass(frozen=True, slots=True)
class Module:
    """A parsed module: its functions and what its names mean."""

    functions: dict[str, ast.FunctionDef]
    names: dict[str, Place | str]


@dataclass(frozen=True, slots=True)
class Write:
    """One POST route as its row shows it."""

    endpoint: str
    address: str
    policy: str
    use_cases: tuple[str, ...]
    key: bool
    audit: bool
    state: bool

    @property
    def room(self) -> str:
        return self.endpoint.partition(".")[0]


def _path(module: str) -> Path | None:
    base = ROOT.joinpath(*module.split("."))
    return next((path for path in (base.with_suffix(".py"), base / "__init__.py") if path.exists()), None)


@cache
def module_of(name: str) -> Module | None:
    """A module of ours by its dotted name."""
    path = _path(name)
    if path is None or not name.startswith("marketplace"):
        return None
    tree = ast.parse(path.read_text())
    names: dict[str, Place | str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                names[alias.asname or alias.name] = whole if _path(whole) else (node.module, alias.name)
    return Module({node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}, names)


@cache
def resolve(module: str, name: str) -> Place | None:
    """Where a function called `name` in a module is defined, through re-exports."""
    found = module_of(module)
    if found is None:
        return None
    if name in found.functions:
        return module, name
    meaning = found.names.get(name)
    return resolve(*meaning) if isinstance(meaning, tuple) else None


def _meant(place: Place, node: ast.expr) -> Place | None:
    """The function of ours that a name, or a name of a module, means in a module."""
    if isinstance(node, ast.Name):
        return resolve(place[0], node.id)
    module = module_of(place[0])
    if module and isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        owner = module.names.get(node.value.id)
        return resolve(owner, node.attr) if isinstance(owner, str) else None
    return None


def calls_in(place: Place) -> Iterator[tuple[Place, ast.Call]]:
    """Every function of ours that the body of one calls, or hands on to be called."""
    module = module_of(place[0])
    if module is None or place[1] not in module.functions:
        return
    for node in ast.walk(module.functions[place[1]]):
        if isinstance(node, ast.Call):
            for expression in (node.func, *node.args):
                target = _meant(place, expression)
                if target is not None:
                    yield target, node


@cache
def reached(place: Place) -> frozenset[Place]:
    """Every function of ours that a function may call, at any depth, itself among them."""
    seen, waiting = {place}, [place]
    while waiting:
        for target, _node in calls_in(waiting.pop()):
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return frozenset(seen)


def _is_use_case(place: Place) -> bool:
    parts = place[0].split(".")[1:]
    return not any(part.startswith(NOT_USE_CASES) or part.endswith("_queries") for part in parts)


def _use_cases(view: Place) -> tuple[str, ...]:
    """What a view calls of its room or one below with `(session, actor, …)`, or of its flows."""
    found = []
    for target, node in calls_in(view):
        first = [argument.id for argument in node.args[:2] if isinstance(argument, ast.Name)]
        in_flow = target[0].endswith(".flows") and UNIT in reached(target)
        handed_on = any(_meant(view, argument) == target for argument in node.args)
        if _is_use_case(target) and (in_flow or handed_on or first[:1] == ["session"]):
            found.append(f"{target[0].split('.')[1]}.{target[1]}")
        elif target[0] == view[0] and target[1].startswith("_"):
            found += _use_cases(target)
    return tuple(dict.fromkeys(found))


def _has_key(view: Place) -> bool:
    return any(
        target == UNIT and any(word.arg == "key" for word in node.keywords)
        for place in reached(view)
        if place[0].split(".")[1] == view[0].split(".")[1]
        for target, node in calls_in(place)
    )


def writes(app: Flask) -> list[Write]:
    """Every route that takes a POST, by room and address."""
    found = []
    for rule in app.url_map.iter_rules():
        access = access_of(app, rule.endpoint)
        if "POST" not in (rule.methods or set()) or access is None:
            continue
        view = unwrap(app.view_functions[rule.endpoint])
        place = (view.__module__, view.__name__)
        found.append(
            Write(
                rule.endpoint,
                str(rule),
                access.name + (" +2FA" if access.step_up else ""),
                _use_cases(place),
                _has_key(place),
                AUDIT in reached(place),
                TIMELINE in reached(place),
            )
        )
    return sorted(found, key=lambda write: (write.room, write.address, write.endpoint))


def page(found: list[Write]) -> str:
    """The whole document."""
    lines, room = [HEAD], ""
    for write in found:
        if write.room != room:
            room = write.room
            lines.append(f"## {room}\n")
            lines.append("| address | who | use cases | key | audit | state |")
            lines.append("|---|---|---|---|---|---|")
        audit = "yes" if write.audit else UNAUDITED.get(write.endpoint, "**?**")
        cells = (
            f"`{write.address}`",
            write.policy,
            ", ".join(f"`{name}`" for name in write.use_cases) or "–",
            "yes" if write.key else "–",
            audit,
            "yes" if write.state else "–",
        )
        last = write is found[-1] or found[found.index(write) + 1].room != room
        lines.append("| " + " | ".join(cells) + " |" + ("\n" if last else ""))
    return "\n".join(lines).rstrip() + "\n"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data_dir=Path(folder)))
        PAGE.write_text(page(writes(app)))
    print(f"{PAGE.relative_to(ROOT)} written")


if __name__ == "__main__":
    main()
