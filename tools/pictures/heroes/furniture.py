"""Rattan chair, carved sideboard, desk and a model ship: seen from the front, before a wall."""

from __future__ import annotations

import math

import numpy as np

from tools.pictures.colour import BARK, BRASS, CREAM, INDIGO, INDIGO_DARK, INK, LEAF, MORINDA, PAPER, SAND, TURMERIC, Array, darker, mix
from tools.pictures.fields import blur, noise, streaks, turned
from tools.pictures.heroes import parts_grounds as grounds
from tools.pictures.heroes.parts import Place, box, disc, shape, stroke
from tools.pictures.heroes.parts_paper import card, tag, timber
from tools.pictures.heroes.parts_plants import sprig
from tools.pictures.labels import Label, Words, text
from tools.pictures.motifs import Dyes, motif
from tools.pictures.scene import Scene
from tools.pictures.textures import linen, ridges
from tools.pictures.vector import clip

TEAK = ("#B57B3F", "#8A5628")
"""Light and dark tones of oiled teak."""


def floor_shadow(scene: Scene, x: float, y: float, wide: float, high: float) -> None:
    """The pool of shade beneath a piece that stands."""
    scene.darken(blur(scene.mask(f'<ellipse cx="{x}" cy="{y}" rx="{wide}" ry="{high}" fill="#000"/>'), 14), 0.7)


def pole(scene: Scene, path: str, width: float, colour: str = "#BC8443", lift: float = 14) -> None:
    """A bent cane of rattan along a path."""
    scene.add(stroke(path, width, colour), radius=width * 0.5, height=width * 0.55, lift=lift, gloss=0.5, shine=20, bump=streaks(2, 30, 86) * 0.12, shadow=0.5)


def binding(scene: Scene, x: float, y: float, wide: float, high: float, turn: float = 0) -> None:
    """A wrapping of split cane where two poles meet."""
    place = Place(x, y, turn)
    _, down = place.axes(scene)
    turns = np.asarray(np.sin(down * 2 * np.pi / 5) * 0.9, np.float32)
    scene.add(place.put(box(-wide / 2, -high / 2, wide, high, "#E2BE80", 5)), radius=wide * 0.45, height=wide * 0.4, lift=4, bump=turns)


def kursi_rotan(scene: Scene) -> None:
    """h07: an oval-backed rattan chair with an ikat cushion."""
    grounds.room(scene, "wall-ochre", "tiles")
    floor_shadow(scene, 430, 736, 270, 34)
    cane, pale = "#BC8443", "#C89552"
    for path in ("M262 560L244 716", "M538 560L556 716"):
        pole(scene, path, 20, darker(cane, 0.35), 12)
    web = "".join(
        stroke(f"M{k * 17} 0L{k * 17 + 800} 800M{k * 17 + 800} 0L{k * 17} 800", 3.4, "#E6CB93") for k in range(-40, 80)
    ) + "".join(stroke(f"M0 {k * 17 + 3}H800M{k * 17 + 3} 0V800", 2.6, "#D9B877") for k in range(60))
    oval = clip(shape("M262 520C190 410 222 156 400 142C578 156 610 410 538 520Z", "#fff"))
    scene.add(f'<g clip-path="{oval}">{web}</g>', radius=3, height=2, lift=22, shadow=0.42)
    pole(scene, "M262 520C196 410 226 158 400 144C574 158 604 410 538 520", 12, pale, 7)
    pole(scene, "M236 520C150 400 190 120 400 104C610 120 650 400 564 520", 27, cane, 26)
    for x, y, turn in ((400, 106, 90), (232, 212, 36), (568, 212, -36), (204, 380, 2), (596, 380, -2)):
        binding(scene, x, y, 33, 30, turn)
    pole(scene, "M206 330C130 350 118 440 142 560", 22, cane, 16)
    pole(scene, "M594 330C670 350 682 440 658 560", 22, cane, 16)
    pole(scene, "M176 566L150 752", 25, cane, 16)
    pole(scene, "M624 566L650 752", 25, cane, 16)
    pole(scene, "M166 676C300 648 500 648 634 676", 14, cane, 9)
    for x in (236, 302, 368, 434, 500):
        pole(scene, f"M{x} 590C{x + 14} 620 {x + 64} 640 {x + 32} 662", 9, pale, 5)
    seat = "M140 540C300 566 500 566 660 540C676 546 676 584 660 592C500 616 300 616 140 592C124 584 124 546 140 540Z"
    scene.add(shape(seat, cane), radius=24, height=22, lift=16, gloss=0.4, bump=ridges(scene, 9, 0.9), shadow=0.6)
    binding(scene, 160, 620, 31, 26, 8)
    binding(scene, 640, 620, 31, 26, -8)
    ikat = motif("ikat", Dyes(INDIGO_DARK, MORINDA, "#EFE3C6", TURMERIC), 0.72)
    cushion = "M182 486C250 470 550 470 618 486C650 500 656 536 632 552C560 574 240 574 168 552C144 536 150 500 182 486Z"
    scene.add(shape(cushion, ikat), radius=46, height=40, lift=12, texture=linen(0.6, 3.4), shadow=0.6, threshold=0.3)
    scene.flat(stroke("M156 522C260 542 540 542 644 522", 3, "#E9DDC2", 0.8))
    pillow = "M296 290C340 302 460 302 504 290C494 340 494 430 506 482C460 472 340 472 294 482C306 430 306 340 296 290Z"
    parang = motif("parang", Dyes(MORINDA, "#F0DFB6", TURMERIC), 0.62)
    scene.add(Place(0, 0).put(f'<g transform="rotate(-7 400 380)">{shape(pillow, parang)}</g>'), radius=80, height=54, lift=20, texture=linen(0.6, 3.4), shadow=0.6, threshold=0.2)


