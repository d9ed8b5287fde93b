"""Pandan bag, pottery, pearls, a net bag and a rattan mat."""

from __future__ import annotations

import math
import random

import numpy as np

from tools.pictures.colour import BARK, BRASS, CREAM, INDIGO, INDIGO_DARK, INK, LEAF, MORINDA, PAPER, SAND, TURMERIC, Array, darker, mix
from tools.pictures.fields import blur, noise, streaks, turned
from tools.pictures.heroes import parts_grounds as grounds
from tools.pictures.heroes import parts_plants as plants
from tools.pictures.heroes import parts_vessels as vessels
from tools.pictures.heroes.parts import Place, box, cord, disc, in_box, lay, shape, stroke
from tools.pictures.heroes.parts_paper import card, tag, timber
from tools.pictures.labels import Label, Words, text
from tools.pictures.motifs import Dyes, motif
from tools.pictures.scene import Patch, Scene
from tools.pictures.shapes import placed, spread
from tools.pictures.textures import linen, plaited, ridges
from tools.pictures.vector import clip


def tas_pandan(scene: Scene) -> None:
    """h06: the plaited bag with coloured strips, cord handles and a scarf."""
    grounds.cloth(scene, "indigo", "mega-mendung", 1.5, seed=4)
    rope = np.asarray(np.sin((scene.y * 0.8 + scene.x) * 2 * np.pi / 13) * 1.4, np.float32)
    handle = "M{} {}C{} {} {} {} {} {}"
    back = handle.format(274, 304, 266, 14, 566, 14, 558, 304)
    front = handle.format(258, 330, 250, 40, 550, 40, 542, 330)
    scene.add(stroke(back, 24, "#A8814A"), radius=11, height=10, lift=20, bump=rope)
    tones = vessels.BAMBOO
    weave = plaited(
        lambda i: {0: MORINDA, 4: INDIGO_DARK}.get(i % 8, tones[i % 4]),
        lambda i: {0: MORINDA, 4: LEAF}.get(i % 8, tones[i * 3 % 4]),
        strip=27,
        height=5.5,
    )
    body = "M150 322C300 300 500 300 650 322C664 420 660 560 636 664C630 700 610 712 580 716C470 730 330 730 220 716C190 712 170 700 164 664C140 560 136 420 150 322Z"
    scene.add(shape(body, "#000"), radius=200, height=165, lift=38, texture=weave, threshold=0.2, gloss=0.18, shine=20, smooth=0.9, shadow=0.65)
    rim = np.asarray(np.abs(np.sin((scene.x + scene.y * 0.55) * np.pi / 15)) * 3.4, np.float32)
    scene.add(shape("M142 300C300 276 500 276 658 300L656 350C500 326 300 326 144 350Z", "#DCBB78"), radius=22, height=12, lift=9, bump=rim, shadow=0.6)
    scene.add(stroke(front, 24, "#C69A55"), radius=12, height=12, lift=24, bump=rope, shadow=0.6)
    for x in (236, 520):
        scene.add(shape(f"M{x} 286h44v96c0 16-10 26-22 26s-22-10-22-26Z", BARK), radius=5, height=4, lift=6, gloss=0.3, bump=noise(3, 9) * 0.2)
        scene.flat(f'<path d="M{x + 7} 294v88c0 10 7 18 15 18s15-8 15-18v-88" fill="none" stroke="#F1D9A8" stroke-width="2.2" stroke-dasharray="6 4"/>')
        scene.add(disc(x + 22, 330, 7, BRASS), radius=6, height=5, lift=3, gloss=0.9)
    scarf = motif("ikat", Dyes(MORINDA, TURMERIC, SAND), 0.42)
    scene.add(shape("M512 330C560 356 566 420 548 500L600 560L622 492L640 550C668 470 640 380 566 322Z", scarf), radius=14, height=9, lift=12, texture=linen(0.6, 3.2), bump=streaks(20, 120, 71) * 2, shadow=0.6)
    scene.add(shape("M506 318C520 300 562 302 574 322C578 344 548 358 524 352C506 346 500 330 506 318Z", scarf), radius=16, height=13, texture=linen(0.6, 3.2), shadow=0.6)
    tag(scene, Place(330, 500, -6), 196, Words("Anyaman", "Pandan", "Tasikmalaya"), Label("kawung", PAPER, LEAF, BARK))


