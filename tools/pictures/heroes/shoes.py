"""Shoe cleaning: two canvas shoes, brush, soap and suds."""

from __future__ import annotations

import random
from collections.abc import Callable

from tools.pictures.colour import BRASS, INDIGO, MORINDA, PAPER, darker, mix
from tools.pictures.fields import noise, turned
from tools.pictures.heroes import parts_grounds as grounds
from tools.pictures.heroes.parts import Place, box, disc, glass_sheen, in_box, model, shape, stroke, suds
from tools.pictures.heroes.parts_paper import label, tag, timber
from tools.pictures.labels import Label, Words
from tools.pictures.scene import Scene
from tools.pictures.shapes import spread
from tools.pictures.textures import linen, ridges


def _laces(scene: Scene, put: Callable[[str], str]) -> None:
    """Tongue, eyelets and laces."""
    tongue = "M-30 -96H30L36 76C20 90 -20 90 -36 76Z"
    model(scene, put(shape(tongue, "#31519E")), (12, 8, 5), texture=linen(0.7, 3.4))
    for side in (-1, 1):
        model(
            scene,
            put(
                shape(
                    f"M{side * 26} -104L{side * 52} -96L{side * 48} 50L{side * 32} 62Z", darker(INDIGO, 0.1)
                )
            ),
            (6, 5, 3),
            texture=linen(0.7, 3.4),
        )
        model(
            scene,
            put("".join(disc(side * 39, y, 7, BRASS) for y in range(-84, 48, 30))),
            (5, 3, 1),
            (0.9, 40),
        )
    laces = "".join(
        stroke(f"M-39 {y}L39 {y + 26 if k % 2 else y}", 10, "#F7F2E6")
        for k, y in enumerate(range(-84, 40, 30))
    )
    model(scene, put(laces), (5, 5, 6), bump=noise(2, 84) * 0.3)


def shoe(scene: Scene, place: Place, flip: int, dirty: bool) -> None:
    """A canvas shoe from above, its toe up; 180 by 470 units. A dirty one has mud on its toe."""

    def put(body: str) -> str:
        return place.put(f'<g transform="scale({flip} 1)">{body}</g>')

    sole = (
        "M-8 -238C62 -240 96 -180 94 -110C92 -50 72 -10 74 60C76 140 72 232 0 234C-70 232 -78 140 -74 "
        "60C-70 -10 -90 -50 -90 -110C-90 -180 -70 -236 -8 -238Z"
    )
    model(scene, put(shape(sole, "#F4EFE4")), (20, 15, 30), (0.4, 40), shadow=0.66)
    scene.flat(
        put(f'<path d="{sole}" fill="none" stroke="{MORINDA}" stroke-width="5" transform="scale(.945 .97)"/>')
    )
    upper = (
        "M-6 -222C54 -222 80 -168 78 -106C76 -50 58 -10 60 60C62 132 58 216 0 218C-56 216 -64 132 -60 "
        "60C-56 -10 -74 -50 -74 -106C-74 -168 -56 -222 -6 -222Z"
    )
    model(
        scene,
        put(shape(upper, INDIGO)),
        (70, 52, 8),
        texture=linen(0.8, 3.6),
        threshold=0.22,
        bump=noise(30, 84) * 0.4,
    )
    toe = "M-6 -222C54 -222 80 -168 78 -120C40 -150 -36 -150 -74 -120C-74 -168 -56 -222 -6 -222Z"
    model(scene, put(shape(toe, "#F4EFE4")), (40, 22, 3), (0.4, 40), threshold=0.25)
    opening = "M-2 40C34 42 44 80 44 124C44 170 34 198 0 198C-34 198 -44 170 -44 124C-44 80 -36 42 -2 40Z"
    inside = model(scene, put(shape(opening, "#D9C9A6")), (10, -9, 0), texture=linen(0.6, 3.4))
    scene.hollow(inside, 13, 0.6)
    _laces(scene, put)
    if dirty:
        rng = random.Random(4)
        mud = "".join(
            f'<ellipse cx="{x:.0f}" cy="{y:.0f}" rx="{rng.uniform(4, 15):.0f}" '
            f'ry="{rng.uniform(4, 11):.0f}" fill="{mix("#8A6A44", "#6E4E2E", rng.random())}"/>'
            for x, y in spread(in_box(rng, -56, -208, 56, -130), 26, 13)
        )
        model(
            scene, put(mud), (5, 2, 1), bump=noise(5, 84) * 0.3, within=scene.mask(put(shape(upper, "#fff")))
        )
    else:
        scene.flat(put(shape("M-40 -196l6 -16l6 16l16 6l-16 6l-6 16l-6 -16l-16 -6z", "#FFFFFF")), 0.9)


def _shoe_soap(scene: Scene) -> None:
    """A bottle of cleaning liquid for shoes."""
    body = (
        "M596 230H676C680 268 714 280 714 326V560C714 578 704 588 686 588H586C568 588 558 578 558 "
        "560V326C558 280 592 268 596 230Z"
    )
    form = turned(scene.mask(shape(body, "#fff")), 0.7)
    model(scene, shape(body, "#7FB8C9"), (14, 9, 30), (0.4, 40), bump=form * 0.8, shadow=0.66, amount=0.8)
    label(
        scene,
        Place(0, 0),
        (558, 350, 156, 178),
        Words("Sabun", "Sepatu", "Makassar"),
        Label("ikat", PAPER, INDIGO, MORINDA),
        form=form * 0.9,
        inset=0.1,
    )
    model(
        scene,
        box(600, 160, 72, 78, PAPER, 9),
        (10, 8, 10),
        (0.5, 40),
        bump=Place(636, 0).barrel(scene, 38, 26) + ridges(scene, 7, 0.6),
    )
    glass_sheen(scene, stroke("M574 340C576 312 596 296 604 268", 6, "#fff"), 0.6)


def cuci_sepatu(scene: Scene) -> None:
    """h48: a pair of canvas shoes, one cleaned and one not yet, brush, bottle and suds."""
    rng = random.Random(48)
    grounds.cloth(scene, "turmeric", "ikat", 1.2, seed=7)
    shoe(scene, Place(208, 330, -7), 1, True)
    shoe(scene, Place(408, 318, 6), -1, False)
    _shoe_soap(scene)
    brush = Place(500, 680, -12)
    for row in range(3):
        tufts = "".join(
            stroke(
                f"M{x} {16 + row * 4}l{rng.uniform(-5, 5):.0f} {rng.uniform(48, 60):.0f}",
                8,
                mix("#F1E6CC", "#C9A76A", rng.random()),
            )
            for x in range(-116 + row * 5, 122, 14)
        )
        model(scene, brush.put(tufts), (3, 3, 8))
    timber(
        scene,
        brush.put(
            shape(
                "M-150 -30C-130 -52 130 -52 150 -30C160 0 150 26 130 30H-130C-150 26 -160 0 -150 -30Z",
                "#A9682F",
            )
        ),
        relief=(18, 15, 20),
    )
    suds(scene, rng, spread(in_box(rng, 560, 650, 780, 790), 20, 34))
    tag(
        scene,
        Place(180, 690, -5),
        262,
        Words("Jasa cuci", "Sepatu", "Makassar"),
        Label("ikat", PAPER, INDIGO, MORINDA),
        0.58,
    )


HEROES: dict[str, Callable[[Scene], None]] = {"h48": cuci_sepatu}