def vase(scene: Scene, outline: str, colour: str, gloss: float = 0.5) -> None:
    """A glazed vase standing, from its outline."""
    mask = scene.mask(shape(outline, "#fff"))
    scene.add(shape(outline, colour), radius=8, height=5, lift=14, gloss=gloss, shine=14, bump=turned(mask, 0.75) * 0.85)


def carved_door(scene: Scene, x: float, y: float, wide: float, high: float) -> None:
    """A panelled door with carved tendrils."""
    timber(scene, box(x, y, wide, high, "#B57B3F", 3), *TEAK, along_y=True, seed=2, radius=5, height=4, lift=4)
    frame = box(x + 26, y + 26, wide - 52, high - 52, "#8A5628", 3)
    panel = scene.add(frame, radius=6, height=-5, lift=0)
    timber(scene, frame, "#A46C34", "#7A4A22", along_y=True, seed=4, radius=6, height=-4, lift=0)
    middle, centre = x + wide / 2, y + high / 2
    scroll = "M0 0C18 -34 62 -34 66 0C68 26 36 32 32 12C30 0 44 -6 48 4"
    leaves = "".join(
        f'<g transform="translate({middle} {centre}) scale({sx} {sy}) rotate({turn})">{stroke(scroll, 10, "#C08A4C")}</g>'
        for sx in (-1, 1)
        for sy in (-1, 1)
        for turn in (0, 62)
    )
    flower = "".join(f'<ellipse cx="22" rx="20" ry="10" fill="#C68F50" transform="translate({middle} {centre}) rotate({k * 45})"/>' for k in range(8))
    scene.add(leaves, radius=6, height=7, lift=5, gloss=0.35, within=panel)
    scene.add(flower, radius=8, height=8, lift=6, gloss=0.35)
    scene.add(disc(middle, centre, 13, "#A46C34"), radius=10, height=9, lift=4, gloss=0.4)
    scene.hollow(panel, 6, 0.35)


