"""What the documents say is true: links, commands, settings; and nothing of one machine is in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import pytest

from marketplace.settings import SECRET_FIELDS, Settings

ROOT = Path(__file__).resolve().parents[2]
READMES = [ROOT / "README.md", ROOT / "README.en.md"]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LONGEST_README = 250

LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
MAKE = re.compile(r"\bmake ([a-z][a-z-]*)")
TARGET = re.compile(r"^([a-z][a-z-]*):.*##", re.MULTILINE)
FLASK = re.compile(r"flask --app wsgi((?: [a-z][a-z-]*)+)")
SETTING_ROW = re.compile(r"^\| `([A-Z_]+)` \| ([^|]+) \| [^|]+ \|$", re.MULTILINE)
OF_ONE_MACHINE = re.compile(r"(?<![\w.])/(?:work|tmp|home|root|Users|mnt)/|file:///(?!folder)|[A-Z]:\\")
OF_A_REGISTRY = re.compile(
    r"pypi\.|pythonhosted|npmjs|index-url|registry\.|deb\.debian|/simple\b", re.IGNORECASE
)
NO_DEFAULT, SECRET_DEFAULT = "–", {"khusus pengembangan", "development only"}


class Environment(Mapping[str, str]):
    """An empty environment that remembers what was asked for."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.asked.add(name)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def code_of(path: Path) -> str:
    return "\n".join(CODE.findall(path.read_text()))


def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as they are made when it is shown."""
    titles = HEADING.findall(path.read_text())
    return {re.sub(r"[^\w -]", "", title.lower()).strip().replace(" ", "-") for title in titles}


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_link_inside_the_project_leads_somewhere(document):
    dead = []
    for link in LINK.findall(CODE.sub("", document.read_text())):
        if "://" in link:
            continue
        place, _, anchor = link.partition("#")
        target = (document.parent / place).resolve() if place else document
        if not target.exists() or (anchor and anchor not in anchors(target)):
            dead.append(link)
    assert dead == []


@pytest.mark.parametrize("readme", READMES, ids=name)
def test_the_table_of_settings_is_what_the_program_reads(readme):
    environment = Environment()
    settings = Settings.from_env(environment)
    table = dict(SETTING_ROW.findall(readme.read_text()))
    assert set(table) == environment.asked
    for variable, shown in table.items():
        assert shown.strip() in defaults_of(variable, settings), variable


def defaults_of(variable: str, settings: Settings) -> set[str]:
    """How the default of a variable may be written in the table."""
    if variable in {"HOST", "PORT"}:
        host, port = settings.server_origin.removeprefix("http://").split(":")
        return {f"`{host if variable == 'HOST' else port}`"}
    field = {"MARKETPLACE_ENV": "environment"}.get(variable, variable.lower())
    default = getattr(settings, field)
    if not default:
        return {NO_DEFAULT}
    if field in SECRET_FIELDS:
        return SECRET_DEFAULT
    return {f"`{default.relative_to(Path.cwd()) if isinstance(default, Path) else default}`"}


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_command_that_is_named_exists(document, app):
    code = code_of(document)
    unknown = set(MAKE.findall(code)) - set(TARGET.findall((ROOT / "Makefile").read_text()))
    assert unknown == set()
    for words in FLASK.findall(code):
        command: click.Command = app.cli
        for word in words.split():
            if not isinstance(command, click.Group):
                break
            found = command.get_command(click.Context(command), word)
            assert found is not None, f"flask --app wsgi{words}"
            command = found


@pytest.mark.parametrize("readme", READMES, ids=name)
def test_every_command_of_the_program_is_told(readme, app):
    told = code_of(readme)
    targets = TARGET.findall((ROOT / "Makefile").read_text())
    assert [target for target in targets if f"make {target}" not in told] == []
    own = {
        key: command
        for key, command in app.cli.commands.items()
        if key not in {"db", "run", "shell", "routes"}
    }
    untold = [
        f"{group} {key}".strip()
        for group, command in own.items()
        for key in (command.commands if isinstance(command, click.Group) else [""])
        if f"flask --app wsgi {group} {key}".strip() not in told
    ]
    assert untold == []


@pytest.mark.parametrize("readme", READMES, ids=name)
def test_a_readme_can_be_read_in_one_sitting(readme):
    assert len(readme.read_text().splitlines()) <= LONGEST_README


def test_both_languages_prove_the_same_claims():
    indonesian, english = (
        {link for link in LINK.findall(path.read_text()) if link.startswith(("tests/", "bench/"))}
        for path in READMES
    )
    assert indonesian == english


@pytest.mark.parametrize(
    "document", [*DOCUMENTS, *sorted(ROOT.glob("requirements*.txt")), ROOT / "Makefile"], ids=name
)
def test_nothing_of_one_machine_or_of_a_registry_is_told(document):
    text = document.read_text()
    assert OF_ONE_MACHINE.findall(text) == []
    assert OF_A_REGISTRY.findall(text) == []
