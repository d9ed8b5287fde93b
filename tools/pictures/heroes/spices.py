"""Cashew, nutmeg and salt."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import numpy as np

from tools.pictures.colour import BARK, INK, MORINDA, PAPER, TURMERIC, darker, mix
from tools.pictures.fields import dome, noise, streaks
from tools.pictures.heroes import parts_grounds as grounds
from tools.pictures.heroes import parts_plants as plants
from tools.pictures.heroes import parts_vessels as vessels
from tools.pictures.heroes.harvest import scoop
from tools.pictures.heroes.parts import (
    Place,
    about,
    box,
    cord,
    cord_bow,
    disc,
    in_box,
    in_disc,
    lay,
    model,
    shape,
    stroke,
)
from tools.pictures.heroes.parts_paper import label, tag, timber
from tools.pictures.labels import Label, Words
from tools.pictures.scene import Scene
from tools.pictures.shapes import spread
from tools.pictures.textures import linen


def cashew(rng: random.Random) -> str:
    """A kernel of cashew about the origin, 56 units long."""
    tone = mix("#F1DDB0", "#DDB878", rng.random())
    return shape(
        "M-26 8C-30 -18 -4 -28 14 -20C30 -14 32 4 22 12C14 18 8 8 2 4C-6 0 -8 8 -12 14C-18 20 -26 16 -26 8Z",
        tone,
    ) + stroke("M-20 2C-16 -12 0 -18 14 -10", 2, darker(tone, 0.25), 0.6)


def cashew_apple(scene: Scene, place: Place, size: float, tone: str) -> None:
    """A cashew apple with its nut beneath; about the frame's origin."""
    fruit = (
        f"M0 {-size * 0.9}C{size * 0.5} {-size * 0.9} {size * 0.62} {-size * 0.4} {size * 0.72} "
        f"{size * 0.2}C{size * 0.8} {size * 0.86} {-size * 0.8} {size * 0.86} {-size * 0.72} "
        f"{size * 0.2}C{-size * 0.62} {-size * 0.4} {-size * 0.5} {-size * 0.9} 0 {-size * 0.9}Z"
    )
    model(
        scene,
        place.put(
            stroke(
                f"M0 {-size * 0.8}Q{size * 0.1} {-size * 1.15} {size * 0.06} {-size * 1.3}",
                size * 0.1,
                "#5A6A34",
            )
        ),
        (4, 4, 6),
    )
    nut = (
        f"M{-size * 0.34} {size * 0.74}C{-size * 0.5} {size * 1.2} {-size * 0.1} {size * 1.5} "
        f"{size * 0.24} {size * 1.34}C{size * 0.44} {size * 1.2} {size * 0.3} {size * 1.04} {size * 0.1} "
        f"{size * 1.06}C{size * 0.06} {size * 0.96} {size * 0.2} {size * 0.84} {size * 0.22} {size * 0.74}Z"
    )
    model(scene, place.put(shape(nut, "#8A7A54")), (size * 0.24, size * 0.22, 10), (0.4, 40))
    model(scene, place.put(shape(fruit, tone)), (size * 0.7, size * 0.6, 22), (0.75, 14), threshold=0.3)
    scene.flat(
        place.put(shape(fruit, TURMERIC, 'fill-opacity=".35" transform="translate(0 -14) scale(.7 .6)"'))
    )


def kacang_mete(scene: Scene) -> None:
    """h37: a wooden bowl of cashews, a scoop, two cashew apples."""
    rng = random.Random(37)
    grounds.cloth(scene, "morinda", "ikat", 1.2, seed=4)
    plants.leaf(scene, Place(610, 210, -20), 190, 104, "#3F7D3A")
    plants.leaf(scene, Place(640, 200, 34), 160, 92, "#4C8A45")
    opening = vessels.bowl(scene, 330, 358, 268, "#9A6030", "#8A6030", 0.12, 0.3)
    scene.flat(vessels.ring(330, 358, 252, 3, "#6E4320"), 0.6)
    heap = dome(opening, 170, 70, 0.2)
    lay(
        scene,
        rng,
        spread(in_disc(rng, 330, 358, 226), 190, 27),
        cashew,
        24,
        within=opening,
        swell=heap,
        gloss=0.45,
        rough=0.1,
        rise=0.5,
        most=9,
        lift=6,
    )
    scene.hollow(opening, 11, 0.45)
    cashew_apple(scene, Place(640, 176, 18), 88, "#C8321E")
    cashew_apple(scene, Place(716, 366, -14), 76, "#E08A1E")
    place = Place(560, 600, 148)
    scoop(scene, place)
    well = scene.mask(place.put('<ellipse cx="-14" rx="56" ry="40" fill="#fff"/>'))
    lay(scene, rng, spread(in_disc(rng, 572, 592, 54), 9, 26), cashew, 22, within=well, rise=0.5, rough=0.1)
    loose = [(x, y) for x, y in spread(about(rng, 680, 640, 60, 60), 12, 50) if x > 600]
    lay(scene, rng, loose, cashew, 24, rise=0.5, rough=0.1)
    tag(
        scene,
        Place(216, 690, -5),
        266,
        Words("Kacang", "Mete", "Muna", "500 g"),
        Label("ikat", PAPER, MORINDA, BARK),
    )


