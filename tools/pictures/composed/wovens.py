"""Plaited and turned craft: basket, hand bag, fan, tray, pot, toy, hat."""

from __future__ import annotations

import numpy as np

from tools.pictures.colour import FIBRE
from tools.pictures.composed.recipe import Recipe
from tools.pictures.composed.staging import group
from tools.pictures.labels import hang_tag, paper_label
from tools.pictures.scene import Scene, Texture
from tools.pictures.textures import cord_twist, plaited

_BASKETS = (
    "M150 322C300 300 500 300 650 322C664 420 660 560 636 664C630 700 610 712 580 716C470 730 330 730 220 716"
    "C190 712 170 700 164 664C140 560 136 420 150 322Z",
    "M176 322H624C690 420 690 600 600 690C540 726 260 726 200 690C110 600 110 420 176 322Z",
    "M190 322H610L664 690C600 716 200 716 136 690Z",
)
_RIMS = ((142, 658), (168, 632), (182, 618))


def _weave(scene: Scene, recipe: Recipe, strip: float, angle: float, turn: float = 0) -> Texture:
    """Strips of natural fibre with dyed ones at a distance drawn by chance."""
    step, over = scene.rng.choice((4, 5, 6, 8)), scene.rng.choice((1, 1, 2))
    return plaited(
        lambda i: recipe.body if i % step == 0 else FIBRE[i % 4],
        lambda i: recipe.accent if i % step == step // 2 else FIBRE[i * 3 % 4],
        strip=strip,
        angle=angle + turn,
        height=5.5,
        over=over,
    )


def basket(scene: Scene, recipe: Recipe) -> None:
    """A plaited bag or basket with one handle."""
    kind = scene.rng.randrange(3)
    twist = np.asarray(np.sin((scene.y * 0.8 + scene.x) * 2 * np.pi / 13) * 1.4, np.float32)
    top = scene.rng.choice((60, 110, 150))

    def handle(dx: float, dy: float, colour: str) -> str:
        return (
            f'<path d="M{268 + dx} {330 + dy}C{256 + dx} {top + dy} {544 + dx} {top + dy} {532 + dx} '
            f'{330 + dy}" '
            f'fill="none" stroke="{colour}" stroke-width="22"/>'
        )

    scene.add(handle(16, -24, "#A8814A"), radius=11, height=10, lift=20, bump=twist)
    scene.add(
        f'<path d="{_BASKETS[kind]}" fill="#000"/>',
        radius=210,
        height=130,
        threshold=0.2,
        lift=38,
        texture=_weave(scene, recipe, scene.rng.choice((20, 24, 28, 32)), scene.rng.choice((45, 0, 45))),
        gloss=0.18,
        shine=20,
        shadow=0.65,
    )
    left, right = _RIMS[kind]
    rim = (
        f'<path d="M{left} 300C300 280 500 280 {right} 300V348C500 328 300 328 {left} 348Z" '
        f'fill="{recipe.body if scene.rng.random() < 0.5 else "#D5B26C"}"/>'
    )
    wound = np.asarray(np.sin((scene.x + scene.y * 0.55) * 2 * np.pi / 15) * 2, np.float32)
    scene.add(rim, radius=22, height=12, lift=9, bump=wound, shadow=0.6)
    scene.add(handle(0, 0, "#C69A55"), radius=12, height=12, lift=24, bump=twist, shadow=0.6)
    hang_tag(scene, recipe.words, recipe.label, (424, 530), 236, -5)


def woven_box(scene: Scene, recipe: Recipe) -> None:
    """A lidded woven box: its lid carries a lozenge of dyed strips."""
    turn = scene.rng.choice((-6, 5, 9))
    weave = _weave(scene, recipe, 21, 45, turn)
    plain = _weave(scene, recipe, 21, 0, turn)
    scene.add(
        group('<rect x="140" y="200" width="520" height="440" rx="22" fill="#000"/>', turn),
        radius=26,
        height=20,
        lift=38,
        texture=plain,
        shadow=0.66,
    )
    scene.add(
        group('<rect x="126" y="160" width="548" height="400" rx="26" fill="#000"/>', turn),
        radius=60,
        height=40,
        threshold=0.3,
        lift=18,
        texture=weave,
        shadow=0.6,
    )
    rim = (
        f'<rect x="126" y="160" width="548" height="400" rx="26" fill="none" stroke="{recipe.second}" '
        'stroke-width="18"/>'
    )
    scene.add(group(rim, turn), radius=9, height=8, lift=6, bump=cord_twist(scene, 13, 1.3))
    paper_label(
        scene, recipe.words, recipe.label, (276, 276, 248, 168), transform=f"rotate({turn} 400 400)", lift=6
    )


def winnow(scene: Scene, recipe: Recipe) -> None:
    """A round plaited tray with a bound rim."""
    circle = '<circle cx="400" cy="390" r="{}" fill="#000"/>'
    scene.add(
        circle.format(286), radius=30, height=18, lift=34, texture=_weave(scene, recipe, 26, 45), shadow=0.65
    )
    well = scene.mask('<circle cx="400" cy="390" r="244" fill="#fff"/>')
    scene.hollow(well, 20, 0.4)
    for radius, colour in ((282, "#B98A4A"), (258, recipe.second)):
        ring = f'<circle cx="400" cy="390" r="{radius}" fill="none" stroke="{colour}" stroke-width="24"/>'
        scene.add(ring, radius=11, height=10, lift=10, bump=cord_twist(scene, 13, 1.3))
    hang_tag(scene, recipe.words, recipe.label, (540, 610), 290, -7)


def hat(scene: Scene, recipe: Recipe) -> None:
    """A cone hat seen from above."""
    distance = np.sqrt((scene.x - 400) ** 2 + (scene.y - 400) ** 2)
    cone = np.asarray(np.clip(300 - distance, 0, None) * 0.62, np.float32)
    scene.add(
        '<circle cx="400" cy="400" r="292" fill="#000"/>',
        radius=8,
        height=4,
        lift=34,
        texture=_weave(scene, recipe, 22, 45),
        bump=cone,
        shadow=0.66,
    )
    rings = "".join(
        f'<circle cx="400" cy="400" r="{radius}" fill="none" stroke="{colour}" stroke-width="{width}"/>'
        for radius, colour, width in (
            (286, recipe.second, 20),
            (176, recipe.body, 11),
            (84, recipe.accent, 11),
        )
    )
    scene.add(rings, radius=6, height=5, lift=5, bump=cone + cord_twist(scene, 11, 1.0))
    hang_tag(scene, recipe.words, recipe.label, (566, 616), 270, -6)
