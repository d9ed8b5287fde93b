"""Furniture, seen straight from the front before a wall: chair, table, cabinet, shelf, bench."""

from __future__ import annotations

import numpy as np

from tools.pictures.colour import BRASS, Array, darker, mix
from tools.pictures.composed.recipe import Recipe
from tools.pictures.fields import blur, streaks
from tools.pictures.labels import hang_tag
from tools.pictures.scene import Scene, Texture
from tools.pictures.textures import cord_twist, linen, plaited, wood
from tools.pictures.vector import clip

_TIMBERS = (("#C8924F", "#9C6531"), ("#A66A35", "#74431D"), ("#7C4A26", "#4F2C14"), ("#D9B176", "#B8874A"))


def timbers(scene: Scene) -> tuple[str, str]:
    """Two tones of one wood, drawn by chance."""
    return scene.rng.choice(_TIMBERS)


def board(tones: tuple[str, str], upright: bool = False, seed: int = 0) -> Texture:
    """The grain of a board."""
    return wood(tones[0], tones[1], scale=1.3, upright=upright, seed=seed)


def ground_shadow(scene: Scene, middle: float, y: float, reach: float) -> None:
    """The pool of shade under standing furniture."""
    pool = scene.mask(f'<ellipse cx="{middle + 34}" cy="{y}" rx="{reach}" ry="26" fill="#000"/>')
    scene.darken(blur(pool, 15), 0.6)


def timber(
    scene: Scene, body: str, tones: tuple[str, str], *, upright: bool = False, lift: float = 14, seed: int = 0
) -> Array:
    """A board or a leg of wood."""
    return scene.add(
        body, radius=9, height=7, lift=lift, gloss=0.25, texture=board(tones, upright, seed), shadow=0.55
    )


def chair(scene: Scene, recipe: Recipe) -> None:
    """A chair with a cushion and a back of cane, slats or a board."""
    tones = timbers(scene)
    ground_shadow(scene, 400, 726, 220)
    for x in (262, 508):
        timber(
            scene,
            f'<path d="M{x} 520H{x + 28}L{x + 24} 700H{x + 4}Z" fill="#000"/>',
            (darker(tones[0], 0.3), darker(tones[1], 0.3)),
            upright=True,
        )
    _chair_back(scene, recipe, tones)
    for x in (236, 528):
        timber(
            scene,
            f'<path d="M{x} 128C{x} 112 {x + 36} 112 {x + 36} 128L{x + 34} 560H{x + 2}Z" fill="#000"/>',
            tones,
            upright=True,
            lift=20,
        )
    timber(
        scene,
        '<path d="M228 120C300 92 500 92 572 120V166C500 142 300 142 228 166Z" fill="#000"/>',
        tones,
        lift=20,
        seed=3,
    )
    timber(
        scene, '<rect x="192" y="520" width="416" height="52" rx="12" fill="#000"/>', tones, lift=18, seed=5
    )
    for x in (200, 564):
        timber(
            scene,
            f'<path d="M{x} 560H{x + 36}L{x + 30} 742H{x + 6}Z" fill="#000"/>',
            tones,
            upright=True,
            lift=18,
            seed=2,
        )
    timber(
        scene, '<rect x="226" y="648" width="348" height="22" rx="8" fill="#000"/>', tones, lift=12, seed=6
    )
    cushion = (
        "M206 470C270 452 530 452 594 470C622 482 624 518 602 532C530 550 270 550 198 532C176 518 "
        "178 482 206 470Z"
    )
    scene.add(
        f'<path d="{cushion}" fill="{recipe.cloth(0.7)}"/>',
        radius=44,
        height=36,
        threshold=0.3,
        lift=12,
        texture=linen(0.6, 3.4),
        shadow=0.6,
    )
    hang_tag(scene, recipe.words, recipe.label, (400, 306), 216, -3)


