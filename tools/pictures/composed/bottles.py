"""Bottles: glass bottle, spray bottle, jerrycan, pump and dropper bottle, tube."""

from __future__ import annotations

import numpy as np

from tools.pictures.colour import BRASS, PAPER, darker, mix
from tools.pictures.composed.contents import PALETTES, strew
from tools.pictures.composed.recipe import Recipe
from tools.pictures.composed.staging import glass_sheen, group
from tools.pictures.fields import blur, turned
from tools.pictures.labels import Label, paper_label, set_words
from tools.pictures.scene import Scene
from tools.pictures.textures import cylinder, ridges

BOTTLES = (
    "M366 90H434V210C434 262 512 274 512 356V680C512 702 500 712 480 712H320C300 712 288 702 288 680V356"
    "C288 274 366 262 366 210Z",
    "M360 90H440V190C440 230 540 246 540 330V670C540 700 526 712 500 712H300C274 712 260 700 260 670V330"
    "C260 246 360 230 360 190Z",
    "M372 90H428V250C428 300 490 330 490 400V690C490 706 480 712 466 712H334C320 712 310 706 310 690V400"
    "C310 330 372 300 372 250Z",
)
"""Outlines of a bottle: round shouldered, broad, slender."""


def bottle(scene: Scene, recipe: Recipe) -> None:
    """A glass bottle, its liquid in the content's colour."""
    outline = scene.rng.choice(BOTTLES)
    liquid = PALETTES[recipe.content.palette][0]
    form = turned(scene.mask(f'<path d="{outline}" fill="#fff"/>'))
    mask = scene.add(
        f'<path d="{outline}" fill="{liquid}"/>',
        radius=16,
        height=10,
        lift=32,
        gloss=0.3,
        bump=form * 0.8,
        shadow=0.66,
        amount=0.75,
    )
    light = blur(scene.mask('<path d="M420 360H488V690H420Z" fill="#fff"/>'), 22) * mask
    scene.glow(light, 0.42, mix(liquid, "#FFD27A", 0.6))
    scene.add(
        f'<rect x="352" y="66" width="96" height="80" rx="8" fill="{recipe.second}"/>',
        radius=8,
        height=7,
        lift=9,
        gloss=0.6,
        bump=cylinder(scene, 400, 49, 40) + ridges(scene, 7, 0.5),
    )
    columns = np.flatnonzero((mask > 0.5)[560])
    left, right = (float(scene.x[0, columns[i]]) for i in (0, -1))
    label = (left, 398, right - left, 244)
    paper_label(scene, recipe.words, recipe.label, label, bump=form * 0.9)
    sheen = (
        f'<path d="M{left + 18} 400C{left + 22} 360 352 300 374 256L384 260C362 310 {left + 38} 336 '
        f'{left + 38} 400V690H{left + 18}Z" fill="#fff"/>'
    )
    glass_sheen(scene, sheen, label, 0.55)
    strew(scene, recipe.content, [(60, 500, 240, 760), (570, 540, 770, 770)], 11, scale=0.95)


def tube(scene: Scene, recipe: Recipe) -> None:
    """A squeezed tube with a crimped end, laid a little slanted."""
    turn = scene.rng.choice((-14, -9, 10, 15))
    outline = (
        "M262 130H538C540 300 530 430 512 560C508 584 496 596 476 596H324C304 596 292 584 288 "
        "560C270 430 260 300 262 130Z"
    )
    flatness = np.clip((scene.y - 120) / 420, 0, 1)
    scene.add(
        group(f'<path d="{outline}" fill="{recipe.body}"/>', turn),
        radius=80,
        height=46,
        threshold=0.24,
        lift=28,
        gloss=0.65,
        shine=18,
        bump=(cylinder(scene, 400, 150, 50) * flatness).astype(np.float32),
        smooth=1.6,
        shadow=0.62,
    )
    scene.add(
        group(
            f'<rect x="258" y="100" width="284" height="44" rx="3" fill="{darker(recipe.body, 0.1)}"/>', turn
        ),
        radius=3,
        height=2,
        lift=5,
        bump=ridges(scene, 7, 0.9, across=True),
        gloss=0.3,
    )
    scene.add(
        group(
            '<path d="M318 596H482L474 706C472 716 464 720 454 720H346C336 720 328 716 326 706Z" '
            f'fill="{recipe.second}"/>',
            turn,
        ),
        radius=16,
        height=15,
        lift=26,
        gloss=0.6,
        bump=ridges(scene, 8, 0.6),
    )
    band = f'<rect x="266" y="176" width="268" height="34" fill="{recipe.quiet(recipe.body, 0.4, 0.6)}"/>'
    plain = Label(recipe.motif, recipe.body, recipe.print_on(recipe.body), recipe.print_on(recipe.body))
    scene.flat(group(band + set_words(recipe.words, plain, (284, 226, 232, 280), strips=False), turn), 0.96)
    strew(scene, recipe.content, [(40, 480, 210, 770), (610, 520, 770, 770), (600, 60, 770, 260)], 8)


