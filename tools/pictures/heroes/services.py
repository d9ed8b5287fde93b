"""Services, drawn as their tools on the cloth: air conditioning, sewing, shoe cleaning."""

from __future__ import annotations

import math
import random

import numpy as np

from tools.pictures.colour import BARK, BRASS, CORD, CREAM, INDIGO, INDIGO_DARK, INK, LEAF, MORINDA, PAPER, TURMERIC, darker, mix
from tools.pictures.fields import noise, streaks, turned
from tools.pictures.heroes import parts_grounds as grounds
from tools.pictures.heroes.parts import Place, box, disc, glass_sheen, in_box, shape, stroke
from tools.pictures.heroes.parts_paper import label, tag, timber
from tools.pictures.labels import Label, Words, text
from tools.pictures.motifs import Dyes, motif
from tools.pictures.scene import Scene
from tools.pictures.shapes import spread
from tools.pictures.textures import cloth_folds, linen, ridges

STEEL = "#B9BEC0"


def screwdriver(scene: Scene, place: Place, colour: str) -> None:
    """A screwdriver, its tip to the left."""
    scene.add(place.put(shape("M-210 -7H-30V7H-210L-226 4V-4Z", STEEL)), radius=6, height=6, lift=10, gloss=0.8, shine=16)
    handle = "M-30 -15C-20 -22 -6 -26 10 -24H110C128 -22 136 -12 136 0C136 12 128 22 110 24H10C-6 26 -20 22 -30 15Z"
    scene.add(place.put(shape(handle, colour)), radius=24, height=22, lift=15, gloss=0.6, shine=16, threshold=0.3)
    scene.flat(place.put("".join(box(0, y, 108, 4, darker(colour, 0.4), 2) for y in (-12, -2, 8))), 0.6)
    scene.add(place.put(box(112, -23, 12, 46, TURMERIC, 5)), radius=5, height=4, lift=1, gloss=0.5)


def wrench(scene: Scene, place: Place) -> None:
    """An open-ended spanner, its jaw to the left."""
    body = "M-150 -46C-120 -58 -90 -50 -74 -22H120C136 -44 172 -44 188 -16L152 -6V12L186 24C168 50 134 46 120 24H-74C-92 50 -122 58 -150 46L-112 22V-20Z"
    scene.add(place.put(shape(body, STEEL)), radius=12, height=11, lift=13, gloss=0.85, shine=14, shadow=0.62)
    scene.add(place.put(box(-56, -11, 160, 24, "#A4AAAD", 8)), radius=6, height=-4, lift=0, gloss=0.7)
    scene.flat(place.put(text(24, 9, "17 mm", 18, "small", "#6A7072")))


def servis_ac(scene: Scene) -> None:
    """h20: a wall unit, gauge, spanner, screwdrivers, brush and the service card."""
    grounds.cloth(scene, "turmeric", "parang", 1.25, seed=6)
    unit = Place(400, 214, -3)
    scene.add(unit.put(box(-330, -134, 660, 268, "#F7F3EA", 40)), radius=46, height=30, lift=34, gloss=0.5, shine=14, threshold=0.28, shadow=0.64)
    scene.flat(unit.put(stroke("M-318 46H318", 3, "#CFC7B6") + stroke("M-316 -96Q0 -112 316 -96", 2, "#DDD6C6")))
    mouth = scene.add(unit.put(box(-296, 64, 592, 48, "#4A4A4C", 18)), radius=10, height=-8, lift=0)
    scene.add(unit.put("".join(box(-290, y, 580, 9, "#8E9294", 4) for y in (70, 86, 101))), radius=4, height=4, lift=3, within=mouth, gloss=0.5)
    scene.add(unit.put("".join(box(x, 66, 7, 46, "#A9ADAF", 3) for x in range(-270, 280, 45))), radius=3, height=3, lift=3, within=mouth)
    scene.hollow(mouth, 7, 0.45)
    scene.flat(unit.put(text(-250, -44, "Sejuk", 44, "word", INDIGO, "start") + text(-248, -12, "CUCI · SERVIS", 16, "caps", BARK, "start", 3) + text(246, 22, "24°", 40, "word", "#3F8A4A") + disc(196, 12, 7, "#3F8A4A")))
    _gauge(scene, 176, 560)
    wrench(scene, Place(470, 440, 28))
    screwdriver(scene, Place(560, 590, -24), MORINDA)
    screwdriver(scene, Place(590, 690, -12), INDIGO)
    brush = Place(690, 440, 62)
    bristles = "".join(stroke(f"M{x} 14l{(x % 7) - 3} 46", 6, mix("#E9DDC2", "#B99A62", (x % 5) / 5)) for x in range(-86, 30, 10))
    scene.add(brush.put(bristles), radius=3, height=3, lift=8)
    timber(scene, brush.put(shape("M-100 -16H30C70 -16 90 -10 150 -10Q162 0 150 10C90 12 70 20 30 20H-100Q-112 2 -100 -16Z", "#A9682F")), radius=12, height=11, lift=14)
    tag(scene, Place(318, 708, -5), 262, Words("Jasa", "Servis AC", "Surabaya"), Label("parang", PAPER, INDIGO, MORINDA), 0.56)