def _chair_back(scene: Scene, recipe: Recipe, tones: tuple[str, str]) -> None:
    """What fills the frame of a chair's back."""
    back = scene.rng.choice(("cane", "slats", "board"))
    if back == "cane":
        lines = "".join(
            f'<path d="M{k * 17 - 200} 0L{k * 17 + 600} 800M{k * 17 + 600} 0L{k * 17 - 200} 800" '
            'stroke="#E6CB93" stroke-width="3.6"/>'
            for k in range(-6, 60)
        )
        inside = clip('<rect x="262" y="150" width="276" height="300"/>')
        scene.add(f'<g clip-path="{inside}">{lines}</g>', radius=3, height=2, lift=16, shadow=0.45)
    elif back == "slats":
        for x in range(272, 520, 48):
            timber(
                scene,
                f'<rect x="{x}" y="150" width="30" height="320" rx="8" fill="#000"/>',
                tones,
                upright=True,
                lift=16,
                seed=x % 7,
            )
    else:
        timber(
            scene, '<path d="M262 200C300 150 500 150 538 200V400H262Z" fill="#000"/>', tones, lift=18, seed=4
        )
        scene.flat(
            '<path d="M286 220C316 190 484 190 514 220V376H286Z" '
            f'fill="{recipe.quiet(tones[0], 0.6, 0.3)}"/>',
            0.75,
        )


def table(scene: Scene, recipe: Recipe) -> None:
    """A table, with a cloth runner hanging over its edge."""
    tones = timbers(scene)
    ground_shadow(scene, 400, 724, 310)
    for x in (176, 592):
        timber(
            scene,
            f'<path d="M{x} 400H{x + 32}L{x + 26} 694H{x + 6}Z" fill="#000"/>',
            (darker(tones[0], 0.3), darker(tones[1], 0.3)),
            upright=True,
            lift=8,
        )
    drawers = scene.rng.randint(0, 2)
    timber(
        scene, '<rect x="132" y="384" width="536" height="92" rx="6" fill="#000"/>', tones, lift=14, seed=4
    )
    for number in range(drawers):
        x = 160 + number * 250
        scene.add(
            f'<rect x="{x}" y="400" width="230" height="62" rx="5" fill="#000"/>',
            radius=5,
            height=4,
            lift=4,
            texture=board(tones, seed=7 + number),
        )
        scene.add(
            f'<circle cx="{x + 115}" cy="431" r="12" fill="{BRASS}"/>', radius=10, height=8, lift=7, gloss=0.9
        )
    for x in (112, 644):
        timber(
            scene,
            f'<path d="M{x} 380H{x + 44}L{x + 36} 748H{x + 8}Z" fill="#000"/>',
            tones,
            upright=True,
            lift=18,
            seed=2,
        )
    timber(
        scene, '<rect x="76" y="336" width="648" height="54" rx="10" fill="#000"/>', tones, lift=22, seed=1
    )
    runner = "M300 334H500V560L400 610L300 560Z" if scene.rng.random() < 0.6 else "M250 334H550V500H250Z"
    scene.add(
        f'<path d="{runner}" fill="{recipe.cloth(0.72)}"/>',
        radius=6,
        height=4,
        lift=7,
        texture=linen(0.6, 3.4),
        bump=streaks(24, 150, 71) * 1.2,
    )
    _on_the_table(scene, recipe)
    hang_tag(scene, recipe.words, recipe.label, (560, 250), 220, 4)


