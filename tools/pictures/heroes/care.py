"""Eucalyptus oil, soap, aloe gel, brooms and cleaning liquids."""

from __future__ import annotations

import math
import random

import numpy as np

from tools.pictures.colour import BARK, BRASS, INDIGO, INDIGO_DARK, INK, LEAF, MORINDA, PAPER, TURMERIC, Array, darker, mix
from tools.pictures.fields import blur, noise, streaks, turned
from tools.pictures.heroes import parts_grounds as grounds
from tools.pictures.heroes import parts_plants as plants
from tools.pictures.heroes import parts_vessels as vessels
from tools.pictures.heroes.parts import Place, box, cord, disc, glass_sheen, in_box, shape, stroke
from tools.pictures.heroes.parts_paper import label, tag, timber
from tools.pictures.labels import Label, Words, text
from tools.pictures.motifs import Dyes, motif
from tools.pictures.scene import Scene
from tools.pictures.shapes import placed, spread
from tools.pictures.textures import linen, plaited, ridges

CLEAR = Place(0, 0)
"""The frame of the whole picture."""


def small_bottle(scene: Scene, x: float, top: float, wide: float, tall: float, words: Words, cap: str) -> None:
    """A green glass bottle standing upright in the picture, with a ribbed cap and a label."""
    half, neck = wide / 2, wide * 0.2
    shoulder = top + tall * 0.24
    outline = (
        f"M{x - neck} {top}H{x + neck}V{top + tall * 0.1}C{x + neck} {top + tall * 0.18} {x + half} {top + tall * 0.16} {x + half} {shoulder}"
        f"V{top + tall - 18}Q{x + half} {top + tall} {x + half - 18} {top + tall}H{x - half + 18}Q{x - half} {top + tall} {x - half} {top + tall - 18}"
        f"V{shoulder}C{x - half} {top + tall * 0.16} {x - neck} {top + tall * 0.18} {x - neck} {top + tall * 0.1}Z"
    )
    form = vessels.bottle(scene, outline, "#1F6A48", "#C9E07A")
    level = scene.mask(shape(outline, "#fff"))
    scene.flat(box(x - half, shoulder + 4, wide, tall, "#0E4A34"), 0.35, within=level)
    label(scene, CLEAR, (x - half, top + tall * 0.38, wide, tall * 0.46), words, Label("ikat", PAPER, LEAF, MORINDA), form=form * 0.9, inset=0.09)
    glass_sheen(scene, stroke(f"M{x - half * 0.78} {shoulder + 14}V{top + tall - 30}", wide * 0.05, "#fff") + stroke(f"M{x - neck * 0.5} {top + 20}V{top + tall * 0.12}", 6, "#fff"), 0.6, 2)
    scene.add(box(x - neck * 1.34, top - tall * 0.1, neck * 2.68, tall * 0.15, cap, 7), radius=8, height=6, lift=9, gloss=0.6, bump=Place(x, 0).barrel(scene, neck * 1.4, neck) + ridges(scene, 6.5, 0.6))


def kayu_putih(scene: Scene) -> None:
    """h08: two bottles of cajuput oil among its leaves."""
    rng = random.Random(8)
    grounds.cloth(scene, "sage", "ikat", 1.2, seed=2)
    for x, y, turn, length in ((60, 700, -38, 250), (690, 140, 128, 240), (580, 770, -70, 190), (140, 90, 60, 180)):
        plants.sprig(scene, Place(x, y, turn), length, 5, 108, "#5E8A4E")
    small_bottle(scene, 306, 126, 304, 590, Words("Minyak", "Kayu Putih", "Pulau Buru", "150 ml"), MORINDA)
    small_bottle(scene, 594, 318, 206, 400, Words("Minyak", "Kayu Putih", "Buru", "60 ml"), MORINDA)
    for x, y in spread(in_box(rng, 60, 560, 740, 780), 7, 70):
        if not (180 < x < 680):
            plants.leaf(scene, Place(x, y, rng.uniform(0, 360)), 84, 24, "#6E9A5A")


