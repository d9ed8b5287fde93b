"""Turned vessels: jar, bottle, tin, cream pot, tube, spray bottle, jerrycan, mug."""

from __future__ import annotations

import math

import numpy as np

from tools.pictures.colour import BRASS, CREAM, PAPER, Array, darker, mix
from tools.pictures.composed.contents import CORNERS, PALETTES, heap, strew
from tools.pictures.composed.recipe import Recipe
from tools.pictures.composed.staging import glass_sheen, group
from tools.pictures.fields import blur
from tools.pictures.labels import Label, Words, paper_label, set_words
from tools.pictures.motifs import Dyes, motif
from tools.pictures.scene import Scene
from tools.pictures.textures import cord_twist, cylinder, linen, ridges

_JARS = (
    "M262 250C262 236 270 230 282 230L518 230C530 230 538 236 538 250C540 272 566 286 570 318L570 660"
    "C570 694 552 708 520 708L280 708C248 708 230 694 230 660L230 318C234 286 260 272 262 250Z",
    "M262 236H538C546 270 570 300 570 372V600C570 670 548 708 504 708H296C252 708 230 670 230 600V372"
    "C230 300 254 270 262 236Z",
)
"""Outlines of a jar: straight and barrel-shaped."""
_JAR_SHEEN = (
    '<path d="M254 322C256 300 274 288 282 272L300 272C290 292 276 304 276 326V690C262 686 254 676 254 656Z" '
    'fill="#fff"/><path d="M552 330V640" stroke="#fff" stroke-width="6" opacity=".5"/>'
)
_FRILL = (
    "M250 214C226 236 212 262 224 276C244 268 256 284 276 270C296 284 316 286 338 276C360 288 384 290 402 280"
    "C424 290 448 288 466 276C486 286 510 284 528 270C546 284 560 268 578 276C588 260 574 236 550 214Z"
)
_CAP = (
    "M262 210C254 150 262 118 296 104C350 92 450 92 504 104C538 118 546 150 538 210C470 226 330 226 262 210Z"
)


def jar(scene: Scene, recipe: Recipe) -> None:
    """A glass jar with a cap of cloth or metal."""
    outline = scene.rng.choice(_JARS)
    form = cylinder(scene, 400, 178, 120)
    glass = mix(PALETTES[recipe.content.palette][0], "#241005", 0.35)
    mask = scene.add(
        f'<path d="{outline}" fill="{glass}"/>',
        radius=26,
        height=20,
        lift=34,
        bump=form * 0.8,
        shadow=0.68,
        amount=0.8,
    )
    upper = mask * np.clip((scene.y - 272) / 10, 0, 1)
    heap(scene, recipe.content, upper, (230, 290, 570, 410), scale=0.85, lift=5)
    heap(scene, recipe.content, mask, (230, 610, 570, 705), scale=0.85, lift=5)
    across = np.clip(np.abs(scene.x - 400) / 172, 0, 1) ** 5
    scene.darken(np.asarray(across * mask, np.float32), 0.5)
    scene.darken(np.asarray(mask * np.clip((scene.x - 430) / 150, 0, 1), np.float32), 0.25)
    label = (230, 398, 340, 226)
    paper_label(scene, recipe.words, recipe.label, label, bump=form * 0.9)
    glass_sheen(scene, _JAR_SHEEN, label, 0.6)
    if scene.rng.random() < 0.42:
        _metal_cap(scene, recipe.second)
    else:
        _cloth_cap(scene, recipe)
    strew(scene, recipe.content, CORNERS, 8)


def _metal_cap(scene: Scene, colour: str) -> None:
    rim = ridges(scene, 9, 0.7) * (scene.y > 170)
    scene.add(
        f'<path d="M252 150C252 136 262 128 276 128H524C538 128 548 136 548 150V232H252Z" fill="{colour}"/>',
        radius=12,
        height=9,
        lift=9,
        gloss=0.6,
        bump=cylinder(scene, 400, 152, 100) + rim,
    )


def _cloth_cap(scene: Scene, recipe: Recipe) -> None:
    """A square of cloth tied over the lid with a cord."""
    fill = motif(recipe.motif, Dyes(recipe.accent, CREAM, BRASS, PAPER), 0.55)
    gathers = np.sin((scene.x - 400) * 2 * np.pi / 37) * 4 * np.clip((scene.y - 214) / 50, 0, 1)
    scene.add(
        f'<path d="{_FRILL}" fill="{fill}"/>',
        radius=14,
        height=10,
        lift=12,
        texture=linen(0.6, 3.2),
        bump=gathers.astype(np.float32),
        shadow=0.6,
    )
    scene.add(
        f'<path d="{_CAP}" fill="{fill}"/>',
        radius=34,
        height=22,
        lift=6,
        texture=linen(0.6, 3.2),
        bump=cylinder(scene, 400, 160, 80),
        shadow=0.5,
    )
    scene.add(
        '<path d="M256 214C330 232 470 232 544 214" fill="none" stroke="#E2C58A" stroke-width="10"/>'
        '<path d="M254 222C330 241 470 241 546 222" fill="none" stroke="#D3B274" stroke-width="8"/>',
        radius=4,
        height=4,
        lift=5,
        bump=cord_twist(scene),
    )