def bufet_jepara(scene: Scene) -> None:
    """h17: a teak sideboard with two carved doors and three drawers, vase and lamp upon it."""
    grounds.room(scene, "wall-green", "boards", 640)
    floor_shadow(scene, 420, 742, 330, 30)
    for x in (126, 634):
        timber(scene, shape(f"M{x} 690H{x + 44}L{x + 34} 752H{x + 10}Z", "#8A5628"), *TEAK, along_y=True, radius=8, height=7, lift=12)
    timber(scene, box(100, 356, 600, 344, "#B57B3F", 5), *TEAK, seed=3, radius=6, height=6, lift=34)
    carved_door(scene, 118, 376, 196, 300)
    carved_door(scene, 486, 376, 196, 300)
    for row in range(3):
        y = 376 + row * 101
        timber(scene, box(326, y, 148, 94, "#B57B3F", 3), *TEAK, seed=5 + row, grain=0.7, radius=5, height=5, lift=5)
        scene.flat(f'<rect x="338" y="{y + 12}" width="124" height="70" fill="none" stroke="#6E4320" stroke-width="2.4" stroke-opacity=".7"/>')
        scene.add(disc(400, y + 47, 11, BRASS), radius=9, height=8, lift=6, gloss=0.9, shine=16)
    for x in (304, 496):
        scene.add(disc(x, 526, 9, BRASS), radius=8, height=7, lift=5, gloss=0.9, shine=16)
    timber(scene, box(78, 326, 644, 34, "#C08A4C", 6), "#C48C4E", "#966030", seed=1, radius=9, height=8, lift=14, gloss=0.45)
    timber(scene, shape("M110 690H690V704C640 704 620 724 560 724H240C180 724 160 704 110 704Z", "#A46C34"), *TEAK, radius=6, height=5, lift=8)
    picture = Place(400, 166, 0)
    timber(scene, picture.put(box(-108, -82, 216, 164, "#7A4A22", 4)), "#8E5A2C", "#5E3517", radius=6, height=6, lift=10)
    kawung = motif("kawung", Dyes(INDIGO_DARK, "#EADDC0", "#C08A3E"), 0.8)
    scene.add(picture.put(box(-90, -64, 180, 128, kawung)), radius=4, height=-3, lift=0, texture=linen(0.5, 3))
    for x, turn, length in ((188, -112, 116), (202, -84, 140), (216, -58, 112)):
        sprig(scene, Place(x, 240, turn), length, 4, 62, "#5F8A44")
    vase(scene, "M182 226H222C228 226 228 234 224 240C252 262 258 304 236 328H168C146 304 152 262 180 240C176 234 176 226 182 226Z", "#233E8B")
    timber(scene, shape("M566 328H634L624 314H576ZM592 318V222H608V318Z", "#8A5628"), *TEAK, along_y=True, radius=6, height=6, lift=12)
    scene.add(shape("M560 126H640L676 228H524Z", "#F0DDB0"), radius=40, height=26, lift=16, texture=linen(0.6, 4), threshold=0.3)
    scene.glow(blur(scene.mask(shape("M566 132H634L664 222H536Z", "#fff")), 12), 0.3, "#FFDFA0")
    scene.flat(box(524, 222, 152, 6, "#C9A765"))


