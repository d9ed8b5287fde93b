"""Turned, carved and folded craft: fan, pot, toy, keychains."""

from __future__ import annotations

import math

import numpy as np

from tools.pictures.colour import BARK, BRASS, CREAM, Array, darker, mix
from tools.pictures.composed.contents import PALETTES
from tools.pictures.composed.recipe import Recipe
from tools.pictures.composed.staging import group
from tools.pictures.fields import noise, streaks, turned
from tools.pictures.labels import Label, hang_tag, set_words
from tools.pictures.scene import Scene
from tools.pictures.shapes import placed
from tools.pictures.textures import cord_twist, ridges, wood


def fan(scene: Scene, recipe: Recipe) -> None:
    """A hand fan of bamboo and cloth, opened wide."""
    centre = (400, 640)
    for k in range(15):
        angle = -160 + k * 10
        stick = '<rect x="0" y="-7" width="196" height="14" rx="5" fill="#C79B5A"/>'
        scene.add(placed(stick, *centre, angle), radius=6, height=5, lift=5, bump=streaks(40, 1.6, 35) * 0.2)

    def at(radius: float, angle: float) -> str:
        turn = math.radians(angle)
        return f"{centre[0] + radius * math.cos(turn):.1f} {centre[1] + radius * math.sin(turn):.1f}"

    leaf = (
        f"M{at(170, -163)}L{at(500, -163)}A500 500 0 0 1 {at(500, -17)}L{at(170, -17)}A170 170 0 0 0 "
        f"{at(170, -163)}Z"
    )
    bearing = np.degrees(np.arctan2(scene.y - centre[1], scene.x - centre[0]))
    pleats: Array = np.asarray(np.abs(((bearing / 5) % 2) - 1) * 9, np.float32)
    scene.add(
        f'<path d="{leaf}" fill="{recipe.cloth(0.8)}"/>',
        radius=4,
        height=2,
        lift=18,
        bump=pleats,
        smooth=1.6,
        shadow=0.6,
    )
    edge = (
        f'<path d="M{at(494, -163)}A494 494 0 0 1 {at(494, -17)}" fill="none" stroke="{recipe.second}" '
        'stroke-width="14"/>'
    )
    scene.add(edge, radius=4, height=3, lift=2, bump=pleats)
    for side in (-166, -14):
        guard = f'<rect x="-20" y="-13" width="520" height="26" rx="10" fill="{BARK}"/>'
        scene.add(
            placed(guard, *centre, side),
            radius=9,
            height=8,
            lift=14,
            gloss=0.35,
            bump=streaks(40, 1.6, 35) * 0.2,
        )
    scene.add('<circle cx="400" cy="640" r="16" fill="#D9A441"/>', radius=14, height=11, lift=6, gloss=0.9)
    hang_tag(scene, recipe.words, recipe.label, (588, 672), 250, -6)


def pot(scene: Scene, recipe: Recipe) -> None:
    """An earthen pot or vase turned on the wheel, a motif about its belly."""
    outline = scene.rng.choice(
        (
            "M314 130H486C500 130 506 142 498 154C486 176 488 196 506 222C600 290 640 390 620 500C604 600 "
            "550 690 492 712H308"
            "C250 690 196 600 180 500C160 390 200 290 294 222C312 196 314 176 302 154C294 142 300 130 314 "
            "130Z",
            "M206 220H594C606 220 612 232 606 246C596 270 600 300 612 340C640 460 600 640 520 712H280C200 "
            "640 160 460 188 340"
            "C200 300 204 270 194 246C188 232 194 220 206 220Z",
            "M346 96H454C468 96 472 108 464 120C446 150 446 220 474 290C540 380 590 450 584 540C578 620 "
            "540 690 486 712H314"
            "C260 690 222 620 216 540C210 450 260 380 326 290C354 220 354 150 336 120C328 108 332 96 346 96Z",
        )
    )
    clay = mix("#B5633A", recipe.body, 0.25)
    form = turned(scene.mask(f'<path d="{outline}" fill="#fff"/>'))
    rings = ridges(scene, 17, 0.35, across=True)
    mask = scene.add(
        f'<path d="{outline}" fill="{clay}"/>',
        radius=12,
        height=8,
        lift=36,
        bump=form * 0.8 + rings,
        rough=0.3,
        gloss=0.22,
        shine=12,
        shadow=0.66,
        amount=0.85,
    )
    band = (
        f'<rect x="120" y="330" width="560" height="46" fill="{recipe.cloth(0.42)}"/><path d="M120 '
        f'322H680M120 386H680" stroke="{CREAM}" stroke-width="5"/>'
    )
    scene.flat(band, 0.9, within=mask)
    scene.darken(np.asarray(mask * np.clip((scene.x - 430) / 240, 0, 1), np.float32), 0.35)
    hang_tag(scene, recipe.words, recipe.label, (420, 534), 244, -4)


