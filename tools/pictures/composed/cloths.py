"""Cloth and wear: folded cloth, rolled cloth or mat, shirt, scarf, shoes, pouch bag, cushion."""

from __future__ import annotations

import numpy as np

from tools.pictures.colour import BARK, BRASS, CORD, CREAM, FIBRE, PAPER, SAND, Array, darker, mix
from tools.pictures.composed.recipe import Recipe
from tools.pictures.composed.staging import group
from tools.pictures.fields import noise, streaks
from tools.pictures.labels import hang_tag, paper_label, strip_fill
from tools.pictures.motifs import Dyes, motif
from tools.pictures.scene import Scene
from tools.pictures.shapes import placed
from tools.pictures.textures import cloth_folds, cord_twist, linen, plaited, ridges


def folded_cloth(scene: Scene, recipe: Recipe) -> None:
    """A folded length of patterned cloth, tied with a cord."""
    turn = scene.rng.choice((-6, -3, 4))
    edge = recipe.body
    for k in range(4, 0, -1):
        fold = (
            f'<rect x="{140 + k * 3}" y="{170 + k * 9}" width="{520 - k * 2}" height="430" rx="8" '
            f'fill="{edge if k % 2 else darker(edge, 0.25)}"/>'
        )
        scene.add(
            group(fold, turn),
            radius=8,
            height=5,
            lift=26 if k == 4 else 3,
            shadow=0.6,
            texture=linen(0.5, 3.4),
        )
    scale = scene.rng.choice((0.85, 1.05, 1.25))
    scene.add(
        group(f'<rect x="140" y="170" width="520" height="430" rx="9" fill="{recipe.cloth(scale)}"/>', turn),
        radius=22,
        height=14,
        lift=4,
        texture=linen(0.6, 3.4),
        bump=cloth_folds(scene.rng.randint(0, 9), 1.4),
    )
    _cord_and_bow(scene, turn)
    paper_label(
        scene, recipe.words, recipe.label, (346, 290, 266, 190), transform=f"rotate({turn} 400 400)", lift=7
    )


def _cord_and_bow(scene: Scene, turn: float) -> None:
    """A doubled cord with a bow, on the left third of a bundle."""
    twist = cord_twist(scene)
    for x in (236, 250):
        cord = f'<path d="M{x} 160V646" fill="none" stroke="{CORD}" stroke-width="9"/>'
        scene.add(group(cord, turn), radius=5, height=5, lift=6, bump=twist, shadow=0.6)
    bow = (
        '<path d="M243 360C190 300 166 318 176 342C186 362 222 360 243 360C268 314 308 294 320 318C328 340 '
        "282 358 243 360"
        f'C234 390 214 420 196 436M243 360C258 390 280 410 304 424" fill="none" stroke="{CORD}" '
        'stroke-width="9" '
        'stroke-linecap="round"/>'
    )
    scene.add(group(bow, turn), radius=5, height=6, lift=7, bump=twist, shadow=0.6)


def stacked_cloth(scene: Scene, recipe: Recipe) -> None:
    """Three folded cloths in one dye family, one on the other."""
    turns = (-7, 3, -2)
    tones = (mix(recipe.body, SAND, 0.75), recipe.accent, recipe.body)
    motifs = ("lurik", "truntum", recipe.motif)
    for level in range(3):
        top = 330 - level * 96
        body, turn = tones[level], turns[level]
        for k in range(3, 0, -1):
            fold = (
                f'<rect x="{126 + k * 3}" y="{top + k * 8}" width="{550 - k * 2}" height="316" rx="7" '
                f'fill="{body if k % 2 else darker(body, 0.22)}"/>'
            )
            scene.add(
                group(fold, turn), radius=8, height=5, lift=22 if k == 3 else 3, texture=linen(0.5, 3.4)
            )
        fill = motif(motifs[level], Dyes(body, CREAM if level else BARK, recipe.second, PAPER), 0.95)
        scene.add(
            group(f'<rect x="126" y="{top}" width="550" height="316" rx="9" fill="{fill}"/>', turn),
            radius=20,
            height=12,
            lift=4,
            texture=linen(0.6, 3.4),
            bump=cloth_folds(level * 3, 1.2),
        )
    hang_tag(scene, recipe.words, recipe.label, (470, 300), 270, 8)


