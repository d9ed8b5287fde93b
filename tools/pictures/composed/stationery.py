"""Paper and print: notebook, ream, folders, stamp, cards, poster or banner, pens."""

from __future__ import annotations

from tools.pictures.colour import BRASS, CREAM, INK, PAPER, darker, mix
from tools.pictures.composed.recipe import Recipe
from tools.pictures.composed.staging import group
from tools.pictures.fields import noise, streaks
from tools.pictures.labels import Label, paper_label, set_words, strip_fill
from tools.pictures.scene import Scene
from tools.pictures.shapes import placed
from tools.pictures.textures import linen, paper_tooth, ridges


def pen(scene: Scene, x: float, y: float, turn: float, colour: str, trim: str) -> None:
    """A ball pen, its middle at a point."""
    scene.add(
        placed('<path d="M210 -7L262 -2.4L268 0L262 2.4L210 7Z" fill="#D8CDB4"/>', x, y, turn),
        radius=7,
        height=6,
        lift=9,
        gloss=0.7,
    )
    scene.add(
        placed(f'<rect x="-220" y="-13" width="436" height="26" rx="11" fill="{colour}"/>', x, y, turn),
        radius=13,
        height=13,
        lift=12,
        gloss=0.9,
        shine=24,
    )
    clip = (
        f'<rect x="-70" y="-14" width="16" height="28" rx="2" fill="{trim}"/><rect x="-212" y="-18" '
        f'width="120" height="8" rx="4" fill="{trim}"/>'
    )
    scene.add(placed(clip, x, y, turn), radius=5, height=5, lift=4, gloss=0.9)


def clips(scene: Scene, spots: tuple[tuple[float, float, float], ...]) -> None:
    """Paper clips at points, each turned."""
    wire = "M-10 20V-26C-10 -40 12 -40 12 -26V26C12 44 -20 44 -20 26V-18"
    body = "".join(
        placed(
            f'<path d="{wire}" fill="none" stroke="{BRASS}" stroke-width="5" stroke-linecap="round"/>', *spot
        )
        for spot in spots
    )
    scene.add(body, radius=3, height=3, lift=5, gloss=0.9)


def notebook(scene: Scene, recipe: Recipe) -> None:
    """A cloth-bound book with its label, a ribbon and a pen."""
    turn = scene.rng.choice((-9, -5, 6, 9))
    scene.add(
        group('<rect x="196" y="118" width="400" height="568" rx="8" fill="#EFE6D0"/>', turn),
        radius=4,
        height=4,
        lift=26,
        bump=ridges(scene, 3.4, 0.5),
    )
    scene.add(
        group(f'<rect x="186" y="106" width="400" height="572" rx="9" fill="{recipe.cloth(0.9)}"/>', turn),
        radius=7,
        height=6,
        lift=6,
        texture=linen(0.5, 3.4),
    )
    scene.add(
        group(f'<rect x="186" y="106" width="62" height="572" rx="8" fill="{recipe.second}"/>', turn),
        radius=6,
        height=4,
        lift=2,
        texture=linen(0.5, 3.4),
    )
    ribbon = f'<path d="M520 670L516 748L532 734L548 750L546 670Z" fill="{recipe.accent}"/>'
    scene.add(group(ribbon, turn), radius=3, height=2, lift=5, texture=linen(0.5, 3.4))
    paper_label(scene, recipe.words, recipe.label, (278, 200, 274, 220), transform=f"rotate({turn} 400 400)")
    pen(scene, 668, 420, 92 + scene.rng.uniform(-8, 8), recipe.second, BRASS)


def ream(scene: Scene, recipe: Recipe) -> None:
    """A wrapped ream with a corner torn open and loose sheets."""
    turn = scene.rng.choice((-7, 5, 8))
    for k, extra in enumerate((13, 8)):
        scene.add(
            group(
                f'<rect x="150" y="132" width="430" height="560" fill="{mix(PAPER, CREAM, 0.5 * k)}"/>',
                turn + extra,
            ),
            radius=2,
            height=1,
            lift=6,
        )
    scene.add(
        group('<rect x="178" y="128" width="434" height="572" fill="#F6F1E2"/>', turn),
        radius=3,
        height=3,
        lift=30,
        bump=ridges(scene, 3, 0.6, across=True),
    )
    wrapper = "M166 110H600V580L520 686H166Z"
    scene.add(
        group(f'<path d="{wrapper}" fill="{recipe.body}"/>', turn),
        radius=6,
        height=5,
        lift=6,
        bump=streaks(60, 20, 62) * 0.6,
        gloss=0.25,
    )
    scene.flat(
        group(
            '<path d="M166 140H600V200H166ZM166 600H586L540 660H166Z" '
            f'fill="{recipe.quiet(recipe.body, 0.6, 0.5)}"/>',
            turn,
        ),
        0.9,
    )
    scene.add(
        group(f'<path d="M600 580L520 686L514 604Z" fill="{mix(recipe.body, PAPER, 0.5)}"/>', turn),
        radius=4,
        height=3,
        lift=8,
    )
    paper_label(
        scene,
        recipe.words,
        recipe.label,
        (232, 236, 300, 300),
        transform=f"rotate({turn} 400 400)",
        strips=False,
    )
    clips(scene, ((90, 660, 30), (690, 180, -40), (716, 640, 12)))


