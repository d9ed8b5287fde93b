"""The grounds of the heroes by the names in the hero list; neighbours in that list never share one."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageFilter

from tools.pictures.colour import PAPER, SAND, TURMERIC, Array
from tools.pictures.fields import SIZE, noise
from tools.pictures.ground import Runner, linen_ground, near_dyes, runner, wood_ground
from tools.pictures.heroes.parts import box, model
from tools.pictures.motifs import Dyes
from tools.pictures.scene import Scene
from tools.pictures.textures import wood

CLOTHS: dict[str, str] = {
    "leaf": "#1B6238",
    "turmeric": "#E8AB34",
    "indigo": "#22408F",
    "morinda": "#93261B",
    "sand": "#E6D2AE",
    "sage": "#C9D3BE",
    "clay": "#DDB79B",
    "linen": SAND,
}
"""Colours of the cloth grounds."""


def cloth(scene: Scene, name: str, motif: str | None = None, scale: float = 1.25, seed: int = 0) -> None:
    """A cloth ground, plain or with a motif tone on tone."""
    colour = CLOTHS[name]
    dark = name in ("leaf", "indigo", "morinda")
    dyes = near_dyes(colour, PAPER if dark else "#9A6A34", 0.06 if dark else 0.1)
    linen_ground(scene, colour, tone=(motif, dyes, scale) if motif else None, seed=seed)


def planks(scene: Scene, name: str, seed: int = 0) -> None:
    """A table of `wood-light` or `wood-dark`."""
    light, dark = ("#C0894A", "#9A6430") if name == "wood-light" else ("#5E3A1D", "#3C2412")
    wood_ground(scene, light, dark, seed)


def band(
    scene: Scene,
    motif: str,
    ground: str,
    accent: str,
    *,
    angle: float,
    middle: float,
    width: float,
    scale: float = 0.95,
) -> None:
    """A runner of cloth in two dyes and cream."""
    runner(scene, Runner(motif, Dyes(ground, "#E9DDC2", accent), angle, middle, width, scale), seed=2)


WALLS = {"wall-ochre": "#E3C98F", "wall-green": "#A9BC9C", "wall-clay": "#C98F70"}
"""Colours of the plastered walls."""


def room(scene: Scene, wall: str, floor: str, line: float = 610) -> None:
    """A plastered wall from the front, a skirting board, and a floor of `tiles` or `boards` drawn back."""
    plaster = noise(3, 5) * 0.09 + noise(90, 6) * 0.8
    model(scene, box(0, 0, 800, 800, WALLS[wall]), (1, 0, 0), bump=plaster)
    if floor == "tiles":
        model(scene, _tiled_floor(scene, line), (1, 0, 0), bump=noise(30, 8) * 0.3)
    else:
        texture = wood("#9B6A3C", "#6E4524", scale=0.8, seed=6, planks=46)
        model(scene, box(0, line, 800, 800 - line, "#8A5A30"), (1, 0, 0), texture=texture)
    scene.darken(np.asarray(np.clip((line + 90 - scene.y) / 90, 0, 1) * (scene.y > line), np.float32), 0.35)
    model(scene, box(-8, line - 32, 816, 34, "#7B4A22"), (3, 3, 5))


def _tiled_floor(scene: Scene, line: float) -> Array:
    """Cement tiles of two dyes, their rows squeezed towards the wall."""
    tile = (
        box(0, 0, 160, 160, "#EFE4CB")
        + '<path d="M80 6L154 80L80 154L6 80Z" fill="#B9523F"/><path d="M80 32L128 80L80 128L32 80Z" '
        'fill="#EFE4CB"/>'
        + '<path d="M80 48L112 80L80 112L48 80Z" fill="#4A62A4"/>'
        + f'<circle cx="80" cy="80" r="13" fill="{TURMERIC}"/>'
        + "".join(
            f'<circle cx="{x}" cy="{y}" r="35" fill="#4D7F6A"/><circle cx="{x}" cy="{y}" r="18" '
            'fill="#EFE4CB"/>'
            for x in (0, 160)
            for y in (0, 160)
        )
        + '<path d="M0 0H160V160H0Z" fill="none" stroke="#8F8468" stroke-width="4"/>'
    )
    drawn = scene.render(tile)[:160, :160, :3]
    down = (scene.y - line) / (800 - line)
    floor: Array = np.zeros((SIZE, SIZE, 3), np.float32)
    for step in (0.0, 0.33, 0.66):
        depth = np.clip(down + step / (800 - line), 0, 1)
        row = (1 - 1 / (1 + 1.15 * depth)) * 2160
        column = ((scene.x - 400) / (0.62 + 0.62 * depth)) * 2
        floor += drawn[np.mod(row, 160).astype(int), np.mod(column, 160).astype(int)] / 3
    blurred = Image.fromarray((floor * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.8))
    muted = np.asarray(blurred, np.float32) / 255 * 0.92
    return np.dstack([muted, (down >= 0).astype(np.float32)])
