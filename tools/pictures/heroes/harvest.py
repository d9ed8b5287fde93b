"""Coffee, honey, pepper and cinnamon."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import numpy as np

from tools.pictures.colour import (
    BARK,
    CREAM,
    INDIGO,
    INDIGO_DARK,
    INK,
    LEAF,
    MORINDA,
    PAPER,
    TURMERIC,
    Array,
    darker,
    mix,
)
from tools.pictures.fields import blur, dome, noise, streaks
from tools.pictures.heroes import parts_grounds as grounds
from tools.pictures.heroes import parts_plants as plants
from tools.pictures.heroes import parts_vessels as vessels
from tools.pictures.heroes.parts import (
    Place,
    about,
    box,
    cord,
    disc,
    glass_sheen,
    in_disc,
    lay,
    model,
    shape,
    stroke,
)
from tools.pictures.heroes.parts_paper import label, tag, timber
from tools.pictures.labels import Label, Words, text
from tools.pictures.motifs import Dyes
from tools.pictures.scene import Scene
from tools.pictures.shapes import blob, coffee_bean, spread
from tools.pictures.textures import linen
from tools.pictures.vector import gradient


def kopi_gayo(scene: Scene) -> None:
    """h03: a paper bag with a mountain on its label, a cup, roasted beans."""
    rng = random.Random(5)
    grounds.planks(scene, "wood-light", 2)
    grounds.band(scene, "kerawang", "#221C18", TURMERIC, angle=-24, middle=590, width=300)
    _coffee_bag(scene, Place(318, 404, 4))
    _coffee_cup(scene, rng, 628, 590)
    beans = spread(about(rng, 672, 240, 62, 70), 46, 15)
    beans = [(x, y) for x, y in [*beans, (560, 420), (740, 90), (776, 400)] if x > 540 and y < 425]
    lay(scene, rng, beans, lambda r: coffee_bean(r, 1.2), 20, gloss=0.6, rise=0.4)


def _coffee_bag(scene: Scene, place: Place) -> None:
    along, down = place.axes(scene)
    edge = (
        np.clip(np.abs(along) / 175, 0, 1) ** 4
        + np.clip((down - 196) / 110, 0, 1) ** 2
        + np.clip((-114 - down) / 120, 0, 1)
    )
    creases = np.asarray((streaks(12, 80, 63) * 1.2 + streaks(70, 14, 64) * 0.9) * edge * 0.5, np.float32)
    body = "M-168 -254L168 -254L176 286C172 300 166 304 152 304L-152 304C-166 304 -172 300 -176 286Z"
    model(
        scene,
        place.put(shape(body, "#EFE5CF")),
        (90, 42, 30),
        (0.1, 40),
        threshold=0.25,
        bump=creases,
        smooth=1.4,
        shadow=0.62,
    )
    model(
        scene,
        place.put(shape("M-172 -286L172 -286L174 -190L-174 -190Z", "#EADFC6")),
        (9, 6, 9),
        bump=streaks(60, 10, 66) * 0.7,
    )
    model(scene, place.put(box(-190, -254, 380, 22, TURMERIC, 4)), (5, 4, 5), (0.3, 40))
    look = Label("kerawang", INDIGO_DARK, PAPER, TURMERIC)
    label(scene, place, (-142, -142, 284, 376), Words("", ""), look)
    hills = disc(0, 96, 27, TURMERIC) + shape("M-112 146L-56 90L-22 122L14 78L112 146Z", "#3E63B8")
    hills += shape(
        "M-112 146L-56 90L-42 103L-68 114L-56 126ZM14 78L32 92L12 106L28 118L4 130L-6 102Z", "#7E9BD6"
    )
    hills += box(-112, 145, 224, 2, PAPER) + text(0, 174, "TAKENGON", 18, "caps", PAPER, spacing=4)
    words = text(0, -58, "KOPI ARABIKA", 22, "caps", TURMERIC, spacing=4) + text(
        0, 34, "Gayo", 106, "word", PAPER, spacing=-1
    )
    scene.flat(place.put(words + hills), 0.96)
    scene.flat(place.put(text(0, 274, "biji sangrai 250 g", 21, "word", BARK)))


def _coffee_cup(scene: Scene, rng: random.Random, x: float, y: float) -> None:
    model(scene, disc(x, y, 150, PAPER), (30, 7, 14), (0.35, 40), shadow=0.6)
    scene.flat(vessels.ring(x, y, 141, 5, INDIGO) + vessels.ring(x, y, 132, 1.6, INDIGO))
    model(scene, disc(x, y, 104, "#F3ECDD"), (14, -5, 0))
    handle = f"M{x + 70} {y - 46}C{x + 150} {y - 110} {x + 176} {y - 60} {x + 96} {y - 8}"
    model(scene, stroke(handle, 19, PAPER), (9, 9, 14), (0.5, 40))
    model(scene, disc(x, y, 100, PAPER), (16, 13, 26), (0.5, 40), shadow=0.62)
    coffee = gradient(
        (0, "#5A2C12", 1), (0.72, "#3A1A0A", 1), (0.9, "#7A4218", 1), (1, "#B57A3A", 1), radial=True
    )
    inside = scene.mask(disc(x, y, 86, "#fff"))
    scene.flat(disc(x, y, 86, coffee))
    scene.hollow(inside, 14, 0.5)
    foam = "".join(
        disc(
            round(x + q * math.cos(a), 1),
            round(y - q * math.sin(a), 1),
            round(rng.uniform(1, 4), 1),
            "#C98F4E",
            'opacity=".8"',
        )
        for a, q in ((rng.uniform(2.2, 5.2), rng.uniform(66, 81)) for _ in range(34))
    )
    scene.flat(foam)
    glass_sheen(
        scene,
        shape(
            f"M{x - 58} {y - 20}C{x - 50} {y - 56} {x - 10} {y - 66} {x + 16} {y - 60}C{x - 12} {y - 54} "
            f"{x - 36} {y - 40} {x - 58} {y - 20}Z",
            "#fff",
        ),
        0.35,
    )


def honeycomb(size: float, rings: int, rng: random.Random) -> tuple[str, str]:
    """A piece of comb about the origin: (walls, the cells filled with honey)."""
    walls, cells = [], []
    for row in range(-rings, rings + 1):
        for column in range(-rings, rings + 1):
            x, y = (column + row % 2 / 2) * size * 1.74, row * size * 1.5
            if math.hypot(x, y * 1.15) > rings * size * 1.42:
                continue
            corners = [
                (x + size * math.sin(math.pi / 3 * k), y + size * math.cos(math.pi / 3 * k)) for k in range(6)
            ]
            hexagon = " ".join(f"{a:.1f},{b:.1f}" for a, b in corners)
            inner = " ".join(f"{x + (a - x) * 0.74:.1f},{y + (b - y) * 0.74:.1f}" for a, b in corners)
            walls.append(f'<polygon points="{hexagon}" fill="#EBB650" stroke="#EBB650" stroke-width="3"/>')
            cells.append(f'<polygon points="{inner}" fill="{mix("#A1500F", "#C9741A", rng.random())}"/>')
    return "".join(walls), "".join(cells)


def madu_sumbawa(scene: Scene) -> None:
    """h13: a jar of honey with an ikat cap, comb on a saucer, a dipper."""
    rng = random.Random(13)
    grounds.cloth(scene, "leaf", "ikat", 1.15, seed=3)
    place = Place(300, 404, -3, 0.98)

    def fill(glass: Array, form: Array) -> None:
        honey = gradient((0, "#F2B544", 1), (0.5, "#D98620", 1), (1, "#A85A12", 1))
        model(scene, place.put(shape(vessels.JAR, honey)), (20, 8, 0), (0.2, 40), bump=form, within=glass)
        scene.flat(place.put(box(-180, -180, 360, 62, "#F7E3B5")), 0.55, within=glass)
        scene.flat(place.put(stroke("M-150 -116H150", 5, "#FFE3A0", 0.8)), within=glass)
        light = scene.mask(place.put(shape("M40 -100H130V290H30Z", "#fff"))) * glass
        scene.glow(blur(np.asarray(light, np.float32), 26), 0.5, "#FFC24A")

    form = vessels.jar(scene, place, "#C9791E", fill)
    label(
        scene,
        place,
        (-170, 6, 340, 220),
        Words("Madu", "Hutan", "Sumbawa", "350 ml"),
        Label("ikat", PAPER, "#7A3A10", MORINDA),
        form=form,
        inset=0.1,
    )
    vessels.jar_sheen(scene, place)
    vessels.cloth_cap(scene, place, "ikat", Dyes(MORINDA, CREAM, TURMERIC))
    vessels.plate(scene, 620, 566, 152, BARK)
    walls, cells = honeycomb(19, 5, rng)
    comb = Place(616, 560, 14)
    model(scene, comb.put(walls), (12, 14, 12), (0.3, 40))
    model(scene, comb.put(cells), (7, -6, 0), (0.9, 16), bump=noise(9, 66) * 0.5)
    drips = shape(
        "M548 640C560 662 600 668 640 664C676 668 690 650 684 640C660 652 590 654 548 640Z", "#C9771C"
    )
    model(scene, drips, (8, 6, 2), (0.9, 16))
    _dipper(scene, Place(660, 250, 118))
    plants.sprig(scene, Place(520, 60, 40), 150, 3, 86, "#5F8A4A")
    for x, y in ((96, 740), (140, 712)):
        plants.jasmine(scene, Place(x, y, x), 34)


def _dipper(scene: Scene, place: Place) -> None:
    """A honey dipper, its grooved head at the frame's origin."""
    timber(scene, place.put(box(-210, -9, 200, 18, "#A9682F", 9)), relief=(9, 9, 14))
    along, _ = place.axes(scene)
    head = '<ellipse rx="58" ry="36" fill="#B9772C"/>'
    grooves = np.asarray(np.abs(np.sin(along * math.pi / 15)) * 5, np.float32)
    model(scene, place.put(head), (32, 28, 18), (0.5, 16), bump=grooves)
    honey = shape("M4 -38C30 -34 58 -24 60 0C62 26 40 38 8 38C24 20 22 -18 4 -38Z", "#D98A22", 'opacity=".9"')
    model(scene, place.put(honey), (24, 10, 0), (1, 14), bump=grooves * 0.4)


