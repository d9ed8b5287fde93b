"""Flat things of wood, frames and rods: cutting board, chess board, painting, cap, straws."""

from __future__ import annotations

from tools.pictures.colour import BRASS, PAPER, darker, mix
from tools.pictures.composed.recipe import Recipe
from tools.pictures.composed.staging import group
from tools.pictures.fields import streaks
from tools.pictures.labels import hang_tag
from tools.pictures.scene import Scene
from tools.pictures.shapes import placed
from tools.pictures.textures import cloth_folds, cord_twist, linen, wood

_TIMBERS = (("#C8924F", "#9C6531"), ("#8A5A30", "#5E3A1D"), ("#4A3226", "#2E1D15"), ("#D9B176", "#B8874A"))


def cutting_board(scene: Scene, recipe: Recipe) -> None:
    """A board with a handle, a wooden spoon and a ladle across it."""
    turn = scene.rng.choice((-16, -10, 12))
    tones = scene.rng.choice(_TIMBERS)
    board = (
        "M196 300C196 262 222 240 262 240H336C350 240 352 220 352 196V132C352 96 376 76 400 76S448 96 448 "
        "132V196"
        "C448 220 450 240 464 240H538C578 240 604 262 604 300V640C604 680 578 702 538 702H262C222 702 196 "
        "680 196 640Z"
    )
    scene.add(
        group(f'<path d="{board}" fill="#000"/>', turn),
        radius=18,
        height=14,
        lift=32,
        gloss=0.25,
        texture=wood(*tones, scale=1.4, upright=True),
        shadow=0.66,
    )
    hole = scene.add(
        group('<circle cx="400" cy="130" r="22" fill="#2A1A10"/>', turn), radius=5, height=-5, lift=0
    )
    scene.hollow(hole, 7, 0.4)
    groove = (
        '<rect x="236" y="282" width="328" height="378" rx="26" fill="none" stroke="{}" stroke-width="7"/>'
    )
    scene.flat(group(groove.format(darker(tones[1], 0.3)), turn), 0.6)
    other = _TIMBERS[(_TIMBERS.index(tones) + 1) % len(_TIMBERS)]
    for x, y, tilt, wide in ((330, 440, 34, 62), (500, 430, 18, 48)):
        spoon = (
            f'<path d="M-15 30L-12 -250C-12 -264 12 -264 12 -250L15 30C{wide} 44 {wide + 6} 96 {wide} '
            f"130C{wide - 14} 172 "
            f'{14 - wide} 172 {-wide} 130C{-wide - 6} 96 {-wide} 44 -15 30Z" fill="#000"/>'
        )
        scene.add(
            placed(spoon, x, y, tilt),
            radius=16,
            height=13,
            lift=16,
            gloss=0.35,
            texture=wood(*other, scale=1.1, upright=True),
        )
        bowl = f'<ellipse cx="0" cy="98" rx="{wide - 16}" ry="46" fill="{other[1]}"/>'
        hollow = scene.add(placed(bowl, x, y, tilt), radius=18, height=-11, lift=0, gloss=0.3)
        scene.hollow(hollow, 9, 0.3)
    hang_tag(scene, recipe.words, recipe.label, (590, 634), 290, -6)


def chess(scene: Scene, recipe: Recipe) -> None:
    """A chess board with turned pieces."""
    turn = scene.rng.choice((-7, 5))
    scene.add(
        group('<rect x="112" y="96" width="576" height="576" rx="12" fill="#000"/>', turn),
        radius=12,
        height=10,
        lift=32,
        texture=wood("#8A5A30", "#5E3A1D", 1.3),
        shadow=0.66,
    )
    squares = "".join(
        f'<rect x="{152 + column * 62}" y="{136 + row * 62}" width="62" height="62" fill="#000"/>'
        for row in range(8)
        for column in range(8)
        if (row + column) % 2
    )
    scene.add(
        group('<rect x="152" y="136" width="496" height="496" fill="#000"/>', turn),
        radius=3,
        height=1,
        lift=0,
        texture=wood("#E3C590", "#CDA567", 1.2),
    )
    scene.add(group(squares, turn), radius=2, height=1, lift=0, texture=wood("#6B3F22", "#4A2A16", 1.2))
    rng = scene.rng
    spots = rng.sample([(column, row) for row in range(8) for column in range(8) if row < 3 or row > 5], 15)
    for column, row in sorted(spots, key=lambda spot: spot[1]):
        tone = "#EBD9B4" if row > 5 else "#3A2A20"
        x, y = 183 + column * 62, 167 + row * 62
        big = rng.choice((22, 25, 28))
        scene.add(
            group(f'<circle cx="{x}" cy="{y}" r="{big}" fill="{tone}"/>', turn),
            radius=12,
            height=11,
            lift=20,
            gloss=0.5,
        )
        scene.add(
            group(f'<circle cx="{x - 3}" cy="{y - 3}" r="{big * 0.5}" fill="{tone}"/>', turn),
            radius=12,
            height=12,
            lift=12,
            gloss=0.6,
        )
    hang_tag(scene, recipe.words, recipe.label, (570, 656), 290, -6)