def toy(scene: Scene, recipe: Recipe) -> None:
    """Wooden toys: a little truck with a load of turned balls."""
    board = '<path d="M150 430H650V540H150Z" fill="#B9813F"/>'
    scene.add(board, radius=12, height=10, lift=24, texture=wood("#D2A463", "#B9813F", 1.2))
    cab = f'<path d="M476 230H578C620 230 652 300 656 380V470H476Z" fill="{recipe.body}"/>'
    scene.add(cab, radius=16, height=13, lift=26, gloss=0.4, bump=streaks(46, 1.5, 35) * 0.15)
    pane = scene.add(
        '<path d="M510 268H570C596 268 612 320 616 360H510Z" fill="#F1E2BC"/>', radius=4, height=-4, lift=0
    )
    scene.hollow(pane, 10, 0.5)
    bed = f'<path d="M136 320H176V430H452V320H480V470H136Z" fill="{recipe.second}"/>'
    scene.add(bed, radius=9, height=8, lift=22, gloss=0.35, bump=streaks(46, 1.5, 35) * 0.15)
    dyes = (recipe.accent, "#F3B63A", "#1C6A3B", "#A62B1F", "#233E8B")
    for number, (x, y) in enumerate(((226, 366), (306, 372), (388, 364), (262, 296), (346, 300))):
        scene.add(
            f'<circle cx="{x}" cy="{y}" r="46" fill="{dyes[number]}"/>',
            radius=40,
            height=36,
            lift=14,
            gloss=0.55,
            shine=18,
        )
    for x in (246, 560):
        scene.add(
            f'<circle cx="{x}" cy="556" r="82" fill="{darker(BARK, 0.2)}"/>',
            radius=16,
            height=14,
            lift=22,
            gloss=0.35,
        )
        scene.add(
            f'<circle cx="{x}" cy="556" r="50" fill="#D2A463"/>',
            radius=8,
            height=6,
            lift=5,
            texture=wood("#D2A463", "#B9813F", 0.8),
        )
        scene.add(
            f'<circle cx="{x}" cy="556" r="15" fill="{recipe.second}"/>',
            radius=12,
            height=9,
            lift=4,
            gloss=0.6,
        )
    hang_tag(scene, recipe.words, recipe.label, (402, 668), 280, -3)


def keychains(scene: Scene, recipe: Recipe) -> None:
    """Four keychains: ring, cord, and a carved or stitched pendant."""
    pendants = (
        '<circle r="62" fill="{}"/>',
        '<path d="M0 -66L60 0L0 66L-60 0Z" fill="{}"/>',
        '<rect x="-52" y="-58" width="104" height="116" rx="20" fill="{}"/>',
        '<path d="M0 66C-70 20 -74 -40 -34 -54C-12 -60 0 -44 0 -34C0 -44 12 -60 34 -54C74 -40 70 20 0 66Z" '
        'fill="{}"/>',
    )
    order = scene.rng.sample(range(4), 4)
    for number, (x, y) in enumerate(((200, 240), (440, 180), (610, 330), (250, 540))):
        ring = f'<circle cx="{x}" cy="{y - 104}" r="34" fill="none" stroke="#C9B48A" stroke-width="9"/>'
        scene.add(ring, radius=4, height=5, lift=6, gloss=0.9, shine=18)
        cord = (
            f'<path d="M{x} {y - 74}C{x + 8} {y - 60} {x - 6} {y - 48} {x} {y - 34}" fill="none" '
            f'stroke="{recipe.second}" stroke-width="11"/>'
        )
        scene.add(cord, radius=5, height=5, lift=5, bump=cord_twist(scene))
        fill = (recipe.cloth(0.42), recipe.second, "#B9813F", recipe.accent)[number]
        pendant = placed(pendants[order[number]].format(fill), x, y + 24, scene.rng.uniform(-14, 14), 1.2)
        scene.add(pendant, radius=14, height=12, lift=14, gloss=0.45, bump=noise(5, 44) * 0.1)
    hang_tag(scene, recipe.words, recipe.label, (528, 588), 330, -5)


def angklung(scene: Scene, recipe: Recipe) -> None:
    """A rattle of bamboo tubes in its frame."""
    bamboo = ("#D9B66E", "#C79F55", "#E4C88C")

    def cane(x: float, y: float, width: float, height: float, tone: str, lift: float = 12) -> None:
        body = (
            f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{min(width, height) / 3}" '
            f'fill="{tone}"/>'
        )
        scene.add(
            body,
            radius=min(width, height) / 2,
            height=min(width, height) / 2.4,
            lift=lift,
            gloss=0.45,
            shine=18,
        )

    for y in (150, 440):
        cane(150, y, 520, 24, bamboo[1], 10)
    cane(120, 640, 570, 54, bamboo[0], 20)
    for x in (150, 400, 630):
        cane(x, 100, 26, 580, bamboo[2], 16)
    for number, (x, top, width) in enumerate(
        ((206, 190, 74), (306, 250, 62), (460, 210, 68), (552, 300, 56))
    ):
        outline = (
            f"M{x + width * 0.3} {top}C{x + width * 0.7} {top - 10} {x + width} {top + 30} {x + width} "
            f"{top + 110}V620"
            f"C{x + width} 636 {x} 636 {x} 620V{top + 90}C{x} {top + 40} {x + width * 0.1} {top + 10} "
            f"{x + width * 0.3} {top}Z"
        )
        scene.add(
            f'<path d="{outline}" fill="{bamboo[number % 3]}"/>',
            radius=width / 2,
            height=width / 2.2,
            lift=20,
            gloss=0.45,
            shine=18,
        )
        for y in (top + 180, 560):
            scene.flat(
                f'<path d="M{x} {y}H{x + width}" stroke="{darker(bamboo[1], 0.35)}" stroke-width="5"/>', 0.7
            )
        tie = (
            f'<rect x="{x - 3}" y="432" width="{width + 6}" height="38" rx="8" '
            f'fill="{recipe.body if number % 2 else recipe.second}"/>'
        )
        scene.add(tie, radius=12, height=9, lift=6, bump=cord_twist(scene))
    hang_tag(scene, recipe.words, recipe.label, (412, 694), 280, -3)


