"""Office paper and printed invitations."""

from __future__ import annotations

import random
from collections.abc import Callable

from tools.pictures.colour import BARK, BRASS, INDIGO, INDIGO_DARK, INK, MORINDA, PAPER, TURMERIC
from tools.pictures.fields import streaks
from tools.pictures.heroes import parts_grounds as grounds
from tools.pictures.heroes import parts_plants as plants
from tools.pictures.heroes.parts import Place, box, disc, model, shape, stroke
from tools.pictures.heroes.parts_paper import card, label, timber
from tools.pictures.labels import Label, Words, text
from tools.pictures.motifs import Dyes, motif
from tools.pictures.scene import Scene
from tools.pictures.shapes import blob
from tools.pictures.textures import linen, paper_tooth


def pen(scene: Scene, place: Place, colour: str, metal: str) -> None:
    """A ball pen, its tip to the right; about 490 units long."""
    model(scene, place.put(shape("M210 -7L262 -2.4L268 0L262 2.4L210 7Z", "#D8CDB4")), (7, 6, 9), (0.7, 40))
    model(scene, place.put(box(-220, -13, 436, 26, colour, 11)), (13, 13, 12), (0.9, 24), shadow=0.6)
    model(
        scene,
        place.put(box(-70, -14, 16, 28, metal, 2) + box(-212, -18, 120, 8, metal, 4)),
        (5, 5, 4),
        (0.9, 40),
    )


def _stamp(scene: Scene) -> None:
    """A wooden stamp lying on its side."""
    handle = Place(636, 560, 14)
    model(scene, handle.put(box(-86, 52, 172, 34, "#2E2620", 5)), (6, 6, 18), shadow=0.65)
    timber(scene, handle.put(box(-92, 20, 184, 38, "#8F5526", 7)), "#9A6030", "#6E4020", relief=(14, 12, 12))
    grip = "M-26 24C-22 -6 -34 -30 -46 -54C-58 -92 -34 -120 0 -120C34 -120 58 -92 46 -54C34 -30 22 -6 26 24Z"
    model(
        scene,
        handle.put(shape(grip, "#A9682F")),
        (46, 44, 18),
        (0.65, 22),
        bump=streaks(1.6, 50, 35) * 0.25,
        shadow=0.65,
    )
    model(scene, handle.put(box(-31, 8, 62, 15, BRASS, 6)), (8, 8, 4), (0.9, 16))


def paket_atk(scene: Scene) -> None:
    """h10: a folder with papers, a cash book, a wooden stamp, pens and clips."""
    grounds.cloth(scene, "leaf", "truntum", 1.25, seed=7)
    folder = Place(400, 400, -8)
    model(
        scene,
        folder.put(shape("M-272 -280H-100L-70 -244H160V240H-272Z", "#C48A2A")),
        (4, 3, 18),
        bump=paper_tooth(),
        shadow=0.6,
    )
    for turn, x in ((2.2, 14), (-1.0, 6)):
        sheet = f'<g transform="rotate({turn} -60 0)">{box(-250 + x, -258, 400, 470, PAPER)}</g>'
        model(scene, folder.put(sheet), (2, 1.2, 4), shadow=0.45)
    scene.flat(
        folder.put(
            text(-214, -214, "Faktur", 36, "word", INDIGO_DARK, "start") + box(-214, -204, 334, 3, MORINDA)
        )
    )
    model(scene, folder.put(shape("M-284 -188H148L172 252H-272Z", TURMERIC)), (5, 4, 9), bump=paper_tooth())
    scene.flat(folder.put(stroke("M-282 -164H149", 2.4, "#C48A2A")))
    look = Label("parang", PAPER, INDIGO_DARK, MORINDA)
    label(scene, folder, (-204, -112, 280, 190), Words("Paket", "ATK", "Jakarta"), look)
    stamp = (
        f'<rect x="-104" y="-38" width="208" height="76" rx="8" fill="none" stroke="{INDIGO}" '
        'stroke-width="6"/>' + text(0, 19, "LUNAS", 50, "caps", INDIGO, spacing=5)
    )
    scene.flat(folder.put(f'<g transform="translate(-50 166) rotate(-9)" opacity=".82">{stamp}</g>'), 0.88)
    book = Place(634, 226, 11)
    model(scene, book.put(box(-92, -134, 196, 280, "#EFE6D0", 8)), (4, 4, 16), shadow=0.6)
    lurik = motif("lurik", Dyes(INDIGO_DARK, "#E9DDC2", MORINDA), 0.9)
    model(
        scene,
        book.put(box(-98, -140, 196, 280, lurik, 8) + box(-98, -140, 34, 280, MORINDA, 6)),
        (5, 4, 4),
        texture=linen(0.5, 3.4),
    )
    model(scene, book.put(box(-44, -76, 126, 82, PAPER, 3)), (2, 1.2, 2))
    scene.flat(
        book.put(
            text(19, -38, "Buku Kas", 24, "word", INK)
            + box(-28, -24, 94, 2.4, MORINDA)
            + text(19, -4, "100 lembar", 14, "small", INK)
        )
    )
    _stamp(scene)
    pen(scene, Place(300, 716, -3), INDIGO, BRASS)
    pen(scene, Place(330, 762, -6), MORINDA, "#EFE6D0")
    for x, y, turn, colour in ((92, 300, 20, BRASS), (70, 520, -30, "#EFE6D0"), (748, 440, 40, BRASS)):
        clip = stroke("M-10 20V-26C-10 -40 12 -40 12 -26V26C12 44 -20 44 -20 26V-18", 5, colour)
        model(scene, Place(x, y, turn).put(clip), (3, 3, 5), (0.9, 40))