def meja_belajar(scene: Scene) -> None:
    """h47: a teak desk with two drawers; lamp, books and a potted plant upon it."""
    grounds.room(scene, "wall-clay", "boards", 640)
    floor_shadow(scene, 420, 744, 330, 26)
    for x, back in ((138, False), (628, False), (196, True), (572, True)):
        tone = ("#8A5A2C", "#5E3A1A") if back else TEAK
        timber(scene, shape(f"M{x} 410H{x + 38}L{x + 28} {724 if back else 752}H{x + 10}Z", "#8A5628"), *tone, along_y=True, radius=9, height=8, lift=10)
    timber(scene, box(150, 640, 500, 20, "#8A5628", 5), *TEAK, radius=7, height=6, lift=8)
    timber(scene, box(116, 400, 568, 96, "#B57B3F", 5), *TEAK, seed=3, radius=6, height=6, lift=22)
    for x in (134, 408):
        timber(scene, box(x, 414, 258, 68, "#B57B3F", 4), "#BE8648", "#8E5A2C", seed=int(x) % 7, grain=0.7, radius=5, height=5, lift=5)
        scene.add(box(x + 99, 440, 60, 13, BRASS, 6), radius=6, height=6, lift=6, gloss=0.9, shine=16)
    timber(scene, box(86, 366, 628, 38, "#C48C4E", 7), "#C89254", "#9A6434", seed=1, radius=10, height=9, lift=16, gloss=0.45)
    for row, (wide, colour, dx) in enumerate(((214, MORINDA, 0), (196, INDIGO, 12), (206, "#E8AB34", -4), (170, LEAF, 16))):
        y = 332 - row * 34
        scene.add(box(300 + dx, y, wide, 34, colour, 4), radius=5, height=6, lift=10, texture=linen(0.4, 3.4))
        scene.flat(box(300 + dx, y + 6, 12, 22, "#F1E6CC") + box(300 + dx + wide - 60, y + 7, 6, 20, "#F1E6CC") + box(300 + dx + wide - 46, y + 7, 26, 20, mix(colour, PAPER, 0.5)))
    cup = "M548 282H622L612 366H558Z"
    for x, y, colour in ((562, 212, TURMERIC), (580, 196, INDIGO), (600, 206, MORINDA), (612, 224, LEAF)):
        scene.add(shape(f"M{x - 5} 290V{y}L{x} {y - 16}L{x + 5} {y}V290Z", colour), radius=4, height=4, lift=5)
    vase(scene, cup, "#D9C29A", 0.2)
    scene.flat(box(552, 312, 66, 20, motif("truntum", Dyes("#D9C29A", BARK, BARK), 0.34)), 0.9)
    _desk_lamp(scene)
    for turn, length in ((-150, 120), (-128, 140), (-104, 150), (-84, 154), (-62, 144), (-38, 124)):
        blade = Place(664, 290, turn)
        scene.add(blade.put(shape(f"M0 -9C{length * 0.4} -26 {length * 0.8} -16 {length} 0C{length * 0.8} 16 {length * 0.4} 26 0 9Z", mix("#3F7D3A", "#8DB25A", (turn % 40) / 70)) + stroke(f"M0 0H{length - 14}", 2.4, "#CFE0A0")), radius=12, height=8, lift=9, gloss=0.4)
    vase(scene, "M622 284H708L696 366H634Z", "#B4602F", 0.15)
    scene.add(box(614, 276, 102, 22, "#BE6B38", 5), radius=7, height=7, lift=7)
    frame = Place(420, 120, -1)
    timber(scene, frame.put(box(-96, -66, 192, 132, "#7A4A22", 4)), "#8E5A2C", "#5E3517", radius=6, height=6, lift=9)
    scene.add(frame.put(box(-80, -50, 160, 100, "#EFE3C6")), radius=3, height=-2, lift=0)
    scene.flat(frame.put(shape("M-80 50V14L-34 -20L4 12L36 -10L80 26V50Z", "#4D7F6A") + disc(38, -24, 13, TURMERIC) + shape("M-80 50V34C-30 24 30 44 80 32V50Z", "#2F6A4A")))


def _desk_lamp(scene: Scene) -> None:
    """A reading lamp of enamel and brass."""
    glow = blur(scene.mask(shape("M226 246L330 366H110Z", "#fff")), 26)
    scene.add('<ellipse cx="176" cy="360" rx="62" ry="15" fill="#1E5A3E"/>', radius=12, height=10, lift=8, gloss=0.6)
    for path in ("M176 356L136 232", "M136 232L214 146"):
        scene.add(stroke(path, 12, BRASS), radius=6, height=6, lift=12, gloss=0.8, shine=16)
    scene.add(disc(136, 232, 13, "#B07E2C"), radius=9, height=8, lift=10, gloss=0.8)
    shade = Place(222, 156, 42)
    scene.add(shade.put(shape("M-34 -30H34L74 62H-74Z", "#1E6A46")), radius=30, height=30, lift=20, gloss=0.7, shine=14, threshold=0.3)
    scene.add(shade.put(box(-24, -48, 48, 24, "#1E6A46", 8)), radius=10, height=10, lift=6, gloss=0.7)
    scene.add(shade.put('<ellipse cy="62" rx="72" ry="13" fill="#FBE3A0"/>'), radius=5, height=2, lift=0)
    scene.glow(glow, 0.28, "#FFD98A")