def sabun_sereh(scene: Scene) -> None:
    """h18: banded soap bars on a slatted wooden dish, frangipani and lemongrass."""
    grounds.cloth(scene, "sand", "poleng", 1.1, seed=5)
    dish = Place(390, 420, -6)
    for x in (-230, 230):
        timber(scene, dish.put(box(x - 22, -236, 44, 476, "#7A4A22", 10)), "#8E5A2C", "#5E3517", along_y=True, radius=9, height=8, lift=18)
    for y in (-206, -124, -42, 40, 122, 204):
        timber(scene, dish.put(box(-290, y - 30, 580, 60, "#A9682F", 12)), "#B57B3F", "#8A5628", seed=3, grain=0.6, radius=10, height=9, lift=14)
    for x, y, turn, tone, dye in ((272, 282, -10, "#E9DDB8", LEAF), (496, 400, 4, "#CBD8A0", LEAF), (288, 528, -5, "#F0D9C4", MORINDA)):
        bar = Place(x, y, turn)
        scene.add(bar.put(box(-142, -84, 284, 168, tone, 28)), radius=40, height=34, lift=26, gloss=0.35, shine=14, bump=noise(26, 84) * 0.5, threshold=0.3, shadow=0.62)
        specks = "".join(disc(round(a), round(b), 2.2, mix(dye, BARK, 0.4), 'fill-opacity=".5"') for a, b in spread(in_box(random.Random(int(x)), -128, -70, 128, 70), 40, 15))
        scene.flat(bar.put(specks))
        band = motif("poleng" if dye == MORINDA else "truntum", Dyes(PAPER, mix(dye, PAPER, 0.15), dye), 0.34)
        wrap = bar.barrel(scene, 130, 12, lying=True)
        scene.add(bar.put(box(-66, -86, 132, 172, PAPER) + box(-66, -86, 132, 20, band) + box(-66, 66, 132, 20, band)), radius=3, height=1.4, lift=2.5, bump=wrap, amount=0.8)
        scene.flat(bar.put(text(0, -22, "SABUN", 19, "caps", BARK, spacing=3) + text(0, 18, "Sereh", 39, "word", dye) + text(0, 46, "DENPASAR", 13, "caps", INK, spacing=1.5)), 0.96)
    plants.lemongrass(scene, Place(560, 742, -52), 330)
    plants.lemongrass(scene, Place(630, 762, -60), 300)
    for x, y, size, turn in ((128, 676, 78, 0), (232, 742, 62, 30), (640, 170, 74, 50)):
        plants.frangipani(scene, Place(x, y, turn), size)
    plants.leaf(scene, Place(40, 610, -50), 150, 66, "#3F7D3A")


def aloe(scene: Scene, place: Place, length: float, width: float) -> None:
    """A leaf of aloe with toothed edges, its cut base at the frame's origin."""
    w = width / 2
    outline = f"M0 {-w}C{length * 0.4} {-w * 1.16} {length * 0.8} {-w * 0.5} {length} 0C{length * 0.8} {w * 0.5} {length * 0.4} {w * 1.16} 0 {w}Z"
    teeth = "".join(
        shape(f"M{length * t - 9:.0f} {side * w * (1.02 - t * t * 0.8):.1f}l9 {side * 12}l11 {-side * 10}z", "#A9C07A")
        for t in (0.08, 0.2, 0.32, 0.44, 0.56, 0.68, 0.8)
        for side in (-1, 1)
    )
    scene.add(place.put(teeth), radius=3, height=3, lift=8)
    scene.add(place.put(shape(outline, "#4F8A4A")), radius=width * 0.5, height=width * 0.34, lift=18, gloss=0.5, shine=14, threshold=0.25, bump=streaks(60, 8, 35) * 0.4)
    spots = "".join(f'<ellipse cx="{x:.0f}" cy="{y:.0f}" rx="7" ry="2.4" fill="#B9D09A" fill-opacity=".6"/>' for x, y in spread(in_box(random.Random(int(length)), 30, -w * 0.5, length * 0.8, w * 0.5), 24, 22))
    scene.flat(place.put(spots))
    scene.add(place.put(f'<ellipse rx="{width * 0.12:.0f}" ry="{w * 0.94:.0f}" fill="#D4E6B0"/>'), radius=6, height=4, lift=2, gloss=0.8, shine=14)


