"""Meals: plate, lunch box, snack tray, tumpeng, bundles in banana leaf."""

from __future__ import annotations

import math

import numpy as np

from tools.pictures import shapes
from tools.pictures.colour import CORD, CREAM, FIBRE, LEAF, PAPER, Array, darker, mix
from tools.pictures.composed.contents import PALETTES, SIZES, heap, lay
from tools.pictures.composed.recipe import Content, Recipe
from tools.pictures.composed.staging import group
from tools.pictures.fields import blur, dome, noise
from tools.pictures.labels import hang_tag, paper_label
from tools.pictures.scene import Scene
from tools.pictures.shapes import placed
from tools.pictures.textures import cord_twist, paper_tooth, plaited


def plate(scene: Scene, recipe: Recipe) -> None:
    """A heap of food on an enamel plate, a tag beside it."""
    circle = '<circle cx="400" cy="390" r="{}" fill="{}"/>'
    scene.add(circle.format(268, PAPER), radius=30, height=18, lift=34, gloss=0.5, shadow=0.66)
    rim = "".join(
        f'<circle cx="400" cy="390" r="{radius}" fill="none" stroke="{recipe.accent}" '
        f'stroke-width="{width}"/>'
        for radius, width in ((256, 7), (244, 2))
    )
    dots = "".join(
        f'<circle cx="{400 + 232 * math.cos(k * math.pi / 18):.1f}" '
        f'cy="{390 + 232 * math.sin(k * math.pi / 18):.1f}" '
        f'r="4.4" fill="{recipe.second if k % 2 else recipe.accent}"/>'
        for k in range(36)
    )
    scene.flat(rim + dots)
    scene.add(circle.format(214, "#E9DCC0"), radius=22, height=-14, lift=0)
    bed = mix(PALETTES[recipe.content.palette][2], CREAM, 0.4)
    scene.add(circle.format(188, bed), radius=30, height=8, lift=3)
    mask = scene.mask(circle.format(212, "#fff"))
    mound = dome(mask, 150, 70) * 0.6
    size, rng = SIZES[recipe.content.shape] * 1.2, scene.rng
    points = []
    for _ in range(int(min(260, 210_000 / (size * size)))):
        angle, reach = rng.uniform(0, 6.28), 196 * math.sqrt(rng.random())
        points.append((400 + reach * math.cos(angle), 390 + reach * math.sin(angle)))
    lay(
        scene,
        recipe.content,
        shapes.sublayers(points, size * 2.2)[:10],
        size,
        lift=7,
        within=mask,
        form=mound,
    )
    scene.hollow(mask, 16, 0.45)
    hang_tag(scene, recipe.words, recipe.label, (566, 652), 300, -8)


_GREENS = (
    Content("leaf", "green"),
    Content("disc", "green"),
    Content("stick", "green"),
    Content("curl", "orange"),
)
_FRIED = (
    Content("stick", "brown"),
    Content("cube", "brown"),
    Content("ball", "gold"),
    Content("curl", "gold"),
)
"""What lies beside the rice: something green and something fried."""


