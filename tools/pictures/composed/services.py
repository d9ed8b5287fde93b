"""Services drawn as their tool: loudspeaker, tent, truck, sewing machine."""

from __future__ import annotations

from tools.pictures.colour import BRASS, PAPER, STEEL, darker, mix
from tools.pictures.composed.recipe import Recipe
from tools.pictures.fields import noise, streaks
from tools.pictures.labels import Label, hang_tag, set_words
from tools.pictures.scene import Scene
from tools.pictures.shapes import placed
from tools.pictures.textures import cylinder, linen, ridges, wood


def truck(scene: Scene, recipe: Recipe) -> None:
    """Delivery: a parcel truck seen from the side as a toy on the cloth."""
    scene.add(
        f'<rect x="92" y="210" width="400" height="330" rx="12" fill="{recipe.body}"/>',
        radius=14,
        height=11,
        lift=34,
        gloss=0.3,
    )
    look = Label(recipe.motif, recipe.body, recipe.print_on(recipe.body), recipe.print_on(recipe.body))
    band = f'<rect x="92" y="226" width="400" height="46" fill="{recipe.quiet(recipe.body, 0.5, 0.7)}"/>'
    scene.flat(band + set_words(recipe.words, look, (110, 280, 364, 240), strips=False), 0.96)
    scene.add(
        f'<path d="M500 300H610C640 300 700 400 708 440V560H500Z" fill="{recipe.second}"/>',
        radius=18,
        height=14,
        lift=30,
        gloss=0.45,
    )
    pane = scene.add(
        '<path d="M532 330H600C620 330 656 390 664 420H532Z" fill="#EAE4CF"/>',
        radius=4,
        height=-4,
        lift=0,
        gloss=0.5,
    )
    scene.hollow(pane, 9, 0.4)
    scene.add(
        '<rect x="80" y="540" width="636" height="34" rx="10" fill="#3A302A"/>', radius=9, height=8, lift=16
    )
    scene.add(f'<circle cx="694" cy="500" r="16" fill="{BRASS}"/>', radius=12, height=9, lift=5, gloss=0.9)
    for x in (220, 590):
        scene.add(
            f'<circle cx="{x}" cy="580" r="80" fill="#2E2620"/>', radius=18, height=16, lift=22, gloss=0.25
        )
        scene.add(
            f'<circle cx="{x}" cy="580" r="42" fill="{STEEL}"/>', radius=12, height=10, lift=5, gloss=0.8
        )


def speaker(scene: Scene, recipe: Recipe) -> None:
    """Sound and stage: a loudspeaker and a microphone."""
    scene.add(
        '<rect x="120" y="110" width="330" height="570" rx="22" fill="#3A302A"/>',
        radius=16,
        height=13,
        lift=38,
        gloss=0.2,
        bump=noise(2.4, 9) * 0.15,
    )
    for y, radius in ((240, 82), (490, 136)):
        scene.add(
            f'<circle cx="285" cy="{y}" r="{radius}" fill="{STEEL}"/>', radius=8, height=7, lift=4, gloss=0.8
        )
        cone = scene.add(
            f'<circle cx="285" cy="{y}" r="{radius - 14}" fill="#2A221E"/>',
            radius=radius * 0.7,
            height=-30,
            lift=0,
        )
        scene.hollow(cone, 14, 0.4)
        scene.add(
            f'<circle cx="285" cy="{y}" r="{radius * 0.36}" fill="{recipe.body}"/>',
            radius=radius * 0.34,
            height=18,
            lift=3,
            gloss=0.5,
        )
    scene.add(
        f'<path d="M600 300C700 420 560 520 640 700" fill="none" stroke="{recipe.accent}" '
        'stroke-width="15"/>',
        radius=7,
        height=7,
        lift=8,
    )
    scene.add(
        placed('<path d="M-34 0H34L22 250C20 264 -20 264 -22 250Z" fill="#2E2620"/>', 590, 230, 12),
        radius=28,
        height=25,
        lift=22,
        gloss=0.5,
    )
    scene.add(
        placed(f'<circle cx="0" cy="-40" r="68" fill="{STEEL}"/>', 590, 230, 12),
        radius=64,
        height=52,
        lift=24,
        gloss=0.5,
        bump=ridges(scene, 8, 1.2) + ridges(scene, 8, 1.2, across=True),
    )
    scene.add(
        placed(
            f'<rect x="-70" y="-22" width="140" height="26" rx="8" fill="{recipe.second}"/>', 590, 230, 12
        ),
        radius=9,
        height=8,
        lift=6,
        gloss=0.5,
    )
    hang_tag(scene, recipe.words, recipe.label, (568, 616), 320, -6)


