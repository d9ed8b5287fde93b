"""Farm goods: crate of produce, bunch, eggs, honeycomb block, seedling pot, dried fish tray."""

from __future__ import annotations

import math

from tools.pictures import shapes
from tools.pictures.colour import CORD, Array, darker, mix
from tools.pictures.composed.contents import PALETTES, SIZES, heap, lay
from tools.pictures.composed.recipe import Content, Recipe
from tools.pictures.composed.staging import group
from tools.pictures.fields import dome, noise
from tools.pictures.labels import hang_tag, paper_label
from tools.pictures.scene import Scene
from tools.pictures.shapes import placed
from tools.pictures.textures import cord_twist, linen, plaited, wood


def crate(scene: Scene, recipe: Recipe) -> None:
    """A wooden crate of produce seen from above."""
    turn = scene.rng.choice((-7, 4, 0))
    plank = wood("#D2A463", "#AE7D40", 1.3)
    scene.add(
        group('<rect x="104" y="128" width="592" height="544" rx="6" fill="#5A3A1C"/>', turn),
        radius=5,
        height=4,
        lift=34,
    )
    mask = scene.mask(group('<rect x="132" y="156" width="536" height="488" fill="#fff"/>', turn))
    large = 1.5 if recipe.content.shape in ("fruit", "ball", "disc") else 1.35
    heap(scene, recipe.content, mask, (140, 166, 660, 634), scale=large, lift=11, layers=8)
    scene.hollow(mask, 20, 0.55)
    for x, y, width, height in (
        (104, 128, 592, 34),
        (104, 638, 592, 34),
        (104, 128, 34, 544),
        (662, 128, 34, 544),
    ):
        board = f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="4" fill="#C8985A"/>'
        scene.add(group(board, turn), radius=6, height=5, lift=12, texture=plank)
    front = '<rect x="92" y="548" width="616" height="130" rx="6" fill="#C8985A"/>'
    scene.add(group(front, turn), radius=7, height=6, lift=20, texture=plank)
    paper_label(
        scene,
        recipe.words,
        recipe.label,
        (250, 528, 300, 170),
        transform=f"rotate({turn} 400 400)",
        strips=False,
        lift=4,
    )


def bunch(scene: Scene, recipe: Recipe) -> None:
    """A tied bunch: leaf vegetables, chillies, fruit or roots by the content's shape."""
    shape = recipe.content.shape
    if shape in ("leaf", "grain", "stick", "curl"):
        _greens(scene, recipe)
    elif shape == "chilli":
        _strung(scene, recipe)
    else:
        _on_leaf(scene, recipe)
    hang_tag(scene, recipe.words, recipe.label, (566, 634), 300, -6)


def _greens(scene: Scene, recipe: Recipe) -> None:
    """Stems with broad leaves, tied at the middle."""
    light, dark, edge = PALETTES[recipe.content.palette]
    rng = scene.rng
    for part in range(3):
        stems = "".join(
            f'<path d="M{292 + k * 14} {724 + k % 4 * 9}C{330 + k * 9} 600 {372 + k * 4} 520 {380 + k * 3} '
            '440" fill="none" '
            f'stroke="{mix(mix(light, dark, rng.random()), "#D6E6A6", 0.4)}" stroke-width="17" '
            'stroke-linecap="round"/>'
            for k in range(part, 15, 3)
        )
        scene.add(stems, radius=8, height=8, lift=9)
    order = [(k, row) for row in range(3) for k in range(6)]
    for k, row in order:
        turn = -90 + (k - 2.5) * (21 - row * 2) + rng.uniform(-6, 6)
        reach = 250 - row * 62 + rng.uniform(-16, 16)
        x, y = (
            400 + reach * 0.72 * math.cos(math.radians(turn)),
            430 + reach * 0.8 * math.sin(math.radians(turn)),
        )
        blade = shapes.leaf_with_veins(
            230, 118 + rng.uniform(-14, 14), mix(light, dark, rng.random()), edge, 9
        )
        scene.add(
            placed(blade, x, y, turn),
            radius=22,
            height=13,
            lift=12,
            gloss=0.3,
            shine=14,
            bump=noise(26, 90 + k) * 1.2,
        )
    tie = (
        '<path d="M326 566C370 586 440 586 486 566M324 584C370 604 440 604 488 584" fill="none" '
        f'stroke="{recipe.second}" stroke-width="14"/>'
    )
    scene.add(tie, radius=6, height=7, lift=6, bump=cord_twist(scene))