def pot(scene: Scene, outline: str, clay: str, bands: list[tuple[float, float]], lift: float = 30) -> Array:
    """A thrown pot from its outline; `bands` are (top, bottom) of carved belts. Returns its mask."""
    mask = scene.mask(shape(outline, "#fff"))
    form = turned(mask, 0.72)
    rings = np.asarray(np.sin(scene.y * 2 * np.pi / 9) * 0.35, np.float32)
    scene.add(shape(outline, clay), radius=12, height=8, lift=lift, gloss=0.25, shine=10, bump=form * 0.9 + rings * 0.6 + noise(2.4, 75) * 0.07, shadow=0.66, amount=0.9)
    for top, bottom in bands:
        middle, tall = (top + bottom) / 2, (bottom - top) / 2
        teeth = "".join(
            f'<path d="M{x} {bottom}L{x + 13} {top}L{x + 26} {bottom}Z" fill="{darker(clay, 0.4)}"/>' + disc(x + 26, middle - tall * 0.3, 4, mix(clay, CREAM, 0.5))
            for x in range(-4, 800, 26)
        )
        lines = box(0, top - 7, 800, 4, mix(clay, CREAM, 0.5)) + box(0, bottom + 3, 800, 4, mix(clay, CREAM, 0.5))
        scene.flat(teeth + lines, 0.8, within=mask)
    return mask


def gerabah(scene: Scene) -> None:
    """h15: three pots of Kasongan, carved belts, dried grass in the tall one."""
    rng = random.Random(15)
    grounds.cloth(scene, "indigo", "kawung", 1.3, seed=7)
    for number in range(15):
        angle = -118 + number * 4.3 + rng.uniform(-2, 2)
        stalk = Place(262, 236, angle)
        length = rng.uniform(120, 190)
        scene.add(stalk.put(stroke(f"M0 0Q{length / 2} {rng.uniform(-12, 12):.0f} {length} 0", 3.4, "#B08A4A")), radius=2, height=2, lift=8)
        plume = "".join(f'<ellipse cx="{length + k * 11}" cy="{(-1) ** k * 5}" rx="12" ry="6" fill="{mix("#E9CFA0", "#C98F5A", rng.random())}" transform="rotate({(-1) ** k * 24} {length + k * 11} 0)"/>' for k in range(-4, 3))
        scene.add(stalk.put(plume), radius=5, height=4, lift=7)
    tall = "M224 210H300C306 210 310 222 304 232C296 262 300 288 322 326C366 400 378 470 360 556C346 620 322 660 310 690C306 700 300 704 290 704H234C224 704 218 700 214 690C202 660 178 620 164 556C146 470 158 400 202 326C224 288 228 262 220 232C214 222 218 210 224 210Z"
    pot(scene, tall, "#B4602F", [(380, 412), (520, 552)])
    bowl = "M412 540H740C750 540 756 546 754 556C744 630 690 690 640 706C600 716 552 716 512 706C462 690 408 630 398 556C396 546 402 540 412 540Z"
    kendi = "M520 214H562C572 214 574 226 566 234C556 252 556 268 566 282C620 298 660 340 664 392C666 446 632 486 590 500H492C450 486 416 446 418 392C422 340 462 298 516 282C526 268 526 252 516 234C508 226 510 214 520 214Z"
    spout = "M640 344C672 330 690 306 700 268L730 276C726 330 700 376 656 394Z"
    scene.add(shape(spout, "#9C4E26"), radius=20, height=16, lift=20, gloss=0.2, shine=10, threshold=0.3)
    pot(scene, kendi, "#A65629", [(356, 388)])
    mask = pot(scene, bowl, "#BE6B38", [(580, 616)], 34)
    scene.darken(mask * np.asarray(np.clip((552 - scene.y) / 8, 0, 1), np.float32), 0.12)
    tag(scene, Place(600, 716, 5), 224, Words("Gerabah", "Kasongan", "Bantul"), Label("kawung", PAPER, "#8F4522", INK), 0.5)


