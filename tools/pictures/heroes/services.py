"""Services drawn as their tools on the cloth: air conditioning and sewing."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from tools.pictures.colour import BARK, BRASS, INDIGO, INK, LEAF, MORINDA, PAPER, TURMERIC, darker, mix
from tools.pictures.heroes import parts_grounds as grounds
from tools.pictures.heroes.parts import Place, box, disc, glass_sheen, model, shape, stroke
from tools.pictures.heroes.parts_paper import tag, timber
from tools.pictures.labels import Label, Words, text
from tools.pictures.scene import Scene
from tools.pictures.textures import cloth_folds, linen, ridges

STEEL = "#B9BEC0"


def screwdriver(scene: Scene, place: Place, colour: str) -> None:
    """A screwdriver, its tip to the left."""
    model(scene, place.put(shape("M-210 -7H-30V7H-210L-226 4V-4Z", STEEL)), (6, 6, 10), (0.8, 16))
    handle = (
        "M-30 -15C-20 -22 -6 -26 10 -24H110C128 -22 136 -12 136 0C136 12 128 22 110 24H10C-6 26 -20 "
        "22 -30 15Z"
    )
    model(scene, place.put(shape(handle, colour)), (24, 22, 15), (0.6, 16), threshold=0.3)
    scene.flat(place.put("".join(box(0, y, 108, 4, darker(colour, 0.4), 2) for y in (-12, -2, 8))), 0.6)
    model(scene, place.put(box(112, -23, 12, 46, TURMERIC, 5)), (5, 4, 1), (0.5, 40))


def wrench(scene: Scene, place: Place) -> None:
    """An open-ended spanner, its jaw to the left."""
    body = (
        "M-150 -46C-120 -58 -90 -50 -74 -22H120C136 -44 172 -44 188 -16L152 -6V12L186 24C168 50 134 46 "
        "120 24H-74C-92 50 -122 58 -150 46L-112 22V-20Z"
    )
    model(scene, place.put(shape(body, STEEL)), (12, 11, 13), (0.85, 14), shadow=0.62)
    model(scene, place.put(box(-56, -11, 160, 24, "#A4AAAD", 8)), (6, -4, 0), (0.7, 40))
    scene.flat(place.put(text(24, 9, "17 mm", 18, "small", "#6A7072")))


def _wall_unit(scene: Scene) -> None:
    """The indoor unit of an air conditioner."""
    unit = Place(400, 214, -3)
    model(
        scene,
        unit.put(box(-330, -134, 660, 268, "#F7F3EA", 40)),
        (46, 30, 34),
        (0.5, 14),
        threshold=0.28,
        shadow=0.64,
    )
    scene.flat(
        unit.put(stroke("M-318 46H318", 3, "#CFC7B6") + stroke("M-316 -96Q0 -112 316 -96", 2, "#DDD6C6"))
    )
    mouth = model(scene, unit.put(box(-296, 64, 592, 48, "#4A4A4C", 18)), (10, -8, 0))
    model(
        scene,
        unit.put("".join(box(-290, y, 580, 9, "#8E9294", 4) for y in (70, 86, 101))),
        (4, 4, 3),
        (0.5, 40),
        within=mouth,
    )
    model(
        scene,
        unit.put("".join(box(x, 66, 7, 46, "#A9ADAF", 3) for x in range(-270, 280, 45))),
        (3, 3, 3),
        within=mouth,
    )
    scene.hollow(mouth, 7, 0.45)
    scene.flat(
        unit.put(
            text(-250, -44, "Sejuk", 44, "word", INDIGO, "start")
            + text(-248, -12, "CUCI · SERVIS", 16, "caps", BARK, "start", 3)
            + text(246, 22, "24°", 40, "word", "#3F8A4A")
            + disc(196, 12, 7, "#3F8A4A")
        )
    )


def servis_ac(scene: Scene) -> None:
    """h20: a wall unit, gauge, spanner, screwdrivers, brush and the service card."""
    grounds.cloth(scene, "turmeric", "parang", 1.25, seed=6)
    _wall_unit(scene)
    _gauge(scene, 176, 560)
    wrench(scene, Place(470, 440, 28))
    screwdriver(scene, Place(560, 590, -24), MORINDA)
    screwdriver(scene, Place(590, 690, -12), INDIGO)
    brush = Place(690, 440, 62)
    bristles = "".join(
        stroke(f"M{x} 14l{(x % 7) - 3} 46", 6, mix("#E9DDC2", "#B99A62", (x % 5) / 5))
        for x in range(-86, 30, 10)
    )
    model(scene, brush.put(bristles), (3, 3, 8))
    timber(
        scene,
        brush.put(
            shape(
                "M-100 -16H30C70 -16 90 -10 150 -10Q162 0 150 10C90 12 70 20 30 20H-100Q-112 2 -100 -16Z",
                "#A9682F",
            )
        ),
        relief=(12, 11, 14),
    )
    tag(
        scene,
        Place(318, 708, -5),
        262,
        Words("Jasa", "Servis AC", "Surabaya"),
        Label("parang", PAPER, INDIGO, MORINDA),
        0.56,
    )


def _gauge(scene: Scene, x: float, y: float) -> None:
    """A pressure gauge with two hoses."""
    for path, colour in (
        (
            f"M{x - 20} {y + 90}C{x - 60} {y + 170} {x - 190} {y + 120} {x - 150} {y + 20}C{x - 120} "
            f"{y - 60} {x - 160} {y - 110} {x - 120} {y - 150}",
            INDIGO,
        ),
        (f"M{x + 22} {y + 90}C{x + 40} {y + 190} {x - 90} {y + 230} {x - 190} {y + 200}", MORINDA),
    ):
        model(scene, stroke(path, 20, colour), (10, 10, 11), (0.5, 40), bump=ridges(scene, 9, 0.3))
    model(scene, box(x - 46, y + 70, 92, 46, BRASS, 8), (10, 9, 14), (0.8, 16))
    model(scene, disc(x, y, 104, "#8E1F1A"), (18, 15, 24), (0.6, 40))
    model(scene, disc(x, y, 84, PAPER), (9, -6, 0))
    marks = "".join(
        f'<path d="M0 -74V{-62 + (k % 5 == 0) * -2}" stroke="{INK if k < 16 else MORINDA}" '
        f'stroke-width="{4 if k % 5 == 0 else 2}" transform="translate({x} {y}) '
        f'rotate({-130 + k * 13})"/>'
        for k in range(21)
    )
    scene.flat(marks + text(x, y + 52, "psi", 22, "small", INK) + text(x, y - 26, "R32", 22, "word", INDIGO))
    model(scene, Place(x, y, 34).put(shape("M-5 16L0 -60L5 16Z", MORINDA)), (3, 3, 5))
    model(scene, disc(x, y, 10, BRASS), (8, 7, 4), (0.9, 40))
    glass_sheen(
        scene,
        shape(
            f"M{x - 70} {y - 20}C{x - 60} {y - 66} {x - 20} {y - 82} {x + 26} {y - 74}C{x - 20} {y - 60} "
            f"{x - 50} {y - 40} {x - 70} {y - 20}Z",
            "#fff",
        ),
        0.5,
        3,
    )


def spool(scene: Scene, place: Place, colour: str) -> None:
    """A reel of thread standing along the frame's y axis, 88 by 120 units."""
    timber(
        scene,
        place.put(box(-44, -60, 88, 20, "#B57B3F", 8) + box(-44, 40, 88, 20, "#B57B3F", 8)),
        relief=(8, 7, 16),
    )
    _, down = place.axes(scene)
    turns = np.asarray(np.sin(down * 2 * np.pi / 4.4) * 0.7, np.float32)
    model(
        scene,
        place.put(box(-38, -44, 76, 88, colour, 7)),
        (7, 4, 8),
        (0.35, 40),
        bump=place.barrel(scene, 40, 32) + turns,
    )


