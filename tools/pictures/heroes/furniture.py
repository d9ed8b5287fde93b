"""Rattan chair, carved sideboard and desk: seen from the front, before a wall."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from tools.pictures.colour import (
    BARK,
    BRASS,
    INDIGO,
    INDIGO_DARK,
    LEAF,
    MORINDA,
    PAPER,
    TURMERIC,
    darker,
    mix,
)
from tools.pictures.fields import blur, streaks, turned
from tools.pictures.heroes import parts_grounds as grounds
from tools.pictures.heroes.parts import Place, box, disc, model, shape, stroke
from tools.pictures.heroes.parts_paper import timber
from tools.pictures.heroes.parts_plants import sprig
from tools.pictures.motifs import Dyes, motif
from tools.pictures.scene import Scene
from tools.pictures.textures import linen, ridges
from tools.pictures.vector import clip

TEAK = ("#B57B3F", "#8A5628")
"""Light and dark tones of oiled teak."""


def floor_shadow(scene: Scene, x: float, y: float, wide: float, high: float) -> None:
    """The pool of shade beneath a piece that stands."""
    scene.darken(
        blur(scene.mask(f'<ellipse cx="{x}" cy="{y}" rx="{wide}" ry="{high}" fill="#000"/>'), 14), 0.7
    )


def pole(scene: Scene, path: str, width: float, colour: str = "#BC8443", lift: float = 14) -> None:
    """A bent cane of rattan along a path."""
    model(
        scene,
        stroke(path, width, colour),
        (width * 0.5, width * 0.55, lift),
        (0.5, 20),
        bump=streaks(2, 30, 86) * 0.12,
        shadow=0.5,
    )


def binding(scene: Scene, x: float, y: float, wide: float, high: float, turn: float = 0) -> None:
    """A wrapping of split cane where two poles meet."""
    place = Place(x, y, turn)
    _, down = place.axes(scene)
    turns = np.asarray(np.sin(down * 2 * np.pi / 5) * 0.9, np.float32)
    model(
        scene,
        place.put(box(-wide / 2, -high / 2, wide, high, "#E2BE80", 5)),
        (wide * 0.45, wide * 0.4, 4),
        bump=turns,
    )


def kursi_rotan(scene: Scene) -> None:
    """h07: an oval-backed rattan chair with an ikat cushion."""
    grounds.room(scene, "wall-ochre", "tiles")
    floor_shadow(scene, 430, 736, 270, 34)
    cane, pale = "#BC8443", "#C89552"
    for path in ("M262 560L244 716", "M538 560L556 716"):
        pole(scene, path, 20, darker(cane, 0.35), 12)
    web = "".join(
        stroke(f"M{k * 17} 0L{k * 17 + 800} 800M{k * 17 + 800} 0L{k * 17} 800", 3.4, "#E6CB93")
        for k in range(-40, 80)
    ) + "".join(stroke(f"M0 {k * 17 + 3}H800M{k * 17 + 3} 0V800", 2.6, "#D9B877") for k in range(60))
    oval = clip(shape("M262 520C190 410 222 156 400 142C578 156 610 410 538 520Z", "#fff"))
    model(scene, f'<g clip-path="{oval}">{web}</g>', (3, 2, 22), shadow=0.42)
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
    seat = (
        "M140 540C300 566 500 566 660 540C676 546 676 584 660 592C500 616 300 616 140 592C124 584 124 "
        "546 140 540Z"
    )
    model(scene, shape(seat, cane), (24, 22, 16), (0.4, 40), bump=ridges(scene, 9, 0.9), shadow=0.6)
    binding(scene, 160, 620, 31, 26, 8)
    binding(scene, 640, 620, 31, 26, -8)
    ikat = motif("ikat", Dyes(INDIGO_DARK, MORINDA, "#EFE3C6", TURMERIC), 0.72)
    cushion = (
        "M182 486C250 470 550 470 618 486C650 500 656 536 632 552C560 574 240 574 168 552C144 536 "
        "150 500 182 486Z"
    )
    model(scene, shape(cushion, ikat), (46, 40, 12), texture=linen(0.6, 3.4), shadow=0.6, threshold=0.3)
    scene.flat(stroke("M156 522C260 542 540 542 644 522", 3, "#E9DDC2", 0.8))
    pillow = (
        "M296 290C340 302 460 302 504 290C494 340 494 430 506 482C460 472 340 472 294 482C306 430 306 "
        "340 296 290Z"
    )
    parang = motif("parang", Dyes(MORINDA, "#F0DFB6", TURMERIC), 0.62)
    model(
        scene,
        Place(0, 0).put(f'<g transform="rotate(-7 400 380)">{shape(pillow, parang)}</g>'),
        (80, 54, 20),
        texture=linen(0.6, 3.4),
        shadow=0.6,
        threshold=0.2,
    )


def vase(scene: Scene, outline: str, colour: str, gloss: float = 0.5) -> None:
    """A glazed vase standing, from its outline."""
    mask = scene.mask(shape(outline, "#fff"))
    model(scene, shape(outline, colour), (8, 5, 14), (gloss, 14), bump=turned(mask, 0.75) * 0.85)


def carved_door(scene: Scene, x: float, y: float, wide: float, high: float) -> None:
    """A panelled door with carved tendrils."""
    timber(scene, box(x, y, wide, high, "#B57B3F", 3), *TEAK, along_y=True, seed=2, relief=(5, 4, 4))
    frame = box(x + 26, y + 26, wide - 52, high - 52, "#8A5628", 3)
    panel = model(scene, frame, (6, -5, 0))
    timber(scene, frame, "#A46C34", "#7A4A22", along_y=True, seed=4, relief=(6, -4, 0))
    middle, centre = x + wide / 2, y + high / 2
    scroll = "M0 0C18 -34 62 -34 66 0C68 26 36 32 32 12C30 0 44 -6 48 4"
    leaves = "".join(
        f'<g transform="translate({middle} {centre}) scale({sx} {sy}) rotate({turn})">'
        f"{stroke(scroll, 10, '#C08A4C')}</g>"
        for sx in (-1, 1)
        for sy in (-1, 1)
        for turn in (0, 62)
    )
    flower = "".join(
        f'<ellipse cx="22" rx="20" ry="10" fill="#C68F50" transform="translate({middle} {centre}) '
        f'rotate({k * 45})"/>'
        for k in range(8)
    )
    model(scene, leaves, (6, 7, 5), (0.35, 40), within=panel)
    model(scene, flower, (8, 8, 6), (0.35, 40))
    model(scene, disc(middle, centre, 13, "#A46C34"), (10, 9, 4), (0.4, 40))
    scene.hollow(panel, 6, 0.35)


def _table_lamp(scene: Scene) -> None:
    """A lamp with a cloth shade upon the sideboard."""
    timber(
        scene,
        shape("M566 328H634L624 314H576ZM592 318V222H608V318Z", "#8A5628"),
        *TEAK,
        along_y=True,
        relief=(6, 6, 12),
    )
    model(
        scene,
        shape("M560 126H640L676 228H524Z", "#F0DDB0"),
        (40, 26, 16),
        texture=linen(0.6, 4),
        threshold=0.3,
    )
    scene.glow(blur(scene.mask(shape("M566 132H634L664 222H536Z", "#fff")), 12), 0.3, "#FFDFA0")
    scene.flat(box(524, 222, 152, 6, "#C9A765"))


def bufet_jepara(scene: Scene) -> None:
    """h17: a teak sideboard with two carved doors and three drawers, vase and lamp upon it."""
    grounds.room(scene, "wall-green", "boards", 640)
    floor_shadow(scene, 420, 742, 330, 30)
    for x in (126, 634):
        timber(
            scene,
            shape(f"M{x} 690H{x + 44}L{x + 34} 752H{x + 10}Z", "#8A5628"),
            *TEAK,
            along_y=True,
            relief=(8, 7, 12),
        )
    timber(scene, box(100, 356, 600, 344, "#B57B3F", 5), *TEAK, seed=3, relief=(6, 6, 34))
    carved_door(scene, 118, 376, 196, 300)
    carved_door(scene, 486, 376, 196, 300)
    for row in range(3):
        y = 376 + row * 101
        timber(scene, box(326, y, 148, 94, "#B57B3F", 3), *TEAK, seed=5 + row, grain=0.7, relief=(5, 5, 5))
        scene.flat(
            f'<rect x="338" y="{y + 12}" width="124" height="70" fill="none" stroke="#6E4320" '
            'stroke-width="2.4" stroke-opacity=".7"/>'
        )
        model(scene, disc(400, y + 47, 11, BRASS), (9, 8, 6), (0.9, 16))
    for x in (304, 496):
        model(scene, disc(x, 526, 9, BRASS), (8, 7, 5), (0.9, 16))
    timber(
        scene,
        box(78, 326, 644, 34, "#C08A4C", 6),
        "#C48C4E",
        "#966030",
        seed=1,
        gloss=0.45,
        relief=(9, 8, 14),
    )
    timber(
        scene,
        shape("M110 690H690V704C640 704 620 724 560 724H240C180 724 160 704 110 704Z", "#A46C34"),
        *TEAK,
        relief=(6, 5, 8),
    )
    picture = Place(400, 166, 0)
    timber(
        scene, picture.put(box(-108, -82, 216, 164, "#7A4A22", 4)), "#8E5A2C", "#5E3517", relief=(6, 6, 10)
    )
    kawung = motif("kawung", Dyes(INDIGO_DARK, "#EADDC0", "#C08A3E"), 0.8)
    model(scene, picture.put(box(-90, -64, 180, 128, kawung)), (4, -3, 0), texture=linen(0.5, 3))
    for x, turn, length in ((188, -112, 116), (202, -84, 140), (216, -58, 112)):
        sprig(scene, Place(x, 240, turn), length, 4, 62, "#5F8A44")
    vase(
        scene,
        "M182 226H222C228 226 228 234 224 240C252 262 258 304 236 328H168C146 304 152 262 180 240C176 234 "
        "176 226 182 226Z",
        "#233E8B",
    )
    _table_lamp(scene)


def _potted_plant(scene: Scene) -> None:
    """A plant with pale ribs in a clay pot."""
    for turn, length in ((-150, 120), (-128, 140), (-104, 150), (-84, 154), (-62, 144), (-38, 124)):
        blade = Place(664, 290, turn)
        model(
            scene,
            blade.put(
                shape(
                    f"M0 -9C{length * 0.4} -26 {length * 0.8} -16 {length} 0C{length * 0.8} 16 "
                    f"{length * 0.4} 26 0 9Z",
                    mix("#3F7D3A", "#8DB25A", (turn % 40) / 70),
                )
                + stroke(f"M0 0H{length - 14}", 2.4, "#CFE0A0")
            ),
            (12, 8, 9),
            (0.4, 40),
        )
    vase(scene, "M622 284H708L696 366H634Z", "#B4602F", 0.15)
    model(scene, box(614, 276, 102, 22, "#BE6B38", 5), (7, 7, 7))


def _books(scene: Scene) -> None:
    """Four cloth-bound books in a pile."""
    for row, (wide, colour, dx) in enumerate(
        ((214, MORINDA, 0), (196, INDIGO, 12), (206, "#E8AB34", -4), (170, LEAF, 16))
    ):
        y = 332 - row * 34
        model(scene, box(300 + dx, y, wide, 34, colour, 4), (5, 6, 10), texture=linen(0.4, 3.4))
        scene.flat(
            box(300 + dx, y + 6, 12, 22, "#F1E6CC")
            + box(300 + dx + wide - 60, y + 7, 6, 20, "#F1E6CC")
            + box(300 + dx + wide - 46, y + 7, 26, 20, mix(colour, PAPER, 0.5))
        )


def meja_belajar(scene: Scene) -> None:
    """h47: a teak desk with two drawers; lamp, books and a potted plant upon it."""
    grounds.room(scene, "wall-clay", "boards", 640)
    floor_shadow(scene, 420, 744, 330, 26)
    for x, back in ((138, False), (628, False), (196, True), (572, True)):
        tone = ("#8A5A2C", "#5E3A1A") if back else TEAK
        timber(
            scene,
            shape(f"M{x} 410H{x + 38}L{x + 28} {724 if back else 752}H{x + 10}Z", "#8A5628"),
            *tone,
            along_y=True,
            relief=(9, 8, 10),
        )
    timber(scene, box(150, 640, 500, 20, "#8A5628", 5), *TEAK, relief=(7, 6, 8))
    timber(scene, box(116, 400, 568, 96, "#B57B3F", 5), *TEAK, seed=3, relief=(6, 6, 22))
    for x in (134, 408):
        timber(
            scene,
            box(x, 414, 258, 68, "#B57B3F", 4),
            "#BE8648",
            "#8E5A2C",
            seed=int(x) % 7,
            grain=0.7,
            relief=(5, 5, 5),
        )
        model(scene, box(x + 99, 440, 60, 13, BRASS, 6), (6, 6, 6), (0.9, 16))
    timber(
        scene,
        box(86, 366, 628, 38, "#C48C4E", 7),
        "#C89254",
        "#9A6434",
        seed=1,
        gloss=0.45,
        relief=(10, 9, 16),
    )
    _books(scene)
    cup = "M548 282H622L612 366H558Z"
    for x, y, colour in ((562, 212, TURMERIC), (580, 196, INDIGO), (600, 206, MORINDA), (612, 224, LEAF)):
        model(scene, shape(f"M{x - 5} 290V{y}L{x} {y - 16}L{x + 5} {y}V290Z", colour), (4, 4, 5))
    vase(scene, cup, "#D9C29A", 0.2)
    scene.flat(box(552, 312, 66, 20, motif("truntum", Dyes("#D9C29A", BARK, BARK), 0.34)), 0.9)
    _desk_lamp(scene)
    _potted_plant(scene)
    frame = Place(420, 120, -1)
    timber(scene, frame.put(box(-96, -66, 192, 132, "#7A4A22", 4)), "#8E5A2C", "#5E3517", relief=(6, 6, 9))
    model(scene, frame.put(box(-80, -50, 160, 100, "#EFE3C6")), (3, -2, 0))
    scene.flat(
        frame.put(
            shape("M-80 50V14L-34 -20L4 12L36 -10L80 26V50Z", "#4D7F6A")
            + disc(38, -24, 13, TURMERIC)
            + shape("M-80 50V34C-30 24 30 44 80 32V50Z", "#2F6A4A")
        )
    )


def _desk_lamp(scene: Scene) -> None:
    """A reading lamp of enamel and brass."""
    glow = blur(scene.mask(shape("M226 246L330 366H110Z", "#fff")), 26)
    model(scene, '<ellipse cx="176" cy="360" rx="62" ry="15" fill="#1E5A3E"/>', (12, 10, 8), (0.6, 40))
    for path in ("M176 356L136 232", "M136 232L214 146"):
        model(scene, stroke(path, 12, BRASS), (6, 6, 12), (0.8, 16))
    model(scene, disc(136, 232, 13, "#B07E2C"), (9, 8, 10), (0.8, 40))
    shade = Place(222, 156, 42)
    model(
        scene, shade.put(shape("M-34 -30H34L74 62H-74Z", "#1E6A46")), (30, 30, 20), (0.7, 14), threshold=0.3
    )
    model(scene, shade.put(box(-24, -48, 48, 24, "#1E6A46", 8)), (10, 10, 6), (0.7, 40))
    model(scene, shade.put('<ellipse cy="62" rx="72" ry="13" fill="#FBE3A0"/>'), (5, 2, 0))
    scene.glow(glow, 0.28, "#FFD98A")


HEROES: dict[str, Callable[[Scene], None]] = {"h07": kursi_rotan, "h17": bufet_jepara, "h47": meja_belajar}