def rice_box(scene: Scene, recipe: Recipe) -> None:
    """An open lunch box: rice, a main dish in the content's shape, vegetables, sambal."""
    card = scene.rng.choice(
        ("#E9D7AE", "#C9A26B", mix(PAPER, recipe.body, 0.5), mix(PAPER, recipe.body, 0.1))
    )
    scene.add(
        f'<path d="M128 40H672L690 210H110Z" fill="{darker(card, 0.04)}"/>',
        radius=5,
        height=4,
        lift=20,
        bump=paper_tooth(),
    )
    scene.flat(f'<path d="M142 54H658L674 200H126Z" fill="{recipe.quiet(card, 0.7, 0.3)}"/>', 0.9)
    paper_label(scene, recipe.words, recipe.label, (208, 60, 384, 136), strips=False, lift=1.5)
    _box_with_leaf(scene, card)
    mirrored = scene.rng.random() < 0.5
    rice_x, main_x = (520, 282) if mirrored else (286, 520)
    rice_dome(scene, rice_x, 408, 132)
    main = scene.mask(f'<ellipse cx="{main_x}" cy="410" rx="128" ry="142" fill="#fff"/>')
    heap(
        scene,
        recipe.main_dish,
        main,
        (main_x - 120, 280, main_x + 120, 540),
        scale=1.25,
        lift=12,
        form=dome(main, 90, 40),
        loose=True,
    )
    greens = scene.mask(f'<ellipse cx="{rice_x}" cy="634" rx="118" ry="78" fill="#fff"/>')
    heap(
        scene,
        scene.rng.choice(_GREENS),
        greens,
        (rice_x - 112, 566, rice_x + 112, 704),
        scale=1.35,
        lift=7,
        loose=True,
    )
    fried = scene.mask(f'<ellipse cx="{main_x - 36}" cy="640" rx="84" ry="70" fill="#fff"/>')
    heap(
        scene,
        scene.rng.choice(_FRIED),
        fried,
        (main_x - 110, 580, main_x + 44, 704),
        scale=0.95,
        lift=7,
        loose=True,
    )
    sambal_cup(scene, main_x + 88, 644)


def _box_with_leaf(scene: Scene, card: str) -> None:
    """An open card box, its inner walls and a floor of banana leaf."""
    scene.add(
        f'<path d="M92 214H708V758H92Z" fill="{card}"/>',
        radius=5,
        height=5,
        lift=34,
        bump=paper_tooth(),
        shadow=0.66,
    )
    scene.flat(
        f'<path d="M104 226H696L662 260H138Z" fill="{darker(card, 0.18)}"/><path d="M104 226L138 '
        '260V724L104 746Z" '
        f'fill="{darker(card, 0.12)}"/><path d="M696 226V746L662 724V260Z" fill="{mix(card, PAPER, 0.45)}"/>'
        f'<path d="M104 746L138 724H662L696 746Z" fill="{mix(card, PAPER, 0.6)}"/>'
    )
    veins = "".join(
        f'<path d="M{100 + k * 11} 740L{150 + k * 11} 240" stroke="#0F4A28" stroke-width="1.6" opacity=".5"/>'
        for k in range(54)
    )
    floor = scene.mask('<rect x="138" y="260" width="524" height="464" fill="#fff"/>')
    scene.add(
        f'<rect x="138" y="260" width="524" height="464" fill="#2F7A3C"/>{veins}',
        radius=3,
        height=1,
        lift=0,
        within=floor,
        gloss=0.3,
    )
    scene.hollow(floor, 22, 0.6)


def rice_dome(scene: Scene, x: float, y: float, radius: float) -> None:
    """Rice pressed in a bowl: a smooth dome with fine grains."""
    form = dome(scene.mask(f'<circle cx="{x}" cy="{y}" r="{radius + 2}" fill="#fff"/>'), 118, 90)
    scene.add(
        f'<circle cx="{x}" cy="{y}" r="{radius}" fill="#F4ECD9"/>',
        radius=3,
        height=1,
        lift=20,
        bump=form,
        shadow=0.62,
    )
    rng = scene.rng
    grains = []
    for _ in range(1100):
        angle, reach = rng.uniform(0, 6.283), (radius - 5) * math.sqrt(rng.random())
        grains.append(
            placed(
                f'<ellipse rx="5.6" ry="2.1" fill="{mix("#FFFDF6", "#F1E7D0", rng.random())}"/>',
                x + reach * math.cos(angle),
                y + reach * math.sin(angle),
                rng.uniform(0, 180),
            )
        )
    scene.add("".join(grains), radius=2, height=1, lift=1.2, shadow=0.22, bump=form, smooth=1)
    curls = Content("curl", "gold")
    points = [(x - 10 + rng.gauss(0, 24), y - 14 + rng.gauss(0, 20)) for _ in range(22)]
    lay(scene, curls, shapes.sublayers(points, 18), 9, lift=3)


