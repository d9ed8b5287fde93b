"""For the house: broom, mop cloth, soap bars, brush, candle."""

from __future__ import annotations

import math

import numpy as np

from tools.pictures.colour import CORD, CREAM, PAPER, darker, mix
from tools.pictures.composed.contents import PALETTES, strew
from tools.pictures.composed.recipe import Recipe
from tools.pictures.composed.staging import group
from tools.pictures.fields import noise, streaks
from tools.pictures.labels import hang_tag, paper_label, set_words
from tools.pictures.scene import Scene
from tools.pictures.shapes import placed
from tools.pictures.textures import cord_twist, linen, paper_tooth, ridges


def broom(scene: Scene, recipe: Recipe) -> None:
    """A broom of palm fibre or ribs, its stick running out of the picture."""
    turn = scene.rng.choice((32, 38, -36))
    dark = scene.rng.random() < 0.5
    tones = ("#2E2018", "#5A3A22") if dark else ("#C99B54", "#E3C07C")
    stick = f'<rect x="-19" y="-560" width="38" height="470" rx="17" fill="{recipe.second}"/>'
    scene.add(
        placed(stick, 410, 470, turn),
        radius=19,
        height=19,
        lift=22,
        gloss=0.5,
        bump=streaks(1.6, 50, 35) * 0.2,
    )
    rng = scene.rng
    for layer in range(4):
        fibres = []
        for _ in range(110):
            start, spread_by = rng.uniform(-1, 1), rng.uniform(0.85, 1.1)
            length = rng.uniform(214, 262)
            fibres.append(
                f'<path d="M{start * 58:.0f} {-70 + abs(start) * 16:.0f}C{start * 92:.0f} 20 '
                f"{start * 150 * spread_by:.0f} 120 "
                f'{start * 172 * spread_by:.0f} {length:.0f}" fill="none" '
                f'stroke="{mix(tones[0], tones[1], rng.random())}" '
                f'stroke-width="{rng.uniform(3, 5.5):.1f}" stroke-linecap="round"/>'
            )
        scene.add(
            placed("".join(fibres), 410, 470, turn),
            radius=3,
            height=3.4,
            lift=10 + layer * 4,
            gloss=0.2,
            shadow=0.5,
        )
    neck = (
        f'<path d="M-66 -104C-60 -120 60 -120 66 -104L78 -30C60 -16 -60 -16 -78 -30Z" fill="{recipe.body}"/>'
    )
    scene.add(
        placed(neck, 410, 470, turn), radius=44, height=34, threshold=0.3, lift=20, texture=linen(0.8, 3.6)
    )
    bands = "".join(
        f'<path d="M{-74 + k} {-86 + k * 26}Q0 {-74 + k * 26} {74 - k} {-86 + k * 26}" '
        f'fill="none" stroke="{CORD}" stroke-width="10"/>'
        for k in range(3)
    )
    scene.add(placed(bands, 410, 470, turn), radius=5, height=5, lift=5, bump=cord_twist(scene))
    hang_tag(scene, recipe.words, recipe.label, (600 if turn > 0 else 200, 600), 280, -6)


def cloth_stack(scene: Scene, recipe: Recipe) -> None:
    """A band of folded cleaning cloths or towels in several dyes."""
    turn = scene.rng.choice((-6, 5))
    dyes = (recipe.accent, CREAM, recipe.second, recipe.body)
    for number, dye in enumerate(dyes):
        top = 196 + (3 - number) * 26
        for k in (2, 1, 0):
            fold = (
                f'<rect x="{146 + k * 3 - number * 4}" y="{top + k * 9}" width="{508 + number * 2}" '
                f'height="372" rx="22" fill="{darker(dye, 0.1 * k)}"/>'
            )
            scene.add(group(fold, turn + number * 0.8), radius=16, height=9, lift=12, texture=linen(1.2, 6.4))
    stripe = f'<path d="M140 500H660V528H140ZM140 540H660V550H140Z" fill="{recipe.second}"/>'
    scene.flat(group(stripe, turn + 2.4), 0.9)
    scene.add(
        group(f'<rect x="300" y="186" width="200" height="424" fill="{recipe.paper}"/>', turn + 2.4),
        radius=4,
        height=3,
        lift=5,
        bump=paper_tooth(),
    )
    scene.flat(
        group(set_words(recipe.words, recipe.label, (310, 260, 180, 260), strips=False), turn + 2.4), 0.96
    )


def soap(scene: Scene, recipe: Recipe) -> None:
    """Three bars of soap, one in a paper band, one showing its stamp."""
    light, dark, edge = PALETTES[recipe.content.palette]
    tones = (mix(dark, PAPER, 0.35), mix(light, PAPER, 0.45), mix(recipe.second, PAPER, 0.4))
    spots = ((260, 300, -16), (560, 350, 12), (380, 560, -4))
    for number, (x, y, turn) in enumerate(spots):
        bar = f'<rect x="-170" y="-104" width="340" height="208" rx="44" fill="{tones[number]}"/>'
        scene.add(
            placed(bar, x, y, turn),
            radius=50,
            height=34,
            threshold=0.32,
            lift=26,
            gloss=0.4,
            shine=14,
            bump=noise(22, 61) * 0.6,
        )
        if number < 2:
            swirl = "".join(
                f'<path d="M-150 {-70 + k * 34}C-60 {-110 + k * 34} 40 {-20 + k * 34} 150 {-66 + k * 34}" '
                'fill="none" '
                f'stroke="{edge if number else PAPER}" stroke-width="7" opacity=".28"/>'
                for k in range(5)
            )
            scene.flat(placed(swirl, x, y, turn))
            frame = f'<ellipse rx="96" ry="56" fill="{tones[number]}"/>'
            scene.add(placed(frame, x, y, turn), radius=10, height=-6, lift=0, gloss=0.3)
    x, y, turn = spots[2]
    band = f'<rect x="-122" y="-107" width="244" height="214" rx="5" fill="{recipe.paper}"/>'
    scene.add(placed(band, x, y, turn), radius=6, height=4, lift=4, bump=paper_tooth())
    scene.flat(
        placed(set_words(recipe.words, recipe.label, (-116, -96, 232, 192), strips=False), x, y, turn), 0.96
    )
    strew(scene, recipe.content, [(40, 620, 200, 770), (590, 560, 770, 770), (600, 60, 760, 200)], 8)