def lidah_buaya(scene: Scene) -> None:
    """h29: a tube of aloe gel, whole leaves, and clear slices of their flesh."""
    grounds.cloth(scene, "turmeric", "pucuk-rebung", 1.3, seed=4)
    for x, y, turn, length, width in ((500, 760, -82, 640, 104), (640, 780, -66, 540, 96), (720, 790, -96, 460, 84)):
        aloe(scene, Place(x, y, turn), length, width)
    tube = Place(278, 400, -7)
    body = "M-132 -316H132L126 214C126 232 118 240 100 240H-100C-118 240 -126 232 -126 214Z"
    scene.add(tube.put(shape(body, "#2F7D4A")), radius=120, height=76, lift=32, gloss=0.6, shine=14, threshold=0.22, shadow=0.66, smooth=1.6)
    along, down = tube.axes(scene)
    crimp = np.asarray(np.sin(along * 2 * np.pi / 7) * 0.8, np.float32)
    scene.add(tube.put(box(-136, -320, 272, 46, darker("#2F7D4A", 0.12), 3)), radius=2, height=1, lift=1, bump=crimp, gloss=0.4)
    leaf_print = "".join(shape("M0 0C-12 -60 -6 -120 0 -150C6 -120 12 -60 0 0Z", mix("#8FC46A", "#D6EBA0", abs(t) / 60), f'transform="translate(0 64) rotate({t})"') for t in (-58, -32, -12, 12, 32, 58))
    words = text(0, -222, "GEL", 30, "caps", TURMERIC, spacing=10) + text(0, -154, "Lidah", 68, "word", PAPER) + text(0, -92, "Buaya", 68, "word", PAPER)
    words += text(0, 112, "PONTIANAK", 24, "caps", PAPER, spacing=5) + text(0, 148, "100 ml", 22, "small", TURMERIC)
    scene.flat(tube.put(f'<g transform="translate(0 16) scale(.94)">{leaf_print}</g>' + words + box(-126, 176, 252, 26, motif("pucuk-rebung", Dyes("#2F7D4A", "#D6EBA0", TURMERIC), 0.3))), 0.95)
    cap_ribs = np.asarray(np.sin(along * 2 * np.pi / 8) * 0.7, np.float32)
    scene.add(tube.put(box(-84, 234, 168, 88, PAPER, 12)), radius=14, height=10, lift=16, gloss=0.5, bump=tube.barrel(scene, 88, 60) + cap_ribs)
    for x, y, turn in ((466, 690, -10), (566, 634, 18), (420, 600, 40)):
        piece = Place(x, y, turn)
        scene.add(piece.put(box(-62, -34, 124, 68, "#7FAE5A", 10)), radius=10, height=8, lift=12)
        scene.add(piece.put(box(-56, -28, 112, 56, "#DFF0CC", 10)), radius=22, height=16, lift=1, gloss=1, shine=12, bump=noise(15, 84) * 0.7, threshold=0.3)