def _gauge(scene: Scene, x: float, y: float) -> None:
    """A pressure gauge with two hoses."""
    for path, colour in ((f"M{x - 20} {y + 90}C{x - 60} {y + 170} {x - 190} {y + 120} {x - 150} {y + 20}C{x - 120} {y - 60} {x - 160} {y - 110} {x - 120} {y - 150}", INDIGO), (f"M{x + 22} {y + 90}C{x + 40} {y + 190} {x - 90} {y + 230} {x - 190} {y + 200}", MORINDA)):
        scene.add(stroke(path, 20, colour), radius=10, height=10, lift=11, gloss=0.5, bump=ridges(scene, 9, 0.3))
    scene.add(box(x - 46, y + 70, 92, 46, BRASS, 8), radius=10, height=9, lift=14, gloss=0.8, shine=16)
    scene.add(disc(x, y, 104, "#8E1F1A"), radius=18, height=15, lift=24, gloss=0.6)
    scene.add(disc(x, y, 84, PAPER), radius=9, height=-6, lift=0)
    marks = "".join(f'<path d="M0 -74V{-62 + (k % 5 == 0) * -2}" stroke="{INK if k < 16 else MORINDA}" stroke-width="{4 if k % 5 == 0 else 2}" transform="translate({x} {y}) rotate({-130 + k * 13})"/>' for k in range(21))
    scene.flat(marks + text(x, y + 52, "psi", 22, "small", INK) + text(x, y - 26, "R32", 22, "word", INDIGO))
    scene.add(Place(x, y, 34).put(shape("M-5 16L0 -60L5 16Z", MORINDA)), radius=3, height=3, lift=5)
    scene.add(disc(x, y, 10, BRASS), radius=8, height=7, lift=4, gloss=0.9)
    glass_sheen(scene, shape(f"M{x - 70} {y - 20}C{x - 60} {y - 66} {x - 20} {y - 82} {x + 26} {y - 74}C{x - 20} {y - 60} {x - 50} {y - 40} {x - 70} {y - 20}Z", "#fff"), 0.5, 3)


def spool(scene: Scene, place: Place, colour: str) -> None:
    """A reel of thread standing along the frame's y axis, 88 by 120 units."""
    timber(scene, place.put(box(-44, -60, 88, 20, "#B57B3F", 8) + box(-44, 40, 88, 20, "#B57B3F", 8)), radius=8, height=7, lift=16)
    _, down = place.axes(scene)
    turns = np.asarray(np.sin(down * 2 * np.pi / 4.4) * 0.7, np.float32)
    scene.add(place.put(box(-38, -44, 76, 88, colour, 7)), radius=7, height=4, lift=8, gloss=0.35, bump=place.barrel(scene, 40, 32) + turns)


