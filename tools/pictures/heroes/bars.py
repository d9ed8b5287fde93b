"""Amplang in a jar and chocolate in its foil."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np

from tools.pictures.colour import CREAM, LEAF, MORINDA, PAPER, TURMERIC, Array, darker, mix
from tools.pictures.fields import noise
from tools.pictures.heroes import parts_grounds as grounds
from tools.pictures.heroes import parts_plants as plants
from tools.pictures.heroes import parts_vessels as vessels
from tools.pictures.heroes.parts import Place, about, box, disc, in_box, lay, model, shape, stroke
from tools.pictures.heroes.parts_paper import label
from tools.pictures.labels import Label, Words, text
from tools.pictures.motifs import Dyes, motif
from tools.pictures.scene import Scene
from tools.pictures.shapes import Point, blob, spread


def amplang(scene: Scene) -> None:
    """h30: a jar of round fish crackers under a red lid, some on the runner."""
    rng = random.Random(30)
    grounds.cloth(scene, "linen", seed=2)
    grounds.band(scene, "dayak", "#2A1C18", TURMERIC, angle=26, middle=470, width=330)

    def ball(r: random.Random) -> str:
        tone = mix("#EBC887", "#D29A4A", r.random())
        return shape(blob(r, 27, 9, 0.1, 0.86), tone) + disc(-6, 4, 3, darker(tone, 0.3), 'fill-opacity=".5"')

    place = Place(392, 400, -3)

    def fill(glass: Array, form: Array) -> None:
        lay(
            scene,
            rng,
            spread(in_box(rng, 222, 250, 570, 706), 150, 34),
            ball,
            26,
            within=glass,
            swell=form,
            rise=0.8,
            gloss=0.3,
            rough=0.45,
            most=8,
        )

    form = vessels.jar(scene, place, "#A9702E", fill)
    label(
        scene,
        place,
        (-170, -4, 340, 228),
        Words("Amplang", "Ikan", "Samarinda", "250 g"),
        Label("dayak", PAPER, MORINDA, LEAF),
        form=form,
        inset=0.09,
    )
    vessels.jar_sheen(scene, place)
    vessels.screw_cap(scene, place, MORINDA)
    spots: list[Point] = [
        (96, 650),
        (150, 716),
        (70, 742),
        (210, 766),
        (672, 660),
        (730, 610),
        (744, 700),
        (660, 744),
        (130, 570),
    ]
    lay(scene, rng, spots, ball, 28, rise=0.8, gloss=0.3, rough=0.45, lift=10)


def _chocolate_bar(scene: Scene) -> None:
    """A bar half out of its foil and red wrapper."""
    bar = Place(286, 400, -9)
    model(scene, bar.put(box(-150, -320, 300, 420, "#4A2412", 8)), (10, 9, 20), (0.4, 14))
    for row in range(5):
        for start in (0, 1, 2):
            x, y = -146 + start * 99, -314 + row * 82
            model(scene, bar.put(box(x + 4, y + 4, 90, 73, "#5A2C16", 6)), (14, 11, 1), (0.55, 14))
            scene.flat(
                bar.put(
                    disc(x + 49, y + 40, 15, "#4A2412") + text(x + 49, y + 48, "P", 22, "word", "#6E3A1E")
                ),
                0.8,
            )
    crumpled = noise(15, 84) * 2.2 + noise(6, 85) * 0.7
    foil = "M-164 40L-140 8L-112 30L-84 2L-52 26L-20 0L14 28L46 4L76 30L112 6L140 28L166 8L170 120H-170Z"
    model(scene, bar.put(shape(foil, "#E3B54A")), (6, 5, 10), (0.9, 12), bump=crumpled)
    model(
        scene, bar.put(box(-164, 82, 328, 262, "#8E1F24", 5)), (8, 8, 24), (0.2, 40), bump=noise(60, 66) * 0.7
    )
    strip = motif("ikat", Dyes("#8E1F24", TURMERIC, CREAM), 0.34)
    words = (
        text(0, 178, "COKELAT", 25, "caps", TURMERIC, spacing=6)
        + text(0, 240, "Polewali", 60, "word", PAPER, spacing=-0.5)
        + text(0, 284, "MANDAR · 80 g", 20, "caps", PAPER, spacing=2)
    )
    scene.flat(bar.put(box(-164, 96, 328, 40, strip) + box(-164, 304, 328, 30, strip) + words), 0.96)


def _cacao_pod(scene: Scene, rng: random.Random) -> None:
    """A split pod with two rows of pale beans."""
    pod = Place(622, 392, 24)
    shell = (
        "M0 -236C70 -220 128 -110 126 10C124 120 70 214 0 240C-70 214 -124 120 -126 10C-128 -110 -70 "
        "-220 0 -236Z"
    )
    pod_along, _ = pod.axes(scene)
    flutes = np.asarray(np.abs(np.sin(pod_along * np.pi / 34)) * 5, np.float32)
    model(
        scene,
        pod.put(shape(shell, "#C9762A")),
        (100, 74, 32),
        (0.35, 14),
        bump=flutes + noise(5, 84) * 0.3,
        threshold=0.25,
        shadow=0.66,
    )
    inner = model(scene, pod.put(shape(shell, "#F0DDB4", 'transform="scale(.78 .86)"')), (18, -14, 0))
    scene.hollow(inner, 12, 0.45)
    seeds = [(x, y) for y in range(-150, 171, 52) for x in ((-34, 34) if abs(y) < 140 else (0,))]
    body_rows = [[s for k, s in enumerate(seeds) if k % 2 == part] for part in (0, 1)]
    for group in body_rows:
        model(
            scene,
            "".join(
                pod.put(
                    f'<ellipse cx="{x}" cy="{y}" rx="38" ry="30" '
                    f'fill="{mix("#FBF3E4", "#E9CFC0", rng.random())}" transform="rotate({x * 0.6} {x} '
                    f'{y})"/>'
                )
                for x, y in group
            ),
            (28, 24, 9),
            (0.75, 14),
            threshold=0.3,
        )


def cokelat(scene: Scene) -> None:
    """h42: a bar of chocolate half unwrapped, a split cacao pod with its beans."""
    rng = random.Random(42)
    grounds.cloth(scene, "sage", "ikat", 1.2, seed=6)
    _chocolate_bar(scene)
    _cacao_pod(scene, rng)
    beans = spread(about(rng, 630, 716, 80, 34), 15, 44)

    def cocoa(r: random.Random) -> str:
        tone = mix("#7A431F", "#54290F", r.random())
        return f'<ellipse rx="30" ry="19" fill="{tone}"/>' + stroke(
            "M-22 -3Q0 -9 22 -2M-20 6Q0 2 20 7", 2, darker(tone, 0.35), 0.6
        )

    lay(scene, rng, beans, cocoa, 24, rise=0.6, gloss=0.4, lift=9)
    plants.leaf(scene, Place(640, 150, -40), 190, 78, "#3F7D3A")
    plants.leaf(scene, Place(620, 140, -96), 130, 62, "#4C8A45")
    for x, y, turn in ((70, 716, 12), (126, 764, -20)):
        piece = Place(x, y, turn)
        model(scene, piece.put(box(-44, -36, 88, 72, "#5A2C16", 8)), (14, 13, 13), (0.55, 14))


HEROES: dict[str, Callable[[Scene], None]] = {"h30": amplang, "h42": cokelat}
