"""Leaves, fruit and spices that lie beside the products."""

from __future__ import annotations

import math
import random

from tools.pictures import shapes
from tools.pictures.colour import Array, mix
from tools.pictures.fields import noise, streaks
from tools.pictures.heroes.parts import Place, disc, model, shape, stroke
from tools.pictures.scene import Scene
from tools.pictures.vector import clip, gradient


def banana_leaf(scene: Scene, outline: str, rib: str, slant: float = -32, lift: float = 12) -> Array:
    """A piece of banana leaf: path data of its outline and of its rib; `slant` turns the veins."""
    veins = "".join(
        stroke(
            f"M{k * 13 - 300} -400C{k * 13 - 340} 0 {k * 13 - 360} 300 {k * 13 - 390} 1200",
            1.8,
            "#0F4A28",
            0.6,
        )
        for k in range(110)
    )
    body = (
        f'<g clip-path="{clip(shape(outline, "#fff"))}"><rect width="800" height="800" fill="#2F7D3D"/>'
        f'<g transform="rotate({slant} 400 400)">{veins}</g>{stroke(rib, 11, "#86B65C")}</g>'
    )
    return model(scene, body, (4, 3, lift), (0.35, 40), bump=noise(50, 87) * 1.6, shadow=0.6)


def leaf(
    scene: Scene,
    place: Place,
    length: float,
    width: float,
    colour: str = "#3F7D3A",
    lift: float = 6,
    gloss: float = 0.45,
) -> None:
    """One pointed leaf from its stalk at the frame's origin to the right, with a rib and side veins."""
    w = width / 2
    outline = (
        f"M0 0C{length * 0.22} {-w * 1.3} {length * 0.7} {-w * 1.1} {length} 0C{length * 0.7} "
        f"{w * 1.1} {length * 0.22} {w * 1.3} 0 0Z"
    )
    model(scene, place.put(shape(outline, colour)), (width * 0.4, width * 0.14 + 2, lift), (gloss, 18))
    pale = mix(colour, "#E3EDB4", 0.45)
    veins = "".join(
        f"M{length * t:.1f} 0L{length * (t + 0.13):.1f} {side * w * 0.62 * math.sin(math.pi * (t + 0.1)):.1f}"
        for t in (0.14, 0.28, 0.42, 0.56, 0.7)
        for side in (-1, 1)
    )
    scene.flat(
        place.put(
            stroke(f"M-{length * 0.08:.1f} 0H{length * 0.96:.1f}", width * 0.06, pale)
            + stroke(veins, width * 0.03, pale, 0.7)
        )
    )


def sprig(scene: Scene, place: Place, length: float, pairs: int, size: float, colour: str) -> None:
    """A twig along the frame with pairs of narrow leaves and one at its tip."""
    model(scene, place.put(stroke(f"M0 0Q{length / 2} {-length * 0.06} {length} 0", 6, "#7A6A3A")), (3, 3, 5))
    angle = math.radians(place.turn)
    for i in range(pairs):
        along = length * (0.2 + 0.72 * i / pairs)
        x, y = place.x + along * math.cos(angle), place.y + along * math.sin(angle)
        for side in (-1, 1):
            turn = place.turn + side * (52 - 5 * i)
            leaf(
                scene,
                Place(x, y, turn),
                size * (1 - 0.05 * i),
                size * 0.27,
                mix(colour, "#8FB06A", (i + side) % 3 * 0.18),
            )
    tip = (place.x + length * math.cos(angle), place.y + length * math.sin(angle))
    leaf(scene, Place(*tip, place.turn), size, size * 0.27, colour)


def chilli(scene: Scene, place: Place, length: float, colour: str = "#B8251A", curve: float = 0.15) -> None:
    """A chilli from its stem at the frame's origin."""
    fruit, stem = shapes.chilli(length, colour, curve, max(0.4, length / 140))
    model(scene, place.put(fruit), (length * 0.085, length * 0.08, length * 0.075), (0.95, 26), shadow=0.65)
    model(scene, place.put(stem), (length * 0.04, length * 0.04, 4))


def shallot(scene: Scene, place: Place, size: float) -> None:
    """A shallot about the frame's origin, `size` half across."""
    body, veins = shapes.shallot(size)
    model(
        scene,
        place.put(body),
        (size * 0.9, size * 0.8, 15),
        (0.6, 16),
        bump=streaks(2.2, 40, 91) * 0.3,
        shadow=0.65,
    )
    scene.flat(place.put(veins))


def garlic(scene: Scene, place: Place, size: float) -> None:
    """A head of garlic."""
    body = (
        f"M0 {-size * 1.3}C{size * 0.16} {-size * 0.8} {size * 1.1} {-size * 0.6} {size * 1.08} "
        f"{size * 0.2}C{size} {size * 0.9} {size * 0.4} {size} 0 {size * 0.92}C{-size * 0.4} {size} "
        f"{-size} {size * 0.9} {-size * 1.08} {size * 0.2}C{-size * 1.1} {-size * 0.6} {-size * 0.16} "
        f"{-size * 0.8} 0 {-size * 1.3}Z"
    )
    model(scene, place.put(shape(body, "#EFE3CC")), (size * 0.8, size * 0.7, 14), (0.3, 16), shadow=0.62)
    folds = "".join(
        f"M0 {-size * 1.05}C{k * size * 0.9} {-size * 0.4} {k * size * 0.9} {size * 0.4} {k * size * 0.3} "
        f"{size * 0.88}"
        for k in (-0.8, -0.3, 0.3, 0.8)
    )
    scene.flat(place.put(stroke(folds, 2, "#B58C86", 0.6)))