def sambal_cup(scene: Scene, x: float, y: float) -> None:
    """A small cup of sambal."""
    scene.add(f'<circle cx="{x}" cy="{y}" r="46" fill="#F6EEDA"/>', radius=9, height=9, lift=14, gloss=0.4)
    scene.add(
        f'<circle cx="{x}" cy="{y}" r="37" fill="#A8201A"/>',
        radius=5,
        height=-5,
        lift=0,
        gloss=0.8,
        shine=14,
        bump=noise(5, 85) * 1.1,
    )
    seeds = "".join(
        f'<ellipse cx="{x + scene.rng.gauss(0, 14):.0f}" cy="{y + scene.rng.gauss(0, 14):.0f}" rx="2.8" '
        'ry="2" fill="#F3C56A"/>'
        for _ in range(26)
    )
    scene.flat(seeds)


def snack_box(scene: Scene, recipe: Recipe) -> None:
    """A tray of four kinds of snack in paper cups."""
    turn = scene.rng.choice((-5, 4, 0))
    card = mix("#E9D7AE", recipe.body, 0.1)
    scene.add(
        group(f'<rect x="112" y="112" width="576" height="576" rx="10" fill="{card}"/>', turn),
        radius=6,
        height=6,
        lift=32,
        bump=paper_tooth(),
    )
    mask = scene.mask(group('<rect x="136" y="136" width="528" height="528" rx="6" fill="#fff"/>', turn))
    scene.add(
        group(
            '<rect x="136" y="136" width="528" height="528" rx="6" '
            f'fill="{recipe.quiet(darker(card, 0.1), 0.6)}"/>',
            turn,
        ),
        radius=4,
        height=-6,
        lift=0,
    )
    scene.hollow(mask, 16, 0.5)
    kinds = [
        recipe.content,
        Content("ball", "green"),
        Content("cube", "pink"),
        Content("disc", "gold"),
        Content("oval", "brown"),
    ]
    for number, (x, y) in enumerate(((268, 258), (532, 258), (268, 450), (532, 450))):
        for angle in range(2):
            petals = "".join(
                f'<circle cx="{x + 92 * math.cos(k * math.pi / 9 + angle * 0.17):.1f}" '
                f'cy="{y + 84 * math.sin(k * math.pi / 9 + angle * 0.17):.1f}" r="18" '
                f'fill="{PAPER if angle else CREAM}"/>'
                for k in range(18)
            )
            scene.add(petals, radius=6, height=4, lift=4)
        cup = scene.add(
            f'<ellipse cx="{x}" cy="{y}" rx="94" ry="86" fill="{CREAM}"/>', radius=10, height=-4, lift=0
        )
        heap(
            scene,
            kinds[number % len(kinds)],
            cup,
            (x - 74, y - 66, x + 74, y + 66),
            scale=1.45,
            lift=10,
            layers=5,
        )
    paper_label(
        scene,
        recipe.words,
        recipe.label,
        (208, 560, 384, 124),
        transform=f"rotate({turn} 400 400)",
        strips=False,
        lift=7,
    )