def _strung(scene: Scene, recipe: Recipe) -> None:
    """A heap of chillies on a plaited mat."""
    weave = plaited(
        lambda i: "#DDBE7E" if i % 6 else recipe.body, lambda _: "#CFAB66", strip=22, angle=45, height=4.5
    )
    scene.add('<circle cx="400" cy="390" r="292" fill="#000"/>', radius=26, height=14, lift=30, texture=weave)
    light, dark, _ = PALETTES[recipe.content.palette]
    rng = scene.rng
    points = shapes.spread(lambda: (rng.gauss(360, 110), rng.gauss(380, 100)), 44, 40)
    for part in shapes.sublayers(points, 120):
        fruits, stems = [], []
        for x, y in part:
            fruit, stem = shapes.chilli(
                rng.uniform(150, 190), mix(light, dark, rng.random()), rng.uniform(-0.15, 0.16), 1.15
            )
            turn = rng.uniform(0, 360)
            fruits.append(placed(fruit, x, y, turn))
            stems.append(placed(stem, x, y, turn))
        scene.add("".join(fruits), radius=13, height=12, lift=10, gloss=0.9, shine=24)
        scene.add("".join(stems), radius=5, height=5, lift=4)


def _on_leaf(scene: Scene, recipe: Recipe) -> None:
    """Large single pieces on a banana leaf."""
    veins = shapes.leaf_with_veins(840, 430, "#2F7A3C", "#12502C", 44)
    scene.add(placed(veins, 400, 400, -28), radius=6, height=4, lift=10, gloss=0.35, bump=noise(50, 87) * 1.4)
    size = SIZES[recipe.content.shape] * 2.3
    rng = scene.rng
    points = shapes.spread(lambda: (rng.gauss(370, 100), rng.gauss(380, 90)), 16, size * 1.05)
    lay(scene, recipe.content, shapes.sublayers(points, size * 2.2), size, lift=18)


def eggs(scene: Scene, recipe: Recipe) -> None:
    """A moulded tray of eggs."""
    turn = scene.rng.choice((-5, 4))
    scene.add(
        group('<rect x="112" y="112" width="576" height="576" rx="30" fill="#B9AE9A"/>', turn),
        radius=14,
        height=12,
        lift=26,
        rough=0.9,
    )
    brown = recipe.content.palette not in ("white",)
    base = ("#D9A273", "#C78653") if brown else ("#F7F1E2", "#E8DCC2")
    if recipe.content.palette in ("green", "purple"):
        base = ("#BFD3C4", "#A4C0AE")
    spots = [(184 + column * 108, 184 + row * 108) for row in range(5) for column in range(5)]
    cups = "".join(f'<circle cx="{x}" cy="{y}" r="49" fill="#8E8371"/>' for x, y in spots)
    scene.add(group(cups, turn), radius=14, height=-9, lift=0, rough=0.9)
    missing = set(scene.rng.sample(range(25), 2))
    shells = "".join(
        placed(
            f'<ellipse rx="41" ry="48" fill="{mix(base[0], base[1], scene.rng.random())}"/>',
            x,
            y,
            scene.rng.uniform(-25, 25),
        )
        for number, (x, y) in enumerate(spots)
        if number not in missing
    )
    scene.add(group(shells, turn), radius=44, height=42, threshold=0.3, lift=18, gloss=0.25, shine=12)
    paper_label(
        scene,
        recipe.words,
        recipe.label,
        (214, 470, 372, 190),
        transform=f"rotate({turn} 400 400)",
        strips=False,
        lift=14,
    )


def seedling(scene: Scene, recipe: Recipe) -> None:
    """A potted plant seen from above."""
    circle = '<circle cx="400" cy="400" r="{}" fill="{}"/>'
    scene.add(circle.format(236, mix("#B5633A", recipe.body, 0.2)), radius=26, height=20, lift=34, gloss=0.15)
    soil = scene.add(
        circle.format(196, "#3E2A1C"),
        radius=8,
        height=-8,
        lift=0,
        bump=noise(7, 71) * 1.6 + noise(3, 72) * 0.6,
    )
    scene.hollow(soil, 18, 0.5)
    light, dark, edge = PALETTES["green"]
    rng = scene.rng
    for ring, (count, reach, length) in enumerate(((9, 176, 250), (7, 112, 200), (5, 50, 140))):
        for k in range(count):
            turn = k * 360 / count + ring * 23 + rng.uniform(-8, 8)
            x, y = 400 + reach * math.cos(math.radians(turn)), 400 + reach * math.sin(math.radians(turn))
            tone = mix(light if ring else darker(light, 0.15), dark, rng.random() * 0.8)
            blade = shapes.leaf_with_veins(length, length * 0.42, tone, edge, 9)
            scene.add(placed(blade, x, y, turn), radius=20, height=12, lift=12, gloss=0.35, shine=14)
    if recipe.content.palette in ("pink", "red", "purple", "orange", "gold", "white"):
        lay(
            scene,
            Content("disc", recipe.content.palette),
            [[(400, 400)], [(452, 368), (352, 452)]],
            40,
            lift=9,
        )
    hang_tag(scene, recipe.words, recipe.label, (560, 640), 290, -6)


