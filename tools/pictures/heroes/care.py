"""Eucalyptus oil, soap and aloe gel."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np

from tools.pictures.colour import BARK, INK, LEAF, MORINDA, PAPER, TURMERIC, darker, mix
from tools.pictures.fields import noise, streaks
from tools.pictures.heroes import parts_grounds as grounds
from tools.pictures.heroes import parts_plants as plants
from tools.pictures.heroes import parts_vessels as vessels
from tools.pictures.heroes.parts import Place, box, disc, glass_sheen, in_box, model, shape, stroke
from tools.pictures.heroes.parts_paper import label, timber
from tools.pictures.labels import Label, Words, text
from tools.pictures.motifs import Dyes, motif
from tools.pictures.scene import Scene
from tools.pictures.shapes import spread
from tools.pictures.textures import ridges


def small_bottle(
    scene: Scene, x: float, top: float, wide: float, tall: float, words: Words, cap: str
) -> None:
    """A green glass bottle standing upright in the picture, with a ribbed cap and a label."""
    half, neck = wide / 2, wide * 0.2
    shoulder = top + tall * 0.24
    outline = (
        f"M{x - neck} {top}H{x + neck}V{top + tall * 0.1}C{x + neck} {top + tall * 0.18} {x + half} "
        f"{top + tall * 0.16} {x + half} {shoulder}"
        f"V{top + tall - 18}Q{x + half} {top + tall} {x + half - 18} "
        f"{top + tall}H{x - half + 18}Q{x - half} {top + tall} {x - half} {top + tall - 18}"
        f"V{shoulder}C{x - half} {top + tall * 0.16} {x - neck} {top + tall * 0.18} {x - neck} "
        f"{top + tall * 0.1}Z"
    )
    form = vessels.bottle(scene, outline, "#1F6A48", "#C9E07A")
    level = scene.mask(shape(outline, "#fff"))
    scene.flat(box(x - half, shoulder + 4, wide, tall, "#0E4A34"), 0.35, within=level)
    label(
        scene,
        Place(0, 0),
        (x - half, top + tall * 0.38, wide, tall * 0.46),
        words,
        Label("ikat", PAPER, LEAF, MORINDA),
        form=form * 0.9,
        inset=0.09,
    )
    glass_sheen(
        scene,
        stroke(f"M{x - half * 0.78} {shoulder + 14}V{top + tall - 30}", wide * 0.05, "#fff")
        + stroke(f"M{x - neck * 0.5} {top + 20}V{top + tall * 0.12}", 6, "#fff"),
        0.6,
        2,
    )
    model(
        scene,
        box(x - neck * 1.34, top - tall * 0.1, neck * 2.68, tall * 0.15, cap, 7),
        (8, 6, 9),
        (0.6, 40),
        bump=Place(x, 0).barrel(scene, neck * 1.4, neck) + ridges(scene, 6.5, 0.6),
    )


def kayu_putih(scene: Scene) -> None:
    """h08: two bottles of cajuput oil among its leaves."""
    rng = random.Random(8)
    grounds.planks(scene, "wood-light", 2)
    for x, y, turn, length in (
        (60, 700, -38, 250),
        (690, 140, 128, 240),
        (580, 770, -70, 190),
        (140, 90, 60, 180),
    ):
        plants.sprig(scene, Place(x, y, turn), length, 5, 108, "#5E8A4E")
    small_bottle(scene, 306, 126, 304, 590, Words("Minyak", "Kayu Putih", "Pulau Buru", "150 ml"), MORINDA)
    small_bottle(scene, 594, 318, 206, 400, Words("Minyak", "Kayu Putih", "Buru", "60 ml"), MORINDA)
    for left, down in spread(in_box(rng, 60, 560, 740, 780), 7, 70):
        if not (180 < left < 680):
            plants.leaf(scene, Place(left, down, rng.uniform(0, 360)), 84, 24, "#6E9A5A")


def soap_bar(scene: Scene, bar: Place, tone: str, dye: str) -> None:
    """A speckled bar of soap in a paper band printed in a dye."""
    model(
        scene,
        bar.put(box(-142, -84, 284, 168, tone, 28)),
        (40, 34, 26),
        (0.35, 14),
        bump=noise(26, 84) * 0.5,
        threshold=0.3,
        shadow=0.62,
    )
    specks = "".join(
        disc(round(a), round(b), 2.2, mix(dye, BARK, 0.4), 'fill-opacity=".5"')
        for a, b in spread(in_box(random.Random(int(bar.x)), -128, -70, 128, 70), 40, 15)
    )
    scene.flat(bar.put(specks))
    band = motif("poleng" if dye == MORINDA else "truntum", Dyes(PAPER, mix(dye, PAPER, 0.15), dye), 0.34)
    wrap = bar.barrel(scene, 130, 12, lying=True)
    model(
        scene,
        bar.put(box(-66, -86, 132, 172, PAPER) + box(-66, -86, 132, 20, band) + box(-66, 66, 132, 20, band)),
        (3, 1.4, 2.5),
        bump=wrap,
        amount=0.8,
    )
    scene.flat(
        bar.put(
            text(0, -22, "SABUN", 19, "caps", BARK, spacing=3)
            + text(0, 18, "Sereh", 39, "word", dye)
            + text(0, 46, "DENPASAR", 13, "caps", INK, spacing=1.5)
        ),
        0.96,
    )


def sabun_sereh(scene: Scene) -> None:
    """h18: banded soap bars on a slatted wooden dish, frangipani and lemongrass."""
    grounds.cloth(scene, "sand", "poleng", 1.1, seed=5)
    dish = Place(390, 420, -6)
    for x in (-230, 230):
        timber(
            scene,
            dish.put(box(x - 22, -236, 44, 476, "#7A4A22", 10)),
            "#8E5A2C",
            "#5E3517",
            along_y=True,
            relief=(9, 8, 18),
        )
    for y in (-206, -124, -42, 40, 122, 204):
        timber(
            scene,
            dish.put(box(-290, y - 30, 580, 60, "#A9682F", 12)),
            "#B57B3F",
            "#8A5628",
            seed=3,
            grain=0.6,
            relief=(10, 9, 14),
        )
    for x, y, turn, tone, dye in (
        (272, 282, -10, "#E9DDB8", LEAF),
        (496, 400, 4, "#CBD8A0", LEAF),
        (288, 528, -5, "#F0D9C4", MORINDA),
    ):
        bar = Place(x, y, turn)
        soap_bar(scene, bar, tone, dye)
    plants.lemongrass(scene, Place(560, 742, -52), 330)
    plants.lemongrass(scene, Place(630, 762, -60), 300)
    for x, y, size, turn in ((128, 676, 78, 0), (232, 742, 62, 30), (640, 170, 74, 50)):
        plants.frangipani(scene, Place(x, y, turn), size)
    plants.leaf(scene, Place(40, 610, -50), 150, 66, "#3F7D3A")


def aloe(scene: Scene, place: Place, length: float, width: float) -> None:
    """A leaf of aloe with toothed edges, its cut base at the frame's origin."""
    w = width / 2
    outline = (
        f"M0 {-w}C{length * 0.4} {-w * 1.16} {length * 0.8} {-w * 0.5} {length} 0C{length * 0.8} "
        f"{w * 0.5} {length * 0.4} {w * 1.16} 0 {w}Z"
    )
    teeth = "".join(
        shape(
            f"M{length * t - 9:.0f} {side * w * (1.02 - t * t * 0.8):.1f}l9 {side * 12}l11 {-side * 10}z",
            "#A9C07A",
        )
        for t in (0.08, 0.2, 0.32, 0.44, 0.56, 0.68, 0.8)
        for side in (-1, 1)
    )
    model(scene, place.put(teeth), (3, 3, 8))
    model(
        scene,
        place.put(shape(outline, "#4F8A4A")),
        (width * 0.5, width * 0.34, 18),
        (0.5, 14),
        threshold=0.25,
        bump=streaks(60, 8, 35) * 0.4,
    )
    spots = "".join(
        f'<ellipse cx="{x:.0f}" cy="{y:.0f}" rx="7" ry="2.4" fill="#B9D09A" fill-opacity=".6"/>'
        for x, y in spread(in_box(random.Random(int(length)), 30, -w * 0.5, length * 0.8, w * 0.5), 24, 22)
    )
    scene.flat(place.put(spots))
    model(
        scene,
        place.put(f'<ellipse rx="{width * 0.12:.0f}" ry="{w * 0.94:.0f}" fill="#D4E6B0"/>'),
        (6, 4, 2),
        (0.8, 14),
    )


