"""Office paper, printed invitations, a bamboo speaker and a laptop sleeve."""

from __future__ import annotations

import math
import random

import numpy as np

from tools.pictures.colour import BARK, BRASS, CREAM, INDIGO, INDIGO_DARK, INK, LEAF, MORINDA, PAPER, SAND, TURMERIC, Array, darker, mix
from tools.pictures.fields import blur, noise, streaks
from tools.pictures.heroes import parts_grounds as grounds
from tools.pictures.heroes import parts_plants as plants
from tools.pictures.heroes.parts import Place, box, cord, disc, glass_sheen, shape, stroke
from tools.pictures.heroes.parts_paper import card, label, tag, timber
from tools.pictures.labels import Label, Words, text
from tools.pictures.motifs import Dyes, motif
from tools.pictures.scene import Scene
from tools.pictures.shapes import blob
from tools.pictures.textures import cloth_folds, linen, paper_tooth
from tools.pictures.vector import gradient


def pen(scene: Scene, place: Place, colour: str, metal: str) -> None:
    """A ball pen, its tip to the right; about 490 units long."""
    scene.add(place.put(shape("M210 -7L262 -2.4L268 0L262 2.4L210 7Z", "#D8CDB4")), radius=7, height=6, lift=9, gloss=0.7)
    scene.add(place.put(box(-220, -13, 436, 26, colour, 11)), radius=13, height=13, lift=12, gloss=0.9, shine=24, shadow=0.6)
    scene.add(place.put(box(-70, -14, 16, 28, metal, 2) + box(-212, -18, 120, 8, metal, 4)), radius=5, height=5, lift=4, gloss=0.9)


def paket_atk(scene: Scene) -> None:
    """h10: a folder with papers, a cash book, a wooden stamp, pens and clips."""
    grounds.cloth(scene, "leaf", "truntum", 1.25, seed=7)
    folder = Place(400, 400, -8)
    scene.add(folder.put(shape("M-272 -280H-100L-70 -244H160V240H-272Z", "#C48A2A")), radius=4, height=3, lift=18, bump=paper_tooth(), shadow=0.6)
    for turn, x in ((2.2, 14), (-1.0, 6)):
        sheet = f'<g transform="rotate({turn} -60 0)">{box(-250 + x, -258, 400, 470, PAPER)}</g>'
        scene.add(folder.put(sheet), radius=2, height=1.2, lift=4, shadow=0.45)
    scene.flat(folder.put(text(-214, -214, "Faktur", 36, "word", INDIGO_DARK, "start") + box(-214, -204, 334, 3, MORINDA)))
    scene.add(folder.put(shape("M-284 -188H148L172 252H-272Z", TURMERIC)), radius=5, height=4, lift=9, bump=paper_tooth())
    scene.flat(folder.put(stroke("M-282 -164H149", 2.4, "#C48A2A")))
    look = Label("parang", PAPER, INDIGO_DARK, MORINDA)
    label(scene, folder, (-204, -112, 280, 190), Words("Paket", "ATK", "Jakarta"), look)
    stamp = f'<rect x="-104" y="-38" width="208" height="76" rx="8" fill="none" stroke="{INDIGO}" stroke-width="6"/>' + text(0, 19, "LUNAS", 50, "caps", INDIGO, spacing=5)
    scene.flat(folder.put(f'<g transform="translate(-50 166) rotate(-9)" opacity=".82">{stamp}</g>'), 0.88)
    book = Place(634, 226, 11)
    scene.add(book.put(box(-92, -134, 196, 280, "#EFE6D0", 8)), radius=4, height=4, lift=16, shadow=0.6)
    lurik = motif("lurik", Dyes(INDIGO_DARK, "#E9DDC2", MORINDA), 0.9)
    scene.add(book.put(box(-98, -140, 196, 280, lurik, 8) + box(-98, -140, 34, 280, MORINDA, 6)), radius=5, height=4, lift=4, texture=linen(0.5, 3.4))
    scene.add(book.put(box(-44, -76, 126, 82, PAPER, 3)), radius=2, height=1.2, lift=2)
    scene.flat(book.put(text(19, -38, "Buku Kas", 24, "word", INK) + box(-28, -24, 94, 2.4, MORINDA) + text(19, -4, "100 lembar", 14, "small", INK)))
    handle = Place(636, 560, 14)
    scene.add(handle.put(box(-86, 52, 172, 34, "#2E2620", 5)), radius=6, height=6, lift=18, shadow=0.65)
    timber(scene, handle.put(box(-92, 20, 184, 38, "#8F5526", 7)), "#9A6030", "#6E4020", radius=14, height=12, lift=12)
    grip = "M-26 24C-22 -6 -34 -30 -46 -54C-58 -92 -34 -120 0 -120C34 -120 58 -92 46 -54C34 -30 22 -6 26 24Z"
    scene.add(handle.put(shape(grip, "#A9682F")), radius=46, height=44, lift=18, gloss=0.65, shine=22, bump=streaks(1.6, 50, 35) * 0.25, shadow=0.65)
    scene.add(handle.put(box(-31, 8, 62, 15, BRASS, 6)), radius=8, height=8, lift=4, gloss=0.9, shine=16)
    pen(scene, Place(300, 716, -3), INDIGO, BRASS)
    pen(scene, Place(330, 762, -6), MORINDA, "#EFE6D0")
    for x, y, turn, colour in ((92, 300, 20, BRASS), (70, 520, -30, "#EFE6D0"), (748, 440, 40, BRASS)):
        clip = stroke("M-10 20V-26C-10 -40 12 -40 12 -26V26C12 44 -20 44 -20 26V-18", 5, colour)
        scene.add(Place(x, y, turn).put(clip), radius=3, height=3, lift=5, gloss=0.9)