def pearl(scene: Scene, spots: list[tuple[float, float, float]]) -> None:
    """Pearls of (x, y, radius), none touching another."""
    body = "".join(disc(round(x, 1), round(y, 1), q, "#F3E9DC") for x, y, q in spots)
    size = max(q for _, _, q in spots)
    scene.add(body, radius=size * 1.0, height=size * 0.85, lift=size * 0.45, gloss=1, shine=10, threshold=0.3, amount=0.8)
    scene.flat("".join(disc(round(x + q * 0.34, 1), round(y + q * 0.4, 1), q * 0.42, "#F4C9B4", 'opacity=".35"') + disc(round(x - q * 0.3, 1), round(y - q * 0.34, 1), q * 0.2, "#FFFDF6") for x, y, q in spots), 0.85)


def mutiara(scene: Scene) -> None:
    """h23: a string of pearls in a velvet box, ear studs on a card."""
    grounds.cloth(scene, "indigo", "songket", 1.3, seed=2)
    place = Place(386, 384, -4)
    timber(scene, place.put(box(-300, -300, 600, 600, "#8A5628", 16)), "#8E5A2C", "#63391A", radius=12, height=12, lift=34)
    scene.flat(place.put(f'<rect x="-284" y="-284" width="568" height="568" rx="10" fill="none" stroke="{BRASS}" stroke-width="4"/>'))
    floor = scene.add(place.put(box(-262, -262, 524, 524, "#8E1F24", 8)), radius=10, height=-9, lift=0, bump=noise(1.8, 76) * 0.12 + noise(44, 77) * 0.9)
    scene.hollow(floor, 16, 0.5)
    cushion = place.put('<ellipse rx="214" ry="206" fill="#A12A2C"/>')
    scene.add(cushion, radius=150, height=36, lift=6, bump=noise(1.8, 76) * 0.12, threshold=0.2)
    count = 40
    ring = [(place.x + 176 * math.sin(math.tau * k / count), place.y + 16 - 172 * math.cos(math.tau * k / count), 12.6 + 5.5 * (1 - abs(k / count - 0.5) * 2) ** 1.5) for k in range(count)]
    for start in (0, 1):
        pearl(scene, ring[start::2])
    drop = (place.x, place.y + 262)
    scene.add(stroke(f"M{place.x} {place.y + 206}V{place.y + 232}", 6, BRASS), radius=3, height=3, lift=4, gloss=0.9)
    pearl(scene, [(place.x, drop[1] - 8, 25)])
    clasp = f'<ellipse cx="{place.x}" cy="{place.y - 156}" rx="22" ry="11" fill="{BRASS}"/>'
    scene.add(clasp, radius=8, height=8, lift=6, gloss=0.95, shine=18)
    ears = Place(664, 664, 8)
    card(scene, ears, 196, 230, PAPER, 12)
    scene.flat(ears.put(text(0, -76, "MUTIARA", 21, "caps", BARK, spacing=4) + text(0, -34, "Lombok", 40, "word", MORINDA) + f'<path d="M-70 -14H70" stroke="{BARK}" stroke-width="2"/>' + text(0, 92, "sepasang anting", 18, "small", INK)))
    for x in (-42, 42):
        scene.add(ears.put(disc(x, 36, 26, BRASS)), radius=8, height=6, lift=6, gloss=0.9, shine=16)
    pearl(scene, [(664 - 42 * 0.99 - 5, 664 + 36 - 6, 20), (664 + 42 * 0.99 - 5, 664 + 36 + 6, 20)])