def spray_bottle(scene: Scene, recipe: Recipe) -> None:
    """A bottle with a spray head: cleaning liquids."""
    outline = (
        "M352 262H448V300C448 340 540 356 540 440V676C540 702 526 712 502 712H298C274 712 260 702 260 676V440"
        "C260 356 352 340 352 300Z"
    )
    form = turned(scene.mask(f'<path d="{outline}" fill="#fff"/>'))
    liquid = mix(PALETTES[recipe.content.palette][1], recipe.body, 0.6)
    scene.add(
        f'<path d="{outline}" fill="{liquid}"/>',
        radius=18,
        height=12,
        lift=32,
        gloss=0.45,
        bump=form * 0.7,
        shadow=0.66,
        amount=0.75,
    )
    head = (
        '<path d="M342 214H458V276H342Z" fill="{0}"/><path d="M300 118C300 104 310 96 324 96H486C514 96 '
        "530 112 534 140"
        'L540 176H470L462 216H338V176H300Z" fill="{0}"/>'
    )
    scene.add(head.format(recipe.second), radius=12, height=12, lift=16, gloss=0.55, shine=24, shadow=0.6)
    scene.add(
        f'<rect x="262" y="112" width="44" height="52" rx="6" fill="{darker(recipe.second, 0.25)}"/>'
        '<path d="M312 176C300 214 282 240 262 252L280 268C312 252 330 218 336 180Z" '
        f'fill="{darker(recipe.second, 0.25)}"/>',
        radius=9,
        height=9,
        lift=9,
        gloss=0.5,
    )
    label = (260, 438, 280, 216)
    paper_label(scene, recipe.words, recipe.label, label, bump=form * 0.85)
    sheen = (
        '<path d="M278 452C280 410 336 380 356 340L366 344C350 392 298 416 298 452V690H278Z" fill="#fff"/>'
    )
    glass_sheen(scene, sheen, label, 0.55)
    drops = "".join(
        f'<circle cx="{200 - i * 13 - scene.rng.uniform(0, 60):.0f}" '
        f'cy="{138 + scene.rng.uniform(-16 - i * 4, 16 + i * 4):.0f}" '
        f'r="{scene.rng.uniform(3, 8):.1f}" fill="#EAF4F4"/>'
        for i in range(10)
    )
    scene.add(drops, radius=5, height=5, lift=4, gloss=0.9, shine=16)


def jerrycan(scene: Scene, recipe: Recipe) -> None:
    """A can with a handle: cleaning liquid, oil, in five litres."""
    outline = (
        "M236 236C236 210 250 196 276 196H318L330 170H560C586 170 600 186 600 212V672C600 700 586 712 560 "
        "712H276"
        "C250 712 236 700 236 672Z"
    )
    hole = (
        "M392 222H536C550 222 556 230 552 242L544 268C540 280 532 286 520 286H408C392 286 382 278 382 "
        "262V236C382 228 386 222 392 222Z"
    )
    body = mix("#FFFFFF", recipe.body, 0.8)
    scene.add(
        f'<path fill-rule="evenodd" d="{outline}{hole}" fill="{body}"/>',
        radius=26,
        height=24,
        lift=36,
        gloss=0.55,
        shine=20,
        shadow=0.66,
    )
    scene.add(
        f'<rect x="262" y="112" width="92" height="84" rx="9" fill="{recipe.second}"/>',
        radius=10,
        height=9,
        lift=14,
        gloss=0.6,
        bump=cylinder(scene, 308, 47, 40) + ridges(scene, 8, 0.7),
    )
    grooves = "".join(
        f'<path d="M262 {y}H574" stroke="{darker(body, 0.25)}" stroke-width="5" stroke-linecap="round"/>'
        for y in (312, 690)
    )
    scene.flat(grooves, 0.7)
    paper_label(scene, recipe.words, recipe.label, (262, 336, 312, 330))


def lotion(scene: Scene, recipe: Recipe) -> None:
    """A pump or dropper bottle of amber or milk glass: oils, serum, shampoo."""
    dropper = recipe.words.kind.lower() in ("minyak", "serum", "gosok", "toner", "esens")
    glass = "#8A4B1C" if dropper else mix(recipe.body, PAPER, 0.25)
    outline = (
        "M352 250H448V286C448 318 556 326 556 400V680C556 702 544 712 522 712H278C256 712 244 702 "
        "244 680V400C244 326 352 318 352 286Z"
    )
    form = turned(scene.mask(f'<path d="{outline}" fill="#fff"/>'))
    scene.add(
        f'<path d="{outline}" fill="{glass}"/>',
        radius=16,
        height=10,
        lift=32,
        gloss=0.4,
        bump=form * 0.75,
        amount=0.75,
    )
    if dropper:
        scene.add(
            '<path d="M366 170V110C366 84 380 72 400 72S434 84 434 110V170Z" fill="#3A2A24"/>',
            radius=24,
            height=24,
            lift=14,
            gloss=0.5,
        )
    else:
        scene.add(
            '<path d="M386 176V120H300C286 120 278 110 278 98V84H440C456 84 466 92 466 108V120H416V176Z" '
            f'fill="{recipe.second}"/>',
            radius=10,
            height=10,
            lift=14,
            gloss=0.6,
        )
    scene.add(
        '<rect x="340" y="164" width="120" height="100" rx="9" '
        f'fill="{BRASS if dropper else recipe.second}"/>',
        radius=9,
        height=8,
        lift=9,
        gloss=0.75,
        bump=cylinder(scene, 400, 61, 46) + ridges(scene, 7, 0.5),
    )
    label = (244, 418, 312, 240)
    paper_label(scene, recipe.words, recipe.label, label, bump=form * 0.85)
    sheen = (
        '<path d="M264 420C266 372 340 350 360 316L370 320C352 362 286 382 286 424V694H264Z" fill="#fff"/>'
    )
    glass_sheen(scene, sheen, label, 0.5)
    strew(scene, recipe.content, [(40, 500, 210, 770), (600, 520, 770, 770)], 9, scale=0.95)
