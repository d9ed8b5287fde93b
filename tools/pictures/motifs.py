"""Cloth motifs as pattern tiles, drawn in the manner of Indonesian cloths and much simplified."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tools.pictures import vector
from tools.pictures.colour import LEAF, mix


@dataclass(frozen=True)
class Dyes:
    """The colours of a motif: its ground, its two main tones and a fourth for cloths that have one."""

    ground: str
    first: str
    second: str
    third: str = LEAF


@dataclass(frozen=True)
class Tile:
    """One tile: its size in units and what is drawn on it; `angle` is the motif's own slant in degrees."""

    width: float
    height: float
    body: str
    angle: float = 0


def _field(width: float, height: float, colour: str) -> str:
    return f'<rect width="{width}" height="{height}" fill="{colour}"/>'


def _stepped(x: float, y: float, steps: int, unit: float, colour: str) -> str:
    """A lozenge of square steps, as thread counts make it."""
    rows = []
    for i in range(-steps, steps + 1):
        reach = steps - abs(i)
        rows.append(
            f'<rect x="{x - (reach + 0.5) * unit}" y="{y + (i - 0.5) * unit}" '
            f'width="{(2 * reach + 1) * unit}" height="{unit + 0.3}" fill="{colour}"/>'
        )
    return "".join(rows)


def kawung(dyes: Dyes) -> Tile:
    """Four kernels about a cross (Central Java)."""
    parts = [_field(80, 80, dyes.ground)]
    for x, y, turn in ((20, 20, 45), (60, 20, -45), (20, 60, -45), (60, 60, 45)):
        parts.append(
            f'<g transform="translate({x} {y}) rotate({turn})"><ellipse rx="24.5" ry="14" '
            f'fill="{dyes.first}"/>'
            f'<ellipse rx="19" ry="9" fill="none" stroke="{dyes.ground}" stroke-width="1.6"/>'
            f'<ellipse rx="4.6" ry="3" cx="-8" fill="{dyes.second}"/>'
            f'<ellipse rx="4.6" ry="3" cx="8" fill="{dyes.second}"/></g>'
        )
    for x, y in ((40, 40), (0, 0), (80, 0), (0, 80), (80, 80)):
        parts.append(
            f'<g transform="translate({x} {y})"><circle r="4" fill="{dyes.second}"/>'
            f'<path d="M-9 0H9M0-9V9" stroke="{dyes.second}" stroke-width="1.4"/></g>'
        )
    for x, y in ((40, 0), (0, 40), (80, 40), (40, 80)):
        parts.append(
            f'<rect x="{x - 5}" y="{y - 5}" width="10" height="10" transform="rotate(45 {x} {y})" '
            f'fill="{dyes.second}"/><circle cx="{x}" cy="{y}" r="2" fill="{dyes.ground}"/>'
        )
    return Tile(80, 80, "".join(parts))


def parang(dyes: Dyes) -> Tile:
    """Interlocked blades in slanting rows (Surakarta, Yogyakarta)."""
    blade = (
        "M6 6C26 4 46 20 40 38C36 48 26 46 27 54C29 64 44 62 50 72L54 79C36 82 8 74 10 54C11 44 22 42 "
        "20 34C17 24 6 22 2 14Z"
    )
    parts = [_field(34, 86, dyes.ground)]
    for x in (-68, -34, 0, 34):
        parts.append(
            f'<g transform="translate({x} 0)"><path d="{blade}" fill="{dyes.first}"/>'
            f'<path d="M14 12C27 15 37 25 33 35C30 42 20 45 19 54C19 64 32 70 43 74" fill="none" '
            f'stroke="{dyes.ground}" stroke-width="2.4"/><circle cx="27.5" cy="26" r="2.6" '
            f'fill="{dyes.second}"/>'
            f'<circle cx="23.5" cy="60" r="2.6" fill="{dyes.second}"/>'
            f'<path d="M40 8L48 16L42 22L36 13Z" fill="{dyes.second}"/></g>'
        )
    parts.append(
        f'<rect y="80" width="34" height="6" fill="{dyes.first}"/><rect width="34" height="4" '
        f'fill="{dyes.first}"/>'
        f'<path d="M17 79.5l5 3.6l-5 3.6l-5-3.6z" fill="{dyes.second}"/>'
    )
    return Tile(34, 86, "".join(parts), -45)


def ikat(dyes: Dyes) -> Tile:
    """Stepped lozenges of tied thread (Sumba, Flores, Toraja)."""
    parts = [_field(110, 110, dyes.ground)]
    for steps, colour in ((9, dyes.first), (6, dyes.ground), (4, dyes.second), (1, dyes.ground)):
        parts.append(_stepped(55, 55, steps, 5, colour))
    for x, y in ((0, 0), (110, 0), (0, 110), (110, 110)):
        parts.append(_stepped(x, y, 5, 5, dyes.second) + _stepped(x, y, 2, 5, dyes.first))
    for x in (0, 110):
        parts.append(f'<rect x="{x - 2.5}" y="40" width="5" height="30" fill="{dyes.first}"/>')
    return Tile(110, 110, "".join(parts))