def comb(scene: Scene, recipe: Recipe) -> None:
    """Blocks of pressed sugar, cacao or honeycomb, tied in dry leaf."""
    light, dark, _ = PALETTES[recipe.content.palette]
    rng = scene.rng
    for x, y, turn in ((250, 270, -12), (520, 260, 9), (330, 500, 4)):
        tone = mix(light, dark, rng.random() * 0.7)
        block = f'<rect x="-132" y="-92" width="264" height="184" rx="26" fill="{tone}"/>'
        scene.add(
            placed(block, x, y, turn),
            radius=40,
            height=28,
            threshold=0.3,
            lift=30,
            rough=1.1,
            gloss=0.22,
            shine=12,
        )
        ties = "".join(f'<path d="M{k} -96V96" stroke="{CORD}" stroke-width="13"/>' for k in (-52, 52))
        scene.add(placed(ties, x, y, turn), radius=5, height=5, lift=5, bump=cord_twist(scene))
    hang_tag(scene, recipe.words, recipe.label, (560, 590), 320, -6)


def _grains(scene: Scene, content: Content, mouth: Array, form: Array) -> None:
    """Rice or meal to the brim: three layers of fine grains on a mound."""
    light, dark, edge = PALETTES[content.palette]
    rng = scene.rng
    husk = 0.06 if content.palette == "white" else 0.3
    for layer in range(3):
        grains = []
        for _ in range(620):
            angle, reach = rng.uniform(0, 6.283), 212 * math.sqrt(rng.random())
            tone = mix(mix(light, dark, rng.random()), mix(edge, "#7A4A28", 0.5), husk)
            grains.append(
                placed(
                    f'<ellipse rx="9.5" ry="3.9" fill="{tone}"/>',
                    390 + reach * math.cos(angle),
                    390 + reach * math.sin(angle),
                    rng.uniform(0, 180),
                )
            )
        scene.add(
            "".join(grains),
            radius=3,
            height=2.4,
            lift=2 + layer * 0.5,
            shadow=0.4,
            gloss=0.25,
            bump=form,
            within=mouth,
        )


def open_sack(scene: Scene, recipe: Recipe) -> None:
    """A sack with its mouth rolled down, seen from above, full to the brim; a scoop lies in it."""
    jute = mix("#C9AC77", recipe.body, 0.12)
    rng = scene.rng
    for reach, lift, height in ((292, 34, 26), (254, 16, 22)):
        outline = shapes.blob(rng, reach, 15, 0.035)
        scene.add(
            placed(f'<path d="{outline}" fill="{darker(jute, 0.06 if reach > 260 else 0)}"/>', 390, 390),
            radius=46,
            height=height,
            threshold=0.3,
            lift=lift,
            texture=linen(1.0, 6.2),
            bump=noise(34, 71) * 1.6,
            shadow=0.64,
        )
    light, dark, edge = PALETTES[recipe.content.palette]
    mouth = scene.add(
        f'<circle cx="390" cy="390" r="214" fill="{mix(edge, mix(light, dark, 0.5), 0.6)}"/>',
        radius=12,
        height=-8,
        lift=0,
    )
    mound = dome(mouth, 150, 46)
    fine = recipe.content.shape == "grain"
    if fine:
        _grains(scene, recipe.content, mouth, mound)
    else:
        box = (170.0, 170.0, 610.0, 610.0)
        heap(scene, recipe.content, mouth, box, scale=1.05, lift=5, layers=9, form=mound)
    scene.hollow(mouth, 18, 0.5)
    scoop = '<path d="M-70 -92C-40 -112 40 -112 70 -92L80 70C50 96 -50 96 -80 70Z" fill="#B9813F"/>'
    handle = '<rect x="-17" y="70" width="34" height="190" rx="15" fill="#A06C34"/>'
    scene.add(
        placed(handle, 520, 300, -128), radius=17, height=16, lift=16, gloss=0.4, bump=noise(3, 71) * 0.1
    )
    scene.add(placed(scoop, 520, 300, -128), radius=14, height=11, lift=14, gloss=0.35)
    inside = scene.add(
        placed(
            '<path d="M-54 -92C-30 -104 30 -104 54 -92L60 52C36 70 -36 70 -60 52Z" fill="#8A5A2A"/>',
            520,
            300,
            -128,
        ),
        radius=12,
        height=-9,
        lift=0,
    )
    heap(scene, recipe.content, inside, (440, 220, 600, 380), scale=1.2 if fine else 0.8, lift=4)
    hang_tag(scene, recipe.words, recipe.label, (572, 640), 310, -6)