def rolled(scene: Scene, recipe: Recipe) -> None:
    """A roll of cloth or a plaited mat, its loose end lying flat."""
    turn = scene.rng.choice((-24, -14, 14))
    is_mat = recipe.container == "mat"
    step = scene.rng.choice((5, 7, 9))
    weave = plaited(
        lambda i: recipe.body if i % step == 0 else FIBRE[i % 4],
        lambda i: recipe.accent if i % step == step // 2 else FIBRE[i * 3 % 4],
        strip=17,
        angle=45 + turn,
        height=4,
    )
    texture = weave if is_mat else linen(0.6, 3.4)
    fill = "#000" if is_mat else recipe.cloth(0.95)
    sheet = f'<rect x="112" y="330" width="576" height="330" fill="{fill}"/>'
    scene.add(group(sheet, turn), radius=5, height=3, lift=8, texture=texture, bump=cloth_folds(3, 1.2))
    hem = f'<path d="M112 640H688V660H112Z" fill="{recipe.body if is_mat else recipe.second}"/>'
    scene.add(group(hem, turn), radius=3, height=2, lift=2, texture=linen(0.6, 3.4))
    half = 92
    across = (
        (scene.y - 400) * np.cos(np.radians(turn)) - (scene.x - 400) * np.sin(np.radians(turn)) + 400 - 280
    )
    form = np.sqrt(np.clip(1 - (across / (half + 2)) ** 2, 0, 1)) * 78
    scene.add(
        group(f'<rect x="96" y="{280 - half}" width="608" height="{half * 2}" rx="8" fill="{fill}"/>', turn),
        radius=4,
        height=2,
        lift=36,
        texture=texture,
        bump=form.astype(np.float32),
        shadow=0.66,
    )
    for x in (206, 594):
        tie = f'<rect x="{x - 8}" y="{278 - half}" width="16" height="{half * 2 + 4}" fill="{CORD}"/>'
        scene.add(
            group(tie, turn), radius=5, height=5, lift=5, bump=form.astype(np.float32) + cord_twist(scene)
        )
    paper_label(
        scene, recipe.words, recipe.label, (290, 440, 240, 160), transform=f"rotate({turn} 400 400)", lift=6
    )


_SHIRT = (
    "M300 130C330 166 470 166 500 130L566 150C610 168 642 196 660 240L726 420L622 466L592 396V700C470 716 "
    "330 716 208 700V396"
    "L178 466L74 420L140 240C158 196 190 168 234 150Z"
)


def shirt(scene: Scene, recipe: Recipe) -> None:
    """A patterned shirt laid flat: short sleeves, a collar, a row of buttons."""
    scale = scene.rng.choice((0.8, 0.95, 1.1))
    folds = streaks(120, 26, 73) * 0.8 + streaks(26, 150, 74) * 1.2
    scene.add(
        f'<path d="{_SHIRT}" fill="{recipe.cloth(scale)}"/>',
        radius=40,
        height=16,
        threshold=0.3,
        lift=16,
        texture=linen(0.6, 3.4),
        bump=np.asarray(folds + cloth_folds(4, 1.4), np.float32),
        shadow=0.62,
    )
    seams = (
        '<path d="M208 396C214 330 220 260 236 190M592 396C586 330 580 260 564 190" fill="none" '
        f'stroke="{darker(recipe.body, 0.5)}" stroke-width="3" opacity=".7"/>'
    )
    scene.flat(seams)
    scene.add(
        f'<rect x="382" y="158" width="36" height="550" fill="{recipe.cloth(scale)}"/>',
        radius=3,
        height=2,
        lift=3,
        texture=linen(0.6, 3.4),
    )
    scene.add(
        "".join(f'<circle cx="400" cy="{y}" r="9" fill="{CREAM}"/>' for y in range(216, 700, 84)),
        radius=5,
        height=4,
        lift=3,
        gloss=0.5,
    )
    scene.add(
        '<path d="M300 130C340 150 460 150 500 130L492 158C450 176 350 176 308 158Z" '
        f'fill="{darker(recipe.body, 0.45)}"/>',
        radius=4,
        height=-3,
        lift=0,
    )
    collar = (
        '<path d="M300 126L262 150L322 238L400 168Z" fill="{0}"/><path d="M500 126L538 150L478 '
        '238L400 168Z" fill="{0}"/>'
    )
    scene.add(
        collar.format(recipe.second if scene.rng.random() < 0.4 else recipe.cloth(scale)),
        radius=8,
        height=5,
        lift=8,
        texture=linen(0.6, 3.4),
    )
    hang_tag(scene, recipe.words, recipe.label, (548, 590), 250, -7)


