"""Keripik tempe in its pouch, the Lebaran hamper and sambal in a jar."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np

from tools.pictures.colour import CREAM, INDIGO_DARK, INK, LEAF, MORINDA, PAPER, TURMERIC, Array, darker, mix
from tools.pictures.fields import noise, streaks
from tools.pictures.heroes import parts_grounds as grounds
from tools.pictures.heroes import parts_plants as plants
from tools.pictures.heroes import parts_vessels as vessels
from tools.pictures.heroes.parts import Place, box, disc, in_box, lay, model, ribbon_bow, shape, stroke
from tools.pictures.heroes.parts_paper import label, tag
from tools.pictures.labels import Label, Words, text
from tools.pictures.motifs import Dyes, motif
from tools.pictures.scene import Scene
from tools.pictures.shapes import blob, placed, spread, tempe_chip

POUCH = (
    "M-174 -308L174 -308C170 -200 190 -80 192 70C194 200 182 268 172 304C70 316 -70 316 -172 304C-182 "
    "268 -194 200 -192 70C-190 -80 -170 -200 -174 -308Z"
)
WINDOW = (
    "M-124 70C-124 -2 -68 -40 0 -40C68 -40 124 -2 124 70L124 160C124 190 108 204 80 204L-80 204C-108 "
    "204 -124 190 -124 160Z"
)


def tempe_pouch(scene: Scene, place: Place, rng: random.Random, town: str) -> None:
    """The red pouch with a window on the chips; 390 by 620 units in its frame."""
    along, down = place.axes(scene)
    crease = (
        np.clip(np.abs(along) / 190, 0, 1) ** 3
        + np.clip((down - 160) / 140, 0, 1) ** 2 * 0.8
        + np.clip((-170 - down) / 120, 0, 1) * 0.8
    )
    wrinkles = np.asarray((streaks(14, 90, 61) * 1.5 + streaks(60, 12, 62) * 1.2) * crease, np.float32)
    size = place.scale
    model(
        scene,
        place.put(shape(POUCH, MORINDA)),
        (150 * size, 62 * size, 28 * size),
        (0.5, 14),
        threshold=0.24,
        bump=wrinkles,
        shadow=0.6,
        smooth=2,
    )
    seal = "M-174 -308L174 -308C173 -282 173 -270 173 -254L-173 -254C-173 -270 -173 -282 -174 -308Z"
    teeth = np.asarray(np.sin(down * 2 * np.pi / 6.5) * 0.9, np.float32)
    model(
        scene, place.put(shape(seal, darker(MORINDA, 0.15))), (2, 1, 1.5), (0.3, 40), shadow=0.35, bump=teeth
    )
    scene.flat(place.put(box(-28, -292, 56, 17, "#3A1A10", 8.5)))
    view = model(scene, place.put(shape(WINDOW, "#3B160C")), (3, -3, 0))
    for _ in range(4):
        chips = "".join(
            placed(
                tempe_chip(rng, rng.uniform(34, 44)),
                rng.uniform(-115, 115),
                rng.uniform(-15, 200),
                rng.uniform(0, 360),
            )
            for _ in range(9)
        )
        model(scene, place.put(chips), (9 * size, 5, 5), (0.25, 40), rough=0.25, within=view)
    scene.hollow(view, 10 * size, 0.55)
    film = shape("M-110 204C-100 100 -80 20 -28 -34L20 -38C-40 30 -60 110 -62 204Z", "#fff") + shape(
        "M-48 204C-44 120 -24 40 30 -37L44 -36C-8 40 -28 120 -32 204Z", "#fff", 'opacity=".7"'
    )
    scene.flat(place.put(film), 0.24, within=view)
    scene.flat(place.put(f'<path d="{WINDOW}" fill="none" stroke="{TURMERIC}" stroke-width="6"/>'))
    strip = motif("parang", Dyes(MORINDA, mix(MORINDA, TURMERIC, 0.55), MORINDA), 0.32)
    words = text(0, -179, "KERIPIK", 54, "word", PAPER, spacing=3) + text(
        0, -100, "Tempe", 90, "word", TURMERIC, spacing=-1
    )
    words += text(0, -62, town, 17, "caps", PAPER, spacing=3)
    words += text(-150, 272, "renyah gurih", 20, "small", PAPER, "start", 1) + text(
        152, 272, "150 g", 27, "word", TURMERIC, "end"
    )
    scene.flat(place.put(box(-168, -250, 336, 24, strip) + words), 0.96)


def keripik_tempe(scene: Scene) -> None:
    """h01: the pouch on indigo parang, loose chips about it."""
    rng = random.Random(3)
    grounds.cloth(scene, "linen", seed=1)
    grounds.band(scene, "parang", INDIGO_DARK, TURMERIC, angle=-32, middle=430, width=350)
    tempe_pouch(scene, Place(400, 400, -5), rng, "MADIUN")
    for spots in (
        ((118, 560, 52), (90, 690, 50), (690, 640, 48)),
        ((176, 652, 50), (650, 738, 54), (742, 716, 44)),
    ):
        chips = "".join(placed(tempe_chip(rng, size), x, y) for x, y, size in spots)
        model(scene, chips, (12, 7, 9), (0.25, 40), rough=0.3)


def ketupat(scene: Scene, place: Place, size: float, green: str) -> None:
    """A rice cake in plaited young palm leaf: a lozenge of strips, two tails of leaf."""
    tails = stroke(
        f"M0 {-size * 0.9}C{-size * 0.3} {-size * 1.3} {-size * 0.1} {-size * 1.6} {-size * 0.5} "
        f"{-size * 1.9}",
        size * 0.13,
        darker(green, 0.15),
    )
    tails += stroke(
        f"M0 {size * 0.9}C{size * 0.2} {size * 1.2} {-size * 0.1} {size * 1.4} {size * 0.25} {size * 1.7}",
        size * 0.13,
        darker(green, 0.1),
    )
    model(scene, place.put(tails), (5, 4, 6))
    lozenge = (
        f"M0 {-size}Q{size * 0.62} {-size * 0.62} {size} 0Q{size * 0.62} {size * 0.62} 0 "
        f"{size}Q{-size * 0.62} {size * 0.62} {-size} 0Q{-size * 0.62} {-size * 0.62} 0 {-size}Z"
    )
    weave = vessels.strips(place.turn, size / 3.4, (green, mix(green, "#E9E08A", 0.45)))
    model(
        scene,
        place.put(shape(lozenge, "#000")),
        (size * 0.5, size * 0.4, 18),
        (0.3, 40),
        texture=weave,
        threshold=0.25,
    )


def hampers_lebaran(scene: Scene) -> None:
    """h02: an open besek with the pouch, a jar of nastar and ketupat, ribbon and card."""
    rng = random.Random(11)
    grounds.cloth(scene, "leaf", "ikat", 1.1, seed=4)
    tray = Place(400, 412, -3)
    inside = vessels.woven_box(scene, tray, 690, 640, (MORINDA, TURMERIC), 38)
    straw = "".join(
        placed(
            stroke(
                f"M-46 0Q0 {rng.uniform(-26, 26):.0f} 46 {rng.uniform(-14, 14):.0f}",
                5,
                mix("#EBD9A4", "#C9A765", rng.random()),
            ),
            rng.uniform(90, 710),
            rng.uniform(120, 700),
            rng.uniform(0, 180),
        )
        for _ in range(520)
    )
    model(scene, straw, (3, 3, 3), within=inside)
    scene.hollow(inside, 16, 0.5)
    tempe_pouch(scene, Place(262, 398, -8, 0.76), rng, "MADIUN")
    nastar_jar(scene, Place(560, 330, 5, 0.58), rng)
    ketupat(scene, Place(498, 600, 12), 74, "#7FA63C")
    ketupat(scene, Place(632, 610, -14), 66, "#8FB24A")
    model(
        scene,
        tray.put(
            '<g transform="translate(0 292)"><rect x="-352" y="-17" width="704" height="34" '
            f'fill="{TURMERIC}"/></g>'
        ),
        (4, 3, 6),
        (0.4, 14),
        bump=noise(30, 17) * 0.8,
    )
    ribbon_bow(scene, Place(386, 700, -3, 1.05), TURMERIC)
    tag(
        scene,
        Place(630, 716, 5),
        216,
        Words("Selamat", "Lebaran", "Madiun"),
        Label("parang", PAPER, MORINDA, LEAF),
    )
    for spots in (((60, 730, 40),), ((112, 772, 38),)):
        model(scene, "".join(placed(tempe_chip(rng, q), x, y) for x, y, q in spots), (10, 6, 8), (0.25, 40))


def nastar_jar(scene: Scene, place: Place, rng: random.Random) -> None:
    """A jar of pineapple tarts under a red lid."""

    def fill(glass: Array, form: Array) -> None:
        points = [
            (place.x + place.scale * x, place.y + place.scale * y)
            for x, y in spread(in_box(rng, -150, -120, 150, 290), 60, 46)
        ]
        size = 34 * place.scale

        def tart(_: random.Random) -> str:
            return disc(0, 0, size, mix("#E0A03A", "#EDB95A", rng.random())) + disc(
                size * 0.1, 0, size * 0.16, "#5A2C12"
            )

        lay(scene, rng, points, tart, size, within=glass, swell=form, gloss=0.6)

    form = vessels.jar(scene, place, "#8A5A20", fill)
    label(
        scene,
        place,
        (-170, 10, 340, 170),
        Words("Kue", "Nastar"),
        Label("truntum", PAPER, MORINDA, LEAF),
        form=form,
        inset=0.12,
    )
    vessels.jar_sheen(scene, place)
    vessels.screw_cap(scene, place, MORINDA)


SAMBAL_CHILLIES = (
    (628, 716, 178, -58, "#B8251A", 0.16),
    (600, 752, 170, -12, "#C4301E", -0.12),
    (676, 330, 160, 70, "#B8251A", 0.14),
    (150, 540, 150, 64, "#2F7D33", 0.15),
    (84, 440, 160, 72, "#C4301E", -0.14),
)
"""Chillies about the sambal: x, y, length, turn in degrees, colour, curve."""


def sambal_bawang(scene: Scene) -> None:
    """h12: a jar of sambal under a kawung cloth, on banana leaf."""
    rng = random.Random(12)
    grounds.planks(scene, "wood-dark", 8)
    plants.banana_leaf(
        scene,
        "M60 690C40 420 190 150 560 70C640 56 720 60 770 90C790 300 700 600 420 720C290 770 130 770 60 690Z",
        "M50 712C240 480 480 260 776 84",
    )
    place = Place(400, 400)

    def fill(glass: Array, form: Array) -> None:
        pulp = spread(in_box(rng, 236, 270, 564, 704), 170, 15)
        lay(
            scene,
            rng,
            pulp,
            lambda r: shape(blob(r, 15, 7, 0.3), mix("#C93320", "#7E120B", r.random())),
            13,
            within=glass,
            swell=form,
            lift=2,
            gloss=0.5,
            rough=0.8,
            most=5,
        )
        seeds = spread(in_box(rng, 236, 280, 564, 704), 200, 9)
        lay(
            scene,
            rng,
            seeds,
            lambda r: f'<ellipse rx="4.4" ry="3.2" fill="{mix("#F2C566", "#E39A3A", r.random())}"/>',
            4,
            within=glass,
            swell=form,
            lift=1.5,
            most=2,
        )

    form = vessels.jar(scene, place, "#A32013", fill)
    label(
        scene,
        place,
        (-170, 2, 340, 236),
        Words("Sambal", "Bawang", "Ngawi", "180 g"),
        Label("truntum", PAPER, INK, MORINDA),
        form=form,
        inset=0.09,
    )
    vessels.jar_sheen(scene, place)
    vessels.cloth_cap(scene, place, "kawung", Dyes(INDIGO_DARK, CREAM, "#D9A441"))
    for x, y, length, turn, colour, curve in SAMBAL_CHILLIES:
        plants.chilli(scene, Place(x, y, turn), length, colour, curve)
    for x, y, size, turn in ((108, 694, 46, -20), (182, 724, 40, 30), (690, 216, 42, 15)):
        plants.shallot(scene, Place(x, y, turn), size)


HEROES: dict[str, Callable[[Scene], None]] = {
    "h01": keripik_tempe,
    "h02": hampers_lebaran,
    "h12": sambal_bawang,
}
