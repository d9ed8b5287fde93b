"""Printed paper of the heroes: labels glued to a body, loose tags and cards, sheets of wood."""

from __future__ import annotations

from tools.pictures.colour import Array
from tools.pictures.heroes.parts import Place, Relief, box, disc, model
from tools.pictures.labels import Label, Words, set_words, strip_fill
from tools.pictures.scene import Scene
from tools.pictures.textures import paper_tooth, wood

Box = tuple[float, float, float, float]
"""Left, top, width and height in a frame's units."""


def label(
    scene: Scene,
    place: Place,
    area: Box,
    words: Words,
    look: Label,
    *,
    form: Array | None = None,
    inset: float = 0.05,
) -> None:
    """A label glued to a body of height `form`; the words keep `inset` of the width from its edges."""
    x, y, width, height = area
    fill, strip = strip_fill(look), height * 0.12
    body = (
        box(x, y, width, height, look.paper)
        + box(x, y, width, strip, fill)
        + box(x, y + height - strip, width, strip, fill)
    )
    bump = paper_tooth() if form is None else form
    model(scene, place.put(body), (2, 1.2, 2.5), shadow=0.45, bump=bump, amount=0.85)
    inner = (x + width * inset, y, width * (1 - 2 * inset), height)
    scene.flat(place.put(set_words(words, look, inner)), 0.96)


def tag(scene: Scene, place: Place, width: float, words: Words, look: Label, share: float = 0.62) -> None:
    """A loose paper tag about the frame's origin with an eyelet; `share` is its height by its width."""
    height = width * share
    body = box(-width / 2, -height / 2, width, height, look.paper, 4)
    model(scene, place.put(body), (2, 1.6, 8), bump=paper_tooth())
    inner = (-width * 0.44, -height * 0.48, width * 0.88, height * 0.96)
    scene.flat(place.put(set_words(words, look, inner, strips=False)), 0.96)
    eye = (-width / 2 + height * 0.11, -height / 2 + height * 0.11)
    scene.flat(place.put(disc(*eye, height * 0.05, look.accent) + disc(*eye, height * 0.024, "#3A2618")))


def card(scene: Scene, place: Place, width: float, height: float, colour: str, lift: float = 5) -> None:
    """A plain sheet of paper or card about the frame's origin."""
    body = box(-width / 2, -height / 2, width, height, colour, 3)
    model(scene, place.put(body), (2, 1.4, lift), bump=paper_tooth())


def timber(
    scene: Scene,
    body: str,
    light: str = "#B57B3F",
    dark: str = "#8A5628",
    *,
    along_y: bool = False,
    grain: float = 0.8,
    seed: int = 6,
    relief: Relief = (6, 5, 10),
    gloss: float = 0.25,
    bump: Array | None = None,
    within: Array | None = None,
) -> Array:
    """A wooden part whose grain runs along x, or along y. Returns its mask."""
    texture = wood(light, dark, scale=grain, seed=seed, upright=along_y)
    return model(scene, body, relief, (gloss, 18), texture=texture, bump=bump, within=within)