def _on_the_table(scene: Scene, recipe: Recipe) -> None:
    """A vase with leaves, to give the table its size."""
    stems = "".join(
        f'<path d="M{262 + k * 6} 236C{256 + k * 18} 190 {220 + k * 34} 160 {214 + k * 36} '
        f'{110 + abs(k - 2) * 18}" stroke="#2F6B39" '
        'stroke-width="7" fill="none" stroke-linecap="round"/>'
        for k in range(5)
    )
    leaves = "".join(
        f'<ellipse cx="{214 + k * 36}" cy="{116 + abs(k - 2) * 18}" rx="15" ry="36" '
        f'fill="{mix("#3F7D3A", "#7FAE56", k / 5)}" '
        f'transform="rotate({-30 + k * 15} {214 + k * 36} {116 + abs(k - 2) * 18})"/>'
        for k in range(5)
    )
    scene.add(stems + leaves, radius=10, height=7, lift=10)
    vase = (
        '<path d="M252 226H300C298 250 318 264 318 292C318 322 302 338 276 338S234 322 234 292C234 264 '
        '254 250 252 226Z" fill="{}"/>'
    )
    scene.add(vase.format(recipe.accent), radius=30, height=26, lift=14, gloss=0.6, shine=18)


def cabinet(scene: Scene, recipe: Recipe) -> None:
    """A cabinet with two doors of panel, cane or carving, on short legs."""
    tones = timbers(scene)
    ground_shadow(scene, 400, 730, 270)
    for x in (182, 574):
        timber(
            scene,
            f'<path d="M{x} 660H{x + 44}L{x + 36} 740H{x + 8}Z" fill="#000"/>',
            tones,
            upright=True,
            lift=12,
        )
    timber(
        scene,
        '<rect x="150" y="128" width="500" height="560" rx="8" fill="#000"/>',
        tones,
        upright=True,
        lift=26,
    )
    timber(
        scene, '<rect x="128" y="100" width="544" height="46" rx="8" fill="#000"/>', tones, lift=16, seed=3
    )
    face = scene.rng.choice(("cane", "carved", "plain"))
    for side, x in enumerate((172, 408)):
        _door(scene, recipe, tones, face, side, x)
    for x in (172, 408):
        scene.add(
            f'<rect x="{x}" y="552" width="220" height="104" rx="6" fill="#000"/>',
            radius=6,
            height=5,
            lift=5,
            texture=board(tones, seed=x % 5),
        )
        scene.add(
            f'<rect x="{x + 76}" y="594" width="68" height="16" rx="8" fill="{BRASS}"/>',
            radius=7,
            height=6,
            lift=6,
            gloss=0.9,
        )
    hang_tag(scene, recipe.words, recipe.label, (400, 344), 250, -4)


def _door(scene: Scene, recipe: Recipe, tones: tuple[str, str], face: str, side: int, x: int) -> None:
    """One door of a cabinet: its frame, its panel and its knob."""
    scene.add(
        f'<rect x="{x}" y="170" width="220" height="360" rx="6" fill="#000"/>',
        radius=6,
        height=5,
        lift=5,
        texture=board(tones, True, 5 + side),
    )
    panel = f'<rect x="{x + 30}" y="204" width="160" height="292" rx="4" fill="{{}}"/>'
    if face == "cane":
        weave = plaited(lambda _: "#E6CB93", lambda _: "#D9B877", strip=11, angle=45, height=3)
        inner = scene.add(panel.format("#000"), radius=4, height=-5, lift=0, texture=weave)
    elif face == "carved":
        inner = scene.add(panel.format(recipe.quiet(tones[1], 0.8, 0.4)), radius=4, height=-5, lift=0)
    else:
        inner = scene.add(
            panel.format("#000"), radius=6, height=-6, lift=0, texture=board(tones, True, 9 + side)
        )
    scene.hollow(inner, 8, 0.4)
    knob = x + (198 if side == 0 else 22)
    scene.add(f'<circle cx="{knob}" cy="350" r="13" fill="{BRASS}"/>', radius=11, height=9, lift=8, gloss=0.9)