def _net(patch: Patch) -> tuple[Array, Array]:
    """Knotted bark fibre: slanted meshes in bands of natural, red and yellow."""
    x, y = patch.x, patch.y + 14 * np.sin(patch.x / 60)
    one, two = np.abs(np.sin((x + y) * np.pi / 19)), np.abs(np.sin((x - y) * np.pi / 19))
    thread = np.maximum(one, two) ** 3
    zigzag = y + 24 * np.abs(((x / 74) % 2) - 1)
    natural = np.array([0.80, 0.68, 0.47], np.float32)
    colour: Array = np.ones_like(patch.colour) * natural
    for top, bottom, tone in ((392, 424, (0.62, 0.15, 0.12)), (436, 452, (0.93, 0.70, 0.24)), (560, 592, (0.62, 0.15, 0.12)), (604, 620, (0.93, 0.70, 0.24)), (480, 532, (0.34, 0.22, 0.30))):
        band = ((zigzag > top) & (zigzag < bottom))[..., None]
        colour = np.where(band, np.array(tone, np.float32), colour)
    dark = np.array([0.25, 0.15, 0.10], np.float32)
    share = np.clip(thread * 1.35 - 0.12, 0, 1)[..., None]
    colour = dark * (1 - share) + colour * (1 + 0.06 * noise(3, 78)[patch.window][..., None]) * share
    return np.asarray(np.clip(colour, 0, 1), np.float32), np.asarray(thread * 5, np.float32)


