"""Rendang, gudeg, pempek and smoked fish on plates and leaves."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np

from tools.pictures.colour import BARK, INDIGO, MORINDA, PAPER, TURMERIC, Array, mix
from tools.pictures.fields import blur, dome, noise, streaks
from tools.pictures.heroes import parts_grounds as grounds
from tools.pictures.heroes import parts_plants as plants
from tools.pictures.heroes import parts_vessels as vessels
from tools.pictures.heroes.parts import Place, about, box, cord, disc, in_disc, lay, model, shape, stroke
from tools.pictures.heroes.parts_paper import tag, timber
from tools.pictures.labels import Label, Words
from tools.pictures.scene import Scene
from tools.pictures.shapes import blob, spread


def rendang(scene: Scene) -> None:
    """h05: a plate of dry rendang with chillies, lime leaves and lemongrass."""
    rng = random.Random(5)
    grounds.cloth(scene, "morinda", "songket", 1.25, seed=5)
    well = vessels.plate(scene, 400, 392, 282, INDIGO, TURMERIC)
    plants.leaf(scene, Place(238, 590, -58), 210, 88, "#2F7D3D")
    plants.leaf(scene, Place(610, 470, -112), 200, 84, "#2A7036")
    heap = dome(scene.mask(disc(400, 396, 206, "#fff")), 170, 80, 0.3)
    crumbs = spread(in_disc(rng, 400, 398, 212), 280, 9)
    lay(
        scene,
        rng,
        crumbs,
        lambda r: shape(blob(r, 8, 7, 0.35), mix("#5A2C14", "#8A4A1C", r.random())),
        10,
        within=well,
        swell=heap,
        rough=0.6,
        gloss=0.5,
    )
    chunks = spread(in_disc(rng, 400, 392, 184), 42, 58)

    def meat(r: random.Random) -> str:
        outline = blob(r, r.uniform(48, 64), 7, 0.16, 0.72)
        grain = "".join(
            stroke(f"M-40 {y}Q0 {y + r.uniform(-7, 7):.0f} 40 {y + r.uniform(-4, 4):.0f}", 3, "#2B1208", 0.5)
            for y in (-20, -9, 3, 14, 24)
        )
        return (
            f'<g clip-path="{vessels.cut(outline)}">'
            f"{shape(outline, mix('#7A3E1A', '#542811', r.random()))}{grain}</g>"
        )

    lay(scene, rng, chunks, meat, 54, within=well, swell=heap, rough=1.3, gloss=0.6, rise=0.34, lift=12)
    flakes = spread(about(rng, 400, 392, 92, 86), 110, 13)
    lay(
        scene,
        rng,
        flakes,
        lambda r: stroke("M-7 0Q0 -4 7 1", 4, mix("#A9692A", "#D39A4A", r.random())),
        6,
        swell=heap,
        most=3,
        lift=3,
    )
    for x, y, turn, length in ((330, 318, 24, 132), (500, 440, 160, 118)):
        plants.chilli(scene, Place(x, y, turn), length, "#B8251A", 0.16)
    plants.lemongrass(scene, Place(96, 742, -20), 330)
    for x, y, turn in ((640, 690, -24), (700, 742, -60), (70, 150, 40)):
        plants.leaf(scene, Place(x, y, turn), 120, 62, "#356F2C")
    plants.chilli(scene, Place(742, 130, 108), 150, "#C4301E", -0.16)
    plants.shallot(scene, Place(118, 84, -24), 40)
    plants.shallot(scene, Place(716, 622, 28), 36)
    tag(
        scene,
        Place(590, 690, -6),
        216,
        Words("Rendang", "Sapi", "Payakumbuh", "250 g"),
        Label("songket", PAPER, MORINDA, BARK),
    )


def egg(scene: Scene, place: Place, size: float, tone: str, speckle: str, rng: random.Random) -> None:
    """A boiled egg coloured by its sauce."""
    model(
        scene,
        place.put(f'<ellipse rx="{size}" ry="{size * 0.76:.1f}" fill="{tone}"/>'),
        (size * 0.76, size * 0.7, size * 0.26),
        (0.65, 14),
        shadow=0.65,
        threshold=0.36,
    )
    dots = "".join(
        disc(
            round(rng.gauss(0, size * 0.4), 1),
            round(rng.gauss(0, size * 0.3), 1),
            round(rng.uniform(1, 3), 1),
            speckle,
            'opacity=".5"',
        )
        for _ in range(24)
    )
    scene.flat(place.put(dots))


def _toppings(scene: Scene, rng: random.Random, opening: Array) -> None:
    """Rice, eggs, tofu, crackling and chillies upon the gudeg."""
    rice = dome(scene.mask(disc(262, 300, 112, "#fff")), 84, 64, 0.25)
    model(scene, disc(262, 300, 104, "#F2EAD6"), (3, 1, 14), bump=rice, within=opening)
    lay(
        scene,
        rng,
        spread(in_disc(rng, 262, 300, 100), 420, 6),
        lambda r: f'<ellipse rx="5.8" ry="2.2" fill="{mix("#FFFDF6", "#EFE4CC", r.random())}"/>',
        2.6,
        within=opening,
        swell=rice,
        lift=1,
        rough=0,
        most=4,
    )
    egg(scene, Place(464, 262, -20), 76, "#9A5A2C", "#5A2E14", rng)
    egg(scene, Place(528, 386, 40), 72, "#A5632F", "#5A2E14", rng)
    for x, y, turn in ((312, 506, 10), (404, 536, -16)):
        cube = Place(x, y, turn)
        model(
            scene,
            cube.put(box(-50, -38, 100, 76, "#8E5428", 12)),
            (22, 18, 14),
            (0.5, 40),
            bump=noise(5, 84) * 0.5,
        )
        scene.flat(cube.put(box(-40, -28, 80, 56, "#A86A36", 9)), 0.5)
    krecek = spread(about(rng, 494, 500, 50, 34), 60, 17)
    lay(
        scene,
        rng,
        krecek,
        lambda r: shape(blob(r, 21, 8, 0.22, 0.7), mix("#C8501E", "#A02E14", r.random())),
        18,
        within=opening,
        gloss=0.75,
        rough=0.7,
        lift=8,
    )
    plants.rawit(scene, rng, [(470, 470), (534, 520), (440, 540)], 66)


def _clay_lid(scene: Scene) -> None:
    """The lid of the pot, its knob to the eye."""
    lid = Place(640, 650, -12)
    model(
        scene,
        lid.put(disc(0, 0, 140, "#9A5E38")),
        (110, 46, 26),
        (0.25, 12),
        bump=noise(2.4, 75) * 0.06,
        threshold=0.2,
    )
    scene.flat(lid.put(vessels.ring(0, 0, 116, 4, "#6A3C22") + vessels.ring(0, 0, 70, 3, "#6A3C22")), 0.7)
    model(scene, lid.put(disc(0, 0, 34, "#8A5030")), (26, 24, 16), (0.35, 40), threshold=0.3)


def gudeg(scene: Scene) -> None:
    """h16: a clay pot of gudeg seen from above, its lid aside on banana leaf."""
    rng = random.Random(16)
    grounds.cloth(scene, "morinda", "parang", 1.2, seed=6)
    plants.banana_leaf(
        scene,
        "M40 520C90 300 300 120 560 96C690 90 770 130 790 190C770 420 620 650 380 742C220 790 70 740 40 520Z",
        "M36 560C250 470 560 300 796 160",
        24,
    )
    for x in (96, 664):
        ear = f'<rect x="{x - 44}" y="330" width="88" height="104" rx="40" fill="#7A4A2C"/>'
        model(scene, ear, (26, 20, 22), (0.2, 40), threshold=0.3)
    opening = vessels.bowl(scene, 380, 384, 290, "#8A5432", "#3A1E12", 0.15, 0.25)
    scene.flat(vessels.ring(380, 384, 268, 5, "#6A3C22") + vessels.ring(380, 384, 278, 2, "#B07A50"), 0.7)
    heap = dome(scene.mask(disc(380, 384, 232, "#fff")), 150, 56, 0.2)

    def shred(r: random.Random) -> str:
        tone = mix("#8A4E22", "#5E2E14", r.random())
        return stroke(
            f"M-30 {r.uniform(-6, 6):.0f}Q0 {r.uniform(-14, 14):.0f} 30 {r.uniform(-6, 6):.0f}",
            r.uniform(8, 13),
            tone,
        ) + stroke("M-22 -2Q0 -8 24 0", 2, mix(tone, "#E0A866", 0.45))

    lay(
        scene,
        rng,
        spread(in_disc(rng, 380, 384, 236), 230, 19),
        shred,
        17,
        within=opening,
        swell=heap,
        gloss=0.55,
        rough=0.5,
        lift=5,
        most=9,
    )
    _toppings(scene, rng, opening)
    scene.hollow(opening, 14, 0.45)
    _clay_lid(scene)
    tag(
        scene,
        Place(152, 702, -6),
        238,
        Words("Gudeg", "Kendil", "Yogyakarta"),
        Label("parang", PAPER, "#7A3A1A", BARK),
    )


def _kapal_selam(scene: Scene, ship: Place) -> None:
    """A large dumpling cut open upon its yolk."""
    hull = "M-116 0C-104 -70 -44 -92 0 -92C52 -92 106 -66 116 0C106 66 52 90 0 90C-44 90 -104 68 -116 0Z"
    model(
        scene,
        ship.put(shape(hull, "#DDB06C")),
        (80, 56, 24),
        (0.45, 14),
        bump=noise(26, 84) * 0.7,
        threshold=0.3,
    )
    scene.flat(ship.put(shape(hull, "#B0702C", 'opacity=".28" transform="scale(.7 .62)"')), 0.8)
    cut = "M-66 -8C-40 -40 40 -40 66 -8C40 26 -40 26 -66 -8Z"
    model(scene, ship.put(shape(cut, "#F4E3B4")), (9, -6, 0))
    model(scene, ship.put('<ellipse cx="2" cy="-8" rx="40" ry="19" fill="#F0AE32"/>'), (14, 8, 1), (0.6, 40))


def _lenjer(scene: Scene, rng: random.Random, log: Place, length: float, well: Array) -> None:
    """A log of fish dough, browned in spots."""
    model(
        scene,
        log.put(box(-length, -34, length * 2, 68, "#E3BC7C", 34)),
        (34, 30, 16),
        (0.45, 14),
        bump=noise(24, 84) * 0.5,
        threshold=0.3,
        within=well,
    )
    scene.flat(
        log.put(
            "".join(
                stroke(
                    f"M{k} {rng.uniform(-18, 18):.0f}l{rng.uniform(8, 22):.0f} {rng.uniform(-4, 4):.0f}",
                    5,
                    "#B97A34",
                    0.4,
                )
                for k in range(-int(length) + 30, int(length) - 30, 22)
            )
        ),
        within=well,
    )


def pempek(scene: Scene) -> None:
    """h22: an oval plate of three kinds of pempek, a bowl of cuko, cucumber and noodles."""
    rng = random.Random(22)
    grounds.cloth(scene, "leaf", "songket", 1.25, seed=1)
    dish = Place(380, 380, -8)
    well = vessels.oval_plate(scene, dish, 340, 250, INDIGO)
    for x, y, turn, length in ((236, 300, -32, 128), (300, 372, -28, 132), (206, 410, -36, 116)):
        log = Place(x, y, turn)
        _lenjer(scene, rng, log, length, well)
    for x, y, turn in ((486, 268, 16), (470, 412, -12)):
        ship = Place(x, y, turn)
        _kapal_selam(scene, ship)
    for x, y in ((322, 470), (388, 500), (300, 226), (368, 240)):
        model(
            scene,
            disc(x, y, 42, mix("#DDB06C", "#C98F44", rng.random())),
            (38, 32, 14),
            (0.4, 14),
            bump=noise(16, 84) * 0.6,
            threshold=0.3,
        )
    for x, y in ((548, 356), (574, 320), (566, 388)):
        plants.cucumber(scene, x, y, 32)
    cubes = spread(about(rng, 250, 496, 30, 18), 14, 22)
    lay(scene, rng, cubes, lambda _: box(-10, -10, 20, 20, "#CFE0A0", 3), 11, gloss=0.4)
    vessels.sauce(scene, 618, 622, 122, PAPER, "#3E1A0C")
    lay(
        scene,
        rng,
        spread(in_disc(rng, 618, 622, 74), 26, 15),
        lambda r: shape(blob(r, 6, 5, 0.3), mix("#C9301E", "#8A5A2A", r.random())),
        5,
        lift=1,
    )
    for x, y, turn in ((88, 700, -30), (170, 748, 14)):
        plants.chilli(scene, Place(x, y, turn), 130, "#C22A1C", 0.14)
    plants.garlic(scene, Place(720, 130, 20), 44)
    tag(
        scene,
        Place(334, 690, 4),
        250,
        Words("Pempek", "Campur", "Palembang"),
        Label("songket", PAPER, MORINDA, BARK),
        0.56,
    )


def _bamboo_clamp(scene: Scene, fish: Place) -> None:
    """Two slats of bamboo along the fish, tied twice."""
    for offset in (-62, 62):
        timber(
            scene,
            fish.put(box(-330, offset * 1.5 - 11, 680, 22, "#D9B46A", 10)),
            "#E0BE78",
            "#C29A50",
            grain=0.6,
            relief=(12, 10, 16),
        )
        scene.flat(fish.put("".join(box(x, offset * 1.5 - 11, 5, 22, "#9A7434") for x in (-212, 8, 226))))
    for x in (-130, 150):
        for apart in (-8, 8):
            cord(scene, f"M{x + apart} -112Q{x + apart + 6} 0 {x + apart} 112", 10, "#C8A25A", fish)


def _smoked_fish(scene: Scene, fish: Place) -> None:
    """A skipjack browned by smoke, its head to the left."""
    body = (
        "M-288 6C-230 -84 -70 -116 60 -96C150 -82 210 -40 246 -12L322 -84C334 -40 318 -16 304 0C318 18 "
        "334 46 326 88L246 22C206 50 150 90 60 100C-70 114 -230 84 -288 6Z"
    )
    model(
        scene,
        fish.put(shape(body, "#A8592A")),
        (100, 76, 30),
        (0.6, 12),
        bump=noise(22, 81) * 0.8 + noise(3, 82) * 0.12,
        threshold=0.25,
        shadow=0.68,
    )
    _, down = fish.axes(scene)
    skin = scene.mask(fish.put(shape(body, "#fff")))
    back = np.asarray(np.clip((-down + 10) / 90, 0, 1) * skin, np.float32)
    scene.darken(back, 0.6)
    stripes = "".join(
        stroke(f"M-150 {26 + k * 15}C-40 {38 + k * 14} 90 {36 + k * 12} 200 {18 + k * 6}", 4, "#4A200E", 0.45)
        for k in range(4)
    )
    scene.flat(fish.put(stripes), within=skin)
    scene.glow(
        blur(scene.mask(fish.put(stroke("M-220 -30C-120 -76 40 -80 170 -44", 12, "#fff"))) * skin, 6),
        0.4,
        "#FFC27A",
    )
    gill = stroke("M-186 -56C-160 -20 -160 30 -190 64", 7, "#3A180A", 0.8)
    mouth = stroke("M-286 8C-268 14 -252 14 -240 10", 4, "#3A180A", 0.8)
    scene.flat(fish.put(gill + mouth))
    model(scene, fish.put(disc(-232, -14, 15, "#E3C68A")), (7, 6, 2), (0.6, 40))
    scene.flat(fish.put(disc(-232, -14, 8, "#22140C") + disc(-235, -17, 2.4, "#FFF6E0")))
    for fin in (
        "M-40 -102C-10 -150 40 -160 70 -150C62 -128 60 -112 66 -98Z",
        "M20 104C40 140 80 148 100 140C94 122 96 108 104 96Z",
        "M-130 20C-96 10 -60 30 -40 62C-76 66 -112 56 -130 20Z",
    ):
        model(scene, fish.put(shape(fin, "#6A3216")), (8, 5, 5), bump=streaks(3, 30, 35) * 0.5)


def cakalang(scene: Scene) -> None:
    """h32: a smoked skipjack clamped in split bamboo, on banana leaf."""
    rng = random.Random(32)
    grounds.planks(scene, "wood-dark", 3)
    plants.banana_leaf(
        scene,
        "M30 470C130 250 330 110 560 74C680 60 760 90 786 140C770 380 610 620 350 716C200 762 60 700 30 470Z",
        "M28 540C240 450 560 280 796 100",
        20,
    )
    fish = Place(400, 400, -28)
    _smoked_fish(scene, fish)
    _bamboo_clamp(scene, fish)
    plants.lime_half(scene, Place(664, 628, 10), 52)
    plants.lime(scene, Place(590, 700, 0), 46)
    plants.rawit(scene, rng, [(180, 640), (120, 690), (236, 716), (700, 500)], 74)
    plants.shallot(scene, Place(116, 150, -20), 40)
    plants.shallot(scene, Place(186, 100, 24), 36)
    tag(
        scene,
        Place(388, 700, 4),
        256,
        Words("Cakalang", "Fufu", "Bitung"),
        Label("ikat", PAPER, "#7A2A12", BARK),
        0.54,
    )


HEROES: dict[str, Callable[[Scene], None]] = {"h05": rendang, "h16": gudeg, "h22": pempek, "h32": cakalang}