def painting(scene: Scene, recipe: Recipe) -> None:
    """A panel with a bold motif in a wooden frame."""
    turn = scene.rng.choice((-4, 3))
    tones = scene.rng.choice(_TIMBERS[:3])
    scene.add(
        group('<rect x="140" y="92" width="520" height="600" rx="5" fill="#000"/>', turn),
        radius=16,
        height=13,
        lift=34,
        gloss=0.25,
        texture=wood(*tones, scale=1.3, upright=True),
        shadow=0.66,
    )
    mount = scene.add(
        group(f'<rect x="186" y="138" width="428" height="508" fill="{PAPER}"/>', turn),
        radius=4,
        height=-5,
        lift=0,
    )
    scene.hollow(mount, 9, 0.4)
    scene.add(
        group(f'<rect x="222" y="174" width="356" height="436" fill="{recipe.cloth(1.7)}"/>', turn),
        radius=3,
        height=2,
        lift=2,
        texture=linen(0.9, 4.6),
        bump=streaks(40, 24, 77) * 0.9,
    )
    hang_tag(scene, recipe.words, recipe.label, (574, 650), 290, -6)


def cap(scene: Scene, recipe: Recipe) -> None:
    """A brimless cap of patterned cloth, laid on its side."""
    turn = scene.rng.choice((-6, 4))
    body = "M166 330C250 288 550 288 634 330L660 560C560 620 240 620 140 560Z"
    scene.add(
        group(f'<path d="{body}" fill="{recipe.cloth(0.85)}"/>', turn),
        radius=110,
        height=70,
        threshold=0.22,
        lift=34,
        texture=linen(0.6, 3.4),
        bump=cloth_folds(5, 1.2),
        shadow=0.66,
    )
    crown = (
        '<path d="M166 330C200 236 600 236 634 330C550 372 250 372 166 330Z" '
        f'fill="{darker(recipe.body, 0.25)}"/>'
    )
    scene.add(group(crown, turn), radius=30, height=14, lift=6, texture=linen(0.6, 3.4))
    trim = (
        '<path d="M166 330C250 372 550 372 634 330M142 548C240 606 560 606 658 548" fill="none" '
        f'stroke="{recipe.second}" '
        'stroke-width="12"/>'
    )
    scene.add(group(trim, turn), radius=5, height=5, lift=4, bump=cord_twist(scene))
    hang_tag(scene, recipe.words, recipe.label, (520, 626), 290, -6)


def straws(scene: Scene, recipe: Recipe) -> None:
    """A bundle of dried-reed straws tied with cord, some loose ones beside it."""
    turn = scene.rng.choice((-16, 14, 20))
    rng = scene.rng
    for layer in range(4):
        rods = "".join(
            f'<rect x="{232 + k * 22 + rng.uniform(-5, 5) + layer * 6:.0f}" '
            f'y="{118 + rng.uniform(-16, 16):.0f}" width="19" '
            f'height="560" rx="4" fill="{mix("#C9B063", "#E8D79A", rng.random())}"/>'
            for k in range(layer % 2, 15, 2)
        )
        scene.add(group(rods, turn), radius=9, height=8, lift=12, gloss=0.3, bump=streaks(1.6, 60, 35) * 0.2)
    for y in (250, 540):
        tie = (
            f'<path d="M222 {y}C300 {y + 22} 500 {y + 22} 584 {y}M222 {y + 20}C300 {y + 42} 500 {y + 42} '
            f'584 {y + 20}" fill="none" stroke="{recipe.second}" stroke-width="15"/>'
        )
        scene.add(group(tie, turn), radius=6, height=7, lift=6, bump=cord_twist(scene))
    for x, y, tilt in ((120, 560, 70), (680, 200, -50)):
        loose = '<rect x="-9" y="-190" width="18" height="380" rx="4" fill="#DCC886"/>'
        scene.add(placed(loose, x, y, tilt), radius=9, height=8, lift=9, gloss=0.3)
    scene.add(
        placed(f'<circle r="9" fill="{BRASS}"/>', 400, 260, turn), radius=7, height=6, lift=4, gloss=0.8
    )
    hang_tag(scene, recipe.words, recipe.label, (560, 622), 300, -6)
