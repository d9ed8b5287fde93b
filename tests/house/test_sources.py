"""House rules that the sources themselves must keep."""

from __future__ import annotations

import ast
import enum
import importlib
import re
from pathlib import Path

import html5lib
import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = sorted((ROOT / "marketplace").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
HX_VERB = re.compile(r"hx-(get|post|put|patch|delete)\b")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_only_one_file_reads_or_writes_htmx_headers():
    spoken = re.compile(r"""["']HX-[A-Z]|request\.htmx|htmx_flask""")
    speakers = {name(path) for path in PYTHON if spoken.search(path.read_text())}
    assert speakers == {"marketplace/web/hx.py", "marketplace/app.py"}
    assert "HX-" not in (ROOT / "marketplace/app.py").read_text()


def test_nothing_branches_on_what_changes_between_versions_of_htmx():
    banned = re.compile(r"htmx\.(target|trigger|trigger_name|prompt)|trigger_after_")
    assert [name(path) for path in PYTHON if banned.search(path.read_text())] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_every_htmx_verb_stands_on_a_real_link_or_form(template):
    text = re.sub(r"{#.*?#}", "", template.read_text(), flags=re.DOTALL)
    for tag in re.finditer(r"<(\w+)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", text):
        element, attributes = tag.groups()
        verb = HX_VERB.search(attributes)
        if verb is None:
            continue
        if verb[1] == "get":
            assert (element == "a" and "href=" in attributes) or (
                element == "form" and "action=" in attributes
            ), f"{name(template)}: {tag[0][:120]}"
        else:
            assert verb[1] == "post", f"{name(template)}: {verb[0]}"
            assert element == "form", f"{name(template)}: {tag[0][:120]}"
            assert 'method="post"' in attributes, f"{name(template)}: {tag[0][:120]}"
        assert "hx-target=" in attributes, f"{name(template)}: no explicit hx-target"
        assert "hx-swap=" in attributes, f"{name(template)}: no explicit hx-swap"


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_templates_hold_no_script_style_or_unescaped_text(template):
    text = template.read_text()
    assert not re.search(r"\shx-on|\son[a-z]+=|javascript:|\|\s*safe\b|autoescape false", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=", text)


@pytest.mark.parametrize("template", [path for path in TEMPLATES if path.name.startswith("_")], ids=name)
def test_a_fragment_says_what_it_needs(template):
    assert re.match(r"\{#-?\s", template.read_text()), f"{name(template)} begins without a comment"


def test_money_is_divided_and_rounded_in_one_place_only():
    found = []
    for path in PYTHON:
        if name(path) == "marketplace/kernel/money.py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            divides = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div | ast.FloorDiv)
            if divides and re.search("amount|rupiah", ast.unparse(node.left).lower()):
                found.append(f"{name(path)}:{node.lineno}")
            if isinstance(node, ast.ImportFrom) and node.module == "decimal":
                found.append(f"{name(path)}:{node.lineno} decimal")
    assert found == []


def test_the_clock_is_the_only_source_of_time():
    banned = re.compile(r"datetime\.now\(|datetime\.utcnow\(|date\.today\(|time\.time\(\)")
    allowed = {"marketplace/kernel/clock.py"}
    assert {name(path) for path in PYTHON if banned.search(path.read_text())} - allowed == set()


def test_one_function_masks_what_is_personal():
    banned = re.compile(r"partial_mask|mask_pii|[\"'](?:•+|\*{3,})")
    sources = [*PYTHON, *TEMPLATES]
    masking = {name(path) for path in sources if banned.search(path.read_text(encoding="utf-8"))}
    assert masking == {"marketplace/kernel/masking.py"}


def test_the_environment_is_read_in_one_place():
    assert {name(path) for path in PYTHON if "os.environ" in path.read_text()} == {"marketplace/settings.py"}


def test_services_never_commit():
    guilty = [
        name(path)
        for path in PYTHON
        if path.match("*/services*") and re.search(r"\.commit\(\)|\.rollback\(\)", path.read_text())
    ]
    assert guilty == []


def test_the_demo_plays_through_services_only():
    for path in sorted((ROOT / "marketplace/demo").rglob("*.py")):
        text = path.read_text()
        assert "session.add" not in text, name(path)
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("models"):
                module = importlib.import_module(node.module or "")
                for alias in node.names:
                    kind = getattr(module, alias.name)
                    assert isinstance(kind, enum.EnumMeta), f"{name(path)} imports {alias.name}"


def test_relationships_never_load_by_themselves():
    loose = [
        f"{name(path)}:{node.lineno}"
        for path in PYTHON
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "relationship"
        and "lazy='raise_on_sql'" not in ast.unparse(node)
    ]
    assert loose == []


def test_the_error_page_is_valid_html():
    """The strict client checks every page; this makes sure that it can fail."""
    parser = html5lib.HTMLParser()
    parser.parse("<!doctype html><title>x</title><p><div></p>")
    assert parser.errors
