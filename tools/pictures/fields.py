"""Height fields and their tools: blur, noise, domes, turned bodies. Every field is SIZE x SIZE, float32."""

from __future__ import annotations

import functools
import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tools.pictures.colour import Array

SIZE = 800
"""Side of the drawing in pixels."""


def _box(field: Array, reach: int) -> Array:
    """Mean over a window of `2 * reach + 1`, along both axes."""
    width = 2 * reach + 1
    for axis in (0, 1):
        padding = [(reach + 1, reach) if i == axis else (0, 0) for i in (0, 1)]
        total = np.cumsum(np.pad(field, padding, mode="edge"), axis=axis, dtype=np.float64)
        if axis == 0:
            field = ((total[width:] - total[:-width]) / width).astype(np.float32)
        else:
            field = ((total[:, width:] - total[:, :-width]) / width).astype(np.float32)
    return field


def blur(field: Array, sigma: float) -> Array:
    """The field softened as by a Gaussian of `sigma` pixels; below 0.3 it comes back unchanged."""
    if sigma <= 0.3:
        return field
    height, width = field.shape
    if sigma > 7:
        small = Image.fromarray(field).resize((max(2, width // 4), max(2, height // 4)), Image.Resampling.BOX)
        soft = Image.fromarray(blur(np.asarray(small), sigma / 4))
        return np.asarray(soft.resize((width, height), Image.Resampling.BICUBIC))
    if sigma < 1.2:
        kernel = np.exp(-0.5 * (np.arange(-3, 4) / sigma) ** 2).astype(np.float32)
        kernel /= kernel.sum()
        padded = np.pad(field, 3, mode="edge")
        rows = np.add.reduce([kernel[i] * padded[i : i + height, :] for i in range(7)])
        return np.asarray(np.add.reduce([kernel[i] * rows[:, i : i + width] for i in range(7)]), np.float32)
    reach = max(1, round(math.sqrt(sigma * sigma * 4 + 1) / 2 - 0.5))
    for _ in range(3):
        field = _box(field, reach)
    return field


@functools.lru_cache(maxsize=96)
def noise(scale: float, seed: int = 0) -> Array:
    """Even noise with grains of `scale` pixels and a standard deviation of one."""
    cells = max(3, int(SIZE / scale) + 3)
    return _stretched(cells, cells, scale, scale, 1000 + seed)


@functools.lru_cache(maxsize=96)
def streaks(along: float, across: float, seed: int = 0) -> Array:
    """Noise with grains of `along` (x) by `across` (y) pixels: threads, wood, creases."""
    return _stretched(int(SIZE / along) + 4, int(SIZE / across) + 4, along, across, 2000 + seed)


def _stretched(columns: int, rows: int, along: float, across: float, seed: int) -> Array:
    grains = np.random.default_rng(seed).standard_normal((rows, columns)).astype(np.float32)
    side = (int(columns * along), int(rows * across))
    field = np.asarray(Image.fromarray(grains).resize(side, Image.Resampling.BICUBIC))[:SIZE, :SIZE]
    return np.asarray(field / (field.std() + 1e-6), np.float32)


def shift(field: Array, right: float, down: float) -> Array:
    """The field moved by whole pixels; what comes in from the edge is zero."""
    moved = np.zeros_like(field)
    height, width = field.shape
    dx, dy = round(right), round(down)
    moved[max(0, dy) : height + min(0, dy), max(0, dx) : width + min(0, dx)] = field[
        max(0, -dy) : height - max(0, dy), max(0, -dx) : width - max(0, dx)
    ]
    return moved


def dome(mask: Array, radius: float, height: float, threshold: float = 0.48) -> Array:
    """Height of a body with rounded edges.

    `radius` is how far the rounding reaches inwards, in pixels; `threshold` 0.2 suits bags and cushions,
    0.48 stiff things. A negative height makes a hollow.
    """
    pad = int(radius * 1.6) + 4 if radius > 9 else 0
    soft = blur(np.pad(mask, pad), radius * 0.52)
    if pad:
        soft = soft[pad:-pad, pad:-pad]
    rise = np.clip((soft - threshold) / (1 - threshold), 0, 1)
    return np.asarray(np.sqrt(np.clip(1 - (1 - rise) ** 2, 0, 1)) * height, np.float32)


def turned(mask: Array, depth: float = 0.8) -> Array:
    """Height of a body turned about an upright axis; its half-width is read from the mask row by row."""
    inside = mask > 0.5
    filled = inside.any(1)
    left = np.where(filled, inside.argmax(1), SIZE // 2)
    right = np.where(filled, SIZE - 1 - inside[:, ::-1].argmax(1), SIZE // 2)

    def even(values: NDArray[Any]) -> Array:
        padded = np.pad(values.astype(np.float32), 9, mode="edge")
        return np.asarray(np.convolve(padded, np.ones(19) / 19, "valid"), np.float32)

    centre = even((left + right) / 2)[:, None]
    half = np.maximum(even((right - left) / 2)[:, None], 2)
    across = (np.arange(SIZE)[None, :] - centre) / (half + 1)
    return np.asarray(half * depth * np.sqrt(np.clip(1 - across**2, 0, 1)), np.float32)
