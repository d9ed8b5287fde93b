"""Flat drawing: SVG text in, RGBA out. Patterns and clip paths are kept under an id made of their content."""

from __future__ import annotations

import hashlib
import io
import pathlib
import re

import numpy as np
import resvg_py
from PIL import Image

from tools.pictures.colour import Array
from tools.pictures.fields import SIZE

FONT_DIRECTORY = pathlib.Path(__file__).parent / "fonts"
_FONT_FILES = sorted(str(path) for path in FONT_DIRECTORY.glob("*.ttf"))
_definitions: dict[str, str] = {}
_solids: dict[str, str] = {}
_REFERENCE = re.compile(r"url\(#(d[0-9a-f]{12})\)")
_PATTERNED = re.compile(r'<(?:rect|path|ellipse|circle)[^>]*fill="url\(#(d[0-9a-f]{12})\)"[^>]*/>')


def define(tag: str, attributes: str, content: str, solid: str | None = None) -> str:
    """Keep a definition (pattern, clipPath, gradient) and return the `url(#...)` that uses it.

    `solid` is the colour laid under a pattern, so that no light hairline shows between its tiles.
    """
    key = "d" + hashlib.blake2b(f"{tag} {attributes} {content}".encode(), digest_size=6).hexdigest()
    _definitions[key] = f'<{tag} id="{key}" {attributes}>{content}</{tag}>'
    if solid is not None:
        _solids[key] = solid
    return f"url(#{key})"


def clip(shapes: str) -> str:
    """A clip path made of SVG shapes, as the `url(#...)` for `clip-path`."""
    return define("clipPath", "", shapes)


def gradient(*stops: tuple[float, str, float], upright: bool = True, radial: bool = False) -> str:
    """A gradient through `(offset, colour, opacity)` stops, as the `url(#...)` for `fill`."""
    body = "".join(f'<stop offset="{o}" stop-color="{c}" stop-opacity="{a}"/>' for o, c, a in stops)
    if radial:
        return define("radialGradient", 'cx=".42" cy=".4" r=".62"', body)
    return define("linearGradient", 'x1="0" y1="0" x2="0" y2="1"' if upright else "", body)


def render(body: str, view: tuple[float, float, float]) -> Array:
    """The SVG body drawn on nothing: SIZE x SIZE x 4, 0 to 1. `view` is (left, top, side)."""

    def underlay(match: re.Match[str]) -> str:
        solid = _solids.get(match.group(1))
        shape = match.group(0)
        return shape if solid is None else shape.replace(f"url(#{match.group(1)})", solid) + shape

    body = _PATTERNED.sub(underlay, body)
    used = {key: _definitions[key] for key in _REFERENCE.findall(body)}
    left, top, side = view
    document = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIZE}" height="{SIZE}" '
        f'viewBox="{left} {top} {side} {side}"><defs>{"".join(used.values())}</defs>{body}</svg>'
    )
    png = resvg_py.svg_to_bytes(svg_string=document, skip_system_fonts=True, font_files=_FONT_FILES)
    with Image.open(io.BytesIO(bytes(png))) as image:
        return np.asarray(image.convert("RGBA"), np.float32) / np.float32(255)
