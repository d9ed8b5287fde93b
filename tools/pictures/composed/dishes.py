"""Single dishes: a bowl with broth, a plate of rice with its sides, a glass of drink."""

from __future__ import annotations

import math

from tools.pictures import shapes
from tools.pictures.colour import CREAM, PAPER, STEEL, Array, darker, mix
from tools.pictures.composed.contents import PALETTES, SIZES, heap, lay
from tools.pictures.composed.meals import rice_dome, sambal_cup
from tools.pictures.composed.recipe import Content, Recipe
from tools.pictures.fields import blur, dome, noise
from tools.pictures.labels import hang_tag
from tools.pictures.scene import Scene
from tools.pictures.shapes import placed

_CIRCLE = '<circle cx="{}" cy="{}" r="{}" fill="{}"/>'


def _rim(scene: Scene, recipe: Recipe, x: float, y: float, radius: float) -> None:
    """Two painted rings and dots on the rim of a plate."""
    rings = "".join(
        f'<circle cx="{x}" cy="{y}" r="{radius - inset}" fill="none" stroke="{recipe.accent}" '
        f'stroke-width="{width}"/>'
        for inset, width in ((12, 7), (24, 2))
    )
    dots = "".join(
        f'<circle cx="{x + (radius - 36) * math.cos(k * math.pi / 16):.1f}" '
        f'cy="{y + (radius - 36) * math.sin(k * math.pi / 16):.1f}" r="4.4" fill="{recipe.second}"/>'
        for k in range(32)
    )
    scene.flat(rings + dots)


def _spoon(scene: Scene, x: float, y: float, turn: float) -> None:
    """A metal spoon, its bowl at a point."""
    body = (
        '<path d="M0 -64C30 -64 46 -34 46 -2C46 34 26 60 12 66L17 330C17 350 -17 350 -17 330L-12 66C-26 60 '
        "-46 34 -46 -2"
        f'C-46 -34 -30 -64 0 -64Z" fill="{STEEL}"/>'
    )
    scene.add(placed(body, x, y, turn), radius=12, height=9, lift=12, gloss=0.9, shine=18)
    hollow = scene.add(
        placed(f'<ellipse rx="34" ry="50" fill="{STEEL}"/>', x, y, turn),
        radius=18,
        height=-9,
        lift=0,
        gloss=0.9,
        shine=14,
    )
    scene.hollow(hollow, 8, 0.3)


def soup_bowl(scene: Scene, recipe: Recipe) -> None:
    """A bowl of broth: pieces half sunk, spring onion, a spoon beside it."""
    scene.add(_CIRCLE.format(380, 390, 286, PAPER), radius=30, height=12, lift=20, gloss=0.4, shadow=0.6)
    _rim(scene, recipe, 380, 390, 286)
    scene.add(
        _CIRCLE.format(380, 390, 226, recipe.body),
        radius=20,
        height=16,
        lift=34,
        gloss=0.6,
        shine=20,
        shadow=0.64,
    )
    light, dark, edge = PALETTES[recipe.content.palette]
    well = scene.add(_CIRCLE.format(380, 390, 204, mix(edge, "#C98F3E", 0.5)), radius=12, height=-10, lift=0)
    broth = mix(mix(light, dark, 0.5), "#D79A3E", 0.55)
    scene.add(
        _CIRCLE.format(380, 390, 198, broth),
        radius=4,
        height=1,
        lift=0,
        gloss=0.6,
        shine=12,
        bump=noise(34, 63) * 0.7,
        within=well,
    )
    rng, size = scene.rng, SIZES[recipe.content.shape] * 1.35
    points = []
    for _ in range(int(min(60, 46_000 / (size * size)))):
        angle, reach = rng.uniform(0, 6.28), 160 * math.sqrt(rng.random())
        points.append((380 + reach * math.cos(angle), 390 + reach * math.sin(angle)))
    lay(scene, recipe.content, shapes.sublayers(points, size * 2.1)[:4], size, lift=4, within=well)
    rings = [(380 + rng.gauss(0, 80), 390 + rng.gauss(0, 80)) for _ in range(26)]
    lay(scene, Content("ring", "green"), [rings], 10, lift=2, within=well)
    curls = [(380 + rng.gauss(0, 60), 380 + rng.gauss(0, 60)) for _ in range(16)]
    lay(scene, Content("curl", "gold"), shapes.sublayers(curls, 20), 10, lift=3, within=well)
    scene.hollow(well, 18, 0.5)
    scene.glow(
        blur(
            scene.mask('<path d="M230 330C250 270 300 232 352 222C300 250 262 290 250 350Z" fill="#fff"/>')
            * well,
            5,
        ),
        0.4,
    )
    _spoon(scene, 690, 250, 10)
    hang_tag(scene, recipe.words, recipe.label, (560, 664), 300, -6)


