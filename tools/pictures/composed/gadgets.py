"""Accessories for devices: cable, lamp, stand, case, power bank, headset, bulb."""

from __future__ import annotations

import math

from tools.pictures.colour import BRASS, CREAM, INK, PAPER, darker, mix
from tools.pictures.composed.recipe import Recipe
from tools.pictures.composed.staging import group
from tools.pictures.fields import blur, noise, streaks
from tools.pictures.labels import Label, hang_tag, paper_label, set_words
from tools.pictures.scene import Scene
from tools.pictures.shapes import placed
from tools.pictures.textures import cord_twist, linen, plaited, ridges, wood


def cable(scene: Scene, recipe: Recipe) -> None:
    """A coiled braided cable, its two plugs, a band with the name."""
    twist = cord_twist(scene, 9, 0.8)
    for k in range(5):
        radius = 176 + k * 13
        ring = (
            f'<ellipse cx="{392 + (k % 2) * 8}" cy="{360 + (k % 3) * 6}" rx="{radius}" '
            f'ry="{radius * 0.86}" fill="none" '
            f'stroke="{recipe.body if k % 3 else darker(recipe.body, 0.12)}" stroke-width="21"/>'
        )
        scene.add(ring, radius=10, height=10, lift=9, bump=twist, shadow=0.5)
    ends = "M560 430C640 480 660 560 610 640M216 430C150 500 150 580 210 640"
    scene.add(
        f'<path d="{ends}" fill="none" stroke="{recipe.body}" stroke-width="21" stroke-linecap="round"/>',
        radius=10,
        height=10,
        lift=10,
        bump=twist,
    )
    for x, y, turn in ((600, 662, 122), (222, 660, 48)):
        plug = f'<rect x="-12" y="-27" width="96" height="54" rx="13" fill="{darker(recipe.second, 0.08)}"/>'
        scene.add(
            placed('<rect x="80" y="-17" width="52" height="34" rx="4" fill="#CFC7B4"/>', x, y, turn),
            radius=5,
            height=5,
            lift=10,
            gloss=0.9,
        )
        scene.add(placed(plug, x, y, turn), radius=14, height=13, lift=13, gloss=0.4)
    paper_label(scene, recipe.words, recipe.label, (270, 250, 244, 204), strips=True, lift=14)


def lamp(scene: Scene, recipe: Recipe) -> None:
    """A woven lampshade on its wooden foot, before a wall."""
    scene.add(
        '<path d="M366 430H434L446 660H354Z" fill="#000"/>',
        radius=24,
        height=20,
        lift=16,
        texture=wood("#B9813F", "#8A5527", upright=True),
    )
    scene.add(
        '<path d="M246 660H554C578 660 590 690 590 714H210C210 690 222 660 246 660Z" fill="#000"/>',
        radius=20,
        height=16,
        lift=20,
        texture=wood("#B9813F", "#8A5527"),
    )
    weave = plaited(
        lambda i: "#F0D9A0" if i % 5 else recipe.body,
        lambda i: "#E8CB86" if i % 6 else recipe.accent,
        strip=20,
        angle=45,
        height=4.5,
    )
    shade = "M292 120H508C560 200 620 330 640 430H160C180 330 240 200 292 120Z"
    mask = scene.add(
        f'<path d="{shade}" fill="#000"/>',
        radius=130,
        height=80,
        threshold=0.2,
        lift=32,
        texture=weave,
        shadow=0.6,
    )
    scene.glow(
        blur(scene.mask('<ellipse cx="400" cy="340" rx="150" ry="110" fill="#fff"/>'), 44) * mask,
        0.5,
        "#FFC65C",
    )
    rims = (
        f'<path d="M290 120H510M158 430H642" stroke="{recipe.second}" stroke-width="18" '
        'stroke-linecap="round"/>'
    )
    scene.add(rims, radius=8, height=7, lift=6, bump=cord_twist(scene, 12, 1))
    glow = scene.mask('<ellipse cx="400" cy="330" rx="330" ry="280" fill="#fff"/>')
    scene.glow(blur(glow, 70), 0.16, "#FFD27A")
    hang_tag(scene, recipe.words, recipe.label, (560, 574), 250, -5)


