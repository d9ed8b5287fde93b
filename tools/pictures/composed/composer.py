"""Draws a recipe: the ground, then the container with its label and contents."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image

from tools.pictures import ground as grounds
from tools.pictures.colour import BARK, CREAM, INDIGO_DARK, INK, TURMERIC, luminance, mix
from tools.pictures.composed import (
    bottles,
    boxes,
    cloths,
    craft,
    dishes,
    farm,
    furniture,
    gadgets,
    household,
    meals,
    packs,
    services,
    stationery,
    tableware,
    trades,
    vessels,
    wovens,
)
from tools.pictures.composed.planner import ground_named
from tools.pictures.composed.recipe import Recipe
from tools.pictures.motifs import Dyes
from tools.pictures.scene import CLOSE, WHOLE, Scene

CONTAINERS: dict[str, Callable[[Scene, Recipe], None]] = {
    "angklung": craft.angklung,
    "apron": cloths.apron,
    "banner": stationery.banner,
    "basket": wovens.basket,
    "bench": furniture.bench,
    "besek": boxes.besek,
    "bottle": bottles.bottle,
    "broom": household.broom,
    "brush": household.brush,
    "bulbs": gadgets.bulbs,
    "bunch": farm.bunch,
    "cabinet": furniture.cabinet,
    "cable": gadgets.cable,
    "camera": trades.camera,
    "candles": household.candles,
    "cap": tableware.cap,
    "cards": stationery.cards,
    "carton": boxes.carton,
    "case": gadgets.case,
    "chair": furniture.chair,
    "chess": tableware.chess,
    "cloth-stack": household.cloth_stack,
    "comb": farm.comb,
    "crate": farm.crate,
    "cream-pot": vessels.cream_pot,
    "cushion": cloths.cushion,
    "cutting-board": tableware.cutting_board,
    "drink": dishes.drink,
    "eggs": farm.eggs,
    "fan": craft.fan,
    "folded-cloth": cloths.folded_cloth,
    "folders": stationery.folders,
    "gusset-bag": packs.gusset_bag,
    "hamper": boxes.ribbon_hamper,
    "hat": wovens.hat,
    "headset": gadgets.headset,
    "jar": vessels.jar,
    "jerrycan": bottles.jerrycan,
    "keychains": craft.keychains,
    "lamp": gadgets.lamp,
    "laptop": trades.laptop,
    "leaf-bundle": meals.leaf_bundle,
    "lotion": bottles.lotion,
    "mat": cloths.rolled,
    "mug": vessels.mug,
    "notebook": stationery.notebook,
    "packet": household.packet,
    "paint-brush": trades.paint_brush,
    "painting": tableware.painting,
    "pens": stationery.pens,
    "plate": meals.plate,
    "pot": craft.pot,
    "pouch": packs.pouch,
    "power-bank": gadgets.power_bank,
    "purse": cloths.purse,
    "ream": stationery.ream,
    "refill": packs.refill,
    "rice-box": meals.rice_box,
    "rice-plate": dishes.rice_plate,
    "rolled-cloth": cloths.rolled,
    "sack": packs.sack,
    "scarf": cloths.scarf,
    "scissors": trades.scissors,
    "seedling": farm.seedling,
    "sewing": services.sewing,
    "shelf": furniture.shelf,
    "shirt": cloths.shirt,
    "shoes": cloths.shoes,
    "sign": craft.sign,
    "snack-box": meals.snack_box,
    "soap": household.soap,
    "soup-bowl": dishes.soup_bowl,
    "speaker": services.speaker,
    "spray-bottle": bottles.spray_bottle,
    "standing-pouch": packs.standing_pouch,
    "stacked-cloth": cloths.stacked_cloth,
    "stamp": stationery.stamp,
    "stand": gadgets.stand,
    "straws": tableware.straws,
    "table": furniture.table,
    "tent": services.tent,
    "tin": vessels.tin,
    "tote": stationery.tote,
    "toy": craft.toy,
    "truck": services.truck,
    "tube": bottles.tube,
    "tumpeng": meals.tumpeng,
    "winnow": wovens.winnow,
    "woven-box": wovens.woven_box,
    "wrench": trades.wrench,
}
"""Container -> its drawing, by the names that `rules.json` uses."""

_NEARER = (58.0, 82.0, 684.0)
_RUNNER_GROUNDS = (INDIGO_DARK, "#7A1F17", "#14532D", INK)


def _lay_ground(scene: Scene, recipe: Recipe) -> None:
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


def _view(recipe: Recipe) -> tuple[float, float, float]:
    """How near the picture is: furniture whole when it is wide, else nearer; other products near."""
    if not recipe.ground.startswith("room:"):
        return CLOSE
    return WHOLE if recipe.container in ("table", "bench") else _NEARER


def compose(recipe: Recipe) -> Image.Image:
    """The finished picture of a recipe."""
    scene = Scene(recipe.seed, _view(recipe))
    _lay_ground(scene, recipe)
    CONTAINERS[recipe.container](scene, recipe)
    return scene.finish()