def rice_plate(scene: Scene, recipe: Recipe) -> None:
    """A plate lined with leaf: rice, a main dish in the content's shape, greens, sambal."""
    scene.add(_CIRCLE.format(400, 386, 300, PAPER), radius=30, height=16, lift=30, gloss=0.5, shadow=0.64)
    _rim(scene, recipe, 400, 386, 300)
    well = scene.mask(_CIRCLE.format(400, 386, 244, "#fff"))
    leaf = placed(
        shapes.leaf_with_veins(620, 470, "#2F7A3C", "#12502C", 34), 400, 386, scene.rng.uniform(-30, 30)
    )
    scene.add(leaf, radius=5, height=3, lift=5, gloss=0.3, within=well)
    rice_dome(scene, 316, 320, 122)
    main = scene.mask('<ellipse cx="506" cy="372" rx="112" ry="132" fill="#fff"/>') * well
    heap(
        scene,
        recipe.main_dish,
        main,
        (404, 250, 606, 496),
        scale=1.2,
        lift=11,
        form=dome(main, 90, 36),
        loose=True,
    )
    greens = scene.mask('<ellipse cx="330" cy="524" rx="120" ry="70" fill="#fff"/>') * well
    heap(scene, Content("leaf", "green"), greens, (216, 464, 446, 588), scale=1.3, lift=7, loose=True)
    sambal_cup(scene, 486, 552)
    hang_tag(scene, recipe.words, recipe.label, (590, 660), 290, -6)


def _surface(scene: Scene, well: Array) -> None:
    """Foam at a drink's edge, the rim's shadow and a glint."""
    rng = scene.rng
    foam = "".join(
        f'<circle cx="{370 + rng.uniform(130, 156) * math.cos(a):.0f}" '
        f'cy="{400 + rng.uniform(130, 156) * math.sin(a):.0f}" '
        f'r="{rng.uniform(2, 6):.1f}" fill="{CREAM}" opacity=".7"/>'
        for a in (rng.uniform(2.2, 5.4) for _ in range(34))
    )
    scene.flat(foam)
    scene.hollow(well, 16, 0.5)
    scene.glow(
        blur(
            scene.mask('<path d="M250 350C262 304 300 270 350 262C312 288 282 316 270 362Z" fill="#fff"/>')
            * well,
            4,
        ),
        0.45,
    )


def drink(scene: Scene, recipe: Recipe) -> None:
    """A glass of a warm drink seen from above on its saucer, spices beside it."""
    scene.add(
        _CIRCLE.format(370, 400, 270, mix(recipe.body, PAPER, 0.1)),
        radius=30,
        height=12,
        lift=20,
        gloss=0.5,
        shadow=0.6,
    )
    _rim(scene, recipe, 370, 400, 270)
    scene.add(
        _CIRCLE.format(370, 400, 186, "#F4EFE2"),
        radius=16,
        height=13,
        lift=30,
        gloss=0.7,
        shine=20,
        shadow=0.62,
    )
    light, dark, edge = PALETTES[recipe.content.palette]
    well = scene.add(_CIRCLE.format(370, 400, 166, darker(edge, 0.2)), radius=10, height=-8, lift=0)
    scene.add(
        _CIRCLE.format(370, 400, 162, mix(light, dark, 0.25)),
        radius=4,
        height=1,
        lift=0,
        gloss=0.6,
        shine=12,
        bump=noise(38, 64) * 0.6,
        within=well,
    )
    rng = scene.rng
    floating = [(370 + rng.gauss(0, 66), 400 + rng.gauss(0, 66)) for _ in range(9)]
    lay(
        scene,
        recipe.content,
        shapes.sublayers(floating, 60),
        SIZES[recipe.content.shape] * 0.85,
        lift=3,
        within=well,
    )
    _surface(scene, well)
    for x, y, turn in ((676, 190, 30), (716, 300, -40), (664, 420, 8)):
        stick = '<rect x="-70" y="-13" width="140" height="26" rx="12" fill="#8A4A1E"/>'
        scene.add(
            placed(stick, x, y, turn), radius=12, height=11, lift=12, gloss=0.25, bump=noise(3, 84) * 0.3
        )
    hang_tag(scene, recipe.words, recipe.label, (570, 652), 300, -6)