def noken(scene: Scene) -> None:
    """h26: a net bag of bark fibre, sweet potatoes in its mouth, its long strap laid in an arc."""
    rng = random.Random(26)
    grounds.cloth(scene, "clay", "dayak", 1.3, seed=5)
    strap = "M196 330C120 60 330 26 404 26C480 26 690 60 604 330"
    weave = np.asarray(np.abs(np.sin((scene.x + scene.y) * np.pi / 11)) * 3, np.float32)
    scene.add(stroke(strap, 38, "#C6A468"), radius=16, height=10, lift=18, bump=weave, shadow=0.6)
    scene.flat(stroke(strap, 8, MORINDA, 0.85))
    for x, y, turn, size, tone in ((296, 300, -20, 92, "#8E3B4A"), (420, 276, 12, 100, "#A24A55"), (520, 306, 40, 84, "#8A3746")):
        tuber = f"M{-size} 0C{-size * 0.7} {-size * 0.5} {size * 0.5} {-size * 0.56} {size * 0.9} {-size * 0.1}C{size * 1.1} {size * 0.2} {size * 0.3} {size * 0.56} {-size * 0.4} {size * 0.44}C{-size * 0.8} {size * 0.34} {-size} {size * 0.2} {-size} 0Z"
        scene.add(placed(shape(tuber, tone), x, y, turn), radius=60, height=50, lift=14, gloss=0.2, shine=12, bump=noise(14, 79) * 1.2 + noise(3, 80) * 0.3, threshold=0.3)
    for x, y, turn in ((250, 262, -150), (566, 250, -30), (370, 232, -80)):
        plants.leaf(scene, Place(x, y, turn), 92, 66, "#4C8A45")
    body = "M180 326C260 352 540 352 620 326C690 450 690 600 610 684C560 734 480 752 400 752C320 752 240 734 190 684C110 600 110 450 180 326Z"
    scene.add(shape(body, "#C6A468"), radius=190, height=130, lift=38, texture=_net, threshold=0.2, shadow=0.66, bump=noise(46, 82) * 3)
    cord(scene, "M180 328C260 356 540 356 620 328", 20, "#B8935A")
    fringe = "".join(stroke(f"M{x} {742 - (x - 400) ** 2 / 900:.0f}l{rng.uniform(-7, 7):.0f} {rng.uniform(26, 40):.0f}", 6, mix("#C6A468", MORINDA, 0.7 * (x // 22 % 3 == 0))) for x in range(270, 540, 11))
    scene.add(fringe, radius=3, height=3, lift=6)
    tag(scene, Place(640, 700, 7), 236, Words("Noken", "Wamena", "Jayawijaya"), Label("dayak", PAPER, MORINDA, BARK))


def tikar_lampit(scene: Scene) -> None:
    """h31: a rattan mat half rolled, slats with a lozenge pattern, tied with cord."""
    grounds.cloth(scene, "indigo", "dayak", 1.2, seed=8)
    place = Place(400, 400, -5)
    tile = '<rect width="120" height="120" fill="#D9B06C"/><path d="M60 6L114 60L60 114L6 60Z" fill="#3A2418"/><path d="M60 28L92 60L60 92L28 60Z" fill="#A8321F"/><path d="M60 46L74 60L60 74L46 60Z" fill="#E9CB8E"/><path d="M0 0L26 0L0 26ZM120 0V26L94 0ZM0 120V94L26 120ZM120 120H94L120 94Z" fill="#A8321F"/>'
    along, down = place.axes(scene)
    slats = np.asarray(np.abs(np.sin(along * np.pi / 12)) ** 0.6 * 3.2, np.float32)
    cells = "".join(f'<g transform="translate({x} {y}) ">{tile}</g>' for x in (-300, -180, -60, 60, 180) for y in (-60, 60, 180))
    outline = clip(box(-288, -100, 576, 400, "#fff"))
    seams = "".join(box(-288, y, 576, 4, "#7A5426") for y in (-40, 96, 232))
    sheet = f'<g clip-path="{outline}">{box(-300, -110, 610, 430, "#D9B06C")}{cells}</g>'
    scene.add(place.put(sheet), radius=4, height=3, lift=10, bump=slats, gloss=0.4, shine=16)
    scene.flat(place.put(seams), 0.8)
    scene.add(place.put(box(-292, 286, 584, 22, "#8A2A1C")), radius=6, height=5, lift=5, texture=linen(0.7, 3.4))
    roll = place.put(box(-296, -236, 592, 170, "#D9B06C", 8) + "".join(f'<g transform="translate({x} -210)"><g transform="scale(1 .98)">{tile}</g></g>' for x in (-300, -180, -60, 60, 180)).replace('<rect width="120" height="120" fill="#D9B06C"/>', ""))
    wall = Place(place.x + 151 * math.sin(math.radians(5)) * -1, place.y - 151, -5)
    scene.add(roll, radius=6, height=4, lift=40, bump=slats + wall.barrel(scene, 88, 74, lying=True), gloss=0.4, shine=16, shadow=0.68)
    for x in (-190, 190):
        for apart in (-7, 7):
            cord(scene, f"M{x + apart} -240Q{x + apart + 9} -150 {x + apart} -64", 11, "#E9D9AE", place)
        cord(scene, f"M{x} -152C{x - 40} -190 {x - 56} -160 {x} -152C{x + 40} -190 {x + 56} -160 {x} -152M{x} -152L{x - 24} -104M{x} -152L{x + 26} -106", 9, "#E9D9AE", place)
    for turn, radius in enumerate((84, 64, 45, 27)):
        end = f'<ellipse cx="298" cy="-151" rx="{radius * 0.3:.0f}" ry="{radius}" fill="{("#C79A55", "#5E3A1C")[turn % 2]}"/>'
        scene.add(place.put(end), radius=4, height=3, lift=2)
    tag(scene, Place(604, 690, 6), 270, Words("Tikar lampit", "Rotan", "Palangka Raya"), Label("dayak", PAPER, MORINDA, INK))


HEROES = {"h06": tas_pandan, "h15": gerabah, "h23": mutiara, "h26": noken, "h31": tikar_lampit}