def folders(scene: Scene, recipe: Recipe) -> None:
    """Folders with sheets, a label and pens."""
    turn = scene.rng.choice((-8, -5, 5))
    scene.add(
        group(f'<path d="M138 120H310L340 156H640V640H138Z" fill="{darker(recipe.body, 0.25)}"/>', turn),
        radius=4,
        height=3,
        lift=22,
        bump=paper_tooth(),
    )
    for k, extra in enumerate((2.2, -1.0)):
        sheet = f'<rect x="{174 - 8 * k}" y="140" width="440" height="470" fill="{PAPER if k else CREAM}"/>'
        scene.add(group(sheet, turn + extra), radius=2, height=1.2, lift=4, shadow=0.45)
    rows = "".join(
        f'<path d="M204 {y}H{560 - y % 50}" stroke="{INK}" stroke-width="3" opacity=".3"/>'
        for y in (172, 190)
    )
    scene.flat(group(rows, turn))
    scene.add(
        group(f'<path d="M126 212H622L648 652H138Z" fill="{recipe.body}"/>', turn),
        radius=5,
        height=4,
        lift=9,
        bump=paper_tooth(),
    )
    scene.flat(
        group(f'<path d="M128 236H623" stroke="{darker(recipe.body, 0.2)}" stroke-width="2.4"/>', turn)
    )
    paper_label(scene, recipe.words, recipe.label, (222, 284, 310, 240), transform=f"rotate({turn} 400 400)")
    pen(scene, 330, 730, -4, recipe.accent, BRASS)
    clips(scene, ((84, 300, 20), (724, 250, 40)))


def stamp(scene: Scene, recipe: Recipe) -> None:
    """A wooden stamp and what it has printed on a sheet."""
    turn = scene.rng.choice((-6, 4))
    scene.add(
        group(f'<rect x="110" y="150" width="460" height="560" fill="{PAPER}"/>', turn),
        radius=2,
        height=1.2,
        lift=9,
        bump=paper_tooth(),
    )
    rows = "".join(
        f'<path d="M150 {y}H{530 - (y * 7) % 90}" stroke="{INK}" stroke-width="3" opacity=".22"/>'
        for y in range(196, 330, 26)
    )
    scene.flat(group(rows, turn))
    ink = recipe.accent if recipe.accent != PAPER else recipe.second
    print_look = Label(recipe.motif, PAPER, ink, ink)
    frame = (
        f'<rect x="150" y="380" width="330" height="240" rx="14" fill="none" stroke="{ink}" '
        'stroke-width="7"/>'
    )
    scene.flat(
        group(
            group(
                frame + set_words(recipe.words, print_look, (160, 390, 310, 220), strips=False),
                -7,
                (315, 500),
            ),
            turn,
        ),
        0.84,
    )
    _stamp_itself(scene, mix("#A9682F", recipe.second, 0.2))


def _stamp_itself(scene: Scene, grip_colour: str) -> None:
    """The stamp, lying on its side."""
    x, y, tilt = 598, 330, 14
    scene.add(
        placed('<rect x="-96" y="62" width="192" height="40" rx="5" fill="#2E2620"/>', x, y, tilt, 1.25),
        radius=6,
        height=6,
        lift=20,
    )
    scene.add(
        placed('<rect x="-102" y="22" width="204" height="46" rx="7" fill="#8F5526"/>', x, y, tilt, 1.25),
        radius=14,
        height=12,
        lift=14,
        gloss=0.4,
        bump=streaks(50, 1.6, 35) * 0.3,
    )
    grip = "M-28 26C-24 -6 -36 -32 -48 -58C-60 -98 -36 -128 0 -128C36 -128 60 -98 48 -58C36 -32 24 -6 28 26Z"
    scene.add(
        placed(f'<path d="{grip}" fill="{grip_colour}"/>', x, y, tilt, 1.25),
        radius=54,
        height=50,
        lift=22,
        gloss=0.65,
        shine=22,
    )
    scene.add(
        placed(f'<rect x="-33" y="8" width="66" height="16" rx="6" fill="{BRASS}"/>', x, y, tilt, 1.25),
        radius=8,
        height=8,
        lift=4,
        gloss=0.9,
        shine=16,
    )


