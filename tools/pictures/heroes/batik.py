"""Folded batik of Surakarta and a batik shirt of Cirebon."""

from __future__ import annotations

from collections.abc import Callable

from tools.pictures.colour import BARK, CREAM, INDIGO, MORINDA, PAPER, TURMERIC, darker
from tools.pictures.fields import streaks
from tools.pictures.heroes import parts_grounds as grounds
from tools.pictures.heroes.parts import Place, box, cord, cord_bow, disc, model, shape, stroke
from tools.pictures.heroes.parts_paper import tag, timber
from tools.pictures.labels import Label, Words
from tools.pictures.motifs import Dyes, motif
from tools.pictures.scene import Scene
from tools.pictures.textures import cloth_folds, linen


def folded(
    scene: Scene, place: Place, wide: float, high: float, fill: str, edge: str, lift: float, seed: int
) -> None:
    """A cloth folded flat, its turns seen at the near edge."""
    for k in range(4, 0, -1):
        body = box(
            -wide / 2 + k * 3, -high / 2 + k * 9, wide - k * 2, high, edge if k % 2 else darker(edge, 0.22), 7
        )
        model(scene, place.put(body), (8, 5, lift if k == 4 else 3), texture=linen(0.5, 3.4))
    model(
        scene,
        place.put(box(-wide / 2, -high / 2, wide, high, fill, 9)),
        (20, 12, 4),
        texture=linen(0.6, 3.4),
        bump=cloth_folds(seed, 1.2),
        shadow=0.5,
    )


def batik_solo(scene: Scene) -> None:
    """h11: three folded batiks tied with cord, a canting before them."""
    grounds.cloth(scene, "sand", seed=3)
    folded(
        scene,
        Place(400, 500, -7),
        560,
        330,
        motif("parang", Dyes("#F0E4CB", "#6B3A1A", INDIGO), 0.95),
        "#D9C9A6",
        30,
        5,
    )
    folded(
        scene,
        Place(404, 396, -4),
        540,
        320,
        motif("kawung", Dyes("#3E2114", "#E5CDA0", "#B5762F"), 1.05),
        "#4A2A18",
        16,
        2,
    )
    folded(
        scene,
        Place(406, 292, -1),
        520,
        306,
        motif("truntum", Dyes("#5A2A14", "#F0DFB6", TURMERIC), 1.15),
        "#6B3A1C",
        16,
        6,
    )
    cord(scene, "M300 128C306 260 300 400 322 690")
    cord(scene, "M312 128C318 260 312 400 334 690")
    cord_bow(scene, Place(308, 306, -1))
    tag(
        scene,
        Place(494, 296, 9),
        226,
        Words("Batik", "Tulis", "Solo"),
        Label("truntum", PAPER, "#6B2A14", BARK),
    )
    pen = Place(640, 716, -22)
    timber(scene, pen.put(box(-210, -10, 250, 20, "#9A5B2B", 10)), "#A9682F", "#7A4620", relief=(10, 10, 11))
    copper = (
        "M34 -7H60V7H34ZM58 -19C84 -24 100 -12 100 0C100 14 84 24 58 19C52 8 52 -8 58 -19ZM96 -3C116 "
        "-6 124 2 126 18L119 19C117 10 110 5 96 6Z"
    )
    model(scene, pen.put(shape(copper, "#C9852F")), (12, 11, 8), (0.8, 20))
    scene.flat(pen.put('<ellipse cx="76" cy="-2" rx="15" ry="10" fill="#3A1D0B"/>'))


def kemeja_megamendung(scene: Scene) -> None:
    """h21: a batik shirt folded, collar and cuffs to the eye, label at its breast."""
    grounds.cloth(scene, "clay", seed=4)
    place = Place(400, 412, -3)
    fill = motif("mega-mendung", Dyes("#1E3C8C", "#E9E2CE", "#6E93CC"), 1.15)
    plain = "#1E3C8C"
    for side in (-1, 1):
        sleeve = (
            f"M{side * 148} -232C{side * 250} -210 {side * 276} -130 {side * 268} -40L{side * 262} "
            f"250L{side * 176} 262L{side * 170} -60Z"
        )
        model(
            scene,
            place.put(shape(sleeve, fill)),
            (30, 20, 18),
            texture=linen(0.55, 3.2),
            bump=streaks(26, 90, 65) * 1.6,
            threshold=0.3,
        )
        cuff = f"M{side * 174} 238L{side * 266} 226L{side * 264} 296L{side * 176} 306Z"
        model(scene, place.put(shape(cuff, plain)), (9, 7, 9), texture=linen(0.55, 3.2))
        model(scene, place.put(disc(side * 218, 268, 8, CREAM)), (6, 4, 2), (0.6, 40))
    body = (
        "M-152 -244C-100 -262 100 -262 152 -244C200 -232 214 -190 214 -150L206 322C140 336 -140 336 "
        "-206 322L-214 -150C-214 -190 -200 -232 -152 -244Z"
    )
    model(
        scene,
        place.put(shape(body, fill)),
        (44, 26, 28),
        texture=linen(0.55, 3.2),
        bump=cloth_folds(9, 1.6),
        threshold=0.3,
        shadow=0.64,
    )
    model(scene, place.put(box(-24, -226, 48, 552, fill)), (5, 4, 3), texture=linen(0.55, 3.2))
    scene.flat(place.put(stroke("M-18 -200V322M18 -200V322", 1.6, "#F1EADB", 0.5)))
    for y in (-150, -52, 46, 144, 242):
        model(scene, place.put(disc(0, y, 10, CREAM)), (7, 5, 3), (0.7, 40))
        scene.flat(place.put(disc(-3, y, 1.6, BARK) + disc(3, y, 1.6, BARK)))
    neck = place.put('<ellipse cy="-240" rx="76" ry="34" fill="#14264F"/>')
    model(scene, neck, (8, -6, 0))
    for side in (-1, 1):
        wing = (
            f"M{side * 4} -208L{side * 80} -282C{side * 104} -270 {side * 112} -236 {side * 104} "
            f"-196L{side * 62} -150Z"
        )
        model(scene, place.put(shape(wing, fill)), (10, 7, 10), texture=linen(0.55, 3.2))
    pocket = Place(place.x + 112, place.y - 30, -3)
    model(scene, pocket.put(shape("M-68 -58H68V52L0 78L-68 52Z", fill)), (5, 4, 4), texture=linen(0.55, 3.2))
    scene.flat(pocket.put(stroke("M-62 -40H62", 2, "#F1EADB", 0.7)))
    tag(
        scene,
        Place(300, 452, -6),
        230,
        Words("Batik", "Cirebon", "Mega Mendung"),
        Label("mega-mendung", PAPER, INDIGO, MORINDA),
    )


HEROES: dict[str, Callable[[Scene], None]] = {"h11": batik_solo, "h21": kemeja_megamendung}
