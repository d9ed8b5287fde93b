"""Cloths of Sumba, Samosir, Banjarmasin and Palembang, each in the manner of its region."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import numpy as np

from tools.pictures.colour import BARK, BRASS, CREAM, INDIGO, INK, LEAF, MORINDA, PAPER, TURMERIC, darker, mix
from tools.pictures.fields import noise
from tools.pictures.heroes import parts_grounds as grounds
from tools.pictures.heroes.parts import Place, box, cord, disc, model, shape, stroke
from tools.pictures.heroes.parts_paper import tag, timber
from tools.pictures.labels import Label, Words, text
from tools.pictures.motifs import Dyes, motif
from tools.pictures.scene import Scene
from tools.pictures.textures import cloth_folds, linen
from tools.pictures.vector import clip

SUMBA_BLUE = "#1C2F63"
"""The indigo of Sumba, dyed often."""


def fringe(
    scene: Scene,
    place: Place,
    left: float,
    right: float,
    length: float,
    colour: str,
    rng: random.Random,
    step: float = 11,
) -> None:
    """Twisted ends of the warp along the frame's x axis, hanging down."""
    count = int((right - left) / step)
    for start in (0, 1):
        threads = "".join(
            stroke(
                f"M{left + step * (k + 0.5):.1f} -4q{rng.uniform(-5, 5):.1f} {length / 2} "
                f"{rng.uniform(-5, 5):.1f} {length * rng.uniform(0.86, 1.05):.1f}",
                step * 0.6,
                mix(colour, INK, rng.uniform(0, 0.2)),
            )
            for k in range(start, count, 2)
        )
        model(
            scene,
            place.put(threads),
            (3, 3, 5),
            bump=np.asarray(np.sin((scene.x + scene.y) * 0.95) * 0.6, np.float32),
        )


def horse(colour: str, trim: str) -> str:
    """A horse of squared outline, as warp threads draw it; about 110 by 96 units."""
    body = "M-44 -6H20L30 -38H24V-50H34V-44H44V-30L38 -26V10H30V46H18V14H-18V46H-30V14L-38 6H-44V28H-52V-2Z"
    mane = "M22 -34L14 -26V-10H20L30 -38Z"
    return (
        shape(body, colour)
        + shape(mane, trim)
        + box(-24, -2, 12, 8, trim)
        + box(0, -2, 12, 8, trim)
        + box(34, -41, 5, 5, trim)
    )


def rooster(colour: str, trim: str) -> str:
    """A cock of squared outline; about 80 units."""
    body = (
        "M-34 -30H-22V-8H-10V-14H10V-34H18V-42H28V-34H36V-28H28V8H20V18H8V36H0V18H-12V36"
        "H-20V14H-30V2H-38V-18H-34Z"
    )
    return shape(body, colour) + box(-4, -2, 14, 8, trim) + box(20, -34, 4, 4, trim)


def _sumba_bands() -> list[str]:
    """Horses, cocks and lozenges in bands of two dyes, 500 by 640 units."""
    red, cream = "#8C2A1E", "#EBDCB8"
    bands: list[str] = [box(-250, -320, 500, 640, red)]
    for top, height, colour in (
        (-300, 24, SUMBA_BLUE),
        (-104, 22, SUMBA_BLUE),
        (82, 22, SUMBA_BLUE),
        (276, 24, SUMBA_BLUE),
    ):
        bands.append(box(-250, top, 500, height, colour))
        bands += [
            shape(f"M{x - 10} {top + height / 2}l10 -9l10 9l-10 9z", cream) for x in range(-235, 250, 32)
        ]
    bands.append(box(-250, -262, 500, 144, SUMBA_BLUE) + box(-250, 116, 500, 144, SUMBA_BLUE))
    for row, facing in ((-184, 1), (194, -1)):
        for column in (-166, 0, 166):
            bands.append(
                f'<g transform="translate({column} {row + 4}) scale({1.14 * facing} 1.14)">'
                f"{horse(cream, red)}</g>"
            )
        for column in (-83, 83):
            bands.append(
                shape(
                    f"M{column} {row - 54}l12 14l-12 14l-12 -14zM{column} {row + 20}l12 14l-12 14l-12 -14z",
                    TURMERIC,
                )
            )
    for column in (-182, 0, 182):
        lozenge = "".join(
            shape(
                f"M{column} {-68 + k * 13}L{column + 50 - k * 12} 0L{column} "
                f"{68 - k * 13}L{column - 50 + k * 12} 0Z",
                tone,
            )
            for k, tone in enumerate((cream, red, TURMERIC, SUMBA_BLUE))
        )
        bands.append(f'<g transform="translate(0 -11)">{lozenge}</g>')
    for column in (-92, 92):
        bands.append(f'<g transform="translate({column} -12) scale(1.06)">{rooster(cream, SUMBA_BLUE)}</g>')
    return bands