def sign(scene: Scene, recipe: Recipe) -> None:
    """A carved board: the words cut into wood within a carved border."""
    turn = scene.rng.choice((-4, 3, 0))
    tones = scene.rng.choice((("#C8924F", "#9C6531"), ("#8A5A30", "#5E3A1D"), ("#A66A35", "#74431D")))
    board = (
        "M110 236C150 236 150 190 200 190H600C650 190 650 236 690 236V564C650 564 650 610 600 "
        "610H200C150 610 150 564 110 564Z"
    )
    scene.add(
        group(f'<path d="{board}" fill="#000"/>', turn),
        radius=22,
        height=17,
        lift=36,
        gloss=0.3,
        texture=wood(*tones, scale=1.4),
        shadow=0.66,
    )
    band = '<path fill-rule="evenodd" d="M150 256H650V544H150ZM206 312V488H594V312Z" fill="{}"/>'
    scene.add(
        group(band.format(recipe.quiet(mix(tones[1], tones[0], 0.3), 0.7, 0.3)), turn),
        radius=6,
        height=5,
        lift=3,
    )
    inner = scene.add(
        group('<rect x="206" y="312" width="388" height="176" fill="#000"/>', turn),
        radius=6,
        height=-5,
        lift=0,
        texture=wood(*tones, scale=1.4),
    )
    scene.hollow(inner, 9, 0.4)
    look = Label(recipe.motif, tones[1], "#F6E3B4", "#F3C56A")
    cut = group(set_words(recipe.words, look, (214, 316, 372, 168), strips=False), turn)
    scene.add(cut, radius=3, height=2.4, lift=2.5, gloss=0.5)
    for x in (172, 628):
        scene.add(
            group(f'<circle cx="{x}" cy="400" r="17" fill="{BRASS}"/>', turn),
            radius=14,
            height=11,
            lift=5,
            gloss=0.9,
        )


def beads(scene: Scene, recipe: Recipe) -> None:
    """A string of pearls or beads laid in a loop, its pendant and a pair of studs."""
    light, dark, edge = PALETTES[recipe.content.palette]
    rng = scene.rng
    count = 34
    spots = []
    for k in range(count):
        angle = math.pi / 2 + (k + 0.5) * 2 * math.pi / count
        wobble = 1 + 0.05 * math.sin(angle * 3)
        spots.append((390 + 236 * wobble * math.cos(angle), 330 + 216 * wobble * math.sin(angle)))
    thread = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in spots) + "Z"
    scene.add(
        f'<path d="{thread}" fill="none" stroke="{recipe.second}" stroke-width="6"/>',
        radius=3,
        height=2,
        lift=3,
    )
    for part in (0, 1):
        pearls = "".join(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{20.5 if k % 5 else 23:.1f}" '
            f'fill="{mix(light, dark, rng.random()) if k % 5 else recipe.accent}"/>'
            for k, (x, y) in enumerate(spots)
            if k % 2 == part
        )
        scene.add(pearls, radius=24, height=17, lift=12, gloss=0.75, shine=22, threshold=0.34)
    pendant = (
        '<path d="M0 -74C46 -30 62 4 44 40C24 74 -24 74 -44 40C-62 4 -46 -30 0 -74Z" '
        f'fill="{mix(light, edge, 0.25)}"/>'
    )
    scene.add(placed(pendant, 390, 640), radius=42, height=38, lift=18, gloss=0.75, shine=20, threshold=0.34)
    scene.add(
        f'<rect x="376" y="548" width="28" height="26" rx="8" fill="{BRASS}"/>',
        radius=9,
        height=8,
        lift=8,
        gloss=0.9,
    )
    for x, y in ((120, 640), (190, 690)):
        scene.add(
            f'<circle cx="{x}" cy="{y}" r="31" fill="{BRASS}"/>', radius=10, height=7, lift=8, gloss=0.9
        )
        scene.add(
            f'<circle cx="{x}" cy="{y}" r="22" fill="{mix(light, dark, 0.3)}"/>',
            radius=20,
            height=18,
            lift=8,
            gloss=0.75,
            shine=22,
        )
    hang_tag(scene, recipe.words, recipe.label, (592, 626), 300, -6)
