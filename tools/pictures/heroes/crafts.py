"""Pandan bag, net bag and rattan mat."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import numpy as np

from tools.pictures.colour import (
    BARK,
    BRASS,
    INDIGO_DARK,
    INK,
    LEAF,
    MORINDA,
    PAPER,
    SAND,
    TURMERIC,
    Array,
    mix,
)
from tools.pictures.fields import noise, streaks
from tools.pictures.heroes import parts_grounds as grounds
from tools.pictures.heroes import parts_plants as plants
from tools.pictures.heroes import parts_vessels as vessels
from tools.pictures.heroes.parts import Place, box, cord, disc, model, shape, stroke
from tools.pictures.heroes.parts_paper import tag
from tools.pictures.labels import Label, Words
from tools.pictures.motifs import Dyes, motif
from tools.pictures.scene import Patch, Scene
from tools.pictures.shapes import placed
from tools.pictures.textures import linen, plaited
from tools.pictures.vector import clip


def _trimmings(scene: Scene) -> None:
    """Leather tabs of the handle and a scarf tied to one of them."""
    for x in (236, 520):
        model(
            scene,
            shape(f"M{x} 286h44v96c0 16-10 26-22 26s-22-10-22-26Z", BARK),
            (5, 4, 6),
            (0.3, 40),
            bump=noise(3, 9) * 0.2,
        )
        scene.flat(
            f'<path d="M{x + 7} 294v88c0 10 7 18 15 18s15-8 15-18v-88" fill="none" stroke="#F1D9A8" '
            'stroke-width="2.2" stroke-dasharray="6 4"/>'
        )
        model(scene, disc(x + 22, 330, 7, BRASS), (6, 5, 3), (0.9, 40))
    scarf = motif("ikat", Dyes(MORINDA, TURMERIC, SAND), 0.42)
    model(
        scene,
        shape("M512 330C560 356 566 420 548 500L600 560L622 492L640 550C668 470 640 380 566 322Z", scarf),
        (14, 9, 12),
        texture=linen(0.6, 3.2),
        bump=streaks(20, 120, 71) * 2,
        shadow=0.6,
    )
    model(
        scene,
        shape("M506 318C520 300 562 302 574 322C578 344 548 358 524 352C506 346 500 330 506 318Z", scarf),
        (16, 13, 8),
        texture=linen(0.6, 3.2),
        shadow=0.6,
    )


def tas_pandan(scene: Scene) -> None:
    """h06: the plaited bag with coloured strips, cord handles and a scarf."""
    grounds.cloth(scene, "indigo", "mega-mendung", 1.5, seed=4)
    rope = np.asarray(np.sin((scene.y * 0.8 + scene.x) * 2 * np.pi / 13) * 1.4, np.float32)
    handle = "M{} {}C{} {} {} {} {} {}"
    back = handle.format(274, 304, 266, 14, 566, 14, 558, 304)
    front = handle.format(258, 330, 250, 40, 550, 40, 542, 330)
    model(scene, stroke(back, 24, "#A8814A"), (11, 10, 20), bump=rope)
    tones = vessels.BAMBOO
    weave = plaited(
        lambda i: {0: MORINDA, 4: INDIGO_DARK}.get(i % 8, tones[i % 4]),
        lambda i: {0: MORINDA, 4: LEAF}.get(i % 8, tones[i * 3 % 4]),
        strip=27,
        height=5.5,
    )
    body = (
        "M150 322C300 300 500 300 650 322C664 420 660 560 636 664C630 700 610 712 580 716C470 730 330 "
        "730 220 716C190 712 170 700 164 664C140 560 136 420 150 322Z"
    )
    model(
        scene,
        shape(body, "#000"),
        (200, 165, 38),
        (0.18, 20),
        texture=weave,
        threshold=0.2,
        smooth=0.9,
        shadow=0.65,
    )
    rim = np.asarray(np.abs(np.sin((scene.x + scene.y * 0.55) * np.pi / 15)) * 3.4, np.float32)
    model(
        scene,
        shape("M142 300C300 276 500 276 658 300L656 350C500 326 300 326 144 350Z", "#DCBB78"),
        (22, 12, 9),
        bump=rim,
        shadow=0.6,
    )
    model(scene, stroke(front, 24, "#C69A55"), (12, 12, 24), bump=rope, shadow=0.6)
    _trimmings(scene)
    tag(
        scene,
        Place(330, 500, -6),
        196,
        Words("Anyaman", "Pandan", "Tasikmalaya"),
        Label("kawung", PAPER, LEAF, BARK),
    )


def _net(patch: Patch) -> tuple[Array, Array]:
    """Knotted bark fibre: slanted meshes in bands of natural, red and yellow."""
    x, y = patch.x, patch.y + 14 * np.sin(patch.x / 60)
    one, two = np.abs(np.sin((x + y) * np.pi / 19)), np.abs(np.sin((x - y) * np.pi / 19))
    thread = np.maximum(one, two) ** 3
    zigzag = y + 24 * np.abs(((x / 74) % 2) - 1)
    natural = np.array([0.80, 0.68, 0.47], np.float32)
    colour: Array = np.ones_like(patch.colour) * natural
    for top, bottom, tone in (
        (392, 424, (0.62, 0.15, 0.12)),
        (436, 452, (0.93, 0.70, 0.24)),
        (560, 592, (0.62, 0.15, 0.12)),
        (604, 620, (0.93, 0.70, 0.24)),
        (480, 532, (0.34, 0.22, 0.30)),
    ):
        band = ((zigzag > top) & (zigzag < bottom))[..., None]
        colour = np.where(band, np.array(tone, np.float32), colour)
    dark = np.array([0.25, 0.15, 0.10], np.float32)
    share = np.clip(thread * 1.35 - 0.12, 0, 1)[..., None]
    colour = dark * (1 - share) + colour * (1 + 0.06 * noise(3, 78)[patch.window][..., None]) * share
    return np.asarray(np.clip(colour, 0, 1), np.float32), np.asarray(thread * 5, np.float32)


def noken(scene: Scene) -> None:
    """h26: a net bag of bark fibre, sweet potatoes in its mouth, its long strap laid in an arc."""
    rng = random.Random(26)
    grounds.cloth(scene, "clay", "dayak", 1.3, seed=5)
    strap = "M196 330C120 60 330 26 404 26C480 26 690 60 604 330"
    weave = np.asarray(np.abs(np.sin((scene.x + scene.y) * np.pi / 11)) * 3, np.float32)
    model(scene, stroke(strap, 38, "#C6A468"), (16, 10, 18), bump=weave, shadow=0.6)
    scene.flat(stroke(strap, 8, MORINDA, 0.85))
    for x, y, turn, size, tone in (
        (296, 300, -20, 92, "#8E3B4A"),
        (420, 276, 12, 100, "#A24A55"),
        (520, 306, 40, 84, "#8A3746"),
    ):
        tuber = (
            f"M{-size} 0C{-size * 0.7} {-size * 0.5} {size * 0.5} {-size * 0.56} {size * 0.9} "
            f"{-size * 0.1}C{size * 1.1} {size * 0.2} {size * 0.3} {size * 0.56} {-size * 0.4} "
            f"{size * 0.44}C{-size * 0.8} {size * 0.34} {-size} {size * 0.2} {-size} 0Z"
        )
        model(
            scene,
            placed(shape(tuber, tone), x, y, turn),
            (60, 50, 14),
            (0.2, 12),
            bump=noise(14, 79) * 1.2 + noise(3, 80) * 0.3,
            threshold=0.3,
        )
    for x, y, turn in ((250, 262, -150), (566, 250, -30), (370, 232, -80)):
        plants.leaf(scene, Place(x, y, turn), 92, 66, "#4C8A45")
    body = (
        "M180 326C260 352 540 352 620 326C690 450 690 600 610 684C560 734 480 752 400 752C320 752 240 "
        "734 190 684C110 600 110 450 180 326Z"
    )
    model(
        scene,
        shape(body, "#C6A468"),
        (190, 130, 38),
        texture=_net,
        threshold=0.2,
        shadow=0.66,
        bump=noise(46, 82) * 3,
    )
    cord(scene, "M180 328C260 356 540 356 620 328", 20, "#B8935A")
    fringe = "".join(
        stroke(
            f"M{x} {742 - (x - 400) ** 2 / 900:.0f}l{rng.uniform(-7, 7):.0f} {rng.uniform(26, 40):.0f}",
            6,
            mix("#C6A468", MORINDA, 0.7 * (x // 22 % 3 == 0)),
        )
        for x in range(270, 540, 11)
    )
    model(scene, fringe, (3, 3, 6))
    tag(
        scene,
        Place(640, 700, 7),
        236,
        Words("Noken", "Wamena", "Jayawijaya"),
        Label("dayak", PAPER, MORINDA, BARK),
    )


def tikar_lampit(scene: Scene) -> None:
    """h31: a rattan mat half rolled, slats with a lozenge pattern, tied with cord."""
    grounds.cloth(scene, "indigo", "dayak", 1.2, seed=8)
    place = Place(400, 400, -5)
    tile = (
        '<rect width="120" height="120" fill="#D9B06C"/><path d="M60 6L114 60L60 114L6 60Z" '
        'fill="#3A2418"/><path d="M60 28L92 60L60 92L28 60Z" fill="#A8321F"/><path d="M60 46L74 60L60 '
        '74L46 60Z" fill="#E9CB8E"/><path d="M0 0L26 0L0 26ZM120 0V26L94 0ZM0 120V94L26 120ZM120 '
        '120H94L120 94Z" fill="#A8321F"/>'
    )
    along, _down = place.axes(scene)
    slats = np.asarray(np.abs(np.sin(along * np.pi / 12)) ** 0.6 * 3.2, np.float32)
    cells = "".join(
        f'<g transform="translate({x} {y}) ">{tile}</g>'
        for x in (-300, -180, -60, 60, 180)
        for y in (-60, 60, 180)
    )
    outline = clip(box(-288, -100, 576, 400, "#fff"))
    seams = "".join(box(-288, y, 576, 4, "#7A5426") for y in (-40, 96, 232))
    sheet = f'<g clip-path="{outline}">{box(-300, -110, 610, 430, "#D9B06C")}{cells}</g>'
    model(scene, place.put(sheet), (4, 3, 10), (0.4, 16), bump=slats)
    scene.flat(place.put(seams), 0.8)
    model(scene, place.put(box(-292, 286, 584, 22, "#8A2A1C")), (6, 5, 5), texture=linen(0.7, 3.4))
    roll = place.put(
        box(-296, -236, 592, 170, "#D9B06C", 8)
        + "".join(
            f'<g transform="translate({x} -210)"><g transform="scale(1 .98)">{tile}</g></g>'
            for x in (-300, -180, -60, 60, 180)
        ).replace('<rect width="120" height="120" fill="#D9B06C"/>', "")
    )
    wall = Place(place.x + 151 * math.sin(math.radians(5)) * -1, place.y - 151, -5)
    model(
        scene, roll, (6, 4, 40), (0.4, 16), bump=slats + wall.barrel(scene, 88, 74, lying=True), shadow=0.68
    )
    for x in (-190, 190):
        for apart in (-7, 7):
            cord(scene, f"M{x + apart} -240Q{x + apart + 9} -150 {x + apart} -64", 11, "#E9D9AE", place)
        cord(
            scene,
            f"M{x} -152C{x - 40} -190 {x - 56} -160 {x} -152C{x + 40} -190 {x + 56} -160 {x} -152M{x} "
            f"-152L{x - 24} -104M{x} -152L{x + 26} -106",
            9,
            "#E9D9AE",
            place,
        )
    for turn, radius in enumerate((84, 64, 45, 27)):
        end = (
            f'<ellipse cx="298" cy="-151" rx="{radius * 0.3:.0f}" ry="{radius}" '
            f'fill="{("#C79A55", "#5E3A1C")[turn % 2]}"/>'
        )
        model(scene, place.put(end), (4, 3, 2))
    tag(
        scene,
        Place(604, 690, 6),
        270,
        Words("Tikar lampit", "Rotan", "Palangka Raya"),
        Label("dayak", PAPER, MORINDA, INK),
    )


HEROES: dict[str, Callable[[Scene], None]] = {"h06": tas_pandan, "h26": noken, "h31": tikar_lampit}