def pinisi(scene: Scene) -> None:
    """h45: a model of a two-masted ship with seven sails on a stand."""
    grounds.room(scene, "wall-ochre", "boards", 664)
    floor_shadow(scene, 420, 752, 250, 22)
    timber(scene, box(176, 712, 448, 40, "#6E4524", 6), "#7A4E28", "#4E2E16", radius=9, height=8, lift=22)
    scene.add(box(316, 722, 168, 22, BRASS, 3), radius=3, height=2, lift=2, gloss=0.7)
    scene.flat(text(400, 739, "PINISI · BULUKUMBA", 13.5, "caps", INK, spacing=1))
    for x in (262, 506):
        timber(scene, shape(f"M{x} 720L{x + 8} 640H{x + 24}L{x + 32} 720Z", "#6E4524"), "#7A4E28", "#4E2E16", along_y=True, radius=6, height=5, lift=12)
    for x, top in ((322, 108), (512, 150)):
        timber(scene, shape(f"M{x - 8} 580L{x - 4} {top}H{x + 4}L{x + 8} 580Z", "#8A5628"), *TEAK, along_y=True, radius=6, height=7, lift=18)
    rig = "M322 112L60 520M322 112L200 560M322 112L440 560M512 154L400 560M512 154L640 552M322 112L512 154M40 512L150 560"
    scene.add(stroke(rig, 3, "#5A4226"), radius=1.5, height=1.5, lift=14)
    timber(scene, shape("M178 568L30 508L34 498L190 546Z", "#8A5628"), *TEAK, radius=5, height=6, lift=16)
    sails = (
        "M330 196C384 226 428 300 440 372L338 388C344 320 342 256 330 196Z",
        "M336 404L444 384C450 440 444 500 430 540L336 540C342 490 342 450 336 404Z",
        "M520 216C566 244 600 300 610 366L526 380C532 320 530 266 520 216Z",
        "M526 396L614 378C626 430 628 486 618 532L526 536C532 490 532 440 526 396Z",
        "M306 180C262 280 196 380 112 470C166 454 240 442 300 446C312 356 314 270 306 180Z",
        "M236 300C180 390 120 450 62 506C88 500 116 494 146 492C190 430 220 366 236 300Z",
        "M306 462C262 456 214 466 176 486C160 506 156 526 160 540L296 546C306 520 308 490 306 462Z",
    )
    for number, sail in enumerate(sails):
        cloth = mix("#F3E6C8", "#E3CDA0", number % 3 * 0.4)
        scene.add(shape(sail, cloth), radius=60, height=34, lift=20, texture=linen(0.6, 3.4), bump=streaks(18, 160, 65) * 0.8, threshold=0.2, shadow=0.5)
        scene.flat(f'<path d="{sail}" fill="none" stroke="#B08A54" stroke-width="2.6" stroke-opacity=".8"/>')
    hull = "M150 552C236 582 520 580 676 530L700 536C690 600 640 660 560 672H280C210 664 160 614 150 552Z"
    timber(scene, shape(hull, "#8A4A22"), "#A35E2E", "#6E3A18", grain=0.6, radius=60, height=44, lift=30, gloss=0.4, bump=np.asarray(np.abs(np.sin((scene.y - scene.x * 0.02) * np.pi / 18)) * 1.2, np.float32))
    hull_mask = scene.mask(shape(hull, "#fff"))
    scene.flat(stroke("M150 566C250 598 520 596 690 546", 13, "#F1EADB") + stroke("M156 586C250 616 520 614 686 566", 9, INDIGO), 0.94, within=hull_mask)
    timber(scene, shape("M530 512H660L668 548L536 560Z", "#B57B3F"), *TEAK, radius=5, height=5, lift=12)
    scene.flat("".join(box(x, 522, 18, 18, "#3A2214", 3) for x in (552, 586, 620)))
    scene.add(shape("M318 100L360 84L318 70Z", MORINDA) + shape("M508 144L548 130L508 116Z", MORINDA), radius=6, height=4, lift=8, texture=linen(0.5, 3))


HEROES = {"h07": kursi_rotan, "h17": bufet_jepara, "h45": pinisi, "h47": meja_belajar}