def stand(scene: Scene, recipe: Recipe) -> None:
    """A wooden stand holding a telephone."""
    scene.add(
        '<path d="M170 600H630L660 700H140Z" fill="#000"/>',
        radius=12,
        height=10,
        lift=26,
        texture=wood("#C8924F", "#9C6531"),
    )
    phone = '<rect x="236" y="96" width="328" height="560" rx="42" fill="{}"/>'
    scene.add(phone.format("#2A2320"), radius=16, height=13, lift=32, gloss=0.6, shine=24)
    screen = scene.add(
        f'<rect x="256" y="118" width="288" height="516" rx="24" fill="{mix(recipe.body, PAPER, 0.1)}"/>',
        radius=3,
        height=-2,
        lift=0,
    )
    look = Label(recipe.motif, recipe.body, recipe.print_on(recipe.body), recipe.print_on(recipe.body))
    art = (
        f'<rect x="256" y="118" width="288" height="130" fill="{recipe.quiet(recipe.body, 0.7, 0.6)}"/>'
        f'<rect x="256" y="520" width="288" height="114" fill="{recipe.quiet(recipe.body, 0.7, 0.6)}"/>'
    )
    scene.flat(art + set_words(recipe.words, look, (270, 262, 260, 244), strips=False), 0.96, within=screen)
    scene.glow(blur(scene.mask('<path d="M256 480L430 118H500L256 620Z" fill="#fff"/>') * screen, 2), 0.16)
    lip = '<path d="M196 580H604V640C604 652 596 660 584 660H216C204 660 196 652 196 640Z" fill="#000"/>'
    scene.add(lip, radius=14, height=12, lift=20, texture=wood("#D2A463", "#AE7D40"))


def case(scene: Scene, recipe: Recipe) -> None:
    """Telephone cases or a laptop sleeve of patterned cloth."""
    if scene.rng.random() < 0.5:
        turn = scene.rng.choice((-6, 5))
        body = f'<rect x="112" y="190" width="576" height="420" rx="26" fill="{recipe.cloth(0.95)}"/>'
        scene.add(
            group(body, turn),
            radius=60,
            height=34,
            threshold=0.26,
            lift=28,
            texture=linen(0.6, 3.4),
            bump=streaks(60, 40, 75) * 0.7,
        )
        flap = (
            '<path d="M112 216C112 200 122 190 138 190H662C678 190 688 200 688 216V300C500 400 300 400 '
            f'112 300Z" fill="{recipe.body}"/>'
        )
        scene.add(group(flap, turn), radius=20, height=12, lift=10, texture=linen(0.7, 3.6))
        scene.add(
            group(f'<circle cx="400" cy="352" r="20" fill="{BRASS}"/>', turn),
            radius=16,
            height=13,
            lift=6,
            gloss=0.9,
        )
        paper_label(
            scene,
            recipe.words,
            recipe.label,
            (276, 400, 248, 166),
            transform=(f"rotate({turn} 400 400)"),
            lift=5,
        )
        return
    for number, (x, turn) in enumerate(((250, -9), (540, 7))):
        fill = recipe.cloth(0.7) if number == 0 else recipe.body
        scene.add(
            placed(f'<rect x="-128" y="-250" width="256" height="500" rx="44" fill="{fill}"/>', x, 380, turn),
            radius=22,
            height=17,
            lift=26,
            gloss=0.35,
        )
        camera = (
            f'<rect x="-104" y="-226" width="96" height="110" rx="26" fill="{darker(recipe.body, 0.5)}"/>'
        )
        well = scene.add(placed(camera, x, 380, turn), radius=8, height=-7, lift=0)
        scene.hollow(well, 8, 0.5)
        lenses = (
            '<circle cx="-56" cy="-194" r="19" fill="#1E1712"/><circle cx="-56" cy="-148" r="19" '
            'fill="#1E1712"/>'
        )
        scene.add(placed(lenses, x, 380, turn), radius=12, height=9, lift=5, gloss=0.9)
    hang_tag(scene, recipe.words, recipe.label, (430, 620), 310, -5)


def power_bank(scene: Scene, recipe: Recipe) -> None:
    """A power bank with a short cable."""
    turn = scene.rng.choice((-9, 8))
    lead = (
        '<path d="M520 150C640 60 720 180 640 300C600 370 680 420 700 500" fill="none" '
        f'stroke="{recipe.accent}" stroke-width="17" stroke-linecap="round"/>'
    )
    scene.add(lead, radius=8, height=8, lift=9, bump=cord_twist(scene, 9, 0.7))
    scene.add(
        placed(
            '<rect x="-20" y="-22" width="40" height="72" rx="9" fill="#2E2620"/><rect x="-13" '
            'y="46" width="26" height="34" rx="3" fill="#CFC7B4"/>',
            702,
            530,
            -8,
        ),
        radius=9,
        height=8,
        lift=10,
        gloss=0.7,
    )
    scene.add(
        group(f'<rect x="186" y="120" width="360" height="570" rx="48" fill="{recipe.body}"/>', turn),
        radius=36,
        height=28,
        lift=34,
        gloss=0.45,
        shine=18,
        shadow=0.64,
    )
    look = Label(recipe.motif, recipe.body, recipe.print_on(recipe.body), recipe.print_on(recipe.body))
    band = (
        f'<rect x="186" y="190" width="360" height="56" fill="{recipe.quiet(recipe.body, 0.5, 0.7)}"/>'
        f'<rect x="186" y="570" width="360" height="40" fill="{recipe.quiet(recipe.body, 0.5, 0.7)}"/>'
    )
    lights = "".join(
        f'<circle cx="{326 + k * 27}" cy="646" r="8" '
        f'fill="{"#F3D27A" if k < 3 else darker(recipe.body, 0.4)}"/>'
        for k in range(4)
    )
    scene.flat(
        group(band + lights + set_words(recipe.words, look, (206, 262, 320, 290), strips=False), turn), 0.95
    )


