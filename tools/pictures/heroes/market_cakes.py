"""Market cakes in rings on a tray."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

from tools.pictures.colour import LEAF, MORINDA, PAPER, mix
from tools.pictures.fields import noise
from tools.pictures.heroes import parts_grounds as grounds
from tools.pictures.heroes import parts_vessels as vessels
from tools.pictures.heroes.parts import Place, box, disc, in_disc, lay, model, stroke
from tools.pictures.heroes.parts_paper import tag
from tools.pictures.labels import Label, Words
from tools.pictures.scene import Scene
from tools.pictures.shapes import spread


def _klepon(scene: Scene, rng: random.Random, x: float, y: float) -> None:
    """A green rice ball in grated coconut."""
    model(
        scene,
        disc(round(x), round(y), 36, mix("#4E8F34", "#6BA544", rng.random())),
        (34, 30, 13),
        (0.4, 14),
        threshold=0.3,
    )
    flakes = spread(in_disc(rng, x, y, 34), 34, 6)
    lay(
        scene,
        rng,
        flakes,
        lambda r: box(-6, -1.6, 12, 3.2, mix("#FFFDF2", "#EDE6D0", r.random()), 1.5),
        5,
        most=3,
        lift=1.5,
        rise=0.1,
    )


def jajan_pasar(scene: Scene) -> None:
    """h46: market cakes in rings on a leaf-lined tray."""
    rng = random.Random(46)
    grounds.cloth(scene, "morinda", "truntum", 1.25, seed=3)
    floor = vessels.tray(scene, 400, 384, 366, 24)
    plants_floor = disc(400, 384, 312, "#3A8446")
    model(scene, plants_floor, (6, 3, 5), (0.35, 40), bump=noise(50, 87) * 1.2, within=floor)
    scene.flat(
        "".join(stroke(f"M{k * 12 - 20} 740L{k * 12 + 90} 40", 1.7, "#0F4A28", 0.45) for k in range(66)),
        within=scene.mask(plants_floor),
    )
    for k in range(14):
        _lapis(
            scene,
            Place(
                400 + 258 * math.cos(k * math.tau / 14),
                384 + 258 * math.sin(k * math.tau / 14),
                math.degrees(k * math.tau / 14) + 90,
            ),
        )
    for k in range(10):
        angle = k * math.tau / 10 + 0.2
        x, y = 400 + 172 * math.cos(angle), 384 + 172 * math.sin(angle)
        if k % 2:
            _onde(scene, rng, x, y)
        else:
            _dadar(scene, Place(x, y, math.degrees(angle)))
    klepon = [
        (400 + 92 * math.cos(k * math.tau / 7), 384 + 92 * math.sin(k * math.tau / 7)) for k in range(7)
    ]
    for x, y in klepon:
        _klepon(scene, rng, x, y)
    model(scene, disc(400, 384, 52, "#E7B64A"), (14, 10, 14), (0.4, 40))
    model(scene, disc(400, 384, 38, "#F2D27A"), (26, 9, 1), (0.6, 40), threshold=0.3)
    model(
        scene,
        "".join(
            disc(400 + round(12 * math.cos(a)), 384 + round(12 * math.sin(a)), 6, "#4A2814")
            for a in (0.4, 2.5, 4.6)
        ),
        (4, 3, 2),
    )
    tag(
        scene,
        Place(170, 714, -6),
        240,
        Words("Jajan", "Pasar", "Bogor"),
        Label("truntum", PAPER, LEAF, MORINDA),
        0.56,
    )


def _lapis(scene: Scene, place: Place) -> None:
    """A slice of layer cake in pink, white and green."""
    body = "".join(
        box(-44, -36 + row * 12, 88, 12.6, tone)
        for row, tone in enumerate(("#D9546A", "#FBEFE2", "#E58A96", "#FBEFE2", "#7FB356", "#FBEFE2"))
    )
    model(scene, place.put(body), (8, 9, 12), (0.5, 14))


def _dadar(scene: Scene, place: Place) -> None:
    """A rolled green pancake."""
    model(
        scene,
        place.put(box(-38, -27, 76, 54, "#79A83C", 22)),
        (24, 22, 13),
        (0.3, 40),
        bump=noise(9, 84) * 0.6,
        threshold=0.3,
    )
    scene.flat(place.put(stroke("M-30 8C-8 14 12 12 32 6", 3, "#4E7A22", 0.6)))
    model(
        scene,
        place.put('<ellipse cx="36" rx="9" ry="19" fill="#7A431C"/>'),
        (5, 4, 1),
        bump=noise(3, 84) * 0.6,
    )


def _onde(scene: Scene, rng: random.Random, x: float, y: float) -> None:
    """A sesame ball."""
    model(scene, disc(round(x), round(y), 42, "#C98A3A"), (40, 36, 14), (0.35, 14), threshold=0.3)
    seeds = spread(in_disc(rng, x, y, 39), 70, 6)
    lay(
        scene,
        rng,
        seeds,
        lambda r: f'<ellipse rx="3.8" ry="2.3" fill="{mix("#F8EBCB", "#E3C487", r.random())}"/>',
        4,
        most=2,
        lift=1,
        rise=0.2,
    )


HEROES: dict[str, Callable[[Scene], None]] = {"h46": jajan_pasar}