def tent(scene: Scene, recipe: Recipe) -> None:
    """Event hire: a striped tent with bunting, seen from the front as cut paper."""
    for x in (150, 626):
        scene.add(
            f'<rect x="{x}" y="360" width="24" height="350" rx="6" fill="#000"/>',
            radius=10,
            height=9,
            lift=14,
            texture=wood("#D2A463", "#AE7D40", upright=True),
        )
    stripes = "".join(
        f'<path d="M400 110L{88 + k * 78} 380H{166 + k * 78}Z" fill="{recipe.body if k % 2 else PAPER}"/>'
        for k in range(8)
    )
    scene.add(stripes, radius=16, height=11, lift=30, bump=streaks(60, 40, 75) * 0.6, gloss=0.2)
    scallops = "".join(
        f'<path d="M{88 + k * 78} 374H{166 + k * 78}V420C{166 + k * 78} 470 {88 + k * 78} 470 '
        f'{88 + k * 78} 420Z" fill="{recipe.body if k % 2 else PAPER}"/>'
        for k in range(8)
    )
    scene.add(scallops, radius=12, height=8, lift=12, gloss=0.2)
    scene.flat(
        f'<rect x="88" y="372" width="624" height="24" fill="{recipe.quiet(recipe.second, 0.4, 0.6)}"/>', 0.95
    )
    scene.add(f'<circle cx="400" cy="108" r="19" fill="{BRASS}"/>', radius=15, height=13, lift=9, gloss=0.9)
    for number in range(3):
        x = 236 + number * 164
        chair = (
            f'<path d="M{x - 42} 560H{x + 42}V600H{x - 42}ZM{x - 34} '
            f'600H{x - 22}V700H{x - 34}ZM{x + 22} 600H{x + 34}V700H{x + 22}Z" '
            f'fill="{mix(PAPER, recipe.second, 0.3)}"/>'
        )
        scene.add(chair, radius=6, height=5, lift=10)
    hang_tag(scene, recipe.words, recipe.label, (562, 636), 320, -4)


def sewing(scene: Scene, recipe: Recipe) -> None:
    """Sewing to order: a machine with a cloth under its needle."""
    scene.add(
        f'<path d="M60 560H560V730H60Z" fill="{recipe.cloth(0.8)}"/>',
        radius=10,
        height=5,
        lift=10,
        texture=linen(0.6, 3.4),
        bump=streaks(60, 40, 75) * 1.2,
    )
    scene.add(
        '<rect x="150" y="520" width="560" height="96" rx="14" fill="#000"/>',
        radius=12,
        height=10,
        lift=24,
        texture=wood("#B9813F", "#8A5527"),
    )
    body = (
        "M196 180C176 180 164 196 164 216V330C164 350 176 362 196 362H226C242 362 250 354 250 338V330C250 "
        "310 260 300 "
        "280 300H470C490 300 500 310 500 330V494C500 512 508 520 526 520H614C632 520 640 512 640 494V250"
        "C640 204 612 180 570 180Z"
    )
    scene.add(f'<path d="{body}" fill="{recipe.body}"/>', radius=26, height=22, lift=34, gloss=0.6, shine=20)
    scene.flat(f'<path d="M280 206H600V280H280Z" fill="{recipe.quiet(recipe.body, 0.5, 0.7)}"/>', 0.9)
    scene.add(f'<circle cx="674" cy="300" r="78" fill="{STEEL}"/>', radius=14, height=12, lift=22, gloss=0.8)
    scene.add(
        f'<circle cx="674" cy="300" r="46" fill="{recipe.body}"/>', radius=10, height=-7, lift=0, gloss=0.5
    )
    scene.add(
        f'<rect x="202" y="356" width="20" height="164" rx="5" fill="{STEEL}"/>',
        radius=8,
        height=7,
        lift=12,
        gloss=0.9,
    )
    scene.add(
        f'<rect x="476" y="110" width="64" height="80" rx="10" fill="{recipe.accent}"/>',
        radius=26,
        height=22,
        lift=12,
        bump=ridges(scene, 6, 0.8, across=True),
    )
    hang_tag(scene, recipe.words, recipe.label, (400, 668), 330, -4)


