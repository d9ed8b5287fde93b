"""A bamboo speaker for a phone and a woven laptop sleeve."""

from __future__ import annotations

from collections.abc import Callable

from tools.pictures.colour import BARK, BRASS, INDIGO, MORINDA, PAPER, TURMERIC, darker, mix
from tools.pictures.fields import noise, streaks
from tools.pictures.heroes import parts_grounds as grounds
from tools.pictures.heroes.parts import Place, box, disc, glass_sheen, model, shape, stroke
from tools.pictures.heroes.parts_paper import label, timber
from tools.pictures.labels import Label, Words, text
from tools.pictures.motifs import Dyes, motif
from tools.pictures.scene import Scene
from tools.pictures.textures import cloth_folds, linen
from tools.pictures.vector import gradient


def bamboo(scene: Scene, place: Place, length: float, thick: float, tone: str = "#D2A95C") -> None:
    """A length of bamboo along the frame's x axis, with two joints."""
    form = place.barrel(scene, thick + 2, thick * 0.85, lying=True)
    model(
        scene,
        place.put(box(-length / 2, -thick, length, thick * 2, tone, 10)),
        (10, 5, thick * 0.5),
        (0.45, 16),
        bump=form + streaks(70, 2.4, 35) * 0.25,
        shadow=0.68,
    )
    for x in (-length * 0.3, length * 0.32):
        model(
            scene,
            place.put(box(x - 7, -thick - 3, 14, thick * 2 + 6, mix(tone, "#E9D09A", 0.4), 6)),
            (6, 4, 2),
            (0.4, 40),
            bump=form,
        )
        scene.flat(place.put(box(x + 8, -thick, 4, thick * 2, darker(tone, 0.4))), 0.6)
    for reach, colour in ((thick - 2, "#E9D6A4"), (thick * 0.74, "#5A3A1C")):
        end = f'<ellipse cx="{length / 2 - 4}" rx="{reach * 0.3:.0f}" ry="{reach:.0f}" fill="{colour}"/>'
        model(scene, place.put(end), (4, -3 if colour == "#5A3A1C" else 3, 0))


def _phone(scene: Scene) -> None:
    """A phone playing music."""
    phone = Place(394, 260, -4)
    model(scene, phone.put(box(-92, -196, 184, 376, "#23262E", 26)), (14, 10, 24), (0.6, 40), shadow=0.66)
    sky = gradient((0, "#2F5FB0", 1), (0.6, "#6FA0DA", 1), (1, "#F0C98A", 1))
    screen = scene.mask(phone.put(box(-82, -184, 164, 352, "#fff", 18)))
    view = (
        box(-82, -184, 164, 352, sky)
        + disc(0, -66, 52, "#F6EBD0")
        + disc(0, -66, 46, MORINDA)
        + disc(0, -66, 15, "#F6EBD0")
    )
    view += shape("M-82 168V90L-30 40L10 84L44 52L82 92V168Z", "#1E4A3E")
    view += (
        text(0, 18, "Keroncong", 26, "word", PAPER)
        + box(-60, 36, 120, 5, "#F6EBD0", 2)
        + disc(-14, 38, 8, TURMERIC)
    )
    view += (
        shape("M-10 62L14 76L-10 90Z", PAPER)
        + box(-48, 64, 6, 24, PAPER)
        + shape("M-24 64V88L-42 76Z", PAPER)
        + box(42, 64, 6, 24, PAPER)
        + shape("M24 64V88L42 76Z", PAPER)
    )
    scene.flat(phone.put(view), within=screen)
    glass_sheen(scene, phone.put(shape("M-82 -184H-10L-82 60Z", "#fff")), 0.1, 3)


def speaker_bambu(scene: Scene) -> None:
    """h33: a phone standing in a slit of a bamboo speaker, earphones beside."""
    grounds.cloth(scene, "sage", "lurik", 1.3, seed=5)
    tube = Place(400, 500, -4)
    bamboo(scene, tube, 660, 128)
    for x in (-214, 206):
        timber(
            scene,
            Place(tube.x, tube.y, -4).put(shape(f"M{x - 46} 96H{x + 46}L{x + 62} 156H{x - 62}Z", "#7A4A22")),
            "#8E5A2C",
            "#5E3517",
            relief=(8, 7, 14),
        )
    model(scene, tube.put(box(-104, -92, 208, 46, "#3A2412", 12)), (8, -7, 0))
    _phone(scene)
    lip = "M-110 -52Q0 -40 110 -52L112 -20Q0 -4 -112 -20Z"
    model(
        scene,
        tube.put(shape(lip, "#D2A95C")),
        (9, 6, 7),
        (0.45, 40),
        bump=tube.barrel(scene, 130, 108, lying=True),
    )
    mouth = tube.put('<ellipse cx="-150" cy="26" rx="86" ry="60" fill="#4A2E16"/>')
    hole = model(scene, mouth, (12, -9, 0))
    scene.hollow(hole, 14, 0.5)
    fill = motif("kawung", Dyes("#8A5A2A", "#E9D09A", "#6E4520"), 0.5)
    model(
        scene, tube.put(f'<ellipse cx="-150" cy="26" rx="76" ry="51" fill="{fill}"/>'), (4, 3, 0), within=hole
    )
    burn = text(112, 18, "Bambu", 66, "word", "#3A1E0C") + text(
        112, 54, "SPEAKER · BANDUNG", 19, "caps", "#3A1E0C", spacing=1.6
    )
    scene.flat(tube.put(burn), 0.94)
    wire = (
        "M120 770C60 700 120 650 190 690C280 740 250 780 330 760C420 736 380 690 470 706C560 722 600 "
        "690 640 724"
    )
    model(scene, stroke(wire, 8, PAPER), (4, 4, 6), (0.6, 40))
    for x, y, turn in ((644, 724, 10), (704, 668, -30)):
        bud = Place(x, y, turn)
        model(scene, bud.put(box(-6, 0, 14, 46, PAPER, 7) + disc(0, -6, 22, PAPER)), (16, 14, 10), (0.7, 16))
        model(scene, bud.put(disc(6, -8, 11, "#6A625A")), (5, -3, 0))
    model(scene, stroke("M704 712C690 740 668 744 640 724", 8, PAPER), (4, 4, 6), (0.6, 40))