def scoop(scene: Scene, place: Place, tone: str = "#A9682F") -> None:
    """A wooden scoop: its bowl at the frame's origin, its handle to the right."""
    timber(scene, place.put(box(52, -13, 150, 26, tone, 13)), tone, darker(tone, 0.3), relief=(13, 12, 14))
    hull = "M-78 -46C-20 -60 40 -52 66 -18C72 -8 72 8 66 18C40 52 -20 60 -78 46C-70 20 -70 -20 -78 -46Z"
    timber(scene, place.put(shape(hull, tone)), tone, darker(tone, 0.3), relief=(18, 14, 16))
    well = "M-72 -36C-20 -48 30 -42 50 -14C54 -6 54 6 50 14C30 42 -20 48 -72 36C-66 16 -66 -16 -72 -36Z"
    model(scene, place.put(shape(well, darker(tone, 0.35))), (14, -10, 0))


def _burlap_sack(scene: Scene, rng: random.Random) -> Array:
    """A sack with its mouth rolled open. Returns the mask of its opening."""
    burlap = linen(1.5, 8.5)
    body = (
        "M150 330C120 470 130 640 190 716C300 756 470 752 560 712C612 640 624 470 590 330C480 250 250 "
        "250 150 330Z"
    )
    model(
        scene,
        shape(body, "#B8935A"),
        (120, 74, 36),
        threshold=0.22,
        texture=burlap,
        bump=streaks(26, 110, 67) * 2.4,
        shadow=0.68,
    )
    roll = shape(blob(rng, 246, 17, 0.035, 0.66), "#C4A067", 'transform="translate(370 316)"')
    model(scene, roll, (34, 30, 14), texture=burlap, bump=noise(34, 68) * 3)
    mouth = '<ellipse cx="370" cy="312" rx="196" ry="120" fill="#A98F5E"/>'
    return model(scene, mouth, (16, -12, 0))


