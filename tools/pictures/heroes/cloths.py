"""Cloths of Sumba, Surakarta, Samosir, Cirebon, Banjarmasin and Palembang, each in the manner of its region."""

from __future__ import annotations

import math
import random

import numpy as np

from tools.pictures.colour import BARK, BRASS, CORD, CREAM, INDIGO, INDIGO_DARK, INK, LEAF, MORINDA, PAPER, SAND, TURMERIC, Array, darker, mix
from tools.pictures.fields import noise, streaks
from tools.pictures.heroes import parts_grounds as grounds
from tools.pictures.heroes.parts import Place, box, cord, cord_bow, disc, shape, stroke
from tools.pictures.heroes.parts_paper import label, tag, timber
from tools.pictures.heroes.parts_vessels import BAMBOO
from tools.pictures.labels import Label, Words, text
from tools.pictures.motifs import Dyes, motif
from tools.pictures.scene import Scene
from tools.pictures.textures import cloth_folds, linen
from tools.pictures.vector import clip


def fringe(scene: Scene, place: Place, left: float, right: float, length: float, colour: str, rng: random.Random, step: float = 11) -> None:
    """Twisted ends of the warp along the frame's x axis, hanging down."""
    count = int((right - left) / step)
    for start in (0, 1):
        threads = "".join(
            stroke(f"M{left + step * (k + 0.5):.1f} -4q{rng.uniform(-5, 5):.1f} {length / 2} {rng.uniform(-5, 5):.1f} {length * rng.uniform(0.86, 1.05):.1f}", step * 0.6, mix(colour, INK, rng.uniform(0, 0.2)))
            for k in range(start, count, 2)
        )
        scene.add(place.put(threads), radius=3, height=3, lift=5, bump=np.asarray(np.sin((scene.x + scene.y) * 0.95) * 0.6, np.float32))


def horse(colour: str, trim: str) -> str:
    """A horse of squared outline, as warp threads draw it; about 110 by 96 units."""
    body = "M-44 -6H20L30 -38H24V-50H34V-44H44V-30L38 -26V10H30V46H18V14H-18V46H-30V14L-38 6H-44V28H-52V-2Z"
    mane = "M22 -34L14 -26V-10H20L30 -38Z"
    return shape(body, colour) + shape(mane, trim) + box(-24, -2, 12, 8, trim) + box(0, -2, 12, 8, trim) + box(34, -41, 5, 5, trim)


def rooster(colour: str, trim: str) -> str:
    """A cock of squared outline; about 80 units."""
    body = "M-34 -30H-22V-8H-10V-14H10V-34H18V-42H28V-34H36V-28H28V8H20V18H8V36H0V18H-12V36H-20V14H-30V2H-38V-18H-34Z"
    return shape(body, colour) + box(-4, -2, 14, 8, trim) + box(20, -34, 4, 4, trim)


def tenun_sumba(scene: Scene) -> None:
    """h04: an ikat cloth with horses, cocks and lozenges in bands, fringed at both ends."""
    rng = random.Random(4)
    grounds.cloth(scene, "turmeric", "ikat", 1.2, seed=3)
    place = Place(400, 394, 4)
    fringe(scene, Place(place.x + 5, place.y - 318, 184), -246, 246, 52, "#7A1F17", rng)
    fringe(scene, Place(place.x - 22, place.y + 316, 4), -246, 246, 56, "#7A1F17", rng)
    red, blue, cream = "#8C2A1E", "#1C2F63", "#EBDCB8"
    bands: list[str] = [box(-250, -320, 500, 640, red)]
    for top, height, colour in ((-300, 24, blue), (-104, 22, blue), (82, 22, blue), (276, 24, blue)):
        bands.append(box(-250, top, 500, height, colour))
        bands += [shape(f"M{x - 10} {top + height / 2}l10 -9l10 9l-10 9z", cream) for x in range(-235, 250, 32)]
    bands.append(box(-250, -262, 500, 144, blue) + box(-250, 116, 500, 144, blue))
    for row, facing in ((-184, 1), (194, -1)):
        for column in (-166, 0, 166):
            bands.append(f'<g transform="translate({column} {row + 4}) scale({1.14 * facing} 1.14)">{horse(cream, red)}</g>')
        for column in (-83, 83):
            bands.append(shape(f"M{column} {row - 54}l12 14l-12 14l-12 -14zM{column} {row + 20}l12 14l-12 14l-12 -14z", TURMERIC))
    for column in (-182, 0, 182):
        lozenge = "".join(shape(f"M{column} {-68 + k * 13}L{column + 50 - k * 12} 0L{column} {68 - k * 13}L{column - 50 + k * 12} 0Z", tone) for k, tone in enumerate((cream, red, TURMERIC, blue)))
        bands.append(f'<g transform="translate(0 -11)">{lozenge}</g>')
    for column in (-92, 92):
        bands.append(f'<g transform="translate({column} -12) scale(1.06)">{rooster(cream, blue)}</g>')
    edges = "".join(box(x, -320, 9, 640, tone) for x, tone in ((-250, blue), (-236, TURMERIC), (227, TURMERIC), (241, blue)))
    cut = clip(box(-250, -320, 500, 640, "#fff"))
    folds = cloth_folds(4, 1.7) + np.asarray(2.6 * np.sin((scene.y + 0.07 * scene.x) / 62), np.float32)
    scene.add(place.put(f'<g clip-path="{cut}">{"".join(bands)}{edges}</g>'), radius=6, height=4, lift=11, texture=linen(0.75, 3.4), bump=folds, shadow=0.6)
    tag(scene, Place(654, 690, -7), 220, Words("Tenun ikat", "Sumba", "Waingapu"), Label("ikat", PAPER, MORINDA, INDIGO))


