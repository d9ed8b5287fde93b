"""Services, drawn as the tool of the trade on the cloth."""

from __future__ import annotations

import math

from tools.pictures.colour import BRASS, CREAM, INK, PAPER, STEEL, darker
from tools.pictures.composed.recipe import Recipe
from tools.pictures.fields import blur, noise, streaks
from tools.pictures.labels import Label, hang_tag, set_words
from tools.pictures.scene import Scene
from tools.pictures.shapes import placed
from tools.pictures.textures import linen, ridges


def scissors(scene: Scene, recipe: Recipe) -> None:
    """Tailoring: shears, a tape measure, a reel of thread, buttons."""
    tape = "M70 620C200 520 300 700 430 640S640 520 760 640"
    scene.add(
        f'<path d="{tape}" fill="none" stroke="{recipe.second}" stroke-width="46"/>',
        radius=4,
        height=3,
        lift=6,
    )
    scene.flat(
        f'<path d="{tape}" fill="none" stroke="{INK}" stroke-width="26" stroke-dasharray="3 15" '
        'opacity=".7"/>'
    )
    for side in (-1, 1):
        blade = (
            f'<path d="M0 30L{side * 30} -20L{side * 10} -290C{side * 4} -300 {side * -6} -300 '
            f'{side * -10} -286Z" fill="{STEEL}"/>'
        )
        scene.add(placed(blade, 330, 360, side * 11 - 18), radius=8, height=7, lift=14, gloss=0.9, shine=18)
        loop = (
            f'<path d="M0 20C{side * 20} 80 {side * 40} 110 {side * 70} 130C{side * 130} 170 '
            f'{side * 120} 250 {side * 66} 250C{side * 10} 250 {side * 8} 170 {side * -14} 60Z" '
            f'fill="none" stroke="{recipe.body}" stroke-width="34" stroke-linejoin="round"/>'
        )
        scene.add(placed(loop, 330, 350, -18), radius=16, height=15, lift=18, gloss=0.55)
    scene.add('<circle cx="330" cy="364" r="17" fill="#D9A441"/>', radius=13, height=11, lift=6, gloss=0.9)
    thread = f'<rect x="520" y="180" width="110" height="170" rx="12" fill="{recipe.accent}"/>'
    for y in (160, 336):
        scene.add(
            f'<rect x="500" y="{y}" width="150" height="34" rx="12" fill="#B9813F"/>',
            radius=14,
            height=12,
            lift=18,
            gloss=0.4,
        )
    scene.add(thread, radius=50, height=40, lift=16, bump=ridges(scene, 6, 0.8, across=True))
    for x, y, colour in ((170, 180, recipe.second), (690, 440, recipe.body), (120, 440, CREAM)):
        scene.add(
            f'<circle cx="{x}" cy="{y}" r="36" fill="{colour}"/>', radius=12, height=9, lift=8, gloss=0.6
        )
        scene.flat(
            "".join(
                f'<circle cx="{x + dx}" cy="{y + dy}" r="5" fill="{INK}" opacity=".7"/>'
                for dx in (-9, 9)
                for dy in (-9, 9)
            )
        )
    hang_tag(scene, recipe.words, recipe.label, (584, 560), 290, -6)


def camera(scene: Scene, recipe: Recipe) -> None:
    """Photography: a camera with its strap."""
    strap = "M150 300C40 200 120 60 300 110C460 150 700 60 700 200C700 250 680 280 650 300"
    scene.add(
        f'<path d="{strap}" fill="none" stroke="{recipe.cloth(0.4)}" stroke-width="42"/>',
        radius=8,
        height=4,
        lift=9,
        texture=linen(0.6, 3.2),
    )
    scene.add(
        '<path d="M290 232L330 186H470L510 232Z" fill="#3A302A"/>', radius=10, height=9, lift=20, gloss=0.4
    )
    scene.add(
        '<rect x="120" y="226" width="560" height="370" rx="40" fill="#3A302A"/>',
        radius=26,
        height=22,
        lift=38,
        gloss=0.35,
        bump=noise(2.4, 9) * 0.12,
    )
    scene.add(
        f'<rect x="120" y="300" width="560" height="190" fill="{recipe.body}"/>',
        radius=3,
        height=2,
        lift=2,
        bump=noise(3, 81) * 0.5,
    )
    for x, colour in ((186, BRASS), (600, STEEL)):
        scene.add(
            f'<rect x="{x - 36}" y="196" width="72" height="40" rx="10" fill="{colour}"/>',
            radius=12,
            height=11,
            lift=12,
            gloss=0.8,
            bump=ridges(scene, 7, 0.6),
        )
    _lens(scene)
    hang_tag(scene, recipe.words, recipe.label, (574, 640), 310, -6)