def _cable(scene: Scene) -> None:
    """A coiled charging cable."""
    coil = "".join(
        f'<circle cx="{650 + k * 3}" cy="{610 + k * 2}" r="{88 - k * 9}" fill="none" stroke="#F4EFE4" '
        'stroke-width="9"/>'
        for k in range(0, 4, 2)
    )
    for part in (coil, coil.replace('r="88"', 'r="79"').replace('r="70"', 'r="61"')):
        model(scene, part, (5, 5, 6), (0.5, 40))
    model(scene, stroke("M566 640C520 700 560 760 640 742", 9, "#F4EFE4"), (5, 5, 6), (0.5, 40))
    plug = Place(664, 738, -8)
    model(scene, plug.put(box(-26, -20, 70, 40, PAPER, 8)), (10, 9, 9), (0.5, 40))
    model(scene, plug.put(box(44, -12, 24, 24, "#B9BDBF", 3)), (3, 3, 4), (0.8, 40))
    model(scene, Place(650, 610, 0).put(box(-24, -100, 46, 34, MORINDA, 6)), (8, 6, 6), texture=linen(0.6, 3))


def _mouse(scene: Scene) -> None:
    """A pale mouse."""
    mouse = Place(670, 290, 14)
    model(
        scene,
        mouse.put('<rect x="-56" y="-88" width="112" height="176" rx="54" fill="#EFE9DC"/>'),
        (56, 50, 22),
        (0.6, 14),
        threshold=0.25,
    )
    scene.flat(mouse.put(stroke("M0 -84V-20M-54 -18Q0 -6 54 -18", 2.2, "#A79F8E")))
    model(scene, mouse.put(box(-7, -64, 14, 34, "#5A544A", 7)), (6, 5, 3), (0.6, 40))


def sarung_laptop(scene: Scene) -> None:
    """h43: a striped woven sleeve with a laptop half drawn out, a mouse and a coiled cable."""
    grounds.cloth(scene, "sand", "truntum", 1.25, seed=8)
    place = Place(372, 384, -6)
    model(scene, place.put(box(-232, -330, 464, 420, "#C9CCCE", 22)), (16, 9, 20), (0.5, 12), shadow=0.62)
    scene.flat(
        place.put(
            '<rect x="-226" y="-324" width="452" height="410" rx="18" fill="none" stroke="#F4F4F0" '
            'stroke-width="2"/>' + disc(0, -244, 20, "#9DA2A6")
        )
    )
    lurik = motif("lurik", Dyes("#7E2019", "#E9DDC2", INDIGO), 1.15)
    body = box(-268, -190, 536, 520, lurik, 20)
    model(
        scene,
        place.put(body),
        (26, 20, 26),
        texture=linen(0.9, 4),
        bump=cloth_folds(4, 1.3),
        threshold=0.3,
        shadow=0.64,
    )
    ikat = motif("ikat", Dyes("#1C2F63", "#EBDCB8", TURMERIC), 0.62)
    model(
        scene,
        place.put(
            box(-268, 108, 536, 112, ikat)
            + box(-268, 100, 536, 8, TURMERIC)
            + box(-268, 220, 536, 8, TURMERIC)
        ),
        (4, 2, 1),
        texture=linen(0.7, 4),
        bump=cloth_folds(4, 1.3),
    )
    scene.flat(
        place.put(
            '<rect x="-256" y="-178" width="512" height="496" rx="14" fill="none" stroke="#F1EADB" '
            'stroke-width="2.6" stroke-dasharray="9 6"/>'
        )
    )
    model(scene, place.put(box(-272, -204, 544, 30, BARK, 8)), (9, 7, 6), (0.3, 40), bump=noise(3, 9) * 0.2)
    strap = "M-44 -206H44V26C44 56 24 70 0 70C-24 70 -44 56 -44 26Z"
    model(scene, place.put(shape(strap, BARK)), (8, 6, 10), (0.3, 40), bump=noise(3, 9) * 0.2)
    scene.flat(
        place.put(
            '<path d="M-34 -200V24C-34 48 -18 60 0 60C18 60 34 48 34 24V-200" fill="none" stroke="#F1D9A8" '
            'stroke-width="2.6" stroke-dasharray="7 5"/>'
        )
    )
    model(scene, place.put(disc(0, 26, 15, BRASS)), (11, 9, 4), (0.9, 16))
    label(
        scene,
        place,
        (76, -122, 164, 132),
        Words("Tenun", "Troso", "Jepara"),
        Label("lurik", PAPER, MORINDA, INDIGO),
    )
    _mouse(scene)
    _cable(scene)


HEROES: dict[str, Callable[[Scene], None]] = {"h33": speaker_bambu, "h43": sarung_laptop}