def folded(scene: Scene, place: Place, wide: float, high: float, fill: str, edge: str, lift: float, seed: int) -> None:
    """A cloth folded flat, its turns seen at the near edge."""
    for k in range(4, 0, -1):
        body = box(-wide / 2 + k * 3, -high / 2 + k * 9, wide - k * 2, high, edge if k % 2 else darker(edge, 0.22), 7)
        scene.add(place.put(body), radius=8, height=5, lift=lift if k == 4 else 3, texture=linen(0.5, 3.4))
    scene.add(place.put(box(-wide / 2, -high / 2, wide, high, fill, 9)), radius=20, height=12, lift=4, texture=linen(0.6, 3.4), bump=cloth_folds(seed, 1.2), shadow=0.5)


def batik_solo(scene: Scene) -> None:
    """h11: three folded batiks tied with cord, a canting before them."""
    grounds.cloth(scene, "sand", seed=3)
    folded(scene, Place(400, 500, -7), 560, 330, motif("parang", Dyes("#F0E4CB", "#6B3A1A", INDIGO), 0.95), "#D9C9A6", 30, 5)
    folded(scene, Place(404, 396, -4), 540, 320, motif("kawung", Dyes("#3E2114", "#E5CDA0", "#B5762F"), 1.05), "#4A2A18", 16, 2)
    folded(scene, Place(406, 292, -1), 520, 306, motif("truntum", Dyes("#5A2A14", "#F0DFB6", TURMERIC), 1.15), "#6B3A1C", 16, 6)
    cord(scene, "M300 128C306 260 300 400 322 690")
    cord(scene, "M312 128C318 260 312 400 334 690")
    cord_bow(scene, Place(308, 306, -1))
    tag(scene, Place(494, 296, 9), 226, Words("Batik", "Tulis", "Solo"), Label("truntum", PAPER, "#6B2A14", BARK))
    pen = Place(640, 716, -22)
    timber(scene, pen.put(box(-210, -10, 250, 20, "#9A5B2B", 10)), "#A9682F", "#7A4620", radius=10, height=10, lift=11)
    copper = "M34 -7H60V7H34ZM58 -19C84 -24 100 -12 100 0C100 14 84 24 58 19C52 8 52 -8 58 -19ZM96 -3C116 -6 124 2 126 18L119 19C117 10 110 5 96 6Z"
    scene.add(pen.put(shape(copper, "#C9852F")), radius=12, height=11, gloss=0.8, shine=20)
    scene.flat(pen.put('<ellipse cx="76" cy="-2" rx="15" ry="10" fill="#3A1D0B"/>'))


def ulos_samosir(scene: Scene) -> None:
    """h14: an ulos folded lengthwise with twisted ends, a second one beneath."""
    rng = random.Random(14)
    grounds.cloth(scene, "sage", seed=6)
    for place, dyes, lift in (
        (Place(300, 380, 9), Dyes("#5E1512", "#1E1815", "#D8CBA8"), 20),
        (Place(452, 372, -5), Dyes("#211B18", "#8E1F1B", "#2B2420"), 26),
    ):
        angle = math.radians(place.turn)
        fringe(scene, Place(place.x - 288 * math.sin(angle), place.y + 288 * math.cos(angle), place.turn), -150, 150, 96, dyes.first, rng, 15)
        body = box(-152, -330, 304, 622, dyes.ground, 8)
        scene.add(place.put(body), radius=9, height=6, lift=lift, texture=linen(0.6, 3.4), shadow=0.62)
        upright_bands = motif("ulos", dyes, 1.12, 90)
        ends = motif("ulos", Dyes("#211B18", "#8E1F1B", "#C99A3A"), 0.72)
        cloth = box(-148, -326, 296, 614, upright_bands) + box(-148, 150, 296, 138, ends) + box(-148, -326, 296, 118, ends)
        cloth += box(-148, 144, 296, 6, "#EADFC5") + box(-148, -208, 296, 6, "#EADFC5")
        ribs = np.asarray(1.5 * np.sin((scene.x - 400 + (scene.y - 400) * math.tan(angle)) / 24), np.float32)
        scene.add(place.put(cloth), radius=16, height=9, lift=3, texture=linen(0.7, 3.2), bump=cloth_folds(7, 1.3) + ribs)
    belt = Place(452, 330, -5)
    scene.add(belt.put(box(-164, -44, 328, 88, CREAM, 3)), radius=3, height=3, lift=5, bump=noise(2.2, 9) * 0.05)
    scene.flat(belt.put(box(-164, -40, 328, 7, MORINDA) + box(-164, 33, 328, 7, MORINDA) + text(0, -8, "ULOS · SAMOSIR", 20, "caps", MORINDA, spacing=4) + text(0, 26, "Ragi Hotang", 36, "word", INK)))