def undangan(scene: Scene) -> None:
    """h38: a framed invitation on its envelope with a wax seal, jasmine beside."""
    grounds.cloth(scene, "indigo", "kawung", 1.3, seed=1)
    back = Place(470, 486, 12)
    scene.add(back.put(box(-268, -186, 536, 372, "#A33A2C", 5)), radius=4, height=3, lift=14, bump=paper_tooth(), shadow=0.6)
    lining = motif("truntum", Dyes("#8A2A1E", "#E3B85A", TURMERIC), 0.7)
    scene.add(back.put(shape("M-262 -184L0 30L262 -184Z", lining)), radius=3, height=2, lift=3)
    card(scene, Place(338, 344, -6), 432, 560, "#E4D3AC", 14)
    front = Place(334, 340, -6)
    card(scene, front, 432, 560, PAPER, 5)
    frame = motif("kawung", Dyes("#7A4420", "#F0DFB6", TURMERIC), 0.52)
    border = shape("M-202 -266H202V266H-202ZM-160 -224V224H160V-224Z", frame, 'fill-rule="evenodd"')
    scene.add(front.put(border), radius=2, height=1, lift=1.5)
    scene.flat(front.put(f'<rect x="-150" y="-214" width="300" height="428" fill="none" stroke="{BRASS}" stroke-width="2.4"/>'))
    words = text(0, -150, "UNDANGAN", 22, "caps", BARK, spacing=5) + text(0, -66, "Sekar", 62, "word", MORINDA) + text(0, -22, "dan", 26, "small", BARK) + text(0, 42, "Bagas", 62, "word", MORINDA)
    words += box(-90, 72, 180, 2.4, BRASS) + text(0, 112, "YOGYAKARTA", 20, "caps", INK, spacing=4) + text(0, 146, "12 Desember 2026", 19, "small", INK)
    words += shape("M0 168l10 12l-10 12l-10 -12z", TURMERIC)
    scene.flat(front.put(words), 0.96)
    envelope = Place(566, 596, -9)
    scene.add(envelope.put(box(-196, -134, 392, 268, "#E7D6B0", 4)), radius=3, height=3, lift=16, bump=paper_tooth(), shadow=0.6)
    scene.flat(envelope.put(stroke("M-194 132L-20 -8M194 132L20 -8", 2.4, "#B99A62", 0.8)))
    scene.add(envelope.put(shape("M-196 -132H196L16 34Q0 46 -16 34Z", "#EBDCB8")), radius=4, height=3, lift=5, bump=paper_tooth())
    wax = Place(envelope.x + 4, envelope.y + 28)
    scene.add(wax.put(shape(blob(random.Random(2), 46, 15, 0.08), "#A8231E")), radius=14, height=12, lift=8, gloss=0.8, shine=14)
    scene.add(wax.put(disc(0, 0, 29, "#98201B")), radius=6, height=-5, lift=0, gloss=0.7, shine=14)
    petals = "".join(f'<ellipse cy="-12" rx="6" ry="11" fill="#B5302A" transform="rotate({k * 60})"/>' for k in range(6))
    scene.add(wax.put(petals), radius=4, height=4, lift=2, gloss=0.8, shine=14)
    plants.sprig(scene, Place(690, 60, 118), 190, 3, 74, "#4C8A45")
    for x, y, size in ((672, 96, 40), (618, 150, 46), (690, 190, 38), (122, 716, 42), (190, 742, 34)):
        plants.jasmine(scene, Place(x, y, x), size)