def tumpeng(scene: Scene, recipe: Recipe) -> None:
    """A cone of yellow rice seen from above on a round tray with side dishes."""
    circle = '<circle cx="400" cy="400" r="{}" fill="{}"/>'
    weave = plaited(lambda i: FIBRE[i % 4], lambda i: FIBRE[i * 3 % 4], strip=20, height=4.5)
    scene.add(circle.format(306, "#000"), radius=26, height=18, lift=34, texture=weave, shadow=0.65)
    leaves = "".join(
        placed(shapes.leaf_with_veins(300, 120, "#2F7A3C", "#0F4A28"), 400, 400, k * 45 + 10)
        for k in range(8)
    )
    inner = scene.mask(circle.format(272, "#fff"))
    scene.add(leaves + circle.format(140, "#2F7A3C"), radius=5, height=3, lift=5, within=inner, gloss=0.3)
    sides = [
        recipe.content,
        Content("stick", "brown"),
        Content("leaf", "green"),
        Content("curl", "gold"),
        Content("ball", "red"),
        Content("chilli", "red"),
    ]
    for number, content in enumerate(sides):
        angle = number * math.pi / 3 + 0.4
        x, y = 400 + 196 * math.cos(angle), 400 + 196 * math.sin(angle)
        heap_mask = scene.mask(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="76" fill="#fff"/>') * inner
        heap(
            scene,
            content,
            heap_mask,
            (x - 62, y - 62, x + 62, y + 62),
            scale=0.95,
            lift=7,
            layers=5,
            loose=True,
        )
    distance = np.sqrt((scene.x - 400) ** 2 + (scene.y - 400) ** 2)
    cone: Array = np.asarray(np.clip(132 - distance, 0, None) * 1.35, np.float32)
    scene.add(
        circle.format(132, "#EDB42F"), radius=4, height=2, lift=38, bump=blur(cone, 3), rough=0.9, shadow=0.66
    )
    rng = scene.rng
    grains = "".join(
        placed(
            '<ellipse rx="6" ry="2.2" fill="#F7CE5E"/>',
            400 + r * math.cos(a),
            400 + r * math.sin(a),
            rng.uniform(0, 180),
        )
        for a, r in ((rng.uniform(0, 6.283), 126 * math.sqrt(rng.random())) for _ in range(700))
    )
    scene.add(grains, radius=2, height=1, lift=1, bump=blur(cone, 3), shadow=0.2)
    scene.add(
        placed(shapes.leaf_with_veins(96, 96, LEAF, "#7FAE56", 8), 400, 400, 40),
        radius=10,
        height=8,
        lift=10,
        gloss=0.3,
    )
    hang_tag(scene, recipe.words, recipe.label, (600, 676), 270, -6)


def leaf_bundle(scene: Scene, recipe: Recipe) -> None:
    """Food wrapped in banana leaf: three bundles tied with fibre, one opened."""
    veins = shapes.leaf_with_veins(760, 300, "#2F7A3C", "#12502C", 40)
    scene.add(placed(veins, 400, 440, -24), radius=6, height=4, lift=10, gloss=0.35)
    for x, y, turn in ((290, 250, -18), (500, 330, 12)):
        wrapped = '<rect x="-150" y="-58" width="300" height="116" rx="34" fill="#4A8A45"/>'
        lines = "".join(
            f'<path d="M{-150 + k * 12} -58L{-130 + k * 12} 58" stroke="#1D5A30" '
            'stroke-width="1.6" opacity=".5"/>'
            for k in range(26)
        )
        scene.add(placed(wrapped, x, y, turn), radius=46, height=40, lift=24, gloss=0.3, threshold=0.3)
        scene.flat(placed(lines, x, y, turn), 0.7)
        ties = "".join(f'<path d="M{k} -60V60" stroke="{CORD}" stroke-width="8"/>' for k in (-96, 96))
        scene.add(placed(ties, x, y, turn), radius=4, height=4, lift=4, bump=cord_twist(scene))
    opened = '<path d="M-170 -70C-100 -96 100 -96 170 -70L186 64C100 92 -100 92 -186 64Z" fill="#5E9A40"/>'
    mask = scene.add(placed(opened, 330, 560, -6), radius=20, height=14, lift=20, gloss=0.3)
    green = recipe.content.palette == "green"
    inside = Content("grain", "white") if green else recipe.content
    heap(scene, inside, mask, (200, 500, 470, 622), scale=1.2, lift=10)
    hang_tag(scene, recipe.words, recipe.label, (586, 610), 290, -8)
