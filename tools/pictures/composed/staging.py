"""The stage of a recipe: how near it is seen, and the ground it lies on."""

from __future__ import annotations

from tools.pictures import ground as grounds
from tools.pictures.colour import BARK, CREAM, INDIGO_DARK, INK, TURMERIC, luminance, mix
from tools.pictures.composed.planner import ground_named
from tools.pictures.composed.recipe import Recipe
from tools.pictures.fields import blur
from tools.pictures.motifs import Dyes
from tools.pictures.scene import CLOSE, WHOLE, Scene

_NEARER = (58.0, 82.0, 684.0)
_RUNNER_GROUNDS = (INDIGO_DARK, "#7A1F17", "#14532D", INK)


def lay_ground(scene: Scene, recipe: Recipe) -> None:
    """The ground of a recipe, with the region's motif tone on tone or on a runner."""
    ground = ground_named(recipe.ground)
    if ground.surface == "room":
        grounds.room(scene, ground.colour, ground.dark, ground.trim)
        return
    rng = scene.rng
    if ground.surface == "wood":
        grounds.wood_ground(scene, ground.colour, ground.dark, seed=rng.randrange(6))
    else:
        towards, step = (BARK, 0.09) if luminance(ground.colour) > 0.3 else (CREAM, 0.11)
        tone = (recipe.motif, grounds.near_dyes(ground.colour, towards, step), rng.choice((1.2, 1.35, 1.5)))
        grounds.linen_ground(scene, ground.colour, tone=tone if ground.tone else None, seed=recipe.seed % 9)
    if ground.runner:
        dye = rng.choice([colour for colour in _RUNNER_GROUNDS if colour != recipe.body])
        cloth = grounds.Runner(
            recipe.motif,
            Dyes(dye, "#E9DDC2", TURMERIC, mix(dye, CREAM, 0.5)),
            angle=rng.choice((-32, -26, -22, 24)),
            middle=rng.choice((430, 500, 560)),
            width=rng.choice((250, 320)),
        )
        grounds.runner(scene, cloth, seed=recipe.seed % 9)


def view(recipe: Recipe) -> tuple[float, float, float]:
    """How near the picture is: furniture whole when it is wide, else nearer; other products near."""
    if not recipe.ground.startswith("room:"):
        return CLOSE
    return WHOLE if recipe.container in ("table", "low-table", "bench") else _NEARER


def group(body: str, turn: float, middle: tuple[float, float] = (400, 400)) -> str:
    """The drawing turned by degrees about a point."""
    return f'<g transform="rotate({turn} {middle[0]} {middle[1]})">{body}</g>'


def glass_sheen(scene: Scene, body: str, label: tuple[float, float, float, float], strength: float) -> None:
    """Light along a glass wall, fainter where a paper label (x, y, width, height) covers it."""
    x, y, width, height = label
    paper = scene.mask(f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="#fff"/>')
    scene.glow(blur(scene.mask(body), 2) * (1 - 0.65 * paper), strength)
