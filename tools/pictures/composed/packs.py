"""Soft packs: pouch with a window, gusset bag, sack, refill pouch."""

from __future__ import annotations

import numpy as np

from tools.pictures.colour import BARK, CORD, PAPER, Array, darker, mix, readable
from tools.pictures.composed.contents import CORNERS, heap, strew
from tools.pictures.composed.recipe import Recipe
from tools.pictures.composed.staging import group
from tools.pictures.fields import noise, streaks
from tools.pictures.labels import fitted, paper_label, text
from tools.pictures.scene import Scene
from tools.pictures.textures import cord_twist, linen, ridges
from tools.pictures.vector import clip

WINDOWS = (
    "M286 470C286 400 336 370 400 370S514 400 514 470L514 600H286Z",
    "M400 364A122 122 0 1 1 399.9 364Z",
    "M400 362L526 486L400 610L274 486Z",
    "M276 384H524V600H276Z",
    "M400 610C300 560 262 500 276 432C288 376 366 372 400 424C434 372 512 376 524 432C538 500 500 560 400 "
    "610Z",
)
"""Outlines of a pouch's window: arch, round, lozenge, square, heart."""


def _creases(scene: Scene, strength: float = 1) -> Array:
    """Wrinkles near the seams and edges of a filled pack."""
    wrinkles = streaks(14, 90, 61) * 1.5 + streaks(60, 12, 62) * 1.2
    near_edge = (
        np.clip(np.abs(scene.x - 400) / 190, 0, 1) ** 3
        + np.clip((scene.y - 560) / 140, 0, 1) ** 2 * 0.8
        + np.clip((230 - scene.y) / 120, 0, 1) * 0.8
    )
    return np.asarray(wrinkles * near_edge * strength, np.float32)


def _window(scene: Scene, recipe: Recipe, outline: str, turn: float) -> None:
    """An opening with its contents, the rim's shadow and the sheen of the film."""
    mask = scene.add(group(f'<path d="{outline}" fill="#3B1E10"/>', turn), radius=3, height=-3, lift=0)
    heap(scene, recipe.content, mask, (270, 360, 530, 620))
    scene.hollow(mask, 11)
    inside = clip(f'<path d="{outline}"/>')
    film = (
        f'<g clip-path="{inside}"><path d="M290 610C300 500 320 420 372 360L420 360'
        'C360 430 340 510 338 610Z" fill="#fff" opacity=".28"/></g>'
    )
    rim = f'<path d="{outline}" fill="none" stroke="{recipe.print_on(recipe.body)}" stroke-width="6"/>'
    scene.flat(group(film + rim, turn))


def pouch(scene: Scene, recipe: Recipe) -> None:
    """A sealed pouch, its contents behind a window."""
    turn = scene.rng.choice((-6, -4, 4, 6))
    body, words = recipe.body, recipe.words
    outline = (
        "M226 92L574 92C570 200 590 320 592 470C594 600 582 668 572 704C470 716 330 716 228 704"
        "C218 668 206 600 208 470C210 320 230 200 226 92Z"
    )
    scene.add(
        group(f'<path d="{outline}" fill="{body}"/>', turn),
        radius=150,
        height=62,
        threshold=0.24,
        lift=28,
        gloss=0.5,
        shine=14,
        bump=_creases(scene),
        shadow=0.6,
        smooth=2,
    )
    seal = "M226 92L574 92C573 118 573 130 573 146L227 146C227 130 227 118 226 92Z"
    scene.add(
        group(f'<path d="{seal}" fill="{darker(body, 0.12)}"/>', turn),
        radius=2,
        height=1,
        lift=1.5,
        shadow=0.35,
        bump=ridges(scene, 6.5, 0.9, across=True),
        gloss=0.3,
    )
    scene.flat(group('<rect x="372" y="108" width="56" height="17" rx="8.5" fill="#2A1610"/>', turn))
    _window(scene, recipe, scene.rng.choice(WINDOWS), turn)
    strong = recipe.print_on(body)
    other = readable(body, PAPER, "#221C14", least=4)
    kind, word = words.kind.upper(), words.word
    printed = (
        f'<rect x="228" y="150" width="344" height="24" fill="{recipe.quiet(body, 0.42, 0.55)}"/>'
        + text(400, 226, kind, fitted(kind, 310, 52, "word", 2), "word", other, spacing=2)
        + text(400, 306, word, fitted(word, 330, 94), "word", strong, spacing=-1)
        + text(400, 344, words.place.upper(), 20, "caps", other, spacing=3)
        + text(562, 674, words.net, 28, "word", strong, "end")
    )
    scene.flat(group(printed, turn), 0.96)
    strew(scene, recipe.content, CORNERS, 7)