def songket(dyes: Dyes) -> Tile:
    """Lozenges laid in with metal thread (Palembang, Minangkabau)."""
    parts = [_field(72, 72, dyes.ground)]
    for steps, colour in ((5, dyes.first), (3, dyes.ground), (1, dyes.first)):
        parts.append(_stepped(36, 36, steps, 4, colour))
    for x, y in ((0, 0), (72, 0), (0, 72), (72, 72)):
        parts.append(_stepped(x, y, 3, 4, dyes.first) + _stepped(x, y, 1, 4, dyes.second))
    for x, y in ((36, 0), (0, 36), (72, 36), (36, 72)):
        parts.append(_stepped(x, y, 1, 4, dyes.second))
    return Tile(72, 72, "".join(parts))


def ulos(dyes: Dyes) -> Tile:
    """Bands with lozenges, teeth and dashes (Batak)."""
    pale = dyes.third
    parts = [
        _field(40, 190, dyes.ground),
        f'<rect width="40" height="52" fill="{dyes.first}"/><rect y="56" width="40" height="3" '
        f'fill="{pale}"/>',
        f'<rect y="64" width="40" height="34" fill="{dyes.second}"/><rect y="104" width="40" height="3" '
        f'fill="{pale}"/>',
        _stepped(20, 26, 4, 4, pale) + _stepped(20, 26, 2, 4, dyes.first),
        _stepped(0, 26, 2, 4, pale) + _stepped(40, 26, 2, 4, pale),
    ]
    for y in (74, 88):
        parts += [
            f'<path d="M{x - 4} {y + 4}L{x} {y - 4}L{x + 4} {y + 4}Z" fill="{pale}"/>'
            for x in (5, 15, 25, 35)
        ]
    for y in range(116, 177, 12):
        parts += [
            f'<rect x="{x + y // 12 % 2 * 4}" y="{y}" width="4" height="2.4" fill="{pale}"/>'
            for x in range(0, 40, 8)
        ]
    return Tile(40, 190, "".join(parts))


def lurik(dyes: Dyes) -> Tile:
    """Stripes of uneven width (Klaten, Yogyakarta)."""
    one, two = dyes.first, dyes.second
    stripes = [(4, 14, one), (21, 2, two), (26, 2, one), (31, 2, two), (40, 7, one), (50, 3, two)]
    stripes += [(58, 14, two), (75, 2, one), (79, 2, one)]
    body = "".join(
        f'<rect x="{x}" width="{width}" height="20" fill="{colour}"/>' for x, width, colour in stripes
    )
    return Tile(84, 20, _field(84, 20, dyes.ground) + body)


def mega_mendung(dyes: Dyes) -> Tile:
    """Layered rain clouds (Cirebon)."""
    outline = (
        "M-62 14C-74 4-60-14-46-8C-46-26-20-32-12-16C-4-34 26-30 26-12C40-22 58-10 50 2C64 0 70 14 "
        "60 18C40 26-44 26-62 14Z"
    )
    rings = ((1, dyes.first), (0.78, dyes.ground), (0.6, dyes.second), (0.4, dyes.ground), (0.24, dyes.first))
    parts = [_field(150, 90, dyes.ground)]
    for x, y, scale in ((75, 45, 0.8), (0, 0, 0.62), (150, 0, 0.62), (0, 90, 0.62), (150, 90, 0.62)):
        parts += [
            f'<path transform="translate({x} {y}) scale({scale * ring})" d="{outline}" fill="{colour}"/>'
            for ring, colour in rings
        ]
    return Tile(150, 90, "".join(parts))


def kerawang(dyes: Dyes) -> Tile:
    """Scrolls about a cross, as carved and embroidered (Gayo)."""
    scroll = "M0 0C14-22 44-20 44 2C44 20 20 22 20 6C20-4 32-6 33 3"
    parts = [_field(120, 120, dyes.ground)]
    for turn in (0, 90, 180, 270):
        parts.append(
            f'<g transform="translate(60 60) rotate({turn})"><path d="{scroll}" fill="none" '
            f'stroke="{dyes.first}" '
            f'stroke-width="5.5" stroke-linecap="round"/><path d="M10 10L22 22" stroke="{dyes.second}" '
            f'stroke-width="5" stroke-linecap="round"/></g>'
        )
    parts.append(f'<circle cx="60" cy="60" r="6" fill="{dyes.second}"/>')
    for x, y in ((0, 0), (120, 0), (0, 120), (120, 120)):
        parts.append(
            f'<path d="M{x - 16} {y}L{x} {y - 16}L{x + 16} {y}L{x} {y + 16}Z" fill="{dyes.second}"/>'
            f'<circle cx="{x}" cy="{y}" r="5" fill="{dyes.first}"/>'
        )
    for x, y in ((60, 0), (60, 120), (0, 60), (120, 60)):
        parts.append(f'<circle cx="{x}" cy="{y}" r="6" fill="none" stroke="{dyes.third}" stroke-width="4"/>')
    return Tile(120, 120, "".join(parts))