def tin(scene: Scene, recipe: Recipe) -> None:
    """A printed round tin with its lid beside it, seen from above and open."""
    turn = scene.rng.uniform(-14, 14)
    centre, radius = (360, 440), 236
    circle = '<circle cx="{}" cy="{}" r="{}" fill="{}"/>'
    scene.add(
        circle.format(*centre, radius, recipe.body), radius=12, height=12, lift=34, gloss=0.6, shadow=0.66
    )
    inner = scene.add(
        circle.format(*centre, radius - 20, mix(PALETTES[recipe.content.palette][2], "#C9B48A", 0.5)),
        radius=8,
        height=-8,
        lift=0,
        gloss=0.4,
    )
    heap(scene, recipe.content, inner, (130, 210, 590, 670), scale=1.2, lift=8)
    scene.hollow(inner, 20, 0.6)
    lid = (548, 246)
    scene.add(circle.format(*lid, 206, recipe.body), radius=16, height=13, lift=40, gloss=0.6, shadow=0.66)
    scene.flat(circle.format(*lid, 192, recipe.quiet(recipe.body, 0.6)), 0.95)
    scene.add(circle.format(*lid, 140, recipe.paper), radius=3, height=2, lift=2, gloss=0.35)
    ring = (
        f'<circle cx="{lid[0]}" cy="{lid[1]}" r="130" fill="none" stroke="{recipe.label.accent}" '
        'stroke-width="3"/>'
    )
    words = set_words(recipe.words, recipe.label, (lid[0] - 112, lid[1] - 86, 224, 176), strips=False)
    scene.flat(ring + group(words, turn * 0.5, lid), 0.95)
    strew(scene, recipe.content, [(40, 660, 200, 770), (620, 560, 770, 770)], 6)


def cream_pot(scene: Scene, recipe: Recipe) -> None:
    """A low round pot seen from above, its lid leaning on it, cream in a curl."""
    circle = '<circle cx="{}" cy="{}" r="{}" fill="{}"/>'
    pot = (310, 500)
    scene.add(
        circle.format(*pot, 196, PAPER), radius=26, height=22, lift=30, gloss=0.7, shine=22, shadow=0.62
    )
    well = scene.add(circle.format(*pot, 158, darker(CREAM, 0.12)), radius=8, height=-9, lift=0)
    tone = mix(PALETTES[recipe.content.palette][1], "#FFF6E8", 0.55)
    scene.add(circle.format(*pot, 156, tone), radius=60, height=16, lift=2, gloss=0.6, shine=12, within=well)
    swirl = "".join(
        f"{'M' if i == 0 else 'L'}{pot[0] + (118 - i * 2.2) * math.cos(i * 0.26):.1f} "
        f"{pot[1] + (118 - i * 2.2) * math.sin(i * 0.26):.1f}"
        for i in range(50)
    )
    scene.add(
        f'<path d="{swirl}" fill="none" stroke="{mix(tone, "#FFFFFF", 0.3)}" stroke-width="30" '
        'stroke-linecap="round" stroke-linejoin="round"/>',
        radius=16,
        height=11,
        lift=5,
        gloss=0.6,
        shine=14,
        within=well,
    )
    scene.hollow(well, 12, 0.4)
    lid = (532, 286)
    scene.add(
        circle.format(*lid, 204, recipe.body),
        radius=20,
        height=17,
        lift=38,
        gloss=0.7,
        shine=24,
        bump=None,
        shadow=0.64,
    )
    scene.flat(circle.format(*lid, 178, recipe.quiet(recipe.body, 0.55, 0.25)), 0.9)
    scene.add(circle.format(*lid, 142, recipe.paper), radius=3, height=2, lift=2, gloss=0.3)
    scene.flat(
        set_words(recipe.words, recipe.label, (lid[0] - 118, lid[1] - 92, 236, 186), strips=False), 0.95
    )
    strew(
        scene, recipe.content, [(40, 60, 220, 240), (560, 580, 770, 770), (60, 700, 200, 780)], 6, scale=0.9
    )


def mug(scene: Scene, recipe: Recipe) -> None:
    """A printed mug seen from the side."""
    outline = "M236 226H560V640C560 684 536 708 496 708H300C260 708 236 684 236 640Z"
    scene.add(
        '<path d="M548 316C640 300 700 350 692 440C686 528 630 576 548 574" fill="none" '
        f'stroke="{recipe.body}" '
        'stroke-width="42" stroke-linecap="round"/>',
        radius=20,
        height=19,
        lift=20,
        gloss=0.7,
        shine=22,
    )
    form: Array = cylinder(scene, 398, 170, 124)
    scene.add(
        f'<path d="{outline}" fill="{PAPER}"/>',
        radius=20,
        height=12,
        lift=34,
        gloss=0.5,
        shine=18,
        bump=form * 0.8,
    )
    band = f'<path d="M236 250H560V304H236ZM236 610H560V660H236Z" fill="{recipe.cloth(0.5)}"/>'
    print_look = Label(recipe.motif, PAPER, recipe.accent, recipe.second)
    words = Words(recipe.words.kind, recipe.words.word, recipe.words.place)
    scene.flat(band + set_words(words, print_look, (256, 320, 284, 280), strips=False), 0.95)
    scene.add(
        f'<ellipse cx="398" cy="226" rx="162" ry="30" fill="{recipe.body}"/>',
        radius=8,
        height=6,
        lift=0,
        gloss=0.6,
    )
    well = scene.add(
        '<ellipse cx="398" cy="228" rx="144" ry="21" fill="#5A2C12"/>', radius=4, height=-3, lift=0
    )
    scene.hollow(well, 8, 0.6)
    scene.glow(blur(scene.mask('<path d="M270 330V640" stroke="#fff" stroke-width="16"/>'), 5), 0.4)
