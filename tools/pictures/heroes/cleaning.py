"""Broom, brush and cleaning liquids."""

from __future__ import annotations

import random
from collections.abc import Callable

from tools.pictures.colour import BARK, INDIGO, LEAF, MORINDA, PAPER, TURMERIC, darker, mix
from tools.pictures.fields import noise, streaks, turned
from tools.pictures.heroes import parts_grounds as grounds
from tools.pictures.heroes import parts_plants as plants
from tools.pictures.heroes import parts_vessels as vessels
from tools.pictures.heroes.parts import (
    Place,
    box,
    cord,
    glass_sheen,
    in_box,
    model,
    shape,
    stroke,
    suds,
)
from tools.pictures.heroes.parts_paper import label, tag, timber
from tools.pictures.labels import Label, Words
from tools.pictures.motifs import Dyes, motif
from tools.pictures.scene import Scene
from tools.pictures.shapes import spread
from tools.pictures.textures import linen, plaited, ridges


def _broom(scene: Scene, rng: random.Random) -> None:
    """A broom of palm fibre, bound three times."""
    broom = Place(250, 400, 9)
    timber(
        scene,
        broom.put(box(-14, -460, 28, 560, "#C08A4C", 10)),
        "#C48C4E",
        "#966030",
        along_y=True,
        relief=(13, 12, 20),
    )
    for colour, start in (("#241A16", 0), ("#3A2A22", 1)):
        fibres = "".join(
            stroke(
                f"M{x * 0.62:.0f} 84Q{x * 0.9 + rng.uniform(-6, 6):.0f} 210 "
                f"{x * 1.12 + rng.uniform(-12, 12):.0f} "
                f"{340 + rng.uniform(-18, 18) - abs(x) * 0.14:.0f}",
                4.6,
                mix(colour, "#6A4A36", rng.uniform(0, 0.35)),
            )
            for x in range(-150 + start * 2, 151, 4)
        )
        model(scene, broom.put(fibres), (6, 5, 16 - 10 * start), bump=streaks(2.2, 60, 66) * 0.5)
    collar = "M-96 60H96L112 150C60 166 -60 166 -112 150Z"
    model(scene, broom.put(shape(collar, "#4A3024")), (24, 18, 12), texture=linen(1.3, 6), threshold=0.3)
    for y in (88, 112, 136):
        cord(
            scene,
            f"M{-100 - (y - 60) * 0.16} {y}Q0 {y + 14} {100 + (y - 60) * 0.16} {y}",
            11,
            (MORINDA, TURMERIC, MORINDA)[(y - 88) // 24],
            broom,
        )


def sapu_ijuk(scene: Scene) -> None:
    """h24: a palm-fibre broom, a dustpan of woven bamboo and a scrubbing brush."""
    rng = random.Random(24)
    grounds.cloth(scene, "sage", "lurik", 1.3, seed=7)
    pan = Place(560, 520, 8)
    weave = plaited(
        lambda i: vessels.BAMBOO[i % 4],
        lambda i: MORINDA if i % 5 == 0 else vessels.BAMBOO[i * 3 % 4],
        strip=22,
        angle=8,
        height=4.5,
    )
    scoop = "M-190 176L-150 -120C-110 -176 110 -176 150 -120L190 176Z"
    model(scene, pan.put(shape(scoop, "#000")), (30, 16, 24), texture=weave, shadow=0.62)
    model(
        scene,
        pan.put(stroke("M-190 172L-152 -116C-112 -172 112 -172 152 -116L190 172", 20, "#C89A52")),
        (10, 10, 10),
        bump=ridges(scene, 9, 0.8, across=True),
    )
    timber(scene, pan.put(box(-15, -330, 30, 190, "#B57B3F", 12)), along_y=True, relief=(12, 11, 14))
    _broom(scene, rng)
    brush = Place(580, 160, -18)
    for row in range(4):
        tufts = "".join(
            stroke(
                f"M{x} {20 + row * 4}l{rng.uniform(-5, 5):.0f} {rng.uniform(50, 64):.0f}",
                7,
                mix("#C9A05A", "#8A6430", rng.random()),
            )
            for x in range(-112 + row * 4, 120, 15)
        )
        model(scene, brush.put(tufts), (3, 3, 8))
    timber(
        scene,
        brush.put(
            shape(
                "M-140 -26C-120 -50 120 -50 140 -26C150 0 140 30 120 34H-120C-140 30 -150 0 -140 -26Z",
                "#A9682F",
            )
        ),
        relief=(18, 15, 18),
    )
    tag(
        scene,
        Place(570, 560, 8),
        250,
        Words("Sapu", "Ijuk", "Purbalingga"),
        Label("lurik", PAPER, MORINDA, BARK),
        0.58,
    )


def _jerrycan(scene: Scene) -> None:
    """A yellow jerrycan with a red cap and a label."""
    can = (
        "M404 232H636C664 232 684 254 684 284V612C684 640 668 656 640 656H400C372 656 356 640 356 "
        "612V330C356 300 372 284 392 268Z"
    )
    hole = (
        "M492 276H612C632 276 640 288 632 304C620 328 596 336 560 336H492C470 336 458 326 458 306C458 "
        "288 470 276 492 276Z"
    )
    model(
        scene,
        f'<path d="{can}{hole}" fill="#E9AE2E" fill-rule="evenodd"/>',
        (44, 30, 34),
        (0.5, 14),
        threshold=0.28,
        shadow=0.66,
    )
    model(
        scene,
        box(384, 188, 92, 62, MORINDA, 9),
        (12, 9, 12),
        (0.5, 40),
        bump=Place(430, 0).barrel(scene, 48, 30) + ridges(scene, 8, 0.7),
    )
    label(
        scene,
        Place(0, 0),
        (392, 376, 256, 230),
        Words("Pembersih lantai", "Sereh", "Tangerang", "4 liter"),
        Label("lurik", PAPER, LEAF, MORINDA),
    )


def pembersih(scene: Scene) -> None:
    """h41: a spray bottle, a jerrycan, sponges, a cloth and suds."""
    rng = random.Random(41)
    grounds.planks(scene, "wood-light", 1)
    cloth = motif("lurik", Dyes("#F1EADB", INDIGO, MORINDA), 1.1, 18)
    model(
        scene,
        Place(560, 640, 12).put(
            shape(
                "M-210 -140C-120 -160 120 -120 210 -150C190 -40 220 60 200 150C90 130 -90 170 -200 "
                "140C-220 40 -190 -50 -210 -140Z",
                cloth,
            )
        ),
        (14, 9, 12),
        texture=linen(0.9, 5),
        bump=streaks(40, 140, 65) * 2.2,
    )
    _jerrycan(scene)
    _spray_bottle(scene)
    for x, y, turn, tone in ((566, 716, -8, TURMERIC), (690, 690, 24, "#7FB356")):
        sponge = Place(x, y, turn)
        model(
            scene,
            sponge.put(box(-72, -44, 144, 88, tone, 12)),
            (18, 15, 18),
            bump=noise(4, 84) * 0.6,
            shadow=0.62,
        )
        scene.flat(
            sponge.put(
                "".join(
                    f'<ellipse cx="{a:.0f}" cy="{b:.0f}" rx="{rng.uniform(2, 5):.1f}" '
                    f'ry="{rng.uniform(2, 4):.1f}" fill="{darker(tone, 0.4)}" fill-opacity=".6"/>'
                    for a, b in spread(in_box(rng, -62, -34, 62, 34), 34, 11)
                )
            )
        )
        model(scene, sponge.put(box(-72, 26, 144, 20, "#2F6A4A", 7)), (6, 5, 3), bump=noise(2, 84) * 0.8)
    suds(scene, rng, spread(in_box(rng, 30, 640, 180, 790), 16, 34))
    plants.lemongrass(scene, Place(70, 170, -32), 250)


def _spray_bottle(scene: Scene) -> None:
    """A trigger bottle of blue liquid."""
    body = (
        "M196 300H282C290 352 338 366 338 430V690C338 712 328 722 306 722H172C150 722 140 712 140 "
        "690V430C140 366 188 352 196 300Z"
    )
    form = turned(scene.mask(shape(body, "#fff")), 0.7)
    model(scene, shape(body, "#3E7FC0"), (16, 10, 34), (0.4, 40), bump=form * 0.8, shadow=0.66, amount=0.8)
    label(
        scene,
        Place(0, 0),
        (140, 452, 198, 200),
        Words("Semprot", "Wangi", "sereh", "500 ml"),
        Label("lurik", PAPER, INDIGO, MORINDA),
        form=form * 0.9,
        inset=0.1,
    )
    glass_sheen(
        scene, stroke("M160 430C162 400 190 380 204 344", 8, "#fff") + stroke("M158 660V700", 8, "#fff"), 0.6
    )
    model(
        scene,
        box(190, 262, 98, 50, PAPER, 8),
        (10, 8, 10),
        (0.4, 40),
        bump=Place(239, 0).barrel(scene, 52, 34) + ridges(scene, 7, 0.6),
    )
    trigger = "M160 270C132 290 118 330 124 372C132 380 142 376 146 366C148 334 160 312 190 296L196 262Z"
    model(scene, shape(trigger, MORINDA), (12, 10, 14), (0.5, 40))
    head = "M92 168H262C306 168 322 196 318 230L308 274H198L190 236H110C98 236 92 228 92 216Z"
    model(scene, shape(head, PAPER), (26, 22, 18), (0.5, 14), threshold=0.3)
    model(scene, box(64, 184, 38, 36, MORINDA, 7), (9, 8, 10), (0.5, 40))
    scene.flat(stroke("M190 236H300", 3, "#C9BFA6"))


HEROES: dict[str, Callable[[Scene], None]] = {"h24": sapu_ijuk, "h41": pembersih}
