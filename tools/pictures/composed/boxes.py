"""Boxes and plates: besek, carton, plate, rice box, snack tray, tumpeng, leaf-wrapped bundle."""

from __future__ import annotations

from tools.pictures.colour import FIBRE, darker, readable
from tools.pictures.composed.contents import heap, strew
from tools.pictures.composed.recipe import Recipe
from tools.pictures.composed.staging import group
from tools.pictures.labels import fitted, paper_label, set_words, strip_fill, text
from tools.pictures.scene import Scene
from tools.pictures.textures import cord_twist, paper_tooth, plaited


def besek(scene: Scene, recipe: Recipe) -> None:
    """An open box plaited of bamboo, lined with leaf, a paper band across it."""
    turn = scene.rng.choice((-8, 6, 0))
    weave = plaited(
        lambda i: FIBRE[i % 4] if i % 6 else recipe.accent,
        lambda i: FIBRE[i * 3 % 4] if i % 6 else recipe.body,
        angle=45 + turn,
        height=4.5,
    )
    frame = group('<rect x="120" y="140" width="560" height="540" rx="26" fill="#000"/>', turn)
    scene.add(frame, radius=20, height=16, lift=34, texture=weave, shadow=0.65)
    floor = '<rect x="152" y="172" width="496" height="476" rx="16" fill="{}"/>'
    mask = scene.add(group(floor.format("#7A5426"), turn), radius=8, height=-8, lift=0)
    veins = "".join(
        f'<path d="M{k * 12} 120L{k * 12 - 50} 700" stroke="#0F4A28" stroke-width="1.6" opacity=".5"/>'
        for k in range(10, 66)
    )
    scene.add(group(floor.format("#2F7A3C") + veins, turn), radius=3, height=1, lift=0, within=mask)
    heap(scene, recipe.content, mask, (172, 192, 628, 628), scale=1.25, lift=9)
    scene.hollow(mask, 18, 0.6)
    _band(scene, recipe, turn)


def _band(scene: Scene, recipe: Recipe, turn: float) -> None:
    """A paper band with the product's name across an open box."""
    strips = strip_fill(recipe.label, 0.42)
    body = (
        f'<rect x="112" y="452" width="576" height="136" fill="{recipe.paper}"/>'
        f'<rect x="112" y="452" width="576" height="20" fill="{strips}"/>'
        f'<rect x="112" y="568" width="576" height="20" fill="{strips}"/>'
    )
    scene.add(group(body, turn), radius=2, height=1.4, lift=8, shadow=0.55)
    kind, word = recipe.words.kind.upper(), recipe.words.word
    look = recipe.label
    printed = text(
        400,
        500,
        kind,
        fitted(kind, 460, 24, "caps", 4),
        "caps",
        readable(look.paper, look.accent, look.ink),
        spacing=4,
    ) + text(400, 556, word, fitted(word, 500, 62), "word", look.ink)
    scene.flat(group(printed, turn), 0.96)


def carton(scene: Scene, recipe: Recipe) -> None:
    """A closed gift carton with a motif and a cord."""
    turn = scene.rng.choice((-7, -5, 5))
    scene.add(
        group(f'<rect x="128" y="206" width="544" height="400" rx="5" fill="{recipe.body}"/>', turn),
        radius=6,
        height=6,
        lift=38,
        bump=paper_tooth(),
        shadow=0.66,
        gloss=0.1,
    )
    scene.flat(group(f'<rect x="140" y="218" width="520" height="376" fill="{recipe.cloth(0.8)}"/>', turn))
    panel = '<path d="M260 268H540L576 304V508L540 544H260L224 508V304Z" fill="{}"/>'
    scene.add(group(panel.format(recipe.paper), turn), radius=2, height=1, lift=2, shadow=0.4)
    rule = (
        '<path d="M266 280H534L564 310V502L534 532H266L236 502V310Z" fill="none" '
        f'stroke="{recipe.label.accent}" stroke-width="2.4"/>'
    )
    words = set_words(recipe.words, recipe.label, (240, 286, 320, 240), strips=False)
    scene.flat(group(rule + words, turn), 0.96)
    side = scene.rng.choice((166, 604))
    cord = f'<path d="M{side} 204V608M{side + 11} 204V608" stroke="#E2C58A" stroke-width="7" fill="none"/>'
    scene.add(group(cord, turn), radius=4, height=4, lift=5, bump=cord_twist(scene))
    strew(scene, recipe.content, [(90, 650, 710, 770)], 8, scale=1.1)


def ribbon_hamper(scene: Scene, recipe: Recipe) -> None:
    """A gift box with a wide ribbon and a bow."""
    turn = scene.rng.choice((-5, 4))
    scene.add(
        group(f'<rect x="150" y="150" width="500" height="500" rx="6" fill="{recipe.body}"/>', turn),
        radius=6,
        height=6,
        lift=38,
        bump=paper_tooth(),
        shadow=0.66,
    )
    scene.flat(
        group(
            f'<rect x="150" y="150" width="500" height="500" fill="{recipe.quiet(recipe.body, 0.9, 0.3)}"/>',
            turn,
        ),
        0.95,
    )
    ribbon = f'<path d="M262 146H322V654H262ZM146 262H654V322H146Z" fill="{recipe.second}"/>'
    scene.add(group(ribbon, turn), radius=4, height=3, lift=4, gloss=0.5, shine=14)
    bow = (
        '<path d="M292 292C220 180 120 200 150 262C172 310 250 304 292 292C300 220 360 130 410 176C446 '
        f'216 360 280 292 292Z" fill="{recipe.second}"/>'
        '<path d="M292 292C250 360 216 400 176 420L222 440C262 400 290 350 300 300C340 340 380 360 430 '
        f'366L412 322C360 318 320 304 292 292Z" fill="{darker(recipe.second, 0.1)}"/>'
    )
    scene.add(group(bow, turn), radius=22, height=18, lift=18, gloss=0.5, shine=14)
    scene.add(
        group(f'<circle cx="292" cy="290" r="28" fill="{recipe.second}"/>', turn),
        radius=22,
        height=18,
        lift=10,
        gloss=0.5,
    )
    paper_label(
        scene,
        recipe.words,
        recipe.label,
        (370, 400, 246, 210),
        transform=f"rotate({turn} 400 400)",
        strips=True,
        lift=6,
    )