def undangan(scene: Scene) -> None:
    """h38: a framed invitation on its envelope with a wax seal, jasmine beside."""
    grounds.cloth(scene, "indigo", "kawung", 1.3, seed=1)
    back = Place(470, 486, 12)
    model(
        scene, back.put(box(-268, -186, 536, 372, "#A33A2C", 5)), (4, 3, 14), bump=paper_tooth(), shadow=0.6
    )
    lining = motif("truntum", Dyes("#8A2A1E", "#E3B85A", TURMERIC), 0.7)
    model(scene, back.put(shape("M-262 -184L0 30L262 -184Z", lining)), (3, 2, 3))
    card(scene, Place(338, 344, -6), 432, 560, "#E4D3AC", 14)
    front = Place(334, 340, -6)
    card(scene, front, 432, 560, PAPER, 5)
    frame = motif("kawung", Dyes("#7A4420", "#F0DFB6", TURMERIC), 0.52)
    border = shape("M-202 -266H202V266H-202ZM-160 -224V224H160V-224Z", frame, 'fill-rule="evenodd"')
    model(scene, front.put(border), (2, 1, 1.5))
    scene.flat(
        front.put(
            f'<rect x="-150" y="-214" width="300" height="428" fill="none" stroke="{BRASS}" '
            'stroke-width="2.4"/>'
        )
    )
    words = (
        text(0, -150, "UNDANGAN", 22, "caps", BARK, spacing=5)
        + text(0, -66, "Sekar", 62, "word", MORINDA)
        + text(0, -22, "dan", 26, "small", BARK)
        + text(0, 42, "Bagas", 62, "word", MORINDA)
    )
    words += (
        box(-90, 72, 180, 2.4, BRASS)
        + text(0, 112, "YOGYAKARTA", 20, "caps", INK, spacing=4)
        + text(0, 146, "12 Desember 2026", 19, "small", INK)
    )
    words += shape("M0 168l10 12l-10 12l-10 -12z", TURMERIC)
    scene.flat(front.put(words), 0.96)
    envelope = Place(566, 596, -9)
    model(
        scene,
        envelope.put(box(-196, -134, 392, 268, "#E7D6B0", 4)),
        (3, 3, 16),
        bump=paper_tooth(),
        shadow=0.6,
    )
    scene.flat(envelope.put(stroke("M-194 132L-20 -8M194 132L20 -8", 2.4, "#B99A62", 0.8)))
    model(
        scene,
        envelope.put(shape("M-196 -132H196L16 34Q0 46 -16 34Z", "#EBDCB8")),
        (4, 3, 5),
        bump=paper_tooth(),
    )
    wax = Place(envelope.x + 4, envelope.y + 28)
    model(scene, wax.put(shape(blob(random.Random(2), 46, 15, 0.08), "#A8231E")), (14, 12, 8), (0.8, 14))
    model(scene, wax.put(disc(0, 0, 29, "#98201B")), (6, -5, 0), (0.7, 14))
    petals = "".join(
        f'<ellipse cy="-12" rx="6" ry="11" fill="#B5302A" transform="rotate({k * 60})"/>' for k in range(6)
    )
    model(scene, wax.put(petals), (4, 4, 2), (0.8, 14))
    plants.sprig(scene, Place(690, 60, 118), 190, 3, 74, "#4C8A45")
    for x, y, size in ((672, 96, 40), (618, 150, 46), (690, 190, 38), (122, 716, 42), (190, 742, 34)):
        plants.jasmine(scene, Place(x, y, x), size)


HEROES: dict[str, Callable[[Scene], None]] = {"h10": paket_atk, "h38": undangan}