def kemeja_megamendung(scene: Scene) -> None:
    """h21: a batik shirt folded, collar and cuffs to the eye, label at its breast."""
    grounds.cloth(scene, "clay", seed=4)
    place = Place(400, 412, -3)
    fill = motif("mega-mendung", Dyes("#1E3C8C", "#E9E2CE", "#6E93CC"), 1.15)
    plain = "#1E3C8C"
    for side in (-1, 1):
        sleeve = f"M{side * 148} -232C{side * 250} -210 {side * 276} -130 {side * 268} -40L{side * 262} 250L{side * 176} 262L{side * 170} -60Z"
        scene.add(place.put(shape(sleeve, fill)), radius=30, height=20, lift=18, texture=linen(0.55, 3.2), bump=streaks(26, 90, 65) * 1.6, threshold=0.3)
        cuff = f"M{side * 174} 238L{side * 266} 226L{side * 264} 296L{side * 176} 306Z"
        scene.add(place.put(shape(cuff, plain)), radius=9, height=7, lift=9, texture=linen(0.55, 3.2))
        scene.add(place.put(disc(side * 218, 268, 8, CREAM)), radius=6, height=4, lift=2, gloss=0.6)
    body = "M-152 -244C-100 -262 100 -262 152 -244C200 -232 214 -190 214 -150L206 322C140 336 -140 336 -206 322L-214 -150C-214 -190 -200 -232 -152 -244Z"
    scene.add(place.put(shape(body, fill)), radius=44, height=26, lift=28, texture=linen(0.55, 3.2), bump=cloth_folds(9, 1.6), threshold=0.3, shadow=0.64)
    scene.add(place.put(box(-24, -226, 48, 552, fill)), radius=5, height=4, lift=3, texture=linen(0.55, 3.2))
    scene.flat(place.put(stroke("M-18 -200V322M18 -200V322", 1.6, "#F1EADB", 0.5)))
    for y in (-150, -52, 46, 144, 242):
        scene.add(place.put(disc(0, y, 10, CREAM)), radius=7, height=5, lift=3, gloss=0.7)
        scene.flat(place.put(disc(-3, y, 1.6, BARK) + disc(3, y, 1.6, BARK)))
    neck = place.put('<ellipse cy="-240" rx="76" ry="34" fill="#14264F"/>')
    scene.add(neck, radius=8, height=-6, lift=0)
    for side in (-1, 1):
        wing = f"M{side * 4} -208L{side * 80} -282C{side * 104} -270 {side * 112} -236 {side * 104} -196L{side * 62} -150Z"
        scene.add(place.put(shape(wing, fill)), radius=10, height=7, lift=10, texture=linen(0.55, 3.2))
    pocket = Place(place.x + 112, place.y - 30, -3)
    scene.add(pocket.put(shape("M-68 -58H68V52L0 78L-68 52Z", fill)), radius=5, height=4, lift=4, texture=linen(0.55, 3.2))
    scene.flat(pocket.put(stroke("M-62 -40H62", 2, "#F1EADB", 0.7)))
    tag(scene, Place(300, 452, -6), 230, Words("Batik", "Cirebon", "Mega Mendung"), Label("mega-mendung", PAPER, INDIGO, MORINDA))