def bamboo(scene: Scene, place: Place, length: float, thick: float, tone: str = "#D2A95C") -> None:
    """A length of bamboo along the frame's x axis, with two joints."""
    form = place.barrel(scene, thick + 2, thick * 0.85, lying=True)
    scene.add(place.put(box(-length / 2, -thick, length, thick * 2, tone, 10)), radius=10, height=5, lift=thick * 0.5, bump=form + streaks(70, 2.4, 35) * 0.25, gloss=0.45, shine=16, shadow=0.68)
    for x in (-length * 0.3, length * 0.32):
        scene.add(place.put(box(x - 7, -thick - 3, 14, thick * 2 + 6, mix(tone, "#E9D09A", 0.4), 6)), radius=6, height=4, lift=2, bump=form, gloss=0.4)
        scene.flat(place.put(box(x + 8, -thick, 4, thick * 2, darker(tone, 0.4))), 0.6)
    for reach, colour in ((thick - 2, "#E9D6A4"), (thick * 0.74, "#5A3A1C")):
        end = f'<ellipse cx="{length / 2 - 4}" rx="{reach * 0.3:.0f}" ry="{reach:.0f}" fill="{colour}"/>'
        scene.add(place.put(end), radius=4, height=-3 if colour == "#5A3A1C" else 3, lift=0)


def speaker_bambu(scene: Scene) -> None:
    """h33: a phone standing in a slit of a bamboo speaker, earphones beside."""
    grounds.cloth(scene, "sage", "lurik", 1.3, seed=5)
    tube = Place(400, 500, -4)
    bamboo(scene, tube, 660, 128)
    for x in (-214, 206):
        timber(scene, Place(tube.x, tube.y, -4).put(shape(f"M{x - 46} 96H{x + 46}L{x + 62} 156H{x - 62}Z", "#7A4A22")), "#8E5A2C", "#5E3517", radius=8, height=7, lift=14)
    scene.add(tube.put(box(-104, -92, 208, 46, "#3A2412", 12)), radius=8, height=-7, lift=0)
    phone = Place(394, 260, -4)
    scene.add(phone.put(box(-92, -196, 184, 376, "#23262E", 26)), radius=14, height=10, lift=24, gloss=0.6, shadow=0.66)
    sky = gradient((0, "#2F5FB0", 1), (0.6, "#6FA0DA", 1), (1, "#F0C98A", 1))
    screen = scene.mask(phone.put(box(-82, -184, 164, 352, "#fff", 18)))
    view = box(-82, -184, 164, 352, sky) + disc(0, -66, 52, "#F6EBD0") + disc(0, -66, 46, MORINDA) + disc(0, -66, 15, "#F6EBD0")
    view += shape("M-82 168V90L-30 40L10 84L44 52L82 92V168Z", "#1E4A3E")
    view += text(0, 18, "Keroncong", 26, "word", PAPER) + box(-60, 36, 120, 5, "#F6EBD0", 2) + disc(-14, 38, 8, TURMERIC)
    view += shape("M-10 62L14 76L-10 90Z", PAPER) + box(-48, 64, 6, 24, PAPER) + shape("M-24 64V88L-42 76Z", PAPER) + box(42, 64, 6, 24, PAPER) + shape("M24 64V88L42 76Z", PAPER)
    scene.flat(phone.put(view), within=screen)
    glass_sheen(scene, phone.put(shape("M-82 -184H-10L-82 60Z", "#fff")), 0.1, 3)
    lip = "M-110 -52Q0 -40 110 -52L112 -20Q0 -4 -112 -20Z"
    scene.add(tube.put(shape(lip, "#D2A95C")), radius=9, height=6, lift=7, bump=tube.barrel(scene, 130, 108, lying=True), gloss=0.45)
    mouth = tube.put('<ellipse cx="-150" cy="26" rx="86" ry="60" fill="#4A2E16"/>')
    hole = scene.add(mouth, radius=12, height=-9, lift=0)
    scene.hollow(hole, 14, 0.5)
    fill = motif("kawung", Dyes("#8A5A2A", "#E9D09A", "#6E4520"), 0.5)
    scene.add(tube.put(f'<ellipse cx="-150" cy="26" rx="76" ry="51" fill="{fill}"/>'), radius=4, height=3, lift=0, within=hole)
    burn = text(112, 18, "Bambu", 66, "word", "#3A1E0C") + text(112, 54, "SPEAKER · BANDUNG", 19, "caps", "#3A1E0C", spacing=1.6)
    scene.flat(tube.put(burn), 0.94)
    wire = "M120 770C60 700 120 650 190 690C280 740 250 780 330 760C420 736 380 690 470 706C560 722 600 690 640 724"
    scene.add(stroke(wire, 8, PAPER), radius=4, height=4, lift=6, gloss=0.6)
    for x, y, turn in ((644, 724, 10), (704, 668, -30)):
        bud = Place(x, y, turn)
        scene.add(bud.put(box(-6, 0, 14, 46, PAPER, 7) + disc(0, -6, 22, PAPER)), radius=16, height=14, lift=10, gloss=0.7, shine=16)
        scene.add(bud.put(disc(6, -8, 11, "#6A625A")), radius=5, height=-3, lift=0)
    scene.add(stroke("M704 712C690 740 668 744 640 724", 8, PAPER), radius=4, height=4, lift=6, gloss=0.6)


