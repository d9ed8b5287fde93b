"""Low furniture, seen from the front: a coffee table with its shelf."""

from __future__ import annotations

from tools.pictures.colour import PAPER, darker
from tools.pictures.composed.furniture import ground_shadow, timber, timbers
from tools.pictures.composed.recipe import Recipe
from tools.pictures.labels import hang_tag
from tools.pictures.scene import Scene
from tools.pictures.textures import linen, plaited


def low_table(scene: Scene, recipe: Recipe) -> None:
    """A coffee table: a thick top, a plaited shelf, books and a bowl on it."""
    tones = timbers(scene)
    ground_shadow(scene, 400, 724, 320)
    for x in (150, 612):
        leg = f'<path d="M{x} 470H{x + 38}V706H{x}Z" fill="#000"/>'
        timber(scene, leg, (darker(tones[0], 0.3), darker(tones[1], 0.3)), upright=True, lift=8)
    weave = plaited(
        lambda i: "#DDBE7E" if i % 6 else recipe.body,
        lambda i: "#CFAB66" if i % 7 else recipe.accent,
        strip=15,
        angle=0,
        height=4,
    )
    scene.add(
        '<rect x="128" y="620" width="544" height="40" rx="8" fill="#000"/>',
        radius=12,
        height=9,
        lift=16,
        texture=weave,
    )
    for number, (x, height) in enumerate(((200, 66), (236, 92), (270, 78))):
        dye = (recipe.body, recipe.second, recipe.accent)[number]
        scene.add(
            f'<rect x="{x}" y="{620 - height}" width="32" height="{height}" rx="4" fill="{dye}"/>',
            radius=6,
            height=5,
            lift=7,
        )
    for x in (86, 660):
        timber(
            scene,
            f'<path d="M{x} 450H{x + 54}L{x + 46} 748H{x + 8}Z" fill="#000"/>',
            tones,
            upright=True,
            lift=18,
            seed=2,
        )
    timber(
        scene,
        '<path d="M52 404H748C760 404 764 414 764 430C764 458 752 470 734 470H66C48 470 36 458 '
        '36 430C36 414 40 404 52 404Z" fill="#000"/>',
        tones,
        lift=24,
        seed=1,
    )
    runner = f'<path d="M96 402H300V520H96Z" fill="{recipe.cloth(0.6)}"/>'
    scene.add(runner, radius=5, height=4, lift=7, texture=linen(0.6, 3.4))
    bowl = '<path d="M470 332H640C636 378 606 402 555 402S474 378 470 332Z" fill="{}"/>'
    scene.add(bowl.format(PAPER), radius=40, height=30, lift=14, gloss=0.6, shine=18)
    scene.flat(f'<path d="M474 350H637" stroke="{recipe.accent}" stroke-width="9"/>', 0.9)
    for x, y in ((508, 318), (556, 304), (602, 320)):
        fruit = f'<circle cx="{x}" cy="{y}" r="30" fill="{recipe.second}"/>'
        scene.add(fruit, radius=26, height=22, lift=6, gloss=0.4)
    scene.add(bowl.format(PAPER).replace("332", "336"), radius=40, height=30, lift=6, gloss=0.6, shine=18)
    hang_tag(scene, recipe.words, recipe.label, (270, 250), 300, -4)