def bolt(scene: Scene, place: Place, length: float, thick: float, ground: str, waves: tuple[str, str], loose: float) -> None:
    """A roll of cloth along the frame's x axis with a loose end hanging `loose` units down."""
    rows = range(-int(thick), int(loose + thick), 34)
    lines = "".join(
        stroke("M" + " ".join(f"{x} {y + 11 * math.sin(x / 27 + k * 1.3):.1f}" + (" L" if x < length / 2 else "") for x in range(-int(length / 2), int(length / 2) + 8, 8)), 6.5, waves[k % 2])
        + "".join(disc(x, y + 17, 3.4, waves[(k + 1) % 2]) for x in range(-int(length / 2) + 14, int(length / 2), 27))
        for k, y in enumerate(rows)
    )
    lines = lines.replace(" L\"", '"')
    sheet = clip(box(-length / 2, 0, length, loose, "#fff"))
    rolled = clip(box(-length / 2, -thick, length, thick * 2, "#fff", 8))
    if loose > thick:
        body = f'<g clip-path="{sheet}">{box(-length / 2, 0, length, loose, ground)}{lines}</g>'
        scene.add(place.put(body), radius=5, height=4, lift=10, texture=linen(0.6, 3.4), bump=cloth_folds(3, 1.4), shadow=0.58)
    body = f'<g clip-path="{rolled}">{box(-length / 2, -thick, length, thick * 2, ground)}{lines}</g>'
    scene.add(place.put(body), radius=6, height=3, lift=thick * 0.5, texture=linen(0.6, 3.4), bump=place.barrel(scene, thick + 2, thick * 0.85, lying=True), gloss=0.15, shadow=0.66)
    for turn in range(4):
        spiral = f'<ellipse cx="{length / 2 - 2}" rx="{(thick - turn * thick * 0.24) * 0.26:.0f}" ry="{thick - 2 - turn * thick * 0.24:.0f}" fill="{(darker(ground, 0.12), mix(ground, PAPER, 0.45))[turn % 2]}"/>'
        scene.add(place.put(spiral), radius=3, height=2, lift=1.5)


def sasirangan(scene: Scene) -> None:
    """h25: three bolts of stitch-dyed cloth, the last one with its end unrolled."""
    grounds.planks(scene, "wood-light", 5)
    bolt(scene, Place(390, 148, -4), 600, 66, "#6A2F6E", ("#E7C1D8", TURMERIC), 0)
    bolt(scene, Place(400, 284, -3), 610, 66, "#1F6A4A", ("#D6E2A4", TURMERIC), 0)
    bolt(scene, Place(404, 426, -3), 620, 70, "#E2A425", ("#8E2F1E", "#6A2F6E"), 340)
    for x in (176, 190):
        cord(scene, f"M{x} 352C{x + 12} 420 {x + 8} 460 {x + 6} 500", 8)
    tag(scene, Place(520, 640, -6), 300, Words("Kain", "Sasirangan", "Banjarmasin"), Label("kawung", PAPER, "#6A2F6E", LEAF), 0.56)


def songket_palembang(scene: Scene) -> None:
    """h35: a red songket with gold thread, folded in an open wooden box."""
    grounds.cloth(scene, "leaf", "songket", 1.2, seed=2)
    place = Place(400, 404, 3)
    timber(scene, place.put(box(-322, -282, 644, 564, "#7A4A22", 14)), "#8E5A2C", "#5E3517", radius=12, height=12, lift=36)
    for x, y in ((-322, -282), (250, -282), (-322, 210), (250, 210)):
        corner = f"M{x} {y}h72v72h-72z"
        scene.add(place.put(shape(corner, BRASS)), radius=8, height=5, lift=2, gloss=0.8, shine=16)
    inside = scene.add(place.put(box(-286, -246, 572, 492, "#4A1714", 6)), radius=10, height=-9, lift=0, bump=noise(1.8, 76) * 0.12)
    fill = motif("songket", Dyes("#8C1820", "#E8B94A", "#F4DC9A"), 1.25)
    gleam = np.asarray(np.abs(np.sin((scene.x + scene.y) * np.pi / 5)) * 0.35, np.float32)
    for k in range(3, 0, -1):
        scene.add(place.put(box(-258 + k * 3, -220 + k * 9, 516 - k * 2, 414, "#6E1218" if k % 2 else "#A0242A", 7)), radius=8, height=5, lift=12 if k == 3 else 3, texture=linen(0.5, 3.4))
    scene.add(place.put(box(-258, -220, 516, 414, fill, 8)), radius=18, height=11, lift=4, texture=linen(0.55, 3.2), bump=cloth_folds(5, 1.2) + gleam, gloss=0.35, shine=14)
    border = motif("pucuk-rebung", Dyes("#6E1218", "#E8B94A", "#F4DC9A"), 1.3)
    scene.add(place.put(box(-258, 62, 516, 132, border) + box(-258, 54, 516, 8, "#E8B94A")), radius=4, height=2, lift=1, texture=linen(0.55, 3.2), bump=cloth_folds(5, 1.2) + gleam, gloss=0.35, shine=14)
    scene.hollow(inside, 14, 0.35)
    tag(scene, Place(400, 356, -4), 290, Words("Songket", "Palembang", "benang emas"), Label("songket", PAPER, "#8C1820", BARK), 0.56)


HEROES = {"h04": tenun_sumba, "h11": batik_solo, "h14": ulos_samosir, "h21": kemeja_megamendung, "h25": sasirangan, "h35": songket_palembang}
