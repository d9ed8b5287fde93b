"""What pages load: light enough for 3G, as published upstream, free of what the content policy refuses."""

from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SCRIPTS = sorted(str(path.relative_to(STATIC)) for path in (STATIC / "js").glob("*.js"))
PAGES = [path for path in TEMPLATES if "emails" not in path.parts]
KILOBYTE = 1024

STYLE_OR_SCRIPT = re.compile(
    r"<style\b|\sstyle\s*=|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*[\"']|\shx-on|javascript:", re.I
)
FOREIGN_RESOURCE = re.compile(r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)\s*=\s*[\"']https?://", re.I)
SYMBOL = re.compile(r'<symbol id="([^"]+)"')
ICON_USES = (
    re.compile(r"\bicon\(\s*['\"]([a-z0-9-]+)['\"]"),
    re.compile(r"\bglyph\(\s*['\"]([a-z0-9-]+)['\"]"),
    re.compile(r"['\"]?\b(?:glyph|icon|after|category_icon)['\"]?\s*[:=]\s*['\"]([a-z0-9-]+)['\"]"),
)
CODE_ICONS = (
    re.compile(r"\"?\bicon\"?\s*[=:]\s*\"([a-z0-9-]+)\""),
    re.compile(r"\bNavItem\(\s*\"[^\"]*\",\s*\"[^\"]*\",\s*\"([^\"]+)\""),
)


def packed(*paths: Path) -> int:
    """Bytes of the files as one gzip stream."""
    return len(gzip.compress(b"".join(path.read_bytes() for path in paths), 9))


@pytest.mark.parametrize(
    ("files", "limit"),
    [
        (("css/tokens.css", "css/base.css", "css/components.css"), 10 * KILOBYTE),
        (("css/work.css",), 3 * KILOBYTE),
        (("css/print.css",), 3 * KILOBYTE),
        (("js/app.js",), 3 * KILOBYTE),
        (("vendor/htmx-2.0.11.min.js", *SCRIPTS), 25 * KILOBYTE),
        (("icons.svg",), 5 * KILOBYTE),
    ],
)
def test_files_stay_within_their_budget(files: tuple[str, ...], limit: int) -> None:
    assert packed(*(STATIC / name for name in files)) <= limit


def test_the_font_is_small() -> None:
    assert (STATIC / "fonts" / "plus-jakarta-sans-700.woff2").stat().st_size <= 8 * KILOBYTE


def test_vendored_files_are_what_was_published() -> None:
    table = (STATIC / "vendor" / "README.md").read_text(encoding="utf-8")
    recorded = dict(re.findall(r"^\| `([^`]+)` .*`([0-9a-f]{64})` \|$", table, re.M))
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (STATIC / "vendor").iterdir()
        if path.suffix == ".js"
    }
    assert found == recorded


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_holds_no_inline_style_or_script(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert STYLE_OR_SCRIPT.search(text) is None
    assert FOREIGN_RESOURCE.search(text) is None


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_icon_named_in_a_template_is_in_the_sprite(path: Path) -> None:
    symbols = set(SYMBOL.findall((STATIC / "icons.svg").read_text(encoding="utf-8")))
    text = path.read_text(encoding="utf-8")
    named = {name for pattern in ICON_USES for name in pattern.findall(text)}
    assert named <= symbols


def test_every_icon_named_in_code_is_in_the_sprite() -> None:
    symbols = set(SYMBOL.findall((STATIC / "icons.svg").read_text(encoding="utf-8")))
    sources = [*(ROOT / "marketplace").rglob("*.py"), *(ROOT / "marketplace").rglob("data/*.json")]
    texts = [path.read_text(encoding="utf-8") for path in sources]
    named = {name for text in texts for pattern in CODE_ICONS for name in pattern.findall(text)}
    assert named
    assert named <= symbols
