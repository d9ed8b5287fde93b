"""Plates, bowls, jars, bottles, baskets and trays, seen from above or lying on their back."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from tools.pictures.colour import PAPER, Array, mix
from tools.pictures.fields import blur, noise, turned
from tools.pictures.heroes.parts import Place, box, disc, glass_sheen, model, shape, stroke
from tools.pictures.motifs import Dyes, motif
from tools.pictures.scene import Scene, Texture
from tools.pictures.textures import linen, plaited
from tools.pictures.vector import clip

BAMBOO = ("#DDBE7E", "#D2AE6A", "#E4C88C", "#CFAB66")
"""Tones of split bamboo and dried pandan."""


def ring(x: float, y: float, radius: float, width: float, colour: str) -> str:
    """A drawn circle line."""
    return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="none" stroke="{colour}" stroke-width="{width}"/>'


def plate(scene: Scene, x: float, y: float, radius: float, rim: str, dots: str | None = None) -> Array:
    """An enamelled plate from above: a line of `rim` colour, dots if wanted. Returns the mask of its well."""
    model(scene, disc(x, y, radius, PAPER), (radius * 0.12, radius * 0.06, 20), (0.4, 40), shadow=0.64)
    lines = ring(x, y, radius * 0.955, radius * 0.026, rim) + ring(x, y, radius * 0.91, radius * 0.009, rim)
    if dots:
        lines += "".join(
            disc(
                x + radius * 0.86 * math.cos(k * math.pi / 20),
                y + radius * 0.86 * math.sin(k * math.pi / 20),
                radius * 0.014,
                dots if k % 2 else rim,
            )
            for k in range(40)
        )
    scene.flat(lines)
    model(scene, disc(x, y, radius * 0.8, "#EFE5CF"), (radius * 0.1, -radius * 0.045, 0))
    return scene.mask(disc(x, y, radius * 0.78, "#fff"))


def oval_plate(scene: Scene, place: Place, wide: float, high: float, rim: str) -> Array:
    """An oval plate; half-axes in units. Returns the mask of its well."""

    def oval(share: float, fill: str, more: str = "") -> str:
        return place.put(
            f'<ellipse rx="{wide * share:.1f}" ry="{high - wide * (1 - share):.1f}" fill="{fill}" {more}/>'
        )

    model(scene, oval(1, PAPER), (32, 16, 22), (0.4, 40), shadow=0.64)
    scene.flat(
        oval(0.965, "none", f'stroke="{rim}" stroke-width="7"')
        + oval(0.93, "none", f'stroke="{rim}" stroke-width="2"')
    )
    model(scene, oval(0.85, "#EFE5CF"), (26, -12, 0))
    return scene.mask(oval(0.84, "#fff"))


def bowl(
    scene: Scene,
    x: float,
    y: float,
    radius: float,
    wall: str,
    floor: str,
    rim: float = 0.1,
    gloss: float = 0.4,
) -> Array:
    """A bowl from above, wall rounded, its inside dark with depth. Returns the mask of its opening."""
    model(
        scene,
        disc(x, y, radius, wall),
        (radius * 0.16, radius * 0.14, radius * 0.16 + 8),
        (gloss, 40),
        shadow=0.66,
    )
    inner = radius * (1 - rim)
    model(scene, disc(x, y, inner, floor), (radius * 0.2, -radius * 0.12, 0))
    return scene.mask(disc(x, y, inner, "#fff"))


def sauce(scene: Scene, x: float, y: float, radius: float, wall: str, liquid: str) -> None:
    """A small bowl of sauce."""
    opening = bowl(scene, x, y, radius, wall, liquid, 0.16)
    model(
        scene, disc(x, y, radius * 0.82, liquid), (radius * 0.12, 2, 0), (0.7, 14), bump=noise(26, 63) * 0.5
    )
    scene.hollow(opening, radius * 0.12, 0.5)
    glass_sheen(
        scene,
        stroke(
            f"M{x - radius * 0.5} {y - radius * 0.2}Q{x - radius * 0.3} {y - radius * 0.52} "
            f"{x + radius * 0.12} {y - radius * 0.56}",
            radius * 0.1,
            "#fff",
        ),
        0.45,
    )


def tray(scene: Scene, x: float, y: float, radius: float, strip: float = 26) -> Array:
    """A round tray of woven bamboo (tampah) with a bound rim. Returns the mask of its floor."""
    weave = plaited(
        lambda i: BAMBOO[i % 4], lambda i: BAMBOO[(i * 3 + 1) % 4], strip=strip, angle=45, height=4
    )
    model(scene, disc(x, y, radius, "#000"), (18, 14, 30), texture=weave, shadow=0.66)
    floor = scene.mask(disc(x, y, radius * 0.9, "#fff"))
    model(
        scene,
        ring(x, y, radius * 0.945, radius * 0.11, "#C89A52"),
        (radius * 0.06, radius * 0.06, 7),
        bump=_turns(scene, x, y, 72),
    )
    scene.hollow(floor, 9, 0.4)
    return floor


def _turns(scene: Scene, x: float, y: float, count: int) -> Array:
    """Ridges of a binding that runs round a middle."""
    around = np.arctan2(scene.y - y, scene.x - x)
    return np.asarray(np.abs(np.sin(around * count)) * 2.2, np.float32)


def woven_box(
    scene: Scene, place: Place, wide: float, high: float, accents: tuple[str, str], rim: float = 32
) -> Array:
    """An open box of woven bamboo (besek) from above. Returns the mask of its inside."""
    weave = plaited(
        lambda i: BAMBOO[i % 4] if i % 6 else accents[0],
        lambda i: BAMBOO[(i * 3) % 4] if i % 6 else accents[1],
        strip=22,
        angle=45 + place.turn,
        height=4.5,
    )
    model(
        scene,
        place.put(box(-wide / 2, -high / 2, wide, high, "#000", 24)),
        (18, 15, 34),
        texture=weave,
        shadow=0.66,
    )
    inside = place.put(box(-wide / 2 + rim, -high / 2 + rim, wide - 2 * rim, high - 2 * rim, "#6E4A22", 14))
    return model(scene, inside, (8, -8, 0))


JAR = (
    "M-138 -150C-138 -164 -130 -170 -118 -170L118 -170C130 -170 138 -164 138 -150C140 -128 166 -114 170 -82"
    "L170 260C170 294 152 308 120 308L-120 308C-152 308 -170 294 -170 260L-170 -82C-166 -114 -140 -128 "
    "-138 -150Z"
)
"""Outline of a jar about its frame's origin: 340 wide, from -170 to 308."""