def lada_muntok(scene: Scene) -> None:
    """h19: a burlap sack rolled open, white pepper in and about it, a scoop."""
    rng = random.Random(19)
    grounds.planks(scene, "wood-dark", 4)
    inside = _burlap_sack(scene, rng)
    heap = dome(inside, 110, 52, 0.2)

    def corn(r: random.Random) -> str:
        colour = mix("#F1E7CE", "#CBB88E", r.random())
        return disc(0, 0, round(r.uniform(7.5, 9.5), 1), colour)

    lay(
        scene,
        rng,
        spread(in_disc(rng, 370, 312, 210), 520, 12),
        corn,
        8,
        within=inside,
        swell=heap,
        lift=3,
        rise=0.75,
        gloss=0.3,
    )
    scene.hollow(inside, 10, 0.45)
    label(
        scene,
        Place(366, 560, -3),
        (-136, -84, 272, 186),
        Words("Lada putih", "Muntok", "Bangka Barat", "500 g"),
        Label("pucuk-rebung", PAPER, INK, MORINDA),
    )
    loose = [
        (x, y) for x, y in spread(about(rng, 660, 640, 70, 84), 60, 22) if not (520 < x < 610 and y < 700)
    ]
    scoop(scene, Place(660, 470, -62))
    well = scene.mask(Place(660, 470, -62).put('<ellipse cx="-14" rx="52" ry="36" fill="#fff"/>'))
    lay(
        scene,
        rng,
        spread(in_disc(rng, 652, 484, 48), 34, 13),
        corn,
        8,
        within=well,
        lift=3,
        rise=0.75,
        gloss=0.3,
    )
    lay(scene, rng, loose, corn, 8, lift=5, rise=0.75, gloss=0.3)
    plants.sprig(scene, Place(600, 60, 30), 130, 2, 96, "#3F7D3A")
    for number in range(14):
        x, y = 640 + number * 9 + rng.uniform(-5, 5), 196 + number * 5 + rng.uniform(-9, 9)
        model(
            scene,
            disc(round(x, 1), round(y, 1), 10, mix("#5E9A3A", "#B5382A", rng.random())),
            (9, 8, 5),
            (0.6, 40),
        )