def jahit_seragam(scene: Scene) -> None:
    """h39: blue cloth with chalk lines, shears, thread, a tape measure and a pincushion."""
    grounds.cloth(scene, "sage", "lurik", 1.3, seed=3)
    cloth = Place(380, 360, -7)
    piece = "M-300 -250C-180 -268 180 -262 300 -250L292 60C292 130 240 190 170 206L-190 250C-250 250 -292 230 -300 180Z"
    scene.add(cloth.put(shape(piece, "#284A94")), radius=14, height=9, lift=14, texture=linen(0.8, 3.6), bump=cloth_folds(6, 1.8), shadow=0.6)
    turned_corner = "M170 206C230 190 292 130 292 60C240 70 190 120 170 206Z"
    scene.add(cloth.put(shape(turned_corner, "#5F7FC0")), radius=12, height=8, lift=8, texture=linen(0.8, 3.6))
    chalk = "M-230 -196H-40C-30 -150 40 -150 50 -196H230V-60C180 -50 168 10 176 60V150H-176V60C-168 10 -180 -50 -230 -60Z"
    scene.flat(cloth.put(f'<path d="{chalk}" fill="none" stroke="#F4EFE2" stroke-width="5" stroke-dasharray="17 9" stroke-linecap="round"/>' + text(0, -40, "Seragam", 60, "word", "#F4EFE2")), 0.8)
    for x, y, turn, colour in ((664, 140, 8, MORINDA), (716, 270, -14, TURMERIC), (652, 330, 20, LEAF)):
        spool(scene, Place(x, y, turn), colour)
    _tape(scene)
    _shears(scene, Place(372, 470, -28))
    x, y = 664, 588
    for k in range(8):
        wedge = f"M{x} {y}L{x + 112 * math.cos(k * math.tau / 8):.1f} {y + 112 * math.sin(k * math.tau / 8):.1f}A112 112 0 0 1 {x + 112 * math.cos((k + 1) * math.tau / 8):.1f} {y + 112 * math.sin((k + 1) * math.tau / 8):.1f}Z"
        scene.add(shape(wedge, MORINDA if k % 2 else "#C4453A"), radius=70, height=44, lift=22, texture=linen(0.6, 3.2), threshold=0.12)
    scene.add(disc(x, y, 22, LEAF), radius=14, height=10, lift=6)
    for angle, reach, colour in ((0.4, 70, TURMERIC), (1.3, 82, PAPER), (2.3, 64, INDIGO), (3.4, 78, TURMERIC), (4.2, 60, PAPER), (5.3, 76, INDIGO)):
        px, py = x + reach * math.cos(angle), y + reach * math.sin(angle)
        scene.add(stroke(f"M{px:.0f} {py:.0f}l{20 * math.cos(angle):.0f} {20 * math.sin(angle):.0f}", 3.4, STEEL), radius=2, height=2, lift=4)
        scene.add(disc(round(px + 22 * math.cos(angle)), round(py + 22 * math.sin(angle)), 9, colour), radius=8, height=8, lift=8, gloss=0.9, shine=18)
    tag(scene, Place(176, 700, -6), 252, Words("Jasa", "Jahit", "Seragam · Sukoharjo"), Label("lurik", PAPER, MORINDA, INDIGO), 0.58)


def _tape(scene: Scene) -> None:
    """A yellow tape measure lying in a wave."""
    path = "M330 800C350 700 470 660 500 740C520 800 590 770 560 720"
    scene.add(f'<path d="{path}" fill="none" stroke="#F0C23A" stroke-width="34"/>', radius=4, height=3, lift=8, gloss=0.3)
    scene.flat(f'<path d="{path}" fill="none" stroke="{INK}" stroke-width="34" stroke-dasharray="2 11" stroke-opacity=".8"/><path d="{path}" fill="none" stroke="#F0C23A" stroke-width="14"/>')