def sapu_ijuk(scene: Scene) -> None:
    """h24: a palm-fibre broom, a dustpan of woven bamboo and a scrubbing brush."""
    rng = random.Random(24)
    grounds.cloth(scene, "sand", "lurik", 1.3, seed=7)
    pan = Place(560, 520, 8)
    weave = plaited(lambda i: vessels.BAMBOO[i % 4], lambda i: (MORINDA if i % 5 == 0 else vessels.BAMBOO[i * 3 % 4]), strip=22, angle=8, height=4.5)
    scoop = "M-190 176L-150 -120C-110 -176 110 -176 150 -120L190 176Z"
    scene.add(pan.put(shape(scoop, "#000")), radius=30, height=16, lift=24, texture=weave, shadow=0.62)
    scene.add(pan.put(stroke("M-190 172L-152 -116C-112 -172 112 -172 152 -116L190 172", 20, "#C89A52")), radius=10, height=10, lift=10, bump=ridges(scene, 9, 0.8, across=True))
    timber(scene, pan.put(box(-15, -330, 30, 190, "#B57B3F", 12)), along_y=True, radius=12, height=11, lift=14)
    broom = Place(250, 400, 9)
    timber(scene, broom.put(box(-14, -460, 28, 560, "#C08A4C", 10)), "#C48C4E", "#966030", along_y=True, radius=13, height=12, lift=20)
    for colour, start in (("#241A16", 0), ("#3A2A22", 1)):
        fibres = "".join(
            stroke(f"M{x * 0.62:.0f} 84Q{x * 0.9 + rng.uniform(-6, 6):.0f} 210 {x * 1.12 + rng.uniform(-12, 12):.0f} {340 + rng.uniform(-18, 18) - abs(x) * 0.14:.0f}", 4.6, mix(colour, "#6A4A36", rng.uniform(0, 0.35)))
            for x in range(-150 + start * 2, 151, 4)
        )
        scene.add(broom.put(fibres), radius=6, height=5, lift=16 - 10 * start, bump=streaks(2.2, 60, 66) * 0.5)
    collar = "M-96 60H96L112 150C60 166 -60 166 -112 150Z"
    scene.add(broom.put(shape(collar, "#4A3024")), radius=24, height=18, lift=12, texture=linen(1.3, 6), threshold=0.3)
    for y in (88, 112, 136):
        cord(scene, f"M{-100 - (y - 60) * 0.16} {y}Q0 {y + 14} {100 + (y - 60) * 0.16} {y}", 11, (MORINDA, TURMERIC, MORINDA)[(y - 88) // 24], broom)
    brush = Place(580, 160, -18)
    for row in range(4):
        tufts = "".join(stroke(f"M{x} {20 + row * 4}l{rng.uniform(-5, 5):.0f} {rng.uniform(50, 64):.0f}", 7, mix("#C9A05A", "#8A6430", rng.random())) for x in range(-112 + row * 4, 120, 15))
        scene.add(brush.put(tufts), radius=3, height=3, lift=8)
    timber(scene, brush.put(shape("M-140 -26C-120 -50 120 -50 140 -26C150 0 140 30 120 34H-120C-140 30 -150 0 -140 -26Z", "#A9682F")), radius=18, height=15, lift=18)
    tag(scene, Place(570, 560, 8), 250, Words("Sapu", "Ijuk", "Purbalingga"), Label("lurik", PAPER, MORINDA, BARK), 0.58)


def pembersih(scene: Scene) -> None:
    """h41: a spray bottle, a jerrycan, sponges, a cloth and suds."""
    rng = random.Random(41)
    grounds.planks(scene, "wood-light", 1)
    cloth = motif("lurik", Dyes("#F1EADB", INDIGO, MORINDA), 1.1, 18)
    scene.add(Place(560, 640, 12).put(shape("M-210 -140C-120 -160 120 -120 210 -150C190 -40 220 60 200 150C90 130 -90 170 -200 140C-220 40 -190 -50 -210 -140Z", cloth)), radius=14, height=9, lift=12, texture=linen(0.9, 5), bump=streaks(40, 140, 65) * 2.2)
    can = "M404 232H636C664 232 684 254 684 284V612C684 640 668 656 640 656H400C372 656 356 640 356 612V330C356 300 372 284 392 268Z"
    hole = "M492 276H612C632 276 640 288 632 304C620 328 596 336 560 336H492C470 336 458 326 458 306C458 288 470 276 492 276Z"
    scene.add(f'<path d="{can}{hole}" fill="#E9AE2E" fill-rule="evenodd"/>', radius=44, height=30, lift=34, gloss=0.5, shine=14, threshold=0.28, shadow=0.66)
    scene.add(box(384, 188, 92, 62, MORINDA, 9), radius=12, height=9, lift=12, gloss=0.5, bump=Place(430, 0).barrel(scene, 48, 30) + ridges(scene, 8, 0.7))
    label(scene, CLEAR, (392, 376, 256, 230), Words("Pembersih lantai", "Sereh", "Tangerang", "4 liter"), Label("lurik", PAPER, LEAF, MORINDA))
    _spray_bottle(scene)
    for x, y, turn, tone in ((566, 716, -8, TURMERIC), (690, 690, 24, "#7FB356")):
        sponge = Place(x, y, turn)
        scene.add(sponge.put(box(-72, -44, 144, 88, tone, 12)), radius=18, height=15, lift=18, bump=noise(4, 84) * 0.6, shadow=0.62)
        scene.flat(sponge.put("".join(f'<ellipse cx="{a:.0f}" cy="{b:.0f}" rx="{rng.uniform(2, 5):.1f}" ry="{rng.uniform(2, 4):.1f}" fill="{darker(tone, 0.4)}" fill-opacity=".6"/>' for a, b in spread(in_box(rng, -62, -34, 62, 34), 34, 11))))
        scene.add(sponge.put(box(-72, 26, 144, 20, "#2F6A4A", 7)), radius=6, height=5, lift=3, bump=noise(2, 84) * 0.8)
    suds = [(x, y, rng.uniform(8, 26)) for x, y in spread(in_box(rng, 30, 640, 180, 790), 16, 34)]
    bubbles = "".join(
        disc(round(x), round(y), round(size), "#F4FAFA", 'fill-opacity=".42" stroke="#FFFFFF" stroke-opacity=".85" stroke-width="2.4"')
        + disc(round(x - size * 0.36), round(y - size * 0.36), round(size * 0.22, 1), "#FFFFFF")
        + stroke(f"M{x + size * 0.2:.0f} {y + size * 0.68:.0f}Q{x + size * 0.66:.0f} {y + size * 0.5:.0f} {x + size * 0.68:.0f} {y + size * 0.1:.0f}", 2.4, "#BFD9F2")
        for x, y, size in suds
    )
    scene.cast_shadow(scene.mask(bubbles) * np.float32(0.6), 5, 0.4)
    scene.flat(bubbles)
    plants.lemongrass(scene, Place(70, 170, -32), 250)


def _spray_bottle(scene: Scene) -> None:
    """A trigger bottle of blue liquid."""
    body = "M196 300H282C290 352 338 366 338 430V690C338 712 328 722 306 722H172C150 722 140 712 140 690V430C140 366 188 352 196 300Z"
    form = turned(scene.mask(shape(body, "#fff")), 0.7)
    scene.add(shape(body, "#3E7FC0"), radius=16, height=10, lift=34, gloss=0.4, bump=form * 0.8, shadow=0.66, amount=0.8)
    label(scene, CLEAR, (140, 452, 198, 200), Words("Semprot", "Wangi", "sereh", "500 ml"), Label("lurik", PAPER, INDIGO, MORINDA), form=form * 0.9, inset=0.1)
    glass_sheen(scene, stroke("M160 430C162 400 190 380 204 344", 8, "#fff") + stroke("M158 660V700", 8, "#fff"), 0.6)
    scene.add(box(190, 262, 98, 50, PAPER, 8), radius=10, height=8, lift=10, gloss=0.4, bump=Place(239, 0).barrel(scene, 52, 34) + ridges(scene, 7, 0.6))
    trigger = "M160 270C132 290 118 330 124 372C132 380 142 376 146 366C148 334 160 312 190 296L196 262Z"
    scene.add(shape(trigger, MORINDA), radius=12, height=10, lift=14, gloss=0.5)
    head = "M92 168H262C306 168 322 196 318 230L308 274H198L190 236H110C98 236 92 228 92 216Z"
    scene.add(shape(head, PAPER), radius=26, height=22, lift=18, gloss=0.5, shine=14, threshold=0.3)
    scene.add(box(64, 184, 38, 36, MORINDA, 7), radius=9, height=8, lift=10, gloss=0.5)
    scene.flat(stroke("M190 236H300", 3, "#C9BFA6"))


HEROES = {"h08": kayu_putih, "h18": sabun_sereh, "h24": sapu_ijuk, "h29": lidah_buaya, "h41": pembersih}
