"""Pottery of Kasongan and pearls of Lombok."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import numpy as np

from tools.pictures.colour import BARK, BRASS, CREAM, INK, MORINDA, PAPER, Array, darker, mix
from tools.pictures.fields import noise, turned
from tools.pictures.heroes import parts_grounds as grounds
from tools.pictures.heroes.parts import Place, box, disc, model, shape, stroke
from tools.pictures.heroes.parts_paper import card, tag, timber
from tools.pictures.labels import Label, Words, text
from tools.pictures.scene import Scene


def pot(scene: Scene, outline: str, clay: str, bands: list[tuple[float, float]], lift: float = 30) -> Array:
    """A thrown pot from its outline; `bands` are (top, bottom) of carved belts. Returns its mask."""
    mask = scene.mask(shape(outline, "#fff"))
    form = turned(mask, 0.72)
    rings = np.asarray(np.sin(scene.y * 2 * np.pi / 9) * 0.35, np.float32)
    model(
        scene,
        shape(outline, clay),
        (12, 8, lift),
        (0.25, 10),
        bump=form * 0.9 + rings * 0.6 + noise(2.4, 75) * 0.07,
        shadow=0.66,
        amount=0.9,
    )
    for top, bottom in bands:
        middle, tall = (top + bottom) / 2, (bottom - top) / 2
        teeth = "".join(
            f'<path d="M{x} {bottom}L{x + 13} {top}L{x + 26} {bottom}Z" fill="{darker(clay, 0.4)}"/>'
            + disc(x + 26, middle - tall * 0.3, 4, mix(clay, CREAM, 0.5))
            for x in range(-4, 800, 26)
        )
        lines = box(0, top - 7, 800, 4, mix(clay, CREAM, 0.5)) + box(
            0, bottom + 3, 800, 4, mix(clay, CREAM, 0.5)
        )
        scene.flat(teeth + lines, 0.8, within=mask)
    return mask


def gerabah(scene: Scene) -> None:
    """h15: three pots of Kasongan, carved belts, dried grass in the tall one."""
    rng = random.Random(15)
    grounds.cloth(scene, "indigo", "kawung", 1.3, seed=7)
    for number in range(15):
        angle = -118 + number * 4.3 + rng.uniform(-2, 2)
        stalk = Place(262, 236, angle)
        length = rng.uniform(120, 190)
        model(
            scene,
            stalk.put(stroke(f"M0 0Q{length / 2} {rng.uniform(-12, 12):.0f} {length} 0", 3.4, "#B08A4A")),
            (2, 2, 8),
        )
        plume = "".join(
            f'<ellipse cx="{length + k * 11}" cy="{(-1) ** k * 5}" rx="12" ry="6" '
            f'fill="{mix("#E9CFA0", "#C98F5A", rng.random())}" transform="rotate({(-1) ** k * 24} '
            f'{length + k * 11} 0)"/>'
            for k in range(-4, 3)
        )
        model(scene, stalk.put(plume), (5, 4, 7))
    tall = (
        "M224 210H300C306 210 310 222 304 232C296 262 300 288 322 326C366 400 378 470 360 556C346 620 "
        "322 660 310 690C306 700 300 704 290 704H234C224 704 218 700 214 690C202 660 178 620 164 556C146 "
        "470 158 400 202 326C224 288 228 262 220 232C214 222 218 210 224 210Z"
    )
    pot(scene, tall, "#B4602F", [(380, 412), (520, 552)])
    bowl = (
        "M412 540H740C750 540 756 546 754 556C744 630 690 690 640 706C600 716 552 716 512 706C462 690 "
        "408 630 398 556C396 546 402 540 412 540Z"
    )
    kendi = (
        "M520 214H562C572 214 574 226 566 234C556 252 556 268 566 282C620 298 660 340 664 392C666 446 "
        "632 486 590 500H492C450 486 416 446 418 392C422 340 462 298 516 282C526 268 526 252 516 234C508 "
        "226 510 214 520 214Z"
    )
    spout = "M640 344C672 330 690 306 700 268L730 276C726 330 700 376 656 394Z"
    model(scene, shape(spout, "#9C4E26"), (20, 16, 20), (0.2, 10), threshold=0.3)
    pot(scene, kendi, "#A65629", [(356, 388)])
    mask = pot(scene, bowl, "#BE6B38", [(580, 616)], 34)
    scene.darken(mask * np.asarray(np.clip((552 - scene.y) / 8, 0, 1), np.float32), 0.12)
    tag(
        scene,
        Place(600, 716, 5),
        224,
        Words("Gerabah", "Kasongan", "Bantul"),
        Label("kawung", PAPER, "#8F4522", INK),
        0.5,
    )


def pearl(scene: Scene, spots: list[tuple[float, float, float]]) -> None:
    """Pearls of (x, y, radius), none touching another."""
    body = "".join(disc(round(x, 1), round(y, 1), q, "#F3E9DC") for x, y, q in spots)
    size = max(q for _, _, q in spots)
    model(scene, body, (size * 1.0, size * 0.85, size * 0.45), (1, 10), threshold=0.3, amount=0.8)
    scene.flat(
        "".join(
            disc(round(x + q * 0.34, 1), round(y + q * 0.4, 1), q * 0.42, "#F4C9B4", 'opacity=".35"')
            + disc(round(x - q * 0.3, 1), round(y - q * 0.34, 1), q * 0.2, "#FFFDF6")
            for x, y, q in spots
        ),
        0.85,
    )


def mutiara(scene: Scene) -> None:
    """h23: two strings of pearls about a brooch in a velvet box, ear studs on a card."""
    grounds.cloth(scene, "indigo", "songket", 1.3, seed=2)
    place = Place(386, 384, -4)
    timber(
        scene, place.put(box(-300, -300, 600, 600, "#8A5628", 16)), "#8E5A2C", "#63391A", relief=(12, 12, 34)
    )
    scene.flat(
        place.put(
            f'<rect x="-284" y="-284" width="568" height="568" rx="10" fill="none" stroke="{BRASS}" '
            'stroke-width="4"/>'
        )
    )
    floor = model(
        scene,
        place.put(box(-262, -262, 524, 524, "#8E1F24", 8)),
        (10, -9, 0),
        bump=noise(1.8, 76) * 0.12 + noise(44, 77) * 0.9,
    )
    scene.hollow(floor, 16, 0.5)
    cushion = place.put('<ellipse rx="246" ry="240" fill="#A12A2C"/>')
    model(scene, cushion, (170, 48, 8), bump=noise(1.8, 76) * 0.12, threshold=0.2)
    for count, radius, smallest in ((44, 206, 12.5), (32, 150, 11)):
        string = [
            (
                place.x + radius * math.sin(math.tau * k / count),
                place.y + 8 - radius * 0.97 * math.cos(math.tau * k / count),
                smallest + 4 * (1 - abs(k / count - 0.5) * 2) ** 1.5,
            )
            for k in range(count)
        ]
        for start in (0, 1):
            pearl(scene, string[start::2])
    brooch = Place(place.x, place.y + 8)
    leaves = "".join(
        f'<ellipse cy="-52" rx="17" ry="34" fill="{BRASS}" transform="rotate({k * 45})"/>' for k in range(8)
    )
    model(scene, brooch.put(leaves), (12, 10, 10), (0.9, 16))
    pearl(scene, [(brooch.x, brooch.y, 34)])
    clasp = "".join(
        f'<ellipse cx="{place.x}" cy="{place.y + y}" rx="24" ry="12" fill="{BRASS}"/>' for y in (-191, -138)
    )
    model(scene, clasp, (8, 8, 6), (0.95, 18))
    ears = Place(664, 664, 8)
    card(scene, ears, 196, 230, PAPER, 12)
    scene.flat(
        ears.put(
            text(0, -76, "MUTIARA", 21, "caps", BARK, spacing=4)
            + text(0, -34, "Lombok", 40, "word", MORINDA)
            + f'<path d="M-70 -14H70" stroke="{BARK}" stroke-width="2"/>'
            + text(0, 92, "sepasang anting", 18, "small", INK)
        )
    )
    for x in (-42, 42):
        model(scene, ears.put(disc(x, 36, 26, BRASS)), (8, 6, 6), (0.9, 16))
    pearl(scene, [(664 - 42 * 0.99 - 5, 664 + 36 - 6, 20), (664 + 42 * 0.99 - 5, 664 + 36 + 6, 20)])


HEROES: dict[str, Callable[[Scene], None]] = {"h15": gerabah, "h23": mutiara}