def truntum(dyes: Dyes) -> Tile:
    """Small stars strewn evenly (Surakarta)."""

    def star(x: float, y: float, scale: float) -> str:
        petals = "".join(
            f'<ellipse cy="-9" rx="2.6" ry="7" fill="{dyes.first}" '
            f'transform="translate({x} {y}) scale({scale}) rotate({i * 45})"/>'
            for i in range(8)
        )
        return petals + f'<circle cx="{x}" cy="{y}" r="{2.6 * scale}" fill="{dyes.second}"/>'

    parts = [_field(56, 56, dyes.ground), star(28, 28, 1)]
    parts += [star(x, y, 0.7) for x in (0, 56) for y in (0, 56)]
    for x, y in ((28, 0), (0, 28), (56, 28), (28, 56)):
        parts.append(f'<circle cx="{x}" cy="{y}" r="1.8" fill="{dyes.second}"/>')
    return Tile(56, 56, "".join(parts))


def poleng(dyes: Dyes) -> Tile:
    """Chequers with a half tone between (Bali)."""
    half = mix(dyes.ground, dyes.first, 0.5)
    body = (
        f'<rect width="40" height="40" fill="{dyes.first}"/><rect x="40" width="40" height="40" '
        f'fill="{half}"/>'
        f'<rect y="40" width="40" height="40" fill="{half}"/>'
    )
    return Tile(80, 80, _field(80, 80, dyes.ground) + body)


def pucuk_rebung(dyes: Dyes) -> Tile:
    """Rows of bamboo-shoot triangles (Sumatra, Riau, Kalimantan)."""
    parts = [_field(60, 84, dyes.ground)]
    for x in (0, 60):
        parts.append(f'<path d="M{x - 26} 76L{x} 40L{x + 26} 76Z" fill="{dyes.second}"/>')
    parts.append(
        f'<path d="M2 76L30 8L58 76Z" fill="{dyes.first}"/><path d="M15 76L30 38L45 76Z" '
        f'fill="{dyes.ground}"/>'
        f'<path d="M23 76L30 56L37 76Z" fill="{dyes.second}"/>'
        f'<rect y="76" width="60" height="5" fill="{dyes.first}"/>'
    )
    return Tile(60, 84, "".join(parts))


def dayak(dyes: Dyes) -> Tile:
    """Hooked tendrils in mirrored pairs (Kalimantan)."""
    hook = "M0 44C-4 20 14 6 28 12C40 18 38 34 26 34C18 34 16 24 23 22"
    parts = [_field(96, 96, dyes.ground)]
    for x, y, flip in ((48, 0, 1), (48, 0, -1), (0, 48, 1), (0, 48, -1), (96, 48, 1), (96, 48, -1)):
        parts.append(
            f'<path transform="translate({x} {y}) scale({flip} 1)" d="{hook}" fill="none" '
            f'stroke="{dyes.first}" '
            f'stroke-width="6" stroke-linecap="round"/><circle cx="{x}" cy="{y + 6}" r="4" '
            f'fill="{dyes.second}"/>'
        )
    for x, y in ((0, 18), (96, 18), (48, 66)):
        parts.append(f'<path d="M{x - 9} {y}L{x} {y - 13}L{x + 9} {y}L{x} {y + 13}Z" fill="{dyes.second}"/>')
    return Tile(96, 96, "".join(parts))


MOTIFS: dict[str, Callable[[Dyes], Tile]] = {
    "kawung": kawung,
    "parang": parang,
    "ikat": ikat,
    "songket": songket,
    "ulos": ulos,
    "lurik": lurik,
    "mega-mendung": mega_mendung,
    "kerawang": kerawang,
    "truntum": truntum,
    "poleng": poleng,
    "pucuk-rebung": pucuk_rebung,
    "dayak": dayak,
}
"""The motifs by the names that recipes use."""


def motif(name: str, dyes: Dyes, scale: float = 1, angle: float | None = None) -> str:
    """A motif as the `url(#...)` for `fill`; `angle` in degrees replaces the motif's own slant."""
    tile = MOTIFS[name](dyes)
    turn = tile.angle if angle is None else angle
    attributes = (
        f'width="{tile.width}" height="{tile.height}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate({turn}) scale({scale})"'
    )
    return vector.define("pattern", attributes, tile.body, solid=dyes.ground)