def tenun_sumba(scene: Scene) -> None:
    """h04: an ikat cloth with horses, cocks and lozenges in bands, fringed at both ends."""
    rng = random.Random(4)
    grounds.cloth(scene, "turmeric", "ikat", 1.2, seed=3)
    place = Place(400, 394, 4)
    fringe(scene, Place(place.x + 5, place.y - 318, 184), -246, 246, 52, "#7A1F17", rng)
    fringe(scene, Place(place.x - 22, place.y + 316, 4), -246, 246, 56, "#7A1F17", rng)
    bands = _sumba_bands()
    edges = "".join(
        box(x, -320, 9, 640, tone)
        for x, tone in ((-250, SUMBA_BLUE), (-236, TURMERIC), (227, TURMERIC), (241, SUMBA_BLUE))
    )
    cut = clip(box(-250, -320, 500, 640, "#fff"))
    folds = cloth_folds(4, 1.7) + np.asarray(2.6 * np.sin((scene.y + 0.07 * scene.x) / 62), np.float32)
    model(
        scene,
        place.put(f'<g clip-path="{cut}">{"".join(bands)}{edges}</g>'),
        (6, 4, 11),
        texture=linen(0.75, 3.4),
        bump=folds,
        shadow=0.6,
    )
    tag(
        scene,
        Place(654, 690, -7),
        220,
        Words("Tenun ikat", "Sumba", "Waingapu"),
        Label("ikat", PAPER, MORINDA, INDIGO),
    )


def ulos_samosir(scene: Scene) -> None:
    """h14: an ulos folded lengthwise with twisted ends, a second one beneath."""
    rng = random.Random(14)
    grounds.cloth(scene, "sage", seed=6)
    for place, dyes, lift in (
        (Place(300, 380, 9), Dyes("#5E1512", "#1E1815", "#D8CBA8", CREAM), 20),
        (Place(452, 372, -5), Dyes("#211B18", "#8E1F1B", "#2B2420", CREAM), 26),
    ):
        angle = math.radians(place.turn)
        fringe(
            scene,
            Place(place.x - 288 * math.sin(angle), place.y + 288 * math.cos(angle), place.turn),
            -150,
            150,
            96,
            dyes.first,
            rng,
            15,
        )
        body = box(-152, -330, 304, 622, dyes.ground, 8)
        model(scene, place.put(body), (9, 6, lift), texture=linen(0.6, 3.4), shadow=0.62)
        upright_bands = motif("ulos", dyes, 1.12, 90)
        ends = motif("ulos", Dyes("#211B18", "#8E1F1B", "#C99A3A", CREAM), 0.72)
        cloth = (
            box(-148, -326, 296, 614, upright_bands)
            + box(-148, 150, 296, 138, ends)
            + box(-148, -326, 296, 118, ends)
        )
        cloth += box(-148, 144, 296, 6, "#EADFC5") + box(-148, -208, 296, 6, "#EADFC5")
        ribs = np.asarray(1.5 * np.sin((scene.x - 400 + (scene.y - 400) * math.tan(angle)) / 24), np.float32)
        model(scene, place.put(cloth), (16, 9, 3), texture=linen(0.7, 3.2), bump=cloth_folds(7, 1.3) + ribs)
    belt = Place(452, 330, -5)
    model(scene, belt.put(box(-164, -44, 328, 88, CREAM, 3)), (3, 3, 5), bump=noise(2.2, 9) * 0.05)
    scene.flat(
        belt.put(
            box(-164, -40, 328, 7, MORINDA)
            + box(-164, 33, 328, 7, MORINDA)
            + text(0, -8, "ULOS · SAMOSIR", 20, "caps", MORINDA, spacing=4)
            + text(0, 26, "Ragi Hotang", 36, "word", INK)
        )
    )