def _shears(scene: Scene, place: Place) -> None:
    """Tailor's shears, slightly open, points to the left."""
    for turn, tone in ((-9, "#A6ACAF"), (9, "#C3C8CA")):
        half = Place(place.x, place.y, place.turn + turn)
        sign = 1 if turn > 0 else -1
        scene.add(half.put(shape(f"M30 {-sign * 6}L-250 {-sign * 2}C-270 0 -262 {sign * 6} -250 {sign * 8}L-20 {sign * 30}L40 {sign * 22}Z", tone)), radius=10, height=8, lift=14, gloss=0.85, shine=14, shadow=0.62)
        ring = f"M20 {-sign * 4}C90 {-sign * 10} 120 {-sign * 30} 170 {-sign * 66}C210 {-sign * 92} 270 {-sign * 70} 270 {-sign * 34}C268 {sign * 2} 210 {sign * 4} 176 {-sign * 18}C150 {-sign * 34} 120 {sign * 10} 40 {sign * 20}Z"
        eye = f"M190 {-sign * 60}C216 {-sign * 74} 250 {-sign * 62} 250 {-sign * 36}C248 {-sign * 14} 214 {-sign * 14} 194 {-sign * 30}C182 {-sign * 40} 180 {-sign * 52} 190 {-sign * 60}Z"
        scene.add(half.put(f'<path d="{ring}{eye}" fill="{INK}" fill-rule="evenodd"/>'), radius=12, height=11, lift=15, gloss=0.7, shine=16)
    scene.add(place.put(disc(16, 0, 15, BRASS)), radius=10, height=9, lift=5, gloss=0.9, shine=16)


def shoe(scene: Scene, place: Place, flip: int, dirty: bool) -> None:
    """A canvas shoe from above, its toe up; 180 by 470 units. A dirty one has mud on its toe."""

    def put(body: str) -> str:
        return place.put(f'<g transform="scale({flip} 1)">{body}</g>')

    sole = "M-8 -238C62 -240 96 -180 94 -110C92 -50 72 -10 74 60C76 140 72 232 0 234C-70 232 -78 140 -74 60C-70 -10 -90 -50 -90 -110C-90 -180 -70 -236 -8 -238Z"
    scene.add(put(shape(sole, "#F4EFE4")), radius=20, height=15, lift=30, gloss=0.4, shadow=0.66)
    scene.flat(put(f'<path d="{sole}" fill="none" stroke="{MORINDA}" stroke-width="5" transform="scale(.945 .97)"/>'))
    upper = "M-6 -222C54 -222 80 -168 78 -106C76 -50 58 -10 60 60C62 132 58 216 0 218C-56 216 -64 132 -60 60C-56 -10 -74 -50 -74 -106C-74 -168 -56 -222 -6 -222Z"
    scene.add(put(shape(upper, INDIGO)), radius=70, height=52, lift=8, texture=linen(0.8, 3.6), threshold=0.22, bump=noise(30, 84) * 0.4)
    toe = "M-6 -222C54 -222 80 -168 78 -120C40 -150 -36 -150 -74 -120C-74 -168 -56 -222 -6 -222Z"
    scene.add(put(shape(toe, "#F4EFE4")), radius=40, height=22, lift=3, gloss=0.4, threshold=0.25)
    opening = "M-2 40C34 42 44 80 44 124C44 170 34 198 0 198C-34 198 -44 170 -44 124C-44 80 -36 42 -2 40Z"
    inside = scene.add(put(shape(opening, "#D9C9A6")), radius=10, height=-9, lift=0, texture=linen(0.6, 3.4))
    scene.hollow(inside, 13, 0.6)
    tongue = "M-30 -96H30L36 76C20 90 -20 90 -36 76Z"
    scene.add(put(shape(tongue, "#31519E")), radius=12, height=8, lift=5, texture=linen(0.7, 3.4))
    for side in (-1, 1):
        scene.add(put(shape(f"M{side * 26} -104L{side * 52} -96L{side * 48} 50L{side * 32} 62Z", darker(INDIGO, 0.1))), radius=6, height=5, lift=3, texture=linen(0.7, 3.4))
        scene.add(put("".join(disc(side * 39, y, 7, BRASS) for y in range(-84, 48, 30))), radius=5, height=3, lift=1, gloss=0.9)
    laces = "".join(stroke(f"M-39 {y}L39 {y + 26 if k % 2 else y}", 10, "#F7F2E6") for k, y in enumerate(range(-84, 40, 30)))
    scene.add(put(laces), radius=5, height=5, lift=6, bump=noise(2, 84) * 0.3)
    if dirty:
        rng = random.Random(4)
        mud = "".join(f'<ellipse cx="{x:.0f}" cy="{y:.0f}" rx="{rng.uniform(4, 15):.0f}" ry="{rng.uniform(4, 11):.0f}" fill="{mix("#8A6A44", "#6E4E2E", rng.random())}"/>' for x, y in spread(in_box(rng, -56, -208, 56, -130), 26, 13))
        scene.add(put(mud), radius=5, height=2, lift=1, bump=noise(5, 84) * 0.3, within=scene.mask(put(shape(upper, "#fff"))))
    else:
        scene.flat(put(shape("M-40 -196l6 -16l6 16l16 6l-16 6l-6 16l-6 -16l-16 -6z", "#FFFFFF")), 0.9)


