"""Words: text that is measured and fitted, paper labels with a motif strip, hang tags."""

from __future__ import annotations

import functools
import html
from dataclasses import dataclass

from PIL import ImageFont

from tools.pictures.colour import BARK, INK, PAPER, Array, readable
from tools.pictures.motifs import Dyes, motif
from tools.pictures.scene import Scene
from tools.pictures.textures import paper_tooth
from tools.pictures.vector import FONT_DIRECTORY

_FACES = {
    "word": ("Fraunces Black", 900, "fraunces-900-normal.ttf"),
    "caps": ("Jost", 700, "jost-700-normal.ttf"),
    "small": ("Jost SemiBold", 600, "jost-600-normal.ttf"),
}
"""Face -> family, weight, file: the one big word; kind and place in capitals; weight and small print."""


@functools.lru_cache(maxsize=3)
def _measure(face: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT_DIRECTORY / _FACES[face][2], 100)


def width_of(words: str, size: float, face: str = "word", spacing: float = 0) -> float:
    """Width of the words in units at a size, letter spacing included."""
    return _measure(face).getlength(words) * size / 100 + spacing * max(0, len(words) - 1)


def fitted(words: str, width: float, largest: float, face: str = "word", spacing: float = 0) -> float:
    """The size, at most `largest`, at which the words are no wider than `width`."""
    needed = width_of(words, largest, face, spacing)
    return largest if needed <= width else largest * width / needed


def text(
    x: float,
    y: float,
    words: str,
    size: float,
    face: str = "word",
    fill: str = INK,
    anchor: str = "middle",
    spacing: float = 0,
) -> str:
    """One line of text as SVG; `y` is the base line, `anchor` start, middle or end."""
    family, weight, _ = _FACES[face]
    return (
        f'<text x="{x}" y="{y}" font-family="{family}" font-size="{size:.2f}" font-weight="{weight}" '
        f'fill="{fill}" text-anchor="{anchor}" letter-spacing="{spacing}">{html.escape(words)}</text>'
    )


@dataclass(frozen=True)
class Words:
    """What a label says: kind ("Keripik"), the one big word ("Tempe"), place and net content."""

    kind: str
    word: str
    place: str = ""
    net: str = ""


@dataclass(frozen=True)
class Label:
    """A label's colours and the motif of its strips."""

    motif: str
    paper: str = PAPER
    ink: str = INK
    accent: str = BARK


def set_words(words: Words, look: Label, box: tuple[float, float, float, float], strips: bool = True) -> str:
    """Kind, word, rule, place and net set inside a box (x, y, width, height), as SVG text."""
    x, y, width, height = box
    accent = readable(look.paper, look.accent, look.ink, least=3)
    ink = readable(look.paper, look.ink, INK, PAPER, least=5)
    middle, inner = x + width / 2, width * 0.86
    margin = 0.15 if strips else 0.06
    top, room = y + height * margin, height * (1 - 2 * margin)
    small = min(room * 0.13, width * 0.085)
    kind = fitted(words.kind.upper(), inner, min(room * 0.17, width * 0.115), "caps", 3)
    word = fitted(words.word, inner * 1.04, min(room * 0.5, width * 0.34))
    lines = [line for line in (words.place.upper(), words.net) if line]
    tail = word * (0.2 if set(words.word) & set("gjpqy") else 0.1)
    below = small * 1.28 * len(lines) + (tail if lines else 0)
    block = kind * 0.74 + room * 0.07 + word * 0.74 + below
    cursor = top + (room - block) / 2 + kind * 0.74
    out = [text(middle, cursor, words.kind.upper(), kind, "caps", accent, spacing=3)]
    cursor += room * 0.07 + word * 0.74
    out.append(text(middle, cursor, words.word, word, "word", ink, spacing=-0.5))
    if lines:
        cursor += tail
        out.append(
            f'<path d="M{x + width * 0.14} {cursor}H{x + width * 0.86}" stroke="{accent}" '
            'stroke-width="2.2"/>'
        )
    for number, line in enumerate(lines):
        face, spacing = ("caps", 2.0) if number == 0 and words.place else ("small", 1.0)
        cursor += small * 1.22
        size = fitted(line, inner, small, face, spacing)
        out.append(text(middle, cursor, line, size, face, ink, spacing=spacing))
    return "".join(out)


def strip_fill(look: Label, scale: float = 0.36) -> str:
    """The fill of a label's motif strips."""
    ground = look.ink if look.paper == PAPER else look.accent
    return motif(look.motif, Dyes(ground, look.paper, look.accent, look.paper), scale)


def paper_label(
    scene: Scene,
    words: Words,
    look: Label,
    box: tuple[float, float, float, float],
    *,
    transform: str = "",
    bump: Array | None = None,
    strips: bool = True,
    lift: float = 2.5,
) -> None:
    """Lay a printed label; `bump` is the form it is glued to, `transform` an SVG transform."""
    x, y, width, height = box
    strip = height * 0.12
    body = f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{look.paper}"/>'
    if strips:
        fill = strip_fill(look)
        body += "".join(
            f'<rect x="{x}" y="{top}" width="{width}" height="{strip}" fill="{fill}"/>'
            for top in (y, y + height - strip)
        )
    scene.add(
        f'<g transform="{transform}">{body}</g>',
        radius=2,
        height=1.2,
        lift=lift,
        shadow=0.45,
        bump=paper_tooth() if bump is None else bump,
        amount=0.85,
    )
    scene.flat(f'<g transform="{transform}">{set_words(words, look, box, strips)}</g>', 0.96)


def hang_tag(
    scene: Scene, words: Words, look: Label, centre: tuple[float, float], width: float, angle: float = -5
) -> None:
    """A loose paper tag, its centre at a point, turned by degrees."""
    height = width * 0.6
    transform = f"translate({centre[0]} {centre[1]}) rotate({angle})"
    box = (-width / 2, -height / 2, width, height)
    body = f'<rect x="{box[0]}" y="{box[1]}" width="{width}" height="{height}" rx="3" fill="{look.paper}"/>'
    scene.add(f'<g transform="{transform}">{body}</g>', radius=2, height=1.6, lift=7, bump=paper_tooth())
    scene.flat(f'<g transform="{transform}">{set_words(words, look, box, strips=False)}</g>', 0.96)
