"""Writes the pictures: one WebP per width, drawn again only when the recipe or the program changed."""

from __future__ import annotations

import hashlib
import json
import pathlib
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

ROOT = pathlib.Path(__file__).parents[2]
STATIC = ROOT / "static" / "pictures"
CACHE = ROOT / "var" / "pictures"
QUALITY: dict[int, int] = {800: 68, 480: 60, 240: 50}
"""Width in pixels -> WebP quality at first; a picture over its limit steps down."""
LIMIT: dict[int, int] = {800: 100_000, 480: 45_000, 240: 9_000}
"""Width in pixels -> most bytes a file may have."""
_LOWEST_QUALITY = 30


@dataclass(frozen=True)
class Picture:
    """A picture to be made: its name, folder, widths, the key of what decides its looks, and the drawing."""

    name: str
    folder: str
    widths: tuple[int, ...]
    key: str
    draw: Callable[[], Image.Image]

    def path(self, width: int) -> pathlib.Path:
        """Where the file of a width belongs."""
        return STATIC / self.folder / f"{self.name}-{width}.webp"


def program_key(*modules: pathlib.Path) -> str:
    """A hash over the program's source, so that a change of the hand draws again."""
    digest = hashlib.sha256()
    for path in sorted(modules):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def recipe_key(program: str, recipe: object) -> str:
    """A hash over the program and one recipe (anything that JSON can hold)."""
    told = json.dumps(recipe, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(f"{program}\n{told}".encode()).hexdigest()[:32]


def _save(image: Image.Image, path: pathlib.Path, width: int) -> None:
    """Write one width, stepping the quality down until the file is within its limit."""
    small = image if image.width == width else image.resize((width, width), Image.Resampling.LANCZOS)
    for quality in range(QUALITY[width], _LOWEST_QUALITY - 1, -4):
        small.save(path, quality=quality, method=6)
        if path.stat().st_size <= LIMIT[width]:
            return
    raise ValueError(f"{path.name} stays above {LIMIT[width]} bytes")


def make(picture: Picture, force: bool = False) -> bool:
    """Draw and write a picture unless its files stand and its key is the cached one; True when drawn."""
    mark = CACHE / f"{picture.folder}-{picture.name}.key"
    paths = {width: picture.path(width) for width in picture.widths}
    current = mark.exists() and mark.read_text() == picture.key
    if current and not force and all(path.exists() for path in paths.values()):
        return False
    image = picture.draw().convert("RGB")
    for width, path in paths.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        _save(image, path, width)
    CACHE.mkdir(parents=True, exist_ok=True)
    mark.write_text(picture.key)
    return True