def _tube(scene: Scene) -> None:
    """The green tube with a fan of leaves printed on it, cap down."""
    tube = Place(278, 400, -7)
    body = "M-132 -316H132L126 214C126 232 118 240 100 240H-100C-118 240 -126 232 -126 214Z"
    model(
        scene,
        tube.put(shape(body, "#2F7D4A")),
        (120, 76, 32),
        (0.6, 14),
        threshold=0.22,
        shadow=0.66,
        smooth=1.6,
    )
    along, _down = tube.axes(scene)
    crimp = np.asarray(np.sin(along * 2 * np.pi / 7) * 0.8, np.float32)
    model(
        scene,
        tube.put(box(-136, -320, 272, 46, darker("#2F7D4A", 0.12), 3)),
        (2, 1, 1),
        (0.4, 40),
        bump=crimp,
    )
    leaf_print = "".join(
        shape(
            "M0 0C-12 -60 -6 -120 0 -150C6 -120 12 -60 0 0Z",
            mix("#8FC46A", "#D6EBA0", abs(t) / 60),
            f'transform="translate(0 64) rotate({t})"',
        )
        for t in (-58, -32, -12, 12, 32, 58)
    )
    words = (
        text(0, -222, "GEL", 30, "caps", TURMERIC, spacing=10)
        + text(0, -154, "Lidah", 68, "word", PAPER)
        + text(0, -92, "Buaya", 68, "word", PAPER)
    )
    words += text(0, 112, "PONTIANAK", 24, "caps", PAPER, spacing=5) + text(
        0, 148, "100 ml", 22, "small", TURMERIC
    )
    scene.flat(
        tube.put(
            f'<g transform="translate(0 16) scale(.94)">{leaf_print}</g>'
            + words
            + box(-126, 176, 252, 26, motif("pucuk-rebung", Dyes("#2F7D4A", "#D6EBA0", TURMERIC), 0.3))
        ),
        0.95,
    )
    cap_ribs = np.asarray(np.sin(along * 2 * np.pi / 8) * 0.7, np.float32)
    model(
        scene,
        tube.put(box(-84, 234, 168, 88, PAPER, 12)),
        (14, 10, 16),
        (0.5, 40),
        bump=tube.barrel(scene, 88, 60) + cap_ribs,
    )


def lidah_buaya(scene: Scene) -> None:
    """h29: a tube of aloe gel, whole leaves, and clear slices of their flesh."""
    grounds.cloth(scene, "turmeric", "pucuk-rebung", 1.3, seed=4)
    for x, y, turn, length, width in (
        (500, 760, -82, 640, 104),
        (640, 780, -66, 540, 96),
        (720, 790, -96, 460, 84),
    ):
        aloe(scene, Place(x, y, turn), length, width)
    _tube(scene)
    for x, y, turn in ((466, 690, -10), (566, 634, 18), (420, 600, 40)):
        piece = Place(x, y, turn)
        model(scene, piece.put(box(-62, -34, 124, 68, "#7FAE5A", 10)), (10, 8, 12))
        model(
            scene,
            piece.put(box(-56, -28, 112, 56, "#DFF0CC", 10)),
            (22, 16, 1),
            (1, 12),
            bump=noise(15, 84) * 0.7,
            threshold=0.3,
        )


HEROES: dict[str, Callable[[Scene], None]] = {"h08": kayu_putih, "h18": sabun_sereh, "h29": lidah_buaya}