def cuci_sepatu(scene: Scene) -> None:
    """h48: a pair of canvas shoes, one cleaned and one not yet, brush, bottle and suds."""
    rng = random.Random(48)
    grounds.cloth(scene, "turmeric", "ikat", 1.2, seed=7)
    shoe(scene, Place(208, 330, -7), 1, True)
    shoe(scene, Place(408, 318, 6), -1, False)
    body = "M596 230H676C680 268 714 280 714 326V560C714 578 704 588 686 588H586C568 588 558 578 558 560V326C558 280 592 268 596 230Z"
    form = turned(scene.mask(shape(body, "#fff")), 0.7)
    scene.add(shape(body, "#7FB8C9"), radius=14, height=9, lift=30, gloss=0.4, bump=form * 0.8, shadow=0.66, amount=0.8)
    label(scene, Place(0, 0), (558, 350, 156, 178), Words("Sabun", "Sepatu", "Makassar"), Label("ikat", PAPER, INDIGO, MORINDA), form=form * 0.9, inset=0.1)
    scene.add(box(600, 160, 72, 78, PAPER, 9), radius=10, height=8, lift=10, gloss=0.5, bump=Place(636, 0).barrel(scene, 38, 26) + ridges(scene, 7, 0.6))
    glass_sheen(scene, stroke("M574 340C576 312 596 296 604 268", 6, "#fff"), 0.6)
    brush = Place(500, 680, -12)
    for row in range(3):
        tufts = "".join(stroke(f"M{x} {16 + row * 4}l{rng.uniform(-5, 5):.0f} {rng.uniform(48, 60):.0f}", 8, mix("#F1E6CC", "#C9A76A", rng.random())) for x in range(-116 + row * 5, 122, 14))
        scene.add(brush.put(tufts), radius=3, height=3, lift=8)
    timber(scene, brush.put(shape("M-150 -30C-130 -52 130 -52 150 -30C160 0 150 26 130 30H-130C-150 26 -160 0 -150 -30Z", "#A9682F")), radius=18, height=15, lift=20)
    bubbles = [(x, y, rng.uniform(9, 26)) for x, y in spread(in_box(rng, 330, 690, 690, 790), 22, 32)]
    suds = "".join(disc(round(x), round(y), round(q), "#F4FAFA", 'fill-opacity=".45" stroke="#FFFFFF" stroke-opacity=".9" stroke-width="2.4"') + disc(round(x - q * 0.36), round(y - q * 0.36), round(q * 0.22, 1), "#FFFFFF") for x, y, q in bubbles)
    scene.cast_shadow(scene.mask(suds) * np.float32(0.6), 5, 0.4)
    scene.flat(suds)
    tag(scene, Place(180, 690, -5), 262, Words("Jasa cuci", "Sepatu", "Makassar"), Label("ikat", PAPER, INDIGO, MORINDA), 0.58)


HEROES = {"h20": servis_ac, "h39": jahit_seragam, "h48": cuci_sepatu}