def nutmeg(r: random.Random) -> str:
    """A dried nutmeg about the origin."""
    tone = mix("#8A5A30", "#6A3E1C", r.random())
    return f'<ellipse rx="32" ry="25" fill="{tone}"/>' + "".join(
        stroke(f"M-24 {y}Q0 {y + r.uniform(-6, 6):.0f} 24 {y}", 2, darker(tone, 0.35), 0.6)
        for y in (-12, -3, 6, 14)
    )


def mace(r: random.Random) -> str:
    """A hand of mace about the origin."""
    arms = "".join(
        f"M0 0C{14 * math.cos(a):.0f} {14 * math.sin(a):.0f} {20 * math.cos(a + 0.5):.0f} "
        f"{20 * math.sin(a + 0.5):.0f} {34 * math.cos(a):.0f} {34 * math.sin(a):.0f}"
        for a in [k * math.tau / 6 + r.uniform(-0.3, 0.3) for k in range(6)]
    )
    return stroke(arms, 8, mix("#C8321E", "#E2672A", r.random()))


def clove(r: random.Random) -> str:
    """A clove about the origin."""
    tone = mix("#4A2614", "#6E3A1E", r.random())
    return (
        shape("M-24 -4L10 -6L12 6L-24 4Z", tone)
        + disc(16, 0, 9, mix(tone, "#A9703A", 0.5))
        + "".join(
            shape(f"M14 0l{10 * math.cos(a):.0f} {12 * math.sin(a):.0f}l-6 3z", tone)
            for a in (0.8, -0.8, 2.2, -2.2)
        )
    )


def bark(r: random.Random) -> str:
    """A splinter of cinnamon bark about the origin."""
    tone = mix("#A9662E", "#7A431C", r.random())
    return box(-52, -12, 104, 24, tone, 6) + stroke("M-46 0H46", 3, darker(tone, 0.5))


def _nutmeg_fruit(scene: Scene, fruit: Place) -> None:
    """A nutmeg fruit cut open upon its red-netted seed."""
    model(
        scene, fruit.put('<ellipse rx="86" ry="80" fill="#E3B84E"/>'), (70, 52, 24), (0.4, 14), threshold=0.3
    )
    model(scene, fruit.put('<ellipse rx="72" ry="66" fill="#F6E8C4"/>'), (12, -5, 0))
    model(
        scene, fruit.put('<ellipse rx="42" ry="36" fill="#4A2A16"/>'), (34, 26, 5), (0.8, 16), threshold=0.3
    )
    net = "".join(
        stroke(f"M-40 {d}C-20 {d - 14} 14 {d + 14} 40 {d * 0.4:.0f}", 6, "#CE3320") for d in (-22, -8, 8, 22)
    )
    model(scene, fruit.put(net), (3, 4, 2), (0.6, 40))


def pala_cengkih(scene: Scene) -> None:
    """h40: a parted wooden box of nutmeg, mace and cloves; a split nutmeg fruit."""
    rng = random.Random(40)
    grounds.cloth(scene, "turmeric", "songket", 1.25, seed=3)
    place = Place(368, 350, -5)
    timber(
        scene, place.put(box(-304, -274, 608, 548, "#8A5628", 14)), "#9A6232", "#6A3E1C", relief=(12, 12, 34)
    )
    cells = ((-278, -248, 270, 240), (8, -248, 270, 240), (-278, 8, 270, 240), (8, 8, 270, 240))
    masks = [model(scene, place.put(box(x, y, w, h, "#4A2A12", 8)), (9, -8, 0)) for x, y, w, h in cells]
    centres = [
        (place.x + x + w / 2 + (y + h / 2) * 0.087, place.y + y + h / 2 - (x + w / 2) * 0.087)
        for x, y, w, h in cells
    ]

    def points(number: int, count: int, apart: float) -> list[tuple[float, float]]:
        x, y = centres[number]
        return spread(in_box(rng, x - 130, y - 116, x + 130, y + 116), count, apart)

    lay(scene, rng, points(0, 38, 40), nutmeg, 28, within=masks[0], rise=0.85, gloss=0.35, lift=9)

    lay(scene, rng, points(1, 70, 24), mace, 26, within=masks[1], rise=0.25, gloss=0.5, lift=7, most=10)

    lay(scene, rng, points(2, 110, 18), clove, 18, within=masks[2], rise=0.3, gloss=0.3, lift=6, most=10)

    lay(scene, rng, points(3, 34, 34), bark, 26, within=masks[3], rise=0.3, gloss=0.2, lift=8)
    for mask in masks:
        scene.hollow(mask, 10, 0.45)
    for x, y, turn in ((650, 560, -18), (560, 690, 24)):
        _nutmeg_fruit(scene, Place(x, y, turn))
    plants.leaf(scene, Place(700, 500, -58), 170, 70, "#356F2C")
    plants.leaf(scene, Place(724, 520, -16), 140, 60, "#4C8A45")
    lay(scene, rng, [(690, 700), (730, 742), (420, 760), (660, 770)], clove, 20, rise=0.3)
    tag(
        scene,
        Place(222, 694, 4),
        274,
        Words("Rempah", "Ternate", "Pala · cengkih", "250 g"),
        Label("songket", PAPER, "#8A2A14", BARK),
    )


