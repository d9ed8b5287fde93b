"""A model of a two-masted ship."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from tools.pictures.colour import BRASS, INDIGO, INK, MORINDA, mix
from tools.pictures.fields import streaks
from tools.pictures.heroes import parts_grounds as grounds
from tools.pictures.heroes.furniture import TEAK, floor_shadow
from tools.pictures.heroes.parts import box, model, shape, stroke
from tools.pictures.heroes.parts_paper import timber
from tools.pictures.labels import text
from tools.pictures.scene import Scene
from tools.pictures.textures import linen


def _sails(scene: Scene) -> None:
    """Seven sails, filled by a wind from the left."""
    sails = (
        "M330 196C384 226 428 300 440 372L338 388C344 320 342 256 330 196Z",
        "M336 404L444 384C450 440 444 500 430 540L336 540C342 490 342 450 336 404Z",
        "M520 216C566 244 600 300 610 366L526 380C532 320 530 266 520 216Z",
        "M526 396L614 378C626 430 628 486 618 532L526 536C532 490 532 440 526 396Z",
        "M306 180C262 280 196 380 112 470C166 454 240 442 300 446C312 356 314 270 306 180Z",
        "M236 300C180 390 120 450 62 506C88 500 116 494 146 492C190 430 220 366 236 300Z",
        "M306 462C262 456 214 466 176 486C160 506 156 526 160 540L296 546C306 520 308 490 306 462Z",
    )
    for number, sail in enumerate(sails):
        cloth = mix("#F3E6C8", "#E3CDA0", number % 3 * 0.4)
        model(
            scene,
            shape(sail, cloth),
            (60, 34, 20),
            texture=linen(0.6, 3.4),
            bump=streaks(18, 160, 65) * 0.8,
            threshold=0.2,
            shadow=0.5,
        )
        scene.flat(f'<path d="{sail}" fill="none" stroke="#B08A54" stroke-width="2.6" stroke-opacity=".8"/>')


def pinisi(scene: Scene) -> None:
    """h45: a model of a two-masted ship with seven sails on a stand."""
    grounds.room(scene, "wall-ochre", "boards", 664)
    floor_shadow(scene, 420, 752, 250, 22)
    timber(scene, box(176, 712, 448, 40, "#6E4524", 6), "#7A4E28", "#4E2E16", relief=(9, 8, 22))
    model(scene, box(316, 722, 168, 22, BRASS, 3), (3, 2, 2), (0.7, 40))
    scene.flat(text(400, 739, "PINISI · BULUKUMBA", 13.5, "caps", INK, spacing=1))
    for x in (262, 506):
        timber(
            scene,
            shape(f"M{x} 720L{x + 8} 640H{x + 24}L{x + 32} 720Z", "#6E4524"),
            "#7A4E28",
            "#4E2E16",
            along_y=True,
            relief=(6, 5, 12),
        )
    for x, top in ((322, 108), (512, 150)):
        timber(
            scene,
            shape(f"M{x - 8} 580L{x - 4} {top}H{x + 4}L{x + 8} 580Z", "#8A5628"),
            *TEAK,
            along_y=True,
            relief=(6, 7, 18),
        )
    rig = (
        "M322 112L60 520M322 112L200 560M322 112L440 560M512 154L400 560M512 154L640 552M322 112L512 "
        "154M40 512L150 560"
    )
    model(scene, stroke(rig, 3, "#5A4226"), (1.5, 1.5, 14))
    timber(scene, shape("M178 568L30 508L34 498L190 546Z", "#8A5628"), *TEAK, relief=(5, 6, 16))
    _sails(scene)
    hull = "M150 552C236 582 520 580 676 530L700 536C690 600 640 660 560 672H280C210 664 160 614 150 552Z"
    timber(
        scene,
        shape(hull, "#8A4A22"),
        "#A35E2E",
        "#6E3A18",
        grain=0.6,
        gloss=0.4,
        bump=np.asarray(np.abs(np.sin((scene.y - scene.x * 0.02) * np.pi / 18)) * 1.2, np.float32),
        relief=(60, 44, 30),
    )
    hull_mask = scene.mask(shape(hull, "#fff"))
    scene.flat(
        stroke("M150 566C250 598 520 596 690 546", 13, "#F1EADB")
        + stroke("M156 586C250 616 520 614 686 566", 9, INDIGO),
        0.94,
        within=hull_mask,
    )
    timber(scene, shape("M530 512H660L668 548L536 560Z", "#B57B3F"), *TEAK, relief=(5, 5, 12))
    scene.flat("".join(box(x, 522, 18, 18, "#3A2214", 3) for x in (552, 586, 620)))
    model(
        scene,
        shape("M318 100L360 84L318 70Z", MORINDA) + shape("M508 144L548 130L508 116Z", MORINDA),
        (6, 4, 8),
        texture=linen(0.5, 3),
    )


HEROES: dict[str, Callable[[Scene], None]] = {"h45": pinisi}