def sarung_laptop(scene: Scene) -> None:
    """h43: a striped woven sleeve with a laptop half drawn out, a mouse and a coiled cable."""
    grounds.cloth(scene, "sand", "truntum", 1.25, seed=8)
    place = Place(372, 384, -6)
    scene.add(place.put(box(-232, -330, 464, 420, "#C9CCCE", 22)), radius=16, height=9, lift=20, gloss=0.5, shine=12, shadow=0.62)
    scene.flat(place.put(f'<rect x="-226" y="-324" width="452" height="410" rx="18" fill="none" stroke="#F4F4F0" stroke-width="2"/>' + disc(0, -244, 20, "#9DA2A6")))
    lurik = motif("lurik", Dyes("#7E2019", "#E9DDC2", INDIGO), 1.15)
    body = box(-268, -190, 536, 520, lurik, 20)
    scene.add(place.put(body), radius=26, height=20, lift=26, texture=linen(0.9, 4), bump=cloth_folds(4, 1.3), threshold=0.3, shadow=0.64)
    ikat = motif("ikat", Dyes("#1C2F63", "#EBDCB8", TURMERIC), 0.62)
    scene.add(place.put(box(-268, 108, 536, 112, ikat) + box(-268, 100, 536, 8, TURMERIC) + box(-268, 220, 536, 8, TURMERIC)), radius=4, height=2, lift=1, texture=linen(0.7, 4), bump=cloth_folds(4, 1.3))
    scene.flat(place.put(f'<rect x="-256" y="-178" width="512" height="496" rx="14" fill="none" stroke="#F1EADB" stroke-width="2.6" stroke-dasharray="9 6"/>'))
    scene.add(place.put(box(-272, -204, 544, 30, BARK, 8)), radius=9, height=7, lift=6, gloss=0.3, bump=noise(3, 9) * 0.2)
    strap = "M-44 -206H44V26C44 56 24 70 0 70C-24 70 -44 56 -44 26Z"
    scene.add(place.put(shape(strap, BARK)), radius=8, height=6, lift=10, gloss=0.3, bump=noise(3, 9) * 0.2)
    scene.flat(place.put('<path d="M-34 -200V24C-34 48 -18 60 0 60C18 60 34 48 34 24V-200" fill="none" stroke="#F1D9A8" stroke-width="2.6" stroke-dasharray="7 5"/>'))
    scene.add(place.put(disc(0, 26, 15, BRASS)), radius=11, height=9, lift=4, gloss=0.9, shine=16)
    label(scene, place, (76, -122, 164, 132), Words("Tenun", "Troso", "Jepara"), Label("lurik", PAPER, MORINDA, INDIGO))
    mouse = Place(670, 290, 14)
    scene.add(mouse.put('<rect x="-56" y="-88" width="112" height="176" rx="54" fill="#EFE9DC"/>'), radius=56, height=50, lift=22, gloss=0.6, shine=14, threshold=0.25)
    scene.flat(mouse.put(stroke("M0 -84V-20M-54 -18Q0 -6 54 -18", 2.2, "#A79F8E")))
    scene.add(mouse.put(box(-7, -64, 14, 34, "#5A544A", 7)), radius=6, height=5, lift=3, gloss=0.6)
    coil = "".join(f'<circle cx="{650 + k * 3}" cy="{610 + k * 2}" r="{88 - k * 9}" fill="none" stroke="#F4EFE4" stroke-width="9"/>' for k in range(0, 4, 2))
    for part in (coil, coil.replace('r="88"', 'r="79"').replace('r="70"', 'r="61"')):
        scene.add(part, radius=5, height=5, lift=6, gloss=0.5)
    scene.add(stroke("M566 640C520 700 560 760 640 742", 9, "#F4EFE4"), radius=5, height=5, lift=6, gloss=0.5)
    plug = Place(664, 738, -8)
    scene.add(plug.put(box(-26, -20, 70, 40, PAPER, 8)), radius=10, height=9, lift=9, gloss=0.5)
    scene.add(plug.put(box(44, -12, 24, 24, "#B9BDBF", 3)), radius=3, height=3, lift=4, gloss=0.8)
    scene.add(Place(650, 610, 0).put(box(-24, -100, 46, 34, MORINDA, 6)), radius=8, height=6, lift=6, texture=linen(0.6, 3))


HEROES = {"h10": paket_atk, "h33": speaker_bambu, "h38": undangan, "h43": sarung_laptop}
