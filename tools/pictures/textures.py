"""Textures: woven thread, wood, plaited strips, cord, plain paper tooth and the slow folds of a cloth."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from tools.pictures.colour import Array, rgb
from tools.pictures.fields import noise, streaks
from tools.pictures.scene import Patch, Scene, Texture


def paper_tooth() -> Array:
    """A trace of unevenness for paper and card."""
    return noise(2.2, 9) * 0.05


def cloth_folds(seed: int = 0, depth: float = 1.0) -> Array:
    """Slow folds of a cloth that lies flat."""
    return noise(70, 50 + seed) * 1.6 * depth + streaks(160, 38, 51 + seed) * depth


def cord_twist(scene: Scene, period: float = 7, depth: float = 0.65) -> Array:
    """Slanted ridges of a twisted cord."""
    return np.asarray(np.sin((scene.x + scene.y) * 2 * np.pi / period) * depth, np.float32)


def ridges(scene: Scene, period: float, depth: float, across: bool = False) -> Array:
    """Straight ridges: upright ones, or lying ones with `across`."""
    along = scene.y if across else scene.x
    return np.asarray(np.sin(along * 2 * np.pi / period) * depth, np.float32)


def cylinder(scene: Scene, centre: float, half_width: float, height: float) -> Array:
    """Height of an upright round body."""
    inside = np.clip(1 - ((scene.x - centre) / half_width) ** 2, 0, 1)
    return np.asarray(height * np.sqrt(inside), np.float32)


def linen(strength: float = 0.62, period: float = 4.6) -> Texture:
    """Plain weave with a few thicker threads; period in units."""

    def fill(patch: Patch) -> tuple[Array, Array]:
        warp, weft = np.sin(patch.x * np.pi / period), np.sin(patch.y * np.pi / period)
        weave = np.where(np.sign(warp * weft) > 0, np.abs(warp), np.abs(weft)) * 0.55 * strength
        slub = (streaks(30, 1.8, 22)[patch.window] + streaks(1.8, 30, 23)[patch.window]) * 0.16 * strength
        uneven = (streaks(24, 1.7, 24)[patch.window] + streaks(1.7, 24, 25)[patch.window]) * 0.018 * strength
        return (
            np.asarray(patch.colour * (1 + uneven)[..., None], np.float32),
            np.asarray(weave + slub, np.float32),
        )

    return fill


def wood(
    light: str, dark: str, scale: float = 1.0, seed: int = 0, planks: float = 0, upright: bool = False
) -> Texture:
    """Bent rings and fine pores; `planks` is the width of a plank before scaling, 0 for one piece."""

    def fill(patch: Patch) -> tuple[Array, Array]:
        along, across = (patch.y, patch.x) if upright else (patch.x, patch.y)
        u, v = along / scale, across / scale
        plank: Array = np.zeros_like(u)
        gap: Array = np.zeros_like(u)
        if planks:
            plank = np.floor(v / planks).astype(np.float32)
            inside = v / planks - plank
            gap = np.clip(1 - np.minimum(inside, 1 - inside) * planks / 2.2, 0, 1).astype(np.float32)
            u = u + plank * 173.3
        drift = noise(60, 31 + seed)[patch.window] * 6 + noise(140, 33 + seed)[patch.window] * 12
        bent = v + drift + np.sin(u / 170 + plank * 2.1) * 14 + plank * 37
        ring = 0.5 + 0.5 * np.sin(bent * 0.42 + 1.3 * np.sin(bent * 0.11))
        pores = (streaks(1.5, 46, 35 + seed) if upright else streaks(46, 1.5, 35 + seed))[patch.window]
        share = np.clip(0.15 + 0.55 * ring**1.6 + 0.14 * pores + 0.18 * np.sin(plank * 2.7), 0, 1)[..., None]
        colour = (rgb(light) * (1 - share) + rgb(dark) * share) * (1 - 0.65 * gap[..., None])
        return np.asarray(colour, np.float32), np.asarray(-pores * 0.22 - ring * 0.25 - gap * 2.5, np.float32)

    return fill


def plaited(
    warp: Callable[[int], str],
    weft: Callable[[int], str],
    *,
    strip: float = 24,
    angle: float = 45,
    height: float = 5,
    over: int = 1,
) -> Texture:
    """Strips over and under one another: pandan, bamboo, rattan, mendong.

    `warp` and `weft` give the colour of strip number n; `over` is how many strips one passes over.
    """

    def fill(patch: Patch) -> tuple[Array, Array]:
        turn = math.radians(angle)
        x, y = patch.x - 400, patch.y - 400
        u = (x * math.cos(turn) + y * math.sin(turn)) / strip
        v = (-x * math.sin(turn) + y * math.cos(turn)) / strip
        iu, iv = np.floor(u), np.floor(v)
        fu, fv = u - iu, v - iv
        upper = ((iu + iv) % (2 * over)) < over
        round_u = np.sqrt(np.clip(1 - (2 * fu - 1) ** 2 * 0.96, 0, 1))
        round_v = np.sqrt(np.clip(1 - (2 * fv - 1) ** 2 * 0.96, 0, 1))
        rise_u = round_u * (0.45 + 0.55 * np.sin(np.pi * fv) ** 0.6)
        rise_v = round_v * (0.45 + 0.55 * np.sin(np.pi * fu) ** 0.6)
        warps = np.array([rgb(warp(i)) for i in range(-80, 80)], np.float32)
        wefts = np.array([rgb(weft(i)) for i in range(-80, 80)], np.float32)
        colour = np.where(
            upper[..., None],
            warps[np.clip(iu + 80, 0, 159).astype(int)],
            wefts[np.clip(iv + 80, 0, 159).astype(int)],
        )
        fibre = np.where(upper, np.sin(fu * 38 + iu * 3), np.sin(fv * 38 + iv * 3))
        colour = colour * (1 + 0.045 * fibre + 0.05 * noise(9, 41)[patch.window])[..., None]
        edge = np.where(upper, round_u, round_v)
        colour = np.clip(colour * (0.55 + 0.45 * np.clip(edge * 1.5, 0, 1))[..., None], 0, 1)
        return np.asarray(colour, np.float32), np.asarray(
            np.where(upper, rise_u, rise_v) * height, np.float32
        )

    return fill