def headset(scene: Scene, recipe: Recipe) -> None:
    """A headset laid down, its cushions up."""
    arc = "M206 470C160 240 250 110 400 110S640 240 594 470"
    scene.add(
        f'<path d="{arc}" fill="none" stroke="{INK}" stroke-width="46" stroke-linecap="round"/>',
        radius=22,
        height=20,
        lift=24,
        gloss=0.5,
    )
    scene.add(
        '<path d="M250 250C276 164 334 132 400 132S524 164 550 250" fill="none" '
        f'stroke="{recipe.body}" stroke-width="54" stroke-linecap="round"/>',
        radius=26,
        height=22,
        lift=8,
        texture=linen(0.6, 3.4),
    )
    for x, turn in ((206, 8), (594, -8)):
        scene.add(
            placed(
                f'<rect x="-82" y="-122" width="164" height="244" rx="76" fill="{recipe.body}"/>',
                x,
                500,
                turn,
            ),
            radius=40,
            height=32,
            lift=32,
            gloss=0.45,
        )
        scene.add(
            placed(
                '<rect x="-66" y="-104" width="132" height="208" rx="62" '
                f'fill="{darker(recipe.second, 0.1)}"/>',
                x,
                500,
                turn,
            ),
            radius=36,
            height=26,
            lift=8,
            bump=noise(5, 44) * 0.2,
        )
        well = scene.add(
            placed('<rect x="-32" y="-66" width="64" height="132" rx="31" fill="#2A2320"/>', x, 500, turn),
            radius=14,
            height=-10,
            lift=0,
        )
        scene.hollow(well, 10, 0.5)
    hang_tag(scene, recipe.words, recipe.label, (400, 640), 290, -4)


def bulbs(scene: Scene, recipe: Recipe) -> None:
    """A bulb beside its printed carton."""
    turn = -6
    scene.add(
        group(f'<rect x="120" y="180" width="330" height="480" rx="5" fill="{recipe.body}"/>', turn),
        radius=6,
        height=6,
        lift=34,
        gloss=0.15,
    )
    scene.flat(
        group(
            f'<rect x="120" y="180" width="330" height="480" fill="{recipe.quiet(recipe.body, 0.8, 0.3)}"/>',
            turn,
        ),
        0.9,
    )
    paper_label(scene, recipe.words, recipe.label, (150, 270, 270, 290), transform=f"rotate({turn} 400 400)")
    x, y = 596, 380
    scene.add(
        placed('<path d="M-56 120H56L46 250C40 270 -40 270 -46 250Z" fill="#CFC7B4"/>', x, y, 10),
        radius=30,
        height=26,
        lift=20,
        gloss=0.8,
        bump=ridges(scene, 22, 1.6, across=True),
    )
    glass = (
        '<path d="M0 -200C96 -200 134 -130 130 -60C126 10 70 60 58 128H-58C-70 60 -126 10 -130 '
        '-60C-134 -130 -96 -200 0 -200Z" fill="{}"/>'
    )
    scene.add(
        placed(glass.format(mix(CREAM, "#FFE9A8", 0.5)), x, y, 10),
        radius=110,
        height=100,
        lift=30,
        gloss=0.8,
        shine=18,
        threshold=0.3,
    )
    rays = "".join(
        f'<path d="M{x + 170 * math.cos(a):.0f} '
        f"{y - 60 + 170 * math.sin(a):.0f}L{x + 196 * math.cos(a):.0f} "
        f'{y - 60 + 196 * math.sin(a):.0f}" '
        f'stroke="{recipe.second}" stroke-width="9" stroke-linecap="round"/>'
        for a in (-2.3, -1.8, -1.2, -0.7, -0.2, 0.3)
    )
    scene.add(rays, radius=3, height=3, lift=3)