def jar(scene: Scene, place: Place, filling: str, contents: Callable[[Array, Array], None]) -> Array:
    """A glass jar on its back; `contents(mask, form)` draws what is inside. Returns its form, a height."""
    form = place.barrel(scene, 178, 120 * place.scale) * 0.8
    model(scene, place.put(shape(JAR, filling)), (26, 20, 34), bump=form, shadow=0.68, amount=0.8)
    glass = scene.mask(place.put(shape(JAR, "#fff")))
    along, _ = place.axes(scene)
    contents(glass, np.asarray(form, np.float32))
    scene.darken(np.asarray(np.clip(np.abs(along) / 172, 0, 1) ** 5 * glass, np.float32), 0.5)
    scene.darken(np.asarray(glass * np.clip((along - 30) / 150, 0, 1), np.float32), 0.25)
    return np.asarray(form * 1.12, np.float32)


def jar_sheen(scene: Scene, place: Place) -> None:
    """Glass highlights of the jar, laid after its label."""
    streak = (
        "M-146 -78C-144 -100 -126 -112 -118 -128L-100 -128C-110 -108 -124 -96 -124 -74V290C-138 286 "
        "-146 276 -146 256Z"
    )
    glass_sheen(scene, place.put(shape(streak, "#fff") + stroke("M152 -70V240", 6, "#fff", 0.5)))


def cloth_cap(scene: Scene, place: Place, name: str, dyes: Dyes) -> None:
    """A cloth tied over a jar's mouth with cord."""
    fill = motif(name, dyes, 0.56)
    along, down = place.axes(scene)
    frill = np.asarray(np.sin(along * 2 * np.pi / 37) * 4 * np.clip((down + 186) / 50, 0, 1), np.float32)
    skirt = (
        "M-150 -186C-174 -164 -188 -138 -176 -124C-156 -132 -144 -116 -124 -130C-104 -116 -84 -114 -62 "
        "-124C-40 -112 -16 -110 2 -120C24 -110 48 -112 66 -124C86 -114 110 -116 128 -130C146 -116 160 -132 "
        "178 -124C188 -140 174 -164 150 -186Z"
    )
    crown = (
        "M-138 -190C-146 -250 -138 -282 -104 -296C-50 -308 50 -308 104 -296C138 -282 146 -250 138 "
        "-190C70 -174 -70 -174 -138 -190Z"
    )
    model(scene, place.put(shape(skirt, fill)), (14, 10, 12), texture=linen(0.6, 3.2), bump=frill, shadow=0.6)
    model(
        scene,
        place.put(shape(crown, fill)),
        (34, 22, 6),
        texture=linen(0.6, 3.2),
        bump=place.barrel(scene, 160, 80 * place.scale),
    )
    for path, width in (
        ("M-144 -186C-70 -168 70 -168 144 -186", 10),
        ("M-146 -178C-70 -159 70 -159 146 -178", 8),
    ):
        model(
            scene,
            place.put(stroke(path, width, "#D3B274")),
            (4, 4, 5),
            bump=np.asarray(np.sin(along * 0.9) * 0.7, np.float32),
        )


def screw_cap(scene: Scene, place: Place, colour: str) -> None:
    """A ribbed lid on the jar's mouth."""
    along, down = place.axes(scene)
    ribs = np.asarray(np.sin(along * 2 * np.pi / 9) * 0.7 * (down > -230), np.float32)
    lid = "M-148 -250C-148 -264 -138 -272 -124 -272H124C138 -272 148 -264 148 -250V-168H-148Z"
    model(
        scene,
        place.put(shape(lid, colour)),
        (12, 9, 9),
        (0.6, 40),
        bump=place.barrel(scene, 152, 100 * place.scale) + ribs,
    )


def bottle(scene: Scene, outline: str, liquid: str, warm: str, depth: float = 0.8) -> Array:
    """An upright bottle of coloured glass from its outline (path data in picture units). Returns its form."""
    mask = scene.mask(shape(outline, "#fff"))
    form = turned(mask, depth)
    model(scene, shape(outline, liquid), (16, 10, 32), (0.3, 40), bump=form * 0.8, shadow=0.66, amount=0.75)
    flank = (
        np.clip(blur(mask, 18) * 1.2 - 0.55, 0, 1)
        * mask
        * np.clip((scene.x - scene.x[mask > 0.5].mean()) / 90, 0, 1)
    )
    scene.glow(np.asarray(flank, np.float32), 0.42, mix(liquid, warm, 0.6))
    return form


def strips(turn: float, width: float, tones: tuple[str, str]) -> Texture:
    """A weave of palm leaf in two tones, along a frame's diagonal."""
    return plaited(
        lambda i: tones[i % 2], lambda i: tones[(i + 1) % 2], strip=width, angle=45 + turn, height=width * 0.2
    )


def cut(outline: str) -> str:
    """A clip path from path data."""
    return clip(shape(outline, "#fff"))