def _salt_pouch(scene: Scene) -> None:
    """A pouch of cotton, tied with red cord."""
    pouch = Place(270, 330, -6)
    sack = (
        "M-60 -150C-130 -120 -196 -20 -196 110C-196 220 -150 270 0 272C150 270 196 220 196 110C196 -20 "
        "130 -120 60 -150Z"
    )
    along, down = pouch.axes(scene)
    gathers = np.asarray(
        np.sin(along / (9 + np.clip(down + 150, 0, 400) * 0.06))
        * 3.4
        * np.clip(1 - (down + 150) / 230, 0, 1),
        np.float32,
    )
    model(
        scene,
        pouch.put(shape(sack, "#EDE3CD")),
        (120, 84, 36),
        threshold=0.2,
        texture=linen(0.9, 4.4),
        bump=gathers + streaks(30, 120, 67) * 1.2,
        shadow=0.66,
    )
    frill = (
        "M-56 -156C-96 -190 -116 -224 -104 -246C-80 -232 -70 -252 -44 -240C-24 -256 0 -238 22 -250C46 "
        "-236 66 -254 90 -240C112 -230 96 -190 56 -156Z"
    )
    model(
        scene,
        pouch.put(shape(frill, "#E6DAC0")),
        (14, 10, 14),
        texture=linen(0.9, 4.4),
        bump=np.asarray(np.sin(along / 7) * 3, np.float32),
    )
    for y in (-158, -146):
        cord(scene, f"M-62 {y}Q0 {y + 16} 62 {y}", 11, MORINDA, pouch)
    cord_bow(scene, Place(276, 192, -6, 0.8), MORINDA, 11)
    label(
        scene,
        pouch,
        (-124, -20, 248, 196),
        Words("Garam laut", "Kusamba", "Klungkung", "400 g"),
        Label("poleng", PAPER, INK, MORINDA),
    )


def garam_kusamba(scene: Scene) -> None:
    """h44: a coconut shell full of salt crystals and a tied cloth pouch."""
    rng = random.Random(44)
    grounds.cloth(scene, "leaf", "poleng", 1.2, seed=2)
    _salt_pouch(scene)
    opening = vessels.bowl(scene, 560, 530, 208, "#5A3820", "#3A2214", 0.09, 0.35)
    scene.flat(vessels.ring(560, 530, 196, 8, "#D9C29A"), 0.7)
    heap = dome(opening, 130, 66, 0.2)
    model(scene, disc(560, 530, 188, "#F8F5EE"), (40, 6, 0), bump=heap + noise(5, 73) * 0.3, within=opening)

    def crystal(r: random.Random) -> str:
        q = r.uniform(7, 14)
        return shape(
            f"M{-q} {-q * 0.7}L{q * 0.6} {-q}L{q} {q * 0.5}L{-q * 0.4} {q}Z",
            mix("#FFFFFF", "#E9EEF0", r.random()),
        )

    lay(
        scene,
        rng,
        spread(in_disc(rng, 560, 530, 178), 330, 13),
        crystal,
        11,
        within=opening,
        swell=heap,
        rough=0.1,
        gloss=0.8,
        rise=0.16,
        lift=3,
    )
    scene.hollow(opening, 10, 0.4)
    lay(scene, rng, spread(about(rng, 300, 700, 70, 34), 30, 20), crystal, 11, gloss=0.8, rise=0.5, lift=5)
    plants.chilli(scene, Place(690, 230, 118), 160, "#C22A1C", 0.14)
    plants.chilli(scene, Place(726, 250, 100), 140, "#B8251A", -0.12)
    plants.frangipani(scene, Place(120, 690, 20), 70)
    plants.frangipani(scene, Place(600, 120, 50), 58)


HEROES: dict[str, Callable[[Scene], None]] = {"h37": kacang_mete, "h40": pala_cengkih, "h44": garam_kusamba}