def scarf(scene: Scene, recipe: Recipe) -> None:
    """A shawl folded lengthwise and laid crosswise over itself, fringed at both ends."""
    thread = mix(recipe.body, SAND, 0.35)
    fill = recipe.cloth(0.85)
    for turn, length, lift in ((38, 330, 14), (-30, 352, 22)):
        fringe = "".join(
            f'<path d="M{x} {length - 6}l{scene.rng.uniform(-5, 5):.1f} {scene.rng.uniform(44, 56):.1f}" '
            f'stroke="{thread}" stroke-width="5" stroke-linecap="round"/>'
            for x in range(-92, 96, 11)
        )
        scene.add(placed(fringe, 400, 380, turn), radius=2, height=2, lift=6)
        strip = f'<rect x="-100" y="-215" width="200" height="{215 + length}" rx="12" fill="{fill}"/>'
        bands = (
            f'<path d="M-100 {length - 34}H100V{length - 22}H-100ZM-100 '
            f'{length - 14}H100V{length - 8}H-100Z" fill="{recipe.second}"/>'
        )
        slope = np.radians(turn)
        across = (scene.x - 400) * np.cos(slope) + (scene.y - 380) * np.sin(slope)
        pleats = np.sin(across * 2 * np.pi / 66) * 3.4
        scene.add(
            placed(strip + bands, 400, 380, turn),
            radius=26,
            height=17,
            threshold=0.3,
            lift=lift,
            texture=linen(0.6, 3.4),
            bump=np.asarray(pleats + cloth_folds(6, 1.3), np.float32),
            shadow=0.64,
        )
    knot = (
        '<path d="M296 120C360 92 450 92 506 124C532 170 520 226 486 250C430 272 366 270 314 246C280 '
        '218 274 166 296 120Z" fill="{}"/>'
    )
    scene.add(
        placed(knot.format(fill), 0, 24),
        radius=64,
        height=44,
        threshold=0.28,
        lift=22,
        texture=linen(0.6, 3.4),
        bump=np.asarray(np.sin(scene.x * 2 * np.pi / 48) * 3.2, np.float32),
        shadow=0.64,
    )
    hang_tag(scene, recipe.words, recipe.label, (404, 636), 250, -5)


def shoes(scene: Scene, recipe: Recipe) -> None:
    """A pair of slip-on shoes seen from above."""
    sole = (
        "M0 -258C74 -258 108 -196 104 -110C100 -40 84 10 84 90C84 190 60 258 0 258C-60 258 -84 190 -84 "
        "90C-84 10 -100 -40 -104 -110C-108 -196 -74 -258 0 -258Z"
    )
    upper = (
        "M0 -246C66 -246 96 -190 92 -110C88 -46 74 4 74 60L74 120C40 20 -40 20 -74 120V60C-74 4 -88 "
        "-46 -92 -110C-96 -190 -66 -246 0 -246Z"
    )
    for x, turn in ((268, -8), (532, 7)):
        scene.add(
            placed(f'<path d="{sole}" fill="#C9A15F"/>', x, 400, turn),
            radius=12,
            height=9,
            lift=20,
            shadow=0.65,
        )
        inner = f'<path d="{sole}" transform="scale(.86 .9)" fill="#E5CFA2"/>'
        mask = scene.add(placed(inner, x, 404, turn), radius=10, height=-8, lift=0, texture=linen(0.5, 3.4))
        scene.hollow(mask, 16, 0.45)
        scene.add(
            placed(f'<path d="{upper}" fill="{recipe.cloth(0.6)}"/>', x, 400, turn),
            radius=70,
            height=46,
            threshold=0.24,
            lift=22,
            texture=linen(0.6, 3.2),
            shadow=0.62,
        )
        trim = (
            f'<path d="M-74 118C-40 20 40 20 74 118" fill="none" stroke="{recipe.second}" '
            'stroke-width="11" stroke-linecap="round"/>'
        )
        scene.add(placed(trim, x, 400, turn), radius=5, height=5, lift=4, bump=cord_twist(scene))
        stitches = (
            '<path d="M-80 60C-86 0 -96 -50 -98 -110C-100 -190 -68 -250 0 -252C68 -250 100 -190 98 '
            '-110C96 -50 86 0 80 60" fill="none" stroke="#F1D9A8" stroke-width="2.4" stroke-dasharray="7 '
            '5"/>'
        )
        scene.flat(placed(stitches, x, 400, turn), 0.9)
    hang_tag(scene, recipe.words, recipe.label, (400, 664), 250, -4)