def cinnamon_bundle(
    scene: Scene, place: Place, rng: random.Random, length: float, quills: int, width: float
) -> None:
    """Quills of cinnamon bark side by side, rolled at both edges, tied twice."""
    for layer, count in ((0, quills), (1, quills - 1)):
        for number in range(layer % 2, count + layer % 2, 1):
            offset = (number - (quills - 1) / 2 - layer * 0.5) * width * 0.92
            reach = length / 2 + rng.uniform(-16, 16)
            tone = mix("#9A5526", "#6E3616", rng.random())
            quill = box(-reach, offset - width / 2, reach * 2, width, tone, 6)
            roll = stroke(f"M{-reach + 6} {offset}H{reach - 6}", width * 0.09, darker(tone, 0.55))
            model(
                scene,
                place.put(quill + roll),
                (width * 0.42, width * 0.34, 9 + layer * 6),
                (0.2, 40),
                bump=streaks(60, 3, 35 + number % 4) * 0.5,
            )
            ends = "".join(
                stroke(
                    f"M{side * (reach - 5)} {offset - width * 0.32}C{side * (reach - 1)} {offset - 4} "
                    f"{side * (reach - 1)} {offset + 4} {side * (reach - 5)} {offset + width * 0.32}",
                    5,
                    "#D9A468",
                )
                for side in (-1, 1)
            )
            scene.flat(place.put(ends))
    spread_of = quills * width * 0.5
    for x in (-length * 0.2, length * 0.2):
        for shift_by in (-6, 6):
            cord(
                scene,
                f"M{x + shift_by} {-spread_of - 4}Q{x + shift_by + 8} 0 {x + shift_by} {spread_of + 4}",
                9,
                place=place,
            )


def kayu_manis(scene: Scene) -> None:
    """h34: three bundles of bark, ground cinnamon, star anise."""
    rng = random.Random(34)
    grounds.cloth(scene, "sand", "pucuk-rebung", 1.3, seed=6)
    cinnamon_bundle(scene, Place(330, 220, -14), rng, 560, 4, 44)
    cinnamon_bundle(scene, Place(320, 500, -10), rng, 540, 4, 46)
    opening = vessels.bowl(scene, 618, 592, 140, "#7A4A22", "#54290F", 0.13)
    powder = dome(opening, 90, 46, 0.2)
    model(
        scene,
        disc(618, 592, 120, "#A8622A"),
        (60, 8, 0),
        bump=powder + noise(2.4, 73) * 0.55 + noise(11, 74) * 0.6,
        within=opening,
    )
    scene.hollow(opening, 9, 0.5)
    for x, y, size, turn in ((640, 330, 54, 10), (722, 392, 42, 30), (430, 712, 50, 0), (744, 160, 46, 20)):
        plants.star_anise(scene, Place(x, y, turn), size)
    cinnamon_bundle(scene, Place(640, 92, 24), rng, 230, 2, 32)
    tag(
        scene,
        Place(196, 700, -7),
        262,
        Words("Kayu manis", "Kerinci", "Jambi", "250 g"),
        Label("pucuk-rebung", PAPER, "#6E2F12", LEAF),
    )
    cord(scene, "M90 640C60 590 120 560 196 560", 4)


HEROES: dict[str, Callable[[Scene], None]] = {
    "h03": kopi_gayo,
    "h13": madu_sumbawa,
    "h19": lada_muntok,
    "h34": kayu_manis,
}