def bolt(
    scene: Scene, place: Place, length: float, thick: float, ground: str, waves: tuple[str, str], loose: float
) -> None:
    """A roll of cloth along the frame's x axis with a loose end hanging `loose` units down."""
    rows = range(-int(thick), int(loose + thick), 34)
    lines = "".join(
        stroke(
            "M"
            + " ".join(
                f"{x} {y + 11 * math.sin(x / 27 + k * 1.3):.1f}" + (" L" if x < length / 2 else "")
                for x in range(-int(length / 2), int(length / 2) + 8, 8)
            ),
            6.5,
            waves[k % 2],
        )
        + "".join(
            disc(x, y + 17, 3.4, waves[(k + 1) % 2])
            for x in range(-int(length / 2) + 14, int(length / 2), 27)
        )
        for k, y in enumerate(rows)
    )
    lines = lines.replace(' L"', '"')
    sheet = clip(box(-length / 2, 0, length, loose, "#fff"))
    rolled = clip(box(-length / 2, -thick, length, thick * 2, "#fff", 8))
    if loose > thick:
        body = f'<g clip-path="{sheet}">{box(-length / 2, 0, length, loose, ground)}{lines}</g>'
        model(
            scene, place.put(body), (5, 4, 10), texture=linen(0.6, 3.4), bump=cloth_folds(3, 1.4), shadow=0.58
        )
    body = f'<g clip-path="{rolled}">{box(-length / 2, -thick, length, thick * 2, ground)}{lines}</g>'
    model(
        scene,
        place.put(body),
        (6, 3, thick * 0.5),
        (0.15, 40),
        texture=linen(0.6, 3.4),
        bump=place.barrel(scene, thick + 2, thick * 0.85, lying=True),
        shadow=0.66,
    )
    for turn in range(4):
        spiral = (
            f'<ellipse cx="{length / 2 - 2}" rx="{(thick - turn * thick * 0.24) * 0.26:.0f}" '
            f'ry="{thick - 2 - turn * thick * 0.24:.0f}" '
            f'fill="{(darker(ground, 0.12), mix(ground, PAPER, 0.45))[turn % 2]}"/>'
        )
        model(scene, place.put(spiral), (3, 2, 1.5))


def sasirangan(scene: Scene) -> None:
    """h25: three bolts of stitch-dyed cloth, the last one with its end unrolled."""
    grounds.planks(scene, "wood-light", 5)
    bolt(scene, Place(390, 148, -4), 600, 66, "#6A2F6E", ("#E7C1D8", TURMERIC), 0)
    bolt(scene, Place(400, 284, -3), 610, 66, "#1F6A4A", ("#D6E2A4", TURMERIC), 0)
    bolt(scene, Place(404, 426, -3), 620, 70, "#E2A425", ("#8E2F1E", "#6A2F6E"), 340)
    for x in (176, 190):
        cord(scene, f"M{x} 352C{x + 12} 420 {x + 8} 460 {x + 6} 500", 8)
    tag(
        scene,
        Place(520, 640, -6),
        300,
        Words("Kain", "Sasirangan", "Banjarmasin"),
        Label("kawung", PAPER, "#6A2F6E", LEAF),
        0.56,
    )


def songket_palembang(scene: Scene) -> None:
    """h35: a red songket with gold thread, folded in an open wooden box."""
    grounds.cloth(scene, "leaf", "songket", 1.2, seed=2)
    place = Place(400, 404, 3)
    timber(
        scene, place.put(box(-322, -282, 644, 564, "#7A4A22", 14)), "#8E5A2C", "#5E3517", relief=(12, 12, 36)
    )
    for x, y in ((-322, -282), (250, -282), (-322, 210), (250, 210)):
        corner = f"M{x} {y}h72v72h-72z"
        model(scene, place.put(shape(corner, BRASS)), (8, 5, 2), (0.8, 16))
    inside = model(
        scene, place.put(box(-286, -246, 572, 492, "#4A1714", 6)), (10, -9, 0), bump=noise(1.8, 76) * 0.12
    )
    fill = motif("songket", Dyes("#8C1820", "#E8B94A", "#F4DC9A"), 1.25)
    gleam = np.asarray(np.abs(np.sin((scene.x + scene.y) * np.pi / 5)) * 0.35, np.float32)
    for k in range(3, 0, -1):
        model(
            scene,
            place.put(
                box(-258 + k * 3, -220 + k * 9, 516 - k * 2, 414, "#6E1218" if k % 2 else "#A0242A", 7)
            ),
            (8, 5, 12 if k == 3 else 3),
            texture=linen(0.5, 3.4),
        )
    model(
        scene,
        place.put(box(-258, -220, 516, 414, fill, 8)),
        (18, 11, 4),
        (0.35, 14),
        texture=linen(0.55, 3.2),
        bump=cloth_folds(5, 1.2) + gleam,
    )
    border = motif("pucuk-rebung", Dyes("#6E1218", "#E8B94A", "#F4DC9A"), 1.3)
    model(
        scene,
        place.put(box(-258, 62, 516, 132, border) + box(-258, 54, 516, 8, "#E8B94A")),
        (4, 2, 1),
        (0.35, 14),
        texture=linen(0.55, 3.2),
        bump=cloth_folds(5, 1.2) + gleam,
    )
    scene.hollow(inside, 14, 0.35)
    tag(
        scene,
        Place(400, 356, -4),
        290,
        Words("Songket", "Palembang", "benang emas"),
        Label("songket", PAPER, "#8C1820", BARK),
        0.56,
    )


HEROES: dict[str, Callable[[Scene], None]] = {
    "h04": tenun_sumba,
    "h14": ulos_samosir,
    "h25": sasirangan,
    "h35": songket_palembang,
}
