"""A contact sheet: many pictures side by side, to be judged in a grid as a reader meets them."""

from __future__ import annotations

import pathlib

from PIL import Image

_MARGIN = 8
_PAPER = "#FAF7F0"


def contact_sheet(
    pictures: list[pathlib.Path | Image.Image], target: pathlib.Path, columns: int, side: int
) -> None:
    """Write the pictures in rows of `columns`, each `side` pixels wide; the suffix decides the format."""
    rows = -(-len(pictures) // columns)
    step = side + _MARGIN
    sheet = Image.new("RGB", (columns * step + _MARGIN, rows * step + _MARGIN), _PAPER)
    for number, picture in enumerate(pictures):
        image = Image.open(picture) if isinstance(picture, pathlib.Path) else picture
        small = image.convert("RGB").resize((side, side), Image.Resampling.LANCZOS)
        sheet.paste(small, (_MARGIN + number % columns * step, _MARGIN + number // columns * step))
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix == ".webp":
        sheet.save(target, quality=68, method=6)
    else:
        sheet.save(target)