def candles(scene: Scene, recipe: Recipe) -> None:
    """A scented candle in a glass seen from above, its lid beside it."""
    circle = '<circle cx="{}" cy="{}" r="{}" fill="{}"/>'
    scene.add(
        circle.format(420, 420, 250, mix(PAPER, recipe.body, 0.2)),
        radius=24,
        height=20,
        lift=36,
        gloss=0.7,
        shine=20,
    )
    wax = scene.add(
        circle.format(420, 420, 216, mix(PALETTES[recipe.content.palette][1], PAPER, 0.5)),
        radius=12,
        height=-10,
        lift=0,
        gloss=0.3,
    )
    scene.hollow(wax, 20, 0.5)
    for k in range(7):
        angle = k * 2 * math.pi / 7
        strew_spot = (420 + 130 * math.cos(angle), 420 + 130 * math.sin(angle))
        leaf = (
            '<path d="M-40 0C-14 -24 20 -20 42 0C20 18 -14 20 -40 0Z" '
            f'fill="{mix(recipe.second, "#3F7D3A", 0.4)}"/>'
        )
        scene.add(placed(leaf, *strew_spot, math.degrees(angle) + 60), radius=8, height=5, lift=3, gloss=0.3)
    scene.add(
        '<path d="M416 424L420 376" stroke="#2E2018" stroke-width="9" stroke-linecap="round"/>',
        radius=4,
        height=6,
        lift=9,
    )
    flame = scene.mask('<path d="M420 382C396 352 410 322 422 296C436 322 446 354 420 382Z" fill="#fff"/>')
    scene.glow(np.asarray(flame, np.float32), 1.0, "#FFD27A")
    hang_tag(scene, recipe.words, recipe.label, (560, 640), 330, -6)


def brush(scene: Scene, recipe: Recipe) -> None:
    """A wooden scrubbing brush and a pad."""
    turn = scene.rng.choice((-18, 14, 22))
    rng = scene.rng
    for layer in range(3):
        tufts = "".join(
            f'<path d="M{-210 + k * 12 + rng.uniform(-4, 4):.0f} '
            f'{40 + layer * 6}l{rng.uniform(-10, 10):.0f} {rng.uniform(86, 104):.0f}" '
            f'stroke="{mix("#C99B54", "#EAD6A4", rng.random())}" stroke-width="6" stroke-linecap="round"/>'
            for k in range(36)
        )
        scene.add(placed(tufts, 400, 330, turn), radius=3, height=3, lift=12)
    block = (
        '<path d="M-240 -20C-230 -96 230 -96 240 -20L232 62H-232Z" '
        f'fill="{mix("#A9682F", recipe.body, 0.15)}"/>'
    )
    scene.add(
        placed(block, 400, 330, turn),
        radius=40,
        height=32,
        lift=26,
        gloss=0.4,
        bump=streaks(50, 1.6, 35) * 0.3,
    )
    band = f'<path d="M-236 30H236V50H-236Z" fill="{recipe.second}"/>'
    scene.flat(placed(band, 400, 330, turn), 0.9)
    pad = f'<rect x="110" y="500" width="270" height="190" rx="34" fill="{recipe.accent}"/>'
    scene.add(pad, radius=30, height=18, lift=20, rough=1.4, bump=noise(6, 66) * 0.9 + ridges(scene, 20, 0.3))
    hang_tag(scene, recipe.words, recipe.label, (566, 596), 310, -6)


def packet(scene: Scene, recipe: Recipe) -> None:
    """Two flat packets, one over the other: powder, seeds, face mask, tissue."""
    for number, (dx, turn) in enumerate(((54, 9), (0, -5))):
        tone = recipe.second if number == 0 else recipe.body
        body = f'<rect x="{196 + dx}" y="120" width="400" height="560" rx="5" fill="{tone}"/>'
        scene.add(
            group(body, turn),
            radius=26,
            height=14,
            threshold=0.3,
            lift=22,
            gloss=0.4,
            shine=16,
            bump=streaks(40, 60, 62) * 0.6,
        )
        for y in (120, 648):
            strip = f'<rect x="{196 + dx}" y="{y}" width="400" height="32" fill="{darker(tone, 0.1)}"/>'
            scene.add(
                group(strip, turn), radius=2, height=1, lift=1, bump=ridges(scene, 6.5, 0.8, across=True)
            )
    scene.flat(
        group(
            f'<rect x="196" y="166" width="400" height="80" fill="{recipe.quiet(recipe.body, 0.6, 0.6)}"/>',
            -5,
        ),
        0.9,
    )
    paper_label(
        scene, recipe.words, recipe.label, (236, 276, 320, 320), transform="rotate(-5 400 400)", strips=False
    )
    strew(scene, recipe.content, [(30, 540, 150, 770), (670, 520, 780, 770)], 6)
