"""Boxed rice and the rice cone: food for many."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import numpy as np

from tools.pictures.colour import BARK, LEAF, MORINDA, PAPER, Array, mix
from tools.pictures.fields import dome, noise
from tools.pictures.heroes import parts_grounds as grounds
from tools.pictures.heroes import parts_plants as plants
from tools.pictures.heroes import parts_vessels as vessels
from tools.pictures.heroes.dishes import egg
from tools.pictures.heroes.parts import Place, about, box, disc, in_disc, lay, model, shape, stroke
from tools.pictures.heroes.parts_paper import tag
from tools.pictures.labels import Label, Words, text
from tools.pictures.motifs import Dyes, motif
from tools.pictures.scene import Scene
from tools.pictures.shapes import Point, blob, spread
from tools.pictures.textures import paper_tooth


def rice_dome(
    scene: Scene, rng: random.Random, x: float, y: float, radius: float, tones: tuple[str, str]
) -> None:
    """Rice pressed in a bowl: a smooth dome with fine grains."""
    form = dome(scene.mask(disc(x, y, radius + 2, "#fff")), radius * 0.86, radius * 0.66)
    model(scene, disc(x, y, radius, tones[1]), (3, 1, 20), shadow=0.62, bump=form)
    grains = spread(in_disc(rng, x, y, radius - 5), 900, 4)
    body = "".join(
        f'<ellipse cx="{a:.0f}" cy="{b:.0f}" rx="5.6" ry="2.1" fill="{mix(*tones, rng.random())}" '
        f'transform="rotate({rng.uniform(0, 180):.0f} {a:.0f} {b:.0f})"/>'
        for a, b in grains
    )
    model(scene, body, (2, 1, 1.2), shadow=0.22, bump=form, smooth=1)


def drumstick(scene: Scene, place: Place, rng: random.Random) -> None:
    """A fried chicken leg, bone to the right; about 215 units long."""
    bone = "M60 -12C90 -14 108 -24 120 -13C129 -4 122 2 122 4C126 11 123 22 112 22C100 21 90 12 60 12Z"
    model(scene, place.put(shape(bone, "#F0DFBB")), (13, 13, 12), shadow=0.65)
    meat = "M-92 6C-96 -46 -48 -74 0 -58C34 -46 52 -20 82 -16L84 15C54 22 34 46 -4 56C-52 68 -90 48 -92 6Z"
    size = place.scale
    model(
        scene,
        place.put(shape(meat, "#B5641C")),
        (66 * size, 66 * size, 22),
        (0.5, 14),
        bump=noise(13, 81) * 1.5 + noise(5, 82) * 0.6,
        shadow=0.68,
        threshold=0.36,
        smooth=1.4,
    )
    crust = "".join(
        disc(
            round(min(50, max(-70, rng.gauss(-20, 30)))),
            round(min(34, max(-34, rng.gauss(0, 18)))),
            round(rng.uniform(1.5, 4), 1),
            ("#EDB458", "#7A360B", "#7A360B")[k % 3],
            'fill-opacity=".4"',
        )
        for k in range(44)
    )
    scene.flat(place.put(crust))


def tempe_orek(
    scene: Scene, rng: random.Random, x: float, y: float, wide: float, high: float, count: int, within: Array
) -> None:
    """Sticks of sweet fried tempe in a heap."""
    points = spread(about(rng, x, y, wide, high), count, 9)
    lay(
        scene,
        rng,
        points,
        lambda r: box(-18, -7.5, 36, 15, mix("#C98434", "#8A4A16", r.random()), 3),
        16,
        within=within,
        gloss=0.55,
        rough=0.3,
        rise=0.3,
    )


def sambal_heap(
    scene: Scene, rng: random.Random, middle: Point, wide: float, high: float, count: int, within: Array
) -> None:
    """Red sambal spooned about a middle."""
    drops = "".join(
        disc(round(x), round(y), round(rng.uniform(6, 14), 1), mix("#A31A12", "#CC3020", rng.random()))
        for x, y in (about(rng, *middle, wide, high)() for _ in range(count))
    )
    bump = noise(7, 85) * 1.3 + noise(3.4, 90) * 0.5
    model(scene, drops, (9, 8, 4), (0.8, 14), bump=bump, within=within)


def _meal_box(scene: Scene) -> Array:
    """The open box with its lid thrown back. Returns the mask of its leaf-covered floor."""
    kraft = "#E6D2A8"
    model(scene, shape("M128 44H672L690 224H110Z", kraft), (5, 4, 20), bump=paper_tooth(), shadow=0.6)
    fill = motif("kawung", Dyes(kraft, mix(kraft, BARK, 0.3), mix(kraft, MORINDA, 0.35)), 0.8)
    scene.flat(
        shape("M142 58H658L674 214H126Z", fill)
        + box(190, 70, 420, 126, kraft)
        + f'<rect x="198" y="78" width="404" height="110" fill="none" stroke="{MORINDA}" stroke-width="2.4"/>'
        + text(400, 140, "Nasi Kotak", 66, "word", MORINDA)
        + text(400, 174, "AYAM GORENG · MADIUN", 18, "caps", BARK, spacing=2.4),
        0.95,
    )
    scene.flat(shape("M110 218H690L694 238H106Z", "#5A3A1C", 'opacity=".45"'))
    model(scene, shape("M78 228H722V766H78Z", "#E9D7AE"), (5, 5, 34), bump=paper_tooth(), shadow=0.66)
    scene.flat(
        shape("M90 240H710L684 266H116Z", "#C6AD7B")
        + shape("M90 240L116 266V732L90 758Z", "#D0B988")
        + shape("M710 240V758L684 732V266Z", "#F3E6C6")
        + shape("M90 758L116 732H684L710 758Z", "#F8EED4")
    )
    veins = "".join(stroke(f"M{60 + k * 11} 760L{120 + k * 11} 250", 1.6, "#0F4A28", 0.5) for k in range(64))
    floor = scene.mask(box(116, 266, 568, 466, "#fff"))
    model(
        scene,
        box(110, 260, 580, 480, "#2F7A3C") + veins + stroke("M100 560L700 470", 10, "#8ABF63"),
        (3, 1, 0),
        (0.3, 40),
        within=floor,
    )
    scene.hollow(floor, 22, 0.6)
    return floor


def nasi_kotak(scene: Scene) -> None:
    """h09: an open meal box on its leaf: rice, chicken, eggs, tempe, cucumber, sambal."""
    rng = random.Random(8)
    grounds.cloth(scene, "clay", "kawung", 1.3, seed=5)
    floor = _meal_box(scene)
    rice_dome(scene, rng, 282, 424, 150, ("#FFFDF6", "#F1E7D0"))
    lay(
        scene,
        rng,
        spread(about(rng, 268, 402, 28, 24), 34, 8),
        lambda r: shape(
            "M0 -9C10 -9 10 9 0 9C-5 9 -5 4 0 4C4 4 4 -4 0 -4C-5 -4 -5 -9 0 -9Z",
            mix("#9A5518", "#CE8E3C", r.random()),
        ),
        8,
        lift=3,
    )
    for k in range(6):
        lettuce = Place(470 + k * 30, 348 + k % 3 * 50 + k * 7)
        model(
            scene,
            lettuce.put(shape(blob(rng, 54, 21, 0.13), mix("#5E9A40", "#8DBB57", rng.random()))),
            (8, 5, 6),
            bump=noise(11, 92) * 0.5,
        )
        scene.flat(
            lettuce.put(
                stroke(
                    "M-34 6C-10 -6 14 4 40 -4M-12 -2L-22 -22M-12 -1L-20 20M10 0L4 -24M12 0L10 22",
                    3,
                    "#D6E6A6",
                    0.7,
                )
            )
        )
    drumstick(scene, Place(532, 416, -34, 1.42), rng)
    tempe_orek(scene, rng, 244, 648, 58, 34, 130, floor)
    for x, y, turn, colour in ((204, 636, 24, "#C22A1C"), (272, 676, -20, "#2F8A3A")):
        plants.chilli(scene, Place(x, y, turn), 66, colour, 0.12)
    egg(scene, Place(450, 606, -24), 68, "#C9622E", "#8A2A12", rng)
    egg(scene, Place(550, 636, 14), 68, "#C9622E", "#8A2A12", rng)
    sambal_heap(scene, rng, (500, 606), 50, 20, 90, floor)
    for x, y in ((380, 690), (414, 662), (372, 640)):
        plants.cucumber(scene, x, y, 36)
    vessels.sauce(scene, 632, 556, 48, PAPER, "#A8201A")


def tumpeng(scene: Scene) -> None:
    """h28: a cone of yellow rice from above on a leaf-lined tray, side dishes all about it."""
    rng = random.Random(28)
    grounds.cloth(scene, "morinda", "parang", 1.25, seed=3)
    floor = vessels.tray(scene, 400, 392, 370)
    corners = [(322 if k % 2 else 288, k * math.tau / 48) for k in range(48)]
    points = " ".join(f"{400 + q * math.cos(a):.1f},{392 + q * math.sin(a):.1f}" for q, a in corners)
    model(
        scene,
        f'<polygon points="{points}" fill="#2F7D3D"/>',
        (6, 4, 7),
        (0.35, 40),
        bump=noise(50, 87) * 1.2,
        within=floor,
    )
    scene.flat(
        "".join(
            stroke(
                f"M{400 + 60 * math.cos(a):.0f} {392 + 60 * math.sin(a):.0f}L{400 + 300 * math.cos(a):.0f} "
                f"{392 + 300 * math.sin(a):.0f}",
                2,
                "#0F4A28",
                0.5,
            )
            for a in [k * math.tau / 60 for k in range(60)]
        )
    )
    _side_dishes(scene, rng, floor)
    reach = np.hypot(scene.x - 400, scene.y - 392)
    cone = np.asarray(np.clip(1 - reach / 150, 0, 1) * 190 + noise(7, 83) * 0.5, np.float32)
    model(scene, disc(400, 392, 146, "#E9B930"), (4, 2, 44), bump=cone, shadow=0.6, amount=0.85)
    grains = spread(in_disc(rng, 400, 392, 142), 820, 5)
    body = "".join(
        f'<ellipse cx="{a:.0f}" cy="{b:.0f}" rx="6" ry="2.3" '
        f'fill="{mix("#FBDB66", "#DFA51E", rng.random())}" transform="rotate({rng.uniform(0, 180):.0f} '
        f'{a:.0f} {b:.0f})"/>'
        for a, b in grains
    )
    model(scene, body, (2, 1, 1.2), shadow=0.25, bump=cone, smooth=1, amount=0.85)
    tip = "M400 392L368 372C366 344 388 330 404 332C424 334 436 352 432 374Z"
    model(scene, shape(tip, "#3E8A3C"), (14, 9, 12), (0.4, 40))
    model(
        scene, shape("M400 392L378 416C392 436 420 434 430 412L432 374Z", "#2F7434"), (12, 8, 10), (0.4, 40)
    )
    plants.chilli(scene, Place(396, 386, -64), 84, "#C22A1C", 0.12)
    plants.chilli(scene, Place(404, 388, 20), 76, "#C22A1C", -0.12)
    tag(
        scene,
        Place(598, 712, 5),
        276,
        Words("Tumpeng", "Nasi Kuning", "Semarang"),
        Label("parang", PAPER, MORINDA, LEAF),
        0.52,
    )


def _side_dishes(scene: Scene, rng: random.Random, floor: Array) -> None:
    """Chicken, eggs, fritters, greens, tempe and shredded omelette in a ring about the cone."""

    def at(degrees: float, away: float = 226) -> tuple[float, float]:
        return 400 + away * math.cos(math.radians(degrees)), 392 + away * math.sin(math.radians(degrees))

    for degrees in (-112, -76):
        drumstick(scene, Place(*at(degrees, 224), degrees + 10, 0.82), rng)
    for degrees in (-40, -22, -4):
        x, y = at(degrees, 232)
        model(scene, disc(round(x), round(y), 40, "#FDF8EA"), (16, 10, 12), (0.4, 40))
        model(scene, disc(round(x), round(y), 21, "#F0A92C"), (16, 8, 1), (0.5, 40), threshold=0.3)
    for degrees in (20, 38, 56):
        x, y = at(degrees, 232)
        patty = (
            f'<ellipse cx="{x:.0f}" cy="{y:.0f}" rx="42" ry="38" '
            f'fill="{mix("#D39A44", "#A8661E", rng.random())}"/>'
        )
        model(scene, patty, (30, 22, 12), (0.4, 40), bump=noise(4, 84) * 0.6, threshold=0.3)
    x, y = at(88, 232)
    greens = spread(about(rng, x, y, 38, 24), 90, 7)
    lay(
        scene,
        rng,
        greens,
        lambda r: stroke(
            f"M-13 0Q0 {r.uniform(-9, 9):.0f} 13 0",
            r.uniform(4, 7),
            mix("#3F7D3A", ("#8DBB57", "#E9E2C4", "#D9762A")[r.randrange(3)], r.random()),
        ),
        9,
        within=floor,
        most=7,
        lift=5,
    )
    x, y = at(128, 228)
    tempe_orek(scene, rng, x, y, 42, 34, 90, floor)
    x, y = at(164, 232)
    omelette = spread(about(rng, x, y, 30, 36), 90, 7)
    lay(
        scene,
        rng,
        omelette,
        lambda r: stroke(f"M-16 0Q0 {r.uniform(-10, 10):.0f} 16 0", 6, mix("#F4C93E", "#E39A1E", r.random())),
        10,
        within=floor,
        most=6,
        lift=5,
    )
    for degrees in (188, 200, 212):
        plants.cucumber(scene, *at(degrees, 250), 33)
    sambal_heap(scene, rng, at(228, 226), 22, 20, 50, floor)


HEROES: dict[str, Callable[[Scene], None]] = {"h09": nasi_kotak, "h28": tumpeng}