def _lens(scene: Scene) -> None:
    """A camera's lens: rings, glass and its glint."""
    for radius, colour, height in (
        (166, "#2E2620", 20),
        (136, STEEL, 8),
        (120, "#2E2620", 14),
        (86, "#1E2A4A", -10),
    ):
        scene.add(
            f'<circle cx="400" cy="410" r="{radius}" fill="{colour}"/>',
            radius=18,
            height=height,
            lift=26 if radius == 166 else 0,
            gloss=0.7,
            shine=20,
        )
    scene.add(
        '<circle cx="400" cy="410" r="60" fill="#16203C"/>', radius=50, height=24, lift=0, gloss=0.9, shine=16
    )
    scene.glow(
        blur(
            scene.mask(
                '<ellipse cx="376" cy="384" rx="30" ry="16" transform="rotate(-38 376 384)" fill="#fff"/>'
            ),
            4,
        ),
        0.75,
        "#DCE6FF",
    )


def wrench(scene: Scene, recipe: Recipe) -> None:
    """Repair: a toolbox, a spanner, a screwdriver, nuts."""
    scene.add(
        '<path d="M290 250V190C290 160 306 146 336 146H464C494 146 510 160 510 190V250" fill="none" '
        'stroke="#3A302A" stroke-width="30"/>',
        radius=14,
        height=13,
        lift=16,
        gloss=0.4,
    )
    scene.add(
        f'<rect x="130" y="238" width="540" height="300" rx="16" fill="{recipe.body}"/>',
        radius=16,
        height=13,
        lift=38,
        gloss=0.45,
    )
    scene.add(
        f'<rect x="118" y="226" width="564" height="84" rx="16" fill="{darker(recipe.body, 0.12)}"/>',
        radius=14,
        height=11,
        lift=10,
        gloss=0.45,
    )
    for x in (220, 540):
        scene.add(
            f'<rect x="{x}" y="286" width="46" height="64" rx="6" fill="{STEEL}"/>',
            radius=6,
            height=6,
            lift=8,
            gloss=0.9,
        )
    look = Label(recipe.motif, recipe.paper, recipe.label.ink, recipe.label.accent)
    scene.add(
        f'<rect x="270" y="356" width="260" height="160" rx="4" fill="{recipe.paper}"/>',
        radius=3,
        height=2,
        lift=3,
    )
    scene.flat(set_words(recipe.words, look, (280, 360, 240, 152), strips=False), 0.96)
    _loose_tools(scene, recipe.second)


def _loose_tools(scene: Scene, grip: str) -> None:
    """A spanner, a screwdriver and three nuts."""
    spanner = (
        '<path d="M-190 -18H160C170 -52 206 -70 240 -58L206 -28V28L240 58C206 70 170 52 160 18H-190C-214 '
        f'40 -256 30 -256 0S-214 -40 -190 -18Z" fill="{STEEL}"/>'
    )
    scene.add(placed(spanner, 330, 640, -9), radius=12, height=10, lift=14, gloss=0.9, shine=18)
    scene.add(
        placed(f'<rect x="0" y="-9" width="190" height="18" rx="4" fill="{STEEL}"/>', 580, 700, -24),
        radius=8,
        height=8,
        lift=9,
        gloss=0.9,
    )
    scene.add(
        placed(f'<rect x="-150" y="-25" width="160" height="50" rx="20" fill="{grip}"/>', 580, 700, -24),
        radius=24,
        height=21,
        lift=14,
        gloss=0.5,
        bump=ridges(scene, 12, 0.8),
    )
    for x, y in ((90, 560), (116, 700), (724, 584)):
        corners = " ".join(
            f"{x + 26 * math.cos(k * math.pi / 3):.1f},{y + 26 * math.sin(k * math.pi / 3):.1f}"
            for k in range(6)
        )
        scene.add(f'<polygon points="{corners}" fill="{BRASS}"/>', radius=6, height=6, lift=7, gloss=0.9)
        scene.flat(f'<circle cx="{x}" cy="{y}" r="11" fill="#3A2A1A"/>')