def lime(scene: Scene, place: Place, size: float, colour: str = "#5E9A3A") -> None:
    """A whole small lime."""
    model(
        scene,
        place.put(disc(0, 0, size, colour)),
        (size * 0.95, size * 0.8, size * 0.4),
        (0.7, 18),
        bump=noise(3.4, 71) * 0.22,
        threshold=0.3,
    )
    model(scene, place.put(disc(size * 0.3, -size * 0.25, size * 0.13, "#8A7A3A")), (3, 2, 1))


def lime_half(scene: Scene, place: Place, size: float, skin: str = "#5E9A3A", flesh: str = "#C9DC7E") -> None:
    """A lime cut across, its segments to the eye."""
    model(scene, place.put(disc(0, 0, size, skin)), (size * 0.3, size * 0.3, size * 0.35), (0.5, 40))
    scene.flat(place.put(disc(0, 0, size * 0.88, "#EEF1CE")))
    wedges = "".join(
        f'<path d="M{size * 0.12} 0L{size * 0.74} {-size * 0.24}Q{size * 0.84} 0 {size * 0.74} '
        f'{size * 0.24}Z" '
        f'fill="{flesh}" transform="rotate({i * 45})"/>'
        for i in range(8)
    )
    model(scene, place.put(wedges), (4, 2.4, 0), (0.8, 18), bump=noise(3, 72) * 0.3)


def cucumber(scene: Scene, x: float, y: float, size: float) -> None:
    """A slice of cucumber."""
    seeds = "".join(
        f'<ellipse cx="{size * 0.34}" rx="{size * 0.13}" ry="{size * 0.055}" fill="#F5F3D2" '
        f'transform="rotate({i * 45})"/>'
        for i in range(8)
    )
    model(scene, disc(x, y, size, "#2E7D3A"), (4, 3, 8))
    scene.flat(
        Place(x, y).put(disc(0, 0, size * 0.87, "#DCE9B8") + disc(0, 0, size * 0.5, "#C6DC97") + seeds)
    )


def lemongrass(scene: Scene, place: Place, length: float) -> None:
    """A stalk of lemongrass, its bulb at the frame's origin."""
    top = f"M0 -13C40 -18 90 -10 {length} -5L{length + 40} -1L{length} 7C90 12 40 17 0 12C-9 10 -9 -10 0 -13Z"
    model(scene, place.put(shape(top, "#A9B96A")), (11, 10, 10), (0.35, 40), bump=streaks(40, 3, 35) * 0.3)
    pale = shape(
        "M0 -13C40 -18 70 -12 110 -9L60 0L120 8C70 13 40 17 0 12C-9 10 -9 -10 0 -13Z",
        "#EFE9C9",
        'opacity=".85"',
    )
    scene.flat(
        place.put(
            pale
            + stroke(f"M70 -3L{length} -1M50 7L{length * 0.8} 4", 2, "#6E8040", 0.7)
            + stroke("M2 -10V10", 2, "#B8799A", 0.6)
        )
    )


def frangipani(scene: Scene, place: Place, size: float) -> None:
    """A frangipani flower: five cream petals, yellow at the heart."""
    for i in range(5):
        petal = Place(place.x, place.y, place.turn + i * 72)
        outline = (
            f"M0 0C{-size * 0.5} {-size * 0.4} {-size * 0.42} {-size} {size * 0.1} "
            f"{-size}C{size * 0.5} {-size * 0.9} {size * 0.4} {-size * 0.3} 0 0Z"
        )
        model(
            scene,
            petal.put(shape(outline, "#FBF3E0")),
            (size * 0.3, size * 0.16, 6),
            bump=noise(30, 61) * 0.4,
        )
    heart = gradient((0, "#F0A81E", 1), (1, "#F6C64A", 0), radial=True)
    scene.flat(place.put(disc(0, 0, size * 0.55, heart)))


def jasmine(scene: Scene, place: Place, size: float) -> None:
    """A jasmine flower of six narrow petals."""
    petals = "".join(
        f'<ellipse cx="{size * 0.55}" rx="{size * 0.48}" ry="{size * 0.2}" fill="#FDFAEF" '
        f'transform="rotate({i * 60})"/>'
        for i in range(6)
    )
    model(scene, place.put(petals), (size * 0.2, size * 0.15, 6))
    model(scene, place.put(disc(0, 0, size * 0.16, "#E9C64A")), (3, 3, 2))


def star_anise(scene: Scene, place: Place, size: float) -> None:
    """A star of eight husks, a seed in each."""
    arms = "".join(
        f'<path d="M0 0C{size * 0.3} {-size * 0.26} {size * 0.7} {-size * 0.22} {size} 0C{size * 0.7} '
        f"{size * 0.22} "
        f'{size * 0.3} {size * 0.26} 0 0Z" fill="#7A431C" transform="rotate({i * 45})"/>'
        for i in range(8)
    )
    model(scene, place.put(arms), (size * 0.14, size * 0.12, 8), (0.3, 40))
    seeds = "".join(
        f'<ellipse cx="{size * 0.58}" rx="{size * 0.17}" ry="{size * 0.09}" fill="#C98A4A" '
        f'transform="rotate({i * 45})"/>'
        for i in range(8)
    )
    model(scene, place.put(seeds), (3, 3, 2), (0.9, 20))


def rawit(scene: Scene, rng: random.Random, spots: list[tuple[float, float]], length: float = 62) -> None:
    """Bird's-eye chillies, red, orange and green by turns."""
    for i, (x, y) in enumerate(spots):
        colour = ("#C22A1C", "#D9661E", "#2F8A3A")[i % 3]
        chilli(scene, Place(x, y, rng.uniform(0, 360)), length, colour, 0.1)
