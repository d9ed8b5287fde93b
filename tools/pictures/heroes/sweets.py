"""A flower-shaped green cake and slabs of baked sago."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import numpy as np

from tools.pictures.colour import BARK, LEAF, PAPER, TURMERIC, darker, mix, rgb
from tools.pictures.fields import dome, noise
from tools.pictures.heroes import parts_grounds as grounds
from tools.pictures.heroes import parts_plants as plants
from tools.pictures.heroes import parts_vessels as vessels
from tools.pictures.heroes.parts import Place, box, cord, cord_bow, disc, model, shape, stroke
from tools.pictures.heroes.parts_paper import tag
from tools.pictures.labels import Label, Words
from tools.pictures.scene import Scene


def petals(size: float, count: int, deep: float) -> str:
    """Path data of a flower-shaped outline with `count` lobes."""
    points = []
    for k in range(count * 12):
        angle = math.tau * k / (count * 12)
        away = size * (1 - deep + deep * abs(math.cos(angle * count / 2)) ** 0.6)
        points.append(f"{away * math.cos(angle):.1f} {away * math.sin(angle):.1f}")
    return "M" + "L".join(points) + "Z"


def _cake_slice(scene: Scene) -> None:
    """A slice of the green cake on its side."""
    slice_place = Place(650, 612, 24)
    wedge = "M-130 0L96 -62C122 -40 122 40 96 62Z"
    model(scene, slice_place.put(shape(wedge, "#7A6422")), (10, 9, 24))
    model(
        scene,
        slice_place.put(shape("M-110 0L88 -49C110 -32 110 32 88 49Z", "#7FB03C")),
        (12, 6, 3),
        bump=noise(3, 84) * 0.2,
    )


def bolu_kemojo(scene: Scene) -> None:
    """h36: a green flower-shaped cake, one petal cut out, pandan leaf."""
    grounds.planks(scene, "wood-light", 4)
    for x, y, turn in ((640, 160, 150), (700, 210, 128)):
        blade = "M0 -15C120 -22 260 -14 420 0C260 14 120 20 0 15Z"
        model(
            scene,
            Place(x, y, turn).put(shape(blade, "#3E7D34") + stroke("M0 0H400", 3, "#86B65C")),
            (10, 6, 9),
            (0.4, 40),
        )
    vessels.plate(scene, 380, 400, 292, LEAF, TURMERIC)
    cake = Place(376, 396, 10)
    missing = clip_wedge(-18, 18, 330)
    outline = petals(226, 12, 0.09)
    green, crust = "#739F34", "#8A5A22"
    model(
        scene,
        cake.put(f'<g clip-path="{missing}">{shape(outline, crust)}</g>'),
        (26, 26, 30),
        (0.35, 12),
        bump=noise(3, 84) * 0.3,
        shadow=0.66,
    )
    top = petals(212, 12, 0.09)
    along, down = cake.axes(scene)
    angle, away = np.arctan2(down, along), np.hypot(along, down)
    flutes = np.asarray(
        np.abs(np.cos(angle * 6)) ** 0.8 * 15 * np.clip((away - 96) / 80, 0, 1)
        - 16 * np.exp(-((away - 62) ** 2) / 320),
        np.float32,
    )
    model(
        scene,
        cake.put(f'<g clip-path="{missing}">{shape(top, green)}</g>'),
        (60, 26, 2),
        (0.4, 12),
        bump=flutes + noise(2.6, 84) * 0.1,
        threshold=0.25,
    )
    baked = scene.mask(cake.put(f'<g clip-path="{missing}">{shape(top, "#fff")}</g>'))
    browned = np.asarray(
        (np.clip((away - 128) / 70, 0, 1) * 1.3 + np.clip(1 - np.abs(away - 62) / 24, 0, 1) * 0.7) * baked,
        np.float32,
    )
    scene.image = scene.image * (1 - 0.5 * browned[..., None]) + rgb("#8A5A22") * 0.5 * browned[..., None]
    _cake_slice(scene)
    tag(
        scene,
        Place(176, 694, -6),
        250,
        Words("Bolu", "Kemojo", "Pekanbaru"),
        Label("pucuk-rebung", PAPER, LEAF, BARK),
    )


def clip_wedge(start: float, end: float, reach: float) -> str:
    """A clip path of a disc without the wedge from `start` to `end` degrees."""
    a, b = math.radians(start), math.radians(end)
    path = (
        f"M0 0L{reach * math.cos(b):.1f} {reach * math.sin(b):.1f}A{reach} {reach} 0 1 1 "
        f"{reach * math.cos(a):.1f} {reach * math.sin(a):.1f}Z"
    )
    return vessels.cut(path)


def sagu_lempeng(scene: Scene) -> None:
    """h27: slabs of baked sago tied in a bundle, sago flour in a wooden bowl."""
    rng = random.Random(27)
    grounds.cloth(scene, "leaf", "dayak", 1.25, seed=5)
    plants.banana_leaf(
        scene,
        "M80 240C200 110 420 60 640 96C700 110 740 140 744 180C700 360 560 560 330 640C190 680 90 640 64 "
        "540Z",
        "M66 590C260 470 520 280 748 130",
        18,
    )
    bundle = Place(330, 330, -10)
    for row, y in enumerate((-186, -112, -38, 36, 110)):
        for side in (0, 1):
            tone = mix(("#EAD8B8", "#CC8158")[(row + side) % 2], "#D9BA90", rng.uniform(0, 0.35))
            slab = Place(330, 330, -10 + rng.uniform(-1.5, 1.5))
            body = box(-206 + side * 210, y, 203, 68, tone, 20)
            slab_bump = noise(2.6, 84) * 0.12 + noise(30, 85) * 0.6
            model(scene, slab.put(body), (12, 11, 16), (0.1, 40), bump=slab_bump)
            marks = "".join(
                stroke(f"M{-196 + side * 210 + k * 30} {y + 14}v38", 4, darker(tone, 0.3), 0.5)
                for k in range(7)
            )
            scene.flat(slab.put(marks))
    for x in (-120, 118):
        for apart in (-7, 7):
            cord(scene, f"M{x + apart} -194Q{x + apart + 6} 0 {x + apart} 184", 11, "#B08A4A", bundle)
    cord_bow(scene, Place(442, 306, -10), "#B08A4A", 10)
    opening = vessels.bowl(scene, 610, 604, 148, "#7A4A22", "#54290F", 0.12)
    flour = dome(opening, 100, 52, 0.2)
    model(
        scene,
        disc(610, 604, 130, "#F2E9DA"),
        (60, 8, 0),
        bump=flour + noise(2.4, 73) * 0.4 + noise(13, 74) * 0.8,
        within=opening,
    )
    scene.hollow(opening, 9, 0.45)
    tag(
        scene,
        Place(214, 672, 5),
        262,
        Words("Sagu lempeng", "Sentani", "Jayapura"),
        Label("dayak", PAPER, "#8A3A1A", LEAF),
    )


HEROES: dict[str, Callable[[Scene], None]] = {"h27": sagu_lempeng, "h36": bolu_kemojo}