def paint_brush(scene: Scene, recipe: Recipe) -> None:
    """Painting, make-up, henna, design: brushes and pots of dye."""
    for number, (x, y, colour) in enumerate(
        ((200, 220, recipe.body), (380, 180, recipe.second), (220, 420, recipe.accent), (560, 210, "#1C6A3B"))
    ):
        scene.add(
            f'<circle cx="{x}" cy="{y}" r="86" fill="{PAPER}"/>', radius=14, height=12, lift=20, gloss=0.5
        )
        pool = scene.add(
            f'<circle cx="{x}" cy="{y}" r="70" fill="{colour}"/>',
            radius=10,
            height=-8,
            lift=0,
            gloss=0.8,
            shine=12,
            bump=noise(24, 60 + number) * 0.8,
        )
        scene.hollow(pool, 9, 0.4)
    for x, y, turn, width in ((430, 470, -52, 62), (520, 480, -40, 36), (610, 500, -62, 24)):
        handle = f'<path d="M-30 {-width / 3}L230 -9C246 -8 246 8 230 9L-30 {width / 3}Z" fill="#A9682F"/>'
        scene.add(
            placed(handle, x, y, turn + 180),
            radius=12,
            height=11,
            lift=14,
            gloss=0.5,
            bump=streaks(50, 1.6, 35) * 0.2,
        )
        scene.add(
            placed(
                f'<rect x="26" y="{-width / 2}" width="66" height="{width}" rx="4" fill="{STEEL}"/>',
                x,
                y,
                turn,
            ),
            radius=width / 2,
            height=width / 3,
            lift=12,
            gloss=0.9,
        )
        hair = (
            f'<path d="M90 {-width / 2}C150 {-width * 0.62} 176 {-width * 0.2} 192 0C176 {width * 0.2} '
            f'150 {width * 0.62} 90 {width / 2}Z" fill="{darker(recipe.second, 0.15)}"/>'
        )
        scene.add(
            placed(hair, x, y, turn),
            radius=width / 2,
            height=width / 3,
            lift=12,
            bump=streaks(20, 2, 62) * 0.4,
        )
    hang_tag(scene, recipe.words, recipe.label, (300, 640), 330, -5)


def laptop(scene: Scene, recipe: Recipe) -> None:
    """Digital work: an open laptop from above, the name on its screen."""
    scene.add(
        '<rect x="118" y="96" width="564" height="352" rx="20" fill="#4A4038"/>',
        radius=8,
        height=6,
        lift=30,
        gloss=0.5,
    )
    screen = scene.add(
        f'<rect x="140" y="118" width="520" height="306" rx="6" fill="{recipe.body}"/>',
        radius=3,
        height=-2,
        lift=0,
    )
    look = Label(recipe.motif, recipe.body, recipe.print_on(recipe.body), recipe.print_on(recipe.body))
    art = f'<rect x="140" y="118" width="520" height="52" fill="{recipe.quiet(recipe.body, 0.6, 0.7)}"/>'
    scene.flat(art + set_words(recipe.words, look, (170, 176, 460, 240), strips=False), 0.96, within=screen)
    scene.glow(
        blur(scene.mask('<path d="M140 400L330 118H420L200 424H140Z" fill="#fff"/>') * screen, 2), 0.12
    )
    scene.add(
        '<path d="M108 452H692L724 690C726 708 716 718 700 718H100C84 718 74 708 76 690Z" fill="#CFC5B1"/>',
        radius=10,
        height=8,
        lift=26,
        gloss=0.45,
    )
    keys = "".join(
        f'<rect x="{152 + column * 42 - row * 3}" y="{478 + row * 34}" width="34" height="26" rx="5" '
        'fill="#4A4038"/>'
        for row in range(4)
        for column in range(12)
    )
    scene.add(keys, radius=4, height=3, lift=3)
    scene.add(
        '<rect x="304" y="626" width="192" height="76" rx="9" fill="#BDB29C"/>', radius=4, height=-3, lift=0
    )