def cards(scene: Scene, recipe: Recipe) -> None:
    """A fan of printed cards: name cards, invitations, brochures."""
    for number, turn in enumerate((-26, -13, 0, 12)):
        face = PAPER if number % 2 else recipe.body
        body = f'<rect x="170" y="250" width="470" height="300" rx="6" fill="{face}"/>'
        scene.add(group(body, turn, (400, 640)), radius=2, height=1.6, lift=8, bump=paper_tooth())
        if number < 3:
            scene.flat(
                group(
                    f'<rect x="170" y="250" width="470" height="34" fill="{recipe.quiet(face, 0.5, 0.7)}"/>',
                    turn,
                    (400, 640),
                ),
                0.95,
            )
    paper_label(
        scene, recipe.words, recipe.label, (196, 276, 418, 250), transform="rotate(12 400 640)", lift=1
    )
    pen(scene, 330, 708, -6, recipe.second, BRASS)


def banner(scene: Scene, recipe: Recipe) -> None:
    """A printed banner half unrolled, brass eyes at its corners."""
    turn = scene.rng.choice((-5, 4))
    scene.add(
        group(f'<rect x="110" y="170" width="580" height="450" fill="{recipe.body}"/>', turn),
        radius=5,
        height=3,
        lift=12,
        bump=streaks(140, 24, 71) * 1.1,
        gloss=0.35,
        shine=16,
    )
    inner = Label(recipe.motif, recipe.body, recipe.print_on(recipe.body), recipe.print_on(recipe.body))
    border = (
        f'<path d="M110 170H690V226H110ZM110 520H690V562H110Z" fill="{recipe.quiet(recipe.body, 0.6, 0.7)}"/>'
    )
    scene.flat(group(border + set_words(recipe.words, inner, (150, 240, 500, 270), strips=False), turn), 0.96)
    form = ridges(scene, 200, 0)
    scene.add(
        group(
            f'<rect x="98" y="566" width="604" height="96" rx="40" fill="{mix(PAPER, recipe.body, 0.15)}"/>',
            turn,
        ),
        radius=46,
        height=40,
        lift=26,
        gloss=0.4,
        bump=form,
    )
    eyes = "".join(
        f'<circle cx="{x}" cy="196" r="13" fill="none" stroke="{BRASS}" stroke-width="8"/>'
        for x in (136, 664)
    )
    scene.add(group(eyes, turn), radius=4, height=4, lift=3, gloss=0.9)


def pens(scene: Scene, recipe: Recipe) -> None:
    """A printed box of pens, four of them beside it."""
    turn = scene.rng.choice((-6, 5))
    scene.add(
        group(f'<rect x="120" y="140" width="330" height="530" rx="5" fill="{recipe.body}"/>', turn),
        radius=6,
        height=6,
        lift=32,
        bump=paper_tooth(),
    )
    scene.flat(
        group(
            f'<rect x="120" y="140" width="330" height="60" fill="{strip_fill(recipe.label, 0.5)}"/>', turn
        ),
        0.95,
    )
    paper_label(
        scene,
        recipe.words,
        recipe.label,
        (148, 250, 274, 320),
        transform=f"rotate({turn} 400 400)",
        strips=False,
    )
    for number, x in enumerate((520, 580, 640, 700)):
        pen(
            scene,
            x,
            420 + number * 10,
            88 + number * 2,
            (recipe.second, recipe.accent, "#233E8B", "#221C14")[number],
            BRASS,
        )


def tote(scene: Scene, recipe: Recipe) -> None:
    """A screen-printed cloth bag."""
    turn = scene.rng.choice((-4, 5))
    handles = "".join(
        f'<path d="M{280 + d} 300C{280 + d} {90 + d} {520 - d} {90 + d} {520 - d} 300" fill="none" '
        f'stroke="{CREAM}" stroke-width="26"/>'
        for d in (14, 0)
    )
    scene.add(group(handles, turn), radius=9, height=6, lift=14, texture=linen(0.7, 3.6))
    bag = '<path d="M190 260H610L626 690C470 708 330 708 174 690Z" fill="#EFE3C6"/>'
    scene.add(
        group(bag, turn),
        radius=40,
        height=20,
        threshold=0.3,
        lift=24,
        texture=linen(0.8, 3.8),
        bump=noise(60, 51) * 2.2 + streaks(40, 120, 52),
    )
    inks = Label(recipe.motif, "#EFE3C6", recipe.accent if recipe.accent != PAPER else INK, recipe.body)
    strip = f'<rect x="186" y="286" width="430" height="64" fill="{recipe.cloth(0.6)}"/>'
    scene.flat(group(strip + set_words(recipe.words, inks, (236, 380, 328, 250), strips=False), turn), 0.92)