def shelf(scene: Scene, recipe: Recipe) -> None:
    """An open rack with four boards; baskets, books and cloth stand in it."""
    tones = timbers(scene)
    ground_shadow(scene, 400, 736, 240)
    scene.add(
        f'<rect x="196" y="120" width="408" height="590" fill="{darker(tones[1], 0.35)}"/>',
        radius=3,
        height=1,
        lift=16,
    )
    for number, y in enumerate((120, 300, 480, 660)):
        if number:
            _shelf_load(scene, recipe, number, y)
        timber(
            scene,
            f'<rect x="178" y="{y}" width="444" height="30" rx="4" fill="#000"/>',
            tones,
            lift=12,
            seed=number,
        )
    for x in (172, 596):
        timber(
            scene,
            f'<rect x="{x}" y="96" width="34" height="652" rx="6" fill="#000"/>',
            tones,
            upright=True,
            lift=20,
            seed=2,
        )
    hang_tag(scene, recipe.words, recipe.label, (490, 404), 220, -4)


def _shelf_load(scene: Scene, recipe: Recipe, row: int, floor: float) -> None:
    """What stands on one board: books, folded cloth or a box."""
    dyes = (recipe.body, recipe.second, recipe.accent, "#EADDC0")
    if row == 1:
        for k in range(7):
            height = 92 + scene.rng.randint(0, 40)
            book = (
                f'<rect x="{222 + k * 25}" y="{floor - height}" width="23" height="{height}" rx="3" '
                f'fill="{dyes[k % 4]}"/>'
            )
            scene.add(book, radius=5, height=4, lift=5)
        scene.add(
            f'<rect x="430" y="{floor - 96}" width="130" height="96" rx="8" fill="{recipe.cloth(0.4)}"/>',
            radius=12,
            height=9,
            lift=9,
        )
    elif row == 2:
        for k in range(4):
            cloth = (
                f'<rect x="226" y="{floor - 28 * (k + 1)}" width="176" height="28" rx="10" fill="{dyes[k]}"/>'
            )
            scene.add(cloth, radius=10, height=8, lift=5, texture=linen(0.5, 3.4))
    else:
        weave = plaited(
            lambda i: "#DDBE7E" if i % 5 else recipe.body, lambda _: "#CFAB66", strip=13, angle=0, height=4
        )
        scene.add(
            f'<path d="M240 {floor - 116}H540L524 {floor}H256Z" fill="#000"/>',
            radius=26,
            height=18,
            lift=10,
            texture=weave,
        )


def bench(scene: Scene, recipe: Recipe) -> None:
    """A long bench of slats with a plaited seat."""
    tones = timbers(scene)
    ground_shadow(scene, 400, 726, 330)
    for x in (104, 652):
        timber(
            scene,
            f'<path d="M{x} 210C{x} 196 {x + 40} 196 {x + 40} 210L{x + 38} 742H{x + 4}Z" fill="#000"/>',
            tones,
            upright=True,
            lift=20,
            seed=2,
        )
    for x in range(160, 640, 62):
        timber(
            scene,
            f'<rect x="{x}" y="260" width="26" height="220" rx="8" fill="#000"/>',
            tones,
            upright=True,
            lift=14,
            seed=x % 7,
        )
    timber(
        scene,
        '<path d="M92 216C240 190 560 190 708 216V272C560 250 240 250 92 272Z" fill="#000"/>',
        tones,
        lift=18,
        seed=1,
    )
    weave = plaited(
        lambda i: "#DDBE7E" if i % 6 else recipe.body,
        lambda i: "#CFAB66" if i % 7 else recipe.accent,
        strip=17,
        angle=0,
        height=4,
    )
    scene.add('<path d="M84 476H716V548H84Z" fill="#000"/>', radius=14, height=9, lift=20, texture=weave)
    timber(scene, '<rect x="76" y="536" width="648" height="44" rx="8" fill="#000"/>', tones, lift=14, seed=5)
    twist: Array = np.asarray(cord_twist(scene, 11, 0.9), np.float32)
    scene.add(
        f'<path d="M84 480H716" stroke="{recipe.second}" stroke-width="12"/>',
        radius=5,
        height=5,
        lift=4,
        bump=twist,
    )
    hang_tag(scene, recipe.words, recipe.label, (400, 366), 240, -3)