def purse(scene: Scene, recipe: Recipe) -> None:
    """A flat zipped pouch of patterned cloth with a tassel."""
    turn = scene.rng.choice((-7, 5))
    outline = (
        "M150 260C300 250 500 250 650 260C668 380 668 500 652 600C640 628 620 636 590 638C470 646 "
        "330 646 210 638C180 636 160 628 148 600C132 500 132 380 150 260Z"
    )
    scene.add(
        group(f'<path d="{outline}" fill="{recipe.cloth(0.9)}"/>', turn),
        radius=130,
        height=70,
        threshold=0.22,
        lift=28,
        texture=linen(0.6, 3.4),
        bump=streaks(30, 60, 75) * 0.7,
        shadow=0.64,
    )
    scene.add(
        group(
            f'<path d="M146 236C300 224 500 224 654 236L656 292C500 280 300 280 144 292Z" fill="{BARK}"/>',
            turn,
        ),
        radius=6,
        height=5,
        lift=6,
        bump=noise(3, 9) * 0.2,
    )
    scene.add(
        group(
            f'<path d="M160 262C300 250 500 250 640 262" fill="none" stroke="{BRASS}" stroke-width="11"/>',
            turn,
        ),
        radius=4,
        height=4,
        lift=3,
        gloss=0.8,
        bump=ridges(scene, 8, 1.0),
    )
    strands = "".join(
        f'<path d="M{632 + k * 3} 300L{600 + k * 9} 452" stroke="{recipe.second}" stroke-width="6"/>'
        for k in range(9)
    )
    scene.add(
        group(strands + f'<circle cx="642" cy="296" r="18" fill="{BRASS}"/>', turn),
        radius=5,
        height=5,
        lift=9,
        bump=cord_twist(scene),
    )
    paper_label(
        scene, recipe.words, recipe.label, (230, 376, 250, 176), transform=f"rotate({turn} 400 400)", lift=4
    )


def cushion(scene: Scene, recipe: Recipe) -> None:
    """A square cushion with piping."""
    turn = scene.rng.choice((-8, 6, 0))
    outline = (
        "M140 140C260 170 540 170 660 140C632 260 632 540 660 660C540 632 260 632 140 660C168 540 "
        "168 260 140 140Z"
    )
    scene.add(
        group(f'<path d="{outline}" fill="{recipe.cloth(1.15)}"/>', turn),
        radius=190,
        height=110,
        threshold=0.2,
        lift=34,
        texture=linen(0.7, 3.6),
        bump=cloth_folds(8, 1.6),
        shadow=0.64,
    )
    piping = (
        f'<path d="{outline}" fill="none" stroke="{recipe.second}" stroke-width="10" '
        'stroke-linejoin="round"/>'
    )
    scene.add(group(piping, turn), radius=5, height=5, lift=4, bump=cord_twist(scene))
    hang_tag(scene, recipe.words, recipe.label, (540, 590), 240, -6)


def apron(scene: Scene, recipe: Recipe) -> None:
    """An apron laid flat: bib, ties, a pocket."""
    ties = (
        '<path d="M214 360C120 350 90 420 60 400M586 360C680 350 710 420 740 400M300 132C320 40 480 40 '
        f'500 132" fill="none" stroke="{recipe.second}" stroke-width="20" stroke-linecap="round"/>'
    )
    scene.add(ties, radius=8, height=4, lift=6, texture=linen(0.6, 3.4))
    outline = "M296 120H504C508 220 540 300 600 340V690C470 708 330 708 200 690V340C260 300 292 220 296 120Z"
    body: Array = np.asarray(streaks(26, 150, 74) * 1.2 + cloth_folds(2, 1.4), np.float32)
    scene.add(
        f'<path d="{outline}" fill="{recipe.cloth(0.9)}"/>',
        radius=24,
        height=10,
        threshold=0.3,
        lift=14,
        texture=linen(0.6, 3.4),
        bump=body,
    )
    pocket = (
        '<path d="M286 460H514V600C514 624 500 636 476 636H324C300 636 286 624 286 600Z" '
        f'fill="{recipe.body}"/>'
    )
    scene.add(pocket, radius=6, height=4, lift=5, texture=linen(0.7, 3.4))
    scene.flat(
        f'<rect x="286" y="460" width="228" height="22" fill="{strip_fill(recipe.label, 0.3)}"/>', 0.95
    )
    paper_label(scene, recipe.words, recipe.label, (310, 230, 180, 140), strips=False, lift=4)
