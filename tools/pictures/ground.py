"""What everything lies on: linen with a quiet motif, plain linen with a runner, wood, a wall with a floor."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tools.pictures.colour import CREAM, SAND, SHADE, mix
from tools.pictures.fields import noise
from tools.pictures.motifs import Dyes, motif
from tools.pictures.scene import Scene
from tools.pictures.textures import cloth_folds, linen, wood

_ALL = '<rect x="-10" y="-10" width="820" height="820" fill="{}"/>'


@dataclass(frozen=True)
class Runner:
    """A strip of cloth across the picture: motif, dyes, slant in degrees, height of its middle, width."""

    motif: str
    dyes: Dyes
    angle: float = -28
    middle: float = 420
    width: float = 320
    scale: float = 0.95


def linen_ground(
    scene: Scene,
    colour: str,
    *,
    tone: tuple[str, Dyes, float] | None = None,
    seed: int = 0,
    folds: float = 1.2,
) -> None:
    """Cloth over the whole picture; `tone` is (motif, near dyes, scale) for a motif tone on tone."""
    fill = motif(tone[0], tone[1], tone[2]) if tone else colour
    scene.add(
        _ALL.format(fill), radius=1, height=0, lift=0, texture=linen(), bump=cloth_folds(seed, 0.8 * folds)
    )


def wood_ground(scene: Scene, light: str = "#C0894A", dark: str = "#9A6430", seed: int = 0) -> None:
    """A table of planks."""
    scene.add(
        _ALL.format(light),
        radius=1,
        height=0,
        lift=0,
        texture=wood(light, dark, scale=1.6, seed=seed, planks=115),
    )


def runner(scene: Scene, cloth: Runner, seed: int = 0) -> None:
    """Lay a runner with hems and a fringe."""
    place = f"translate(400 {cloth.middle}) rotate({cloth.angle})"
    rng, half = random.Random(seed), cloth.width / 2
    thread = mix(cloth.dyes.ground, SAND, 0.22)
    fringe = "".join(
        f'<path d="M{x} {side * (half - 4)}l{rng.uniform(-3, 3):.1f} {side * (14 + rng.random() * 4):.1f}" '
        f'stroke="{thread}" stroke-width="3.4" stroke-linecap="round"/>'
        for x in range(-640, 640, 11)
        for side in (-1, 1)
    )
    scene.add(f'<g transform="{place}">{fringe}</g>', radius=2, height=1.2, lift=3, shadow=0.4)
    fill = motif(cloth.motif, cloth.dyes, cloth.scale)
    hems = "".join(
        f'<rect x="-660" y="{top}" width="1320" height="{height}" fill="{colour}"/>'
        for top, height, colour in (
            (-half, 16, cloth.dyes.ground),
            (-half + 6, 4, cloth.dyes.second),
            (half - 16, 16, cloth.dyes.ground),
            (half - 10, 4, cloth.dyes.second),
        )
    )
    scene.add(
        f'<g transform="{place}"><rect x="-660" y="{-half}" width="1320" height="{cloth.width}" '
        f'fill="{fill}"/>'
        f"{hems}</g>",
        radius=5,
        height=3,
        lift=7,
        shadow=0.5,
        texture=linen(0.75, 3.6),
        bump=cloth_folds(seed + 3, 1.2),
    )


def room(scene: Scene, wall: str, floor: str, skirting: str, floor_line: float = 610) -> None:
    """A plastered wall seen from the front, a skirting board and a plain floor: for furniture only."""
    scene.add(_ALL.format(wall), radius=1, height=0, lift=0, bump=noise(3, 5) * 0.09 + noise(90, 6) * 0.8)
    tiles = f'<rect x="-10" y="{floor_line}" width="820" height="{820 - floor_line}" fill="{floor}"/>'
    seams = "".join(
        f'<path d="M{400 + (x - 400) * 0.6} {floor_line}L{400 + (x - 400) * 1.5} 810" '
        f'stroke="{mix(floor, SHADE, 0.3)}" stroke-width="2"/>'
        for x in range(-800, 1700, 130)
    )
    rows = "".join(
        f'<path d="M-10 {floor_line + drop}H810" stroke="{mix(floor, SHADE, 0.3)}" stroke-width="2"/>'
        for drop in (24, 60, 112, 186)
    )
    scene.add(tiles + seams + rows, radius=1, height=0, lift=0, bump=noise(30, 8) * 0.3)
    scene.add(
        f'<rect x="-10" y="{floor_line - 32}" width="820" height="34" fill="{skirting}"/>',
        radius=3,
        height=3,
        lift=5,
    )


def near_dyes(colour: str, towards: str = CREAM, step: float = 0.1) -> Dyes:
    """Dyes for a motif tone on tone: the ground and two tones a tenth away."""
    return Dyes(
        colour, mix(colour, towards, step), mix(colour, towards, step * 0.7), mix(colour, towards, step)
    )