def _pincushion(scene: Scene, x: float, y: float) -> None:
    """A round pincushion of eight wedges, pins about it."""
    for k in range(8):
        wedge = (
            f"M{x} {y}L{x + 112 * math.cos(k * math.tau / 8):.1f} "
            f"{y + 112 * math.sin(k * math.tau / 8):.1f}A112 112 0 0 1 "
            f"{x + 112 * math.cos((k + 1) * math.tau / 8):.1f} "
            f"{y + 112 * math.sin((k + 1) * math.tau / 8):.1f}Z"
        )
        model(
            scene,
            shape(wedge, MORINDA if k % 2 else "#C4453A"),
            (70, 44, 22),
            texture=linen(0.6, 3.2),
            threshold=0.12,
        )
    model(scene, disc(x, y, 22, LEAF), (14, 10, 6))
    for angle, reach, colour in (
        (0.4, 70, TURMERIC),
        (1.3, 82, PAPER),
        (2.3, 64, INDIGO),
        (3.4, 78, TURMERIC),
        (4.2, 60, PAPER),
        (5.3, 76, INDIGO),
    ):
        px, py = x + reach * math.cos(angle), y + reach * math.sin(angle)
        model(
            scene,
            stroke(f"M{px:.0f} {py:.0f}l{20 * math.cos(angle):.0f} {20 * math.sin(angle):.0f}", 3.4, STEEL),
            (2, 2, 4),
        )
        model(
            scene,
            disc(round(px + 22 * math.cos(angle)), round(py + 22 * math.sin(angle)), 9, colour),
            (8, 8, 8),
            (0.9, 18),
        )