def standing_pouch(scene: Scene, recipe: Recipe) -> None:
    """A standing pouch of card with a zip, a paper label and an oval window below it."""
    turn = scene.rng.choice((-5, -3, 4, 6))
    outline = (
        "M222 104C222 96 228 90 236 90H564C572 90 578 96 578 104L598 640C600 690 560 716 500 718H300"
        "C240 716 200 690 202 640Z"
    )
    scene.add(
        group(f'<path d="{outline}" fill="{recipe.body}"/>', turn),
        radius=120,
        height=54,
        threshold=0.24,
        lift=28,
        gloss=0.3,
        shine=14,
        bump=_creases(scene, 0.7),
        shadow=0.6,
        smooth=2,
    )
    tear = (
        f'<path d="M226 132H574" stroke="{darker(recipe.body, 0.3)}" stroke-width="2.4" '
        'stroke-dasharray="9 6"/>'
        f'<path d="M224 160H576M224 169H576" stroke="{darker(recipe.body, 0.22)}" stroke-width="3"/>'
        f'<path d="M206 640C300 604 500 604 594 640" fill="none" stroke="{darker(recipe.body, 0.3)}" '
        'stroke-width="3"/>'
    )
    scene.flat(group(tear + '<circle cx="400" cy="116" r="10" fill="#2A1610"/>', turn), 0.8)
    opening = '<rect x="256" y="470" width="288" height="136" rx="66" fill="#3B1E10"/>'
    mask = scene.add(group(opening, turn), radius=3, height=-3, lift=0)
    heap(scene, recipe.content, mask, (250, 462, 550, 612), scale=0.9)
    scene.hollow(mask, 10)
    sheen = '<path d="M280 600L350 474H392L320 600Z" fill="#fff" opacity=".3"/>'
    scene.flat(group(sheen, turn), within=mask)
    paper_label(scene, recipe.words, recipe.label, (244, 196, 312, 252), transform=f"rotate({turn} 400 400)")
    strew(scene, recipe.content, CORNERS, 7)


def gusset_bag(scene: Scene, recipe: Recipe) -> None:
    """A paper bag with a folded head and a clip: coffee, tea, flour, rice."""
    turn = scene.rng.choice((-4, 4))
    edge = (
        np.clip(np.abs(scene.x - 400) / 175, 0, 1) ** 4
        + np.clip((scene.y - 600) / 110, 0, 1) ** 2
        + np.clip((290 - scene.y) / 120, 0, 1)
    )
    wrinkles = (streaks(12, 80, 63) * 1.2 + streaks(70, 14, 64) * 0.9) * edge * 0.5
    outline = "M232 150L568 150L576 690C572 704 566 708 552 708L248 708C234 708 228 704 224 690Z"
    scene.add(
        group(f'<path d="{outline}" fill="{recipe.body}"/>', turn),
        radius=90,
        height=42,
        threshold=0.25,
        lift=30,
        gloss=0.1,
        bump=wrinkles.astype(np.float32),
        smooth=1.4,
        shadow=0.62,
    )
    scene.add(
        group(f'<path d="M228 106L572 106L574 206L226 206Z" fill="{mix(recipe.body, BARK, 0.07)}"/>', turn),
        radius=9,
        height=6,
        lift=9,
        bump=streaks(60, 10, 66) * 0.7,
        shadow=0.5,
    )
    scene.add(
        group(f'<rect x="210" y="142" width="380" height="22" rx="4" fill="{recipe.second}"/>', turn),
        radius=5,
        height=4,
        lift=5,
        gloss=0.3,
    )
    paper_label(scene, recipe.words, recipe.label, (252, 256, 296, 384), transform=f"rotate({turn} 400 400)")
    strew(scene, recipe.content, [(30, 480, 180, 770), (640, 480, 770, 770)], 13, scale=1.05)