def extinguisher(scene: Scene, recipe: Recipe) -> None:
    """Fire safety: an extinguisher with its hose and gauge."""
    hose = "M430 170C560 150 620 240 606 380C598 470 590 520 600 600"
    scene.add(
        f'<path d="{hose}" fill="none" stroke="#2E2620" stroke-width="30" stroke-linecap="round"/>',
        radius=14,
        height=13,
        lift=16,
        gloss=0.4,
    )
    scene.add(
        placed('<path d="M-22 -30H22L40 90H-40Z" fill="#2E2620"/>', 600, 620),
        radius=18,
        height=15,
        lift=18,
        gloss=0.4,
    )
    outline = (
        "M300 270C300 226 340 206 372 206H412C444 206 484 226 484 270V660C484 690 468 706 440 "
        "706H344C316 706 300 690 300 660Z"
    )
    scene.add(
        f'<path d="{outline}" fill="#B3271B"/>',
        radius=92,
        height=84,
        threshold=0.28,
        lift=36,
        gloss=0.6,
        shine=18,
        shadow=0.66,
    )
    scene.add(
        f'<rect x="360" y="150" width="64" height="66" rx="8" fill="{BRASS}"/>',
        radius=20,
        height=16,
        lift=12,
        gloss=0.8,
    )
    lever = '<path d="M250 118C300 90 420 84 470 110L464 140C420 122 310 126 262 146Z" fill="#2E2620"/>'
    scene.add(lever, radius=12, height=10, lift=14, gloss=0.4)
    scene.add(f'<circle cx="392" cy="184" r="28" fill="{PAPER}"/>', radius=7, height=6, lift=8, gloss=0.4)
    scene.flat('<path d="M392 184L404 168" stroke="#A62B1F" stroke-width="5"/>')
    look = Label(recipe.motif, PAPER, recipe.label.ink, "#A62B1F")
    scene.add(
        f'<rect x="304" y="366" width="176" height="230" fill="{PAPER}"/>',
        radius=2,
        height=1,
        lift=1,
        bump=cylinder(scene, 392, 96, 62),
    )
    scene.flat(set_words(recipe.words, look, (310, 372, 164, 218), strips=False), 0.95)


def air_conditioner(scene: Scene, recipe: Recipe) -> None:
    """Cooling: a wall unit with its flap and a remote control."""
    unit = '<rect x="84" y="150" width="632" height="250" rx="34" fill="#F4EEDF"/>'
    scene.add(unit, radius=30, height=22, lift=36, gloss=0.4, shine=18, shadow=0.64)
    slots = "".join(f'<path d="M130 {y}H670" stroke="#CFC5B1" stroke-width="4"/>' for y in (188, 202, 216))
    scene.flat(slots)
    mouth = scene.add(
        '<rect x="118" y="326" width="564" height="46" rx="14" fill="#3A302A"/>', radius=5, height=-6, lift=0
    )
    scene.hollow(mouth, 10, 0.4)
    flap = f'<path d="M118 340H682L664 388H136Z" fill="{darker("#F4EEDF", 0.06)}"/>'
    scene.add(flap, radius=7, height=6, lift=10, gloss=0.3)
    scene.add(
        f'<circle cx="648" cy="286" r="10" fill="{recipe.second}"/>', radius=7, height=5, lift=3, gloss=0.8
    )
    waves = "".join(
        f'<path d="M{220 + k * 120} 410C{200 + k * 120} 440 {248 + k * 120} 462 {226 + k * 120} 494" '
        'fill="none" '
        'stroke="#DCEBF0" stroke-width="13" stroke-linecap="round"/>'
        for k in range(4)
    )
    scene.add(waves, radius=5, height=4, lift=4)
    scene.add(
        placed('<rect x="-46" y="-112" width="92" height="224" rx="26" fill="#F4EEDF"/>', 190, 620, -16),
        radius=18,
        height=14,
        lift=20,
        gloss=0.4,
    )
    scene.add(
        placed(
            f'<rect x="-30" y="-90" width="60" height="56" rx="8" fill="{recipe.accent}"/>', 190, 620, -16
        ),
        radius=4,
        height=-3,
        lift=0,
    )
    buttons = "".join(
        f'<circle cx="{x}" cy="{y}" r="10" fill="{recipe.second}"/>' for x in (-16, 16) for y in (0, 34, 68)
    )
    scene.add(placed(buttons, 190, 620, -16), radius=6, height=5, lift=3)
    hang_tag(scene, recipe.words, recipe.label, (520, 616), 350, -4)