def jahit_seragam(scene: Scene) -> None:
    """h39: blue cloth with chalk lines, shears, thread, a tape measure and a pincushion."""
    grounds.cloth(scene, "clay", "lurik", 1.3, seed=3)
    cloth = Place(380, 360, -7)
    piece = (
        "M-300 -250C-180 -268 180 -262 300 -250L292 60C292 130 240 190 170 206L-190 250C-250 250 -292 "
        "230 -300 180Z"
    )
    model(
        scene,
        cloth.put(shape(piece, "#284A94")),
        (14, 9, 14),
        texture=linen(0.8, 3.6),
        bump=cloth_folds(6, 1.8),
        shadow=0.6,
    )
    turned_corner = "M170 206C230 190 292 130 292 60C240 70 190 120 170 206Z"
    model(scene, cloth.put(shape(turned_corner, "#5F7FC0")), (12, 8, 8), texture=linen(0.8, 3.6))
    chalk = (
        "M-230 -196H-40C-30 -150 40 -150 50 -196H230V-60C180 -50 168 10 176 60V150H-176V60C-168 10 "
        "-180 -50 -230 -60Z"
    )
    scene.flat(
        cloth.put(
            f'<path d="{chalk}" fill="none" stroke="#F4EFE2" stroke-width="5" stroke-dasharray="17 9" '
            'stroke-linecap="round"/>' + text(0, -40, "Seragam", 60, "word", "#F4EFE2")
        ),
        0.8,
    )
    for x, y, turn, colour in ((664, 140, 8, MORINDA), (716, 270, -14, TURMERIC), (652, 330, 20, LEAF)):
        spool(scene, Place(x, y, turn), colour)
    _tape(scene)
    _shears(scene, Place(372, 470, -28))
    x, y = 664, 588
    _pincushion(scene, x, y)
    tag(
        scene,
        Place(176, 700, -6),
        252,
        Words("Jasa", "Jahit", "Seragam · Sukoharjo"),
        Label("lurik", PAPER, MORINDA, INDIGO),
        0.58,
    )


def _tape(scene: Scene) -> None:
    """A yellow tape measure lying in a wave."""
    path = "M330 800C350 700 470 660 500 740C520 800 590 770 560 720"
    model(scene, f'<path d="{path}" fill="none" stroke="#F0C23A" stroke-width="34"/>', (4, 3, 8), (0.3, 40))
    scene.flat(
        f'<path d="{path}" fill="none" stroke="{INK}" stroke-width="34" stroke-dasharray="2 11" '
        f'stroke-opacity=".8"/><path d="{path}" fill="none" stroke="#F0C23A" stroke-width="14"/>'
    )


def _shears(scene: Scene, place: Place) -> None:
    """Tailor's shears, slightly open, points to the left."""
    for turn, tone in ((-15, "#A6ACAF"), (15, "#C3C8CA")):
        half = Place(place.x, place.y, place.turn + turn)
        sign = 1 if turn > 0 else -1
        model(
            scene,
            half.put(
                shape(
                    f"M30 {-sign * 6}L-250 {-sign * 2}C-270 0 -262 {sign * 6} -250 {sign * 8}L-20 "
                    f"{sign * 30}L40 {sign * 22}Z",
                    tone,
                )
            ),
            (10, 8, 14),
            (0.85, 14),
            shadow=0.62,
        )
        ring = (
            f"M20 {-sign * 4}C90 {-sign * 10} 120 {-sign * 30} 170 {-sign * 66}C210 {-sign * 92} 270 "
            f"{-sign * 70} 270 {-sign * 34}C268 {sign * 2} 210 {sign * 4} 176 {-sign * 18}C150 "
            f"{-sign * 34} 120 {sign * 10} 40 {sign * 20}Z"
        )
        eye = (
            f"M190 {-sign * 60}C216 {-sign * 74} 250 {-sign * 62} 250 {-sign * 36}C248 {-sign * 14} 214 "
            f"{-sign * 14} 194 {-sign * 30}C182 {-sign * 40} 180 {-sign * 52} 190 {-sign * 60}Z"
        )
        model(
            scene,
            half.put(f'<path d="{ring}{eye}" fill="{INK}" fill-rule="evenodd"/>'),
            (12, 11, 15),
            (0.7, 16),
        )
    model(scene, place.put(disc(16, 0, 15, BRASS)), (10, 9, 5), (0.9, 16))


HEROES: dict[str, Callable[[Scene], None]] = {"h20": servis_ac, "h39": jahit_seragam}