def sack(scene: Scene, recipe: Recipe) -> None:
    """A bulging sack tied at the neck, a printed panel and its contents before it: rice, flour, feed."""
    jute = mix("#C9AC77", recipe.body, 0.12)
    outline = (
        "M316 190C250 232 196 320 186 452C176 590 196 672 240 704C330 722 470 722 560 704C604 672 624 590 "
        "614 452"
        "C604 320 550 232 484 190C430 200 370 200 316 190Z"
    )
    pleats = np.sin((scene.x - 400) * 2 * np.pi / 46) * 5 * np.clip((330 - scene.y) / 150, 0, 1)
    scene.add(
        f'<path d="{outline}" fill="{jute}"/>',
        radius=170,
        height=92,
        threshold=0.22,
        lift=32,
        texture=linen(1.0, 6.2),
        bump=(pleats + noise(40, 71) * 1.4).astype(np.float32),
        shadow=0.64,
    )
    scene.add(
        '<path d="M320 186C286 150 276 120 300 92C340 108 372 104 400 92C428 104 460 108 500 92C524 120 '
        "514 150 480 186"
        f'C430 200 370 200 320 186Z" fill="{darker(jute, 0.06)}"/>',
        radius=30,
        height=16,
        lift=12,
        texture=linen(1.0, 6.2),
        bump=(np.sin((scene.x - 400) * 2 * np.pi / 31) * 4).astype(np.float32),
    )
    scene.add(
        f'<path d="M308 186C360 204 440 204 492 186" fill="none" stroke="{recipe.second}" stroke-width="16"/>'
        f'<path d="M470 194C500 210 520 236 512 262M480 190C520 196 546 214 552 240" fill="none" '
        f'stroke="{recipe.second}" stroke-width="7" stroke-linecap="round"/>',
        radius=6,
        height=6,
        lift=7,
        bump=cord_twist(scene),
    )
    paper_label(scene, recipe.words, recipe.label, (268, 330, 264, 280), lift=3)
    strew(
        scene,
        recipe.content,
        [(30, 560, 190, 770), (610, 560, 770, 770), (200, 716, 600, 770)],
        26,
        scale=1.1,
    )


def refill(scene: Scene, recipe: Recipe) -> None:
    """A standing pouch with a spout: soap, detergent, oil."""
    turn = scene.rng.choice((-5, 4, 6))
    outline = (
        "M216 150L520 128C560 128 596 160 600 204C610 330 616 560 600 690C590 712 500 718 400 718S210 712 "
        "200 690"
        "C184 560 196 330 216 150Z"
    )
    scene.add(
        group(f'<path d="{outline}" fill="{recipe.body}"/>', turn),
        radius=130,
        height=58,
        threshold=0.24,
        lift=28,
        gloss=0.6,
        shine=14,
        bump=_creases(scene, 0.8),
        smooth=2,
        shadow=0.6,
    )
    scene.add(
        group(
            '<rect x="528" y="70" width="64" height="64" rx="9" transform="rotate(38 560 102)" '
            f'fill="{recipe.second}"/>',
            turn,
        ),
        radius=12,
        height=11,
        lift=12,
        gloss=0.6,
        bump=ridges(scene, 7, 0.5),
    )
    scene.flat(
        group(f'<path d="M222 190L560 190" stroke="{darker(recipe.body, 0.3)}" stroke-width="2"/>', turn)
    )
    wave = (
        '<path d="M192 560C280 500 360 620 460 560S590 540 608 560L600 690C590 706 500 712 400 712S210 '
        '706 200 690Z" '
        f'fill="{recipe.second}" opacity=".85"/>'
    )
    scene.flat(group(wave, turn), 0.9)
    paper_label(
        scene,
        recipe.words,
        recipe.label,
        (258, 244, 290, 270),
        transform=f"rotate({turn} 400 400)",
        strips=False,
    )
    scene.flat(
        group(
            "".join(
                f'<circle cx="{x}" cy="{y}" r="{r}" fill="none" stroke="{CORD}" stroke-width="3" '
                'opacity=".8"/>'
                for x, y, r in ((300, 640, 20), (346, 612, 12), (470, 650, 24), (520, 616, 14))
            ),
            turn,
        )
    )
