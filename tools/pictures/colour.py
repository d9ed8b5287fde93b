"""Colours of the pictures: the dyes, mixing, and the choice of an ink that can be read."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]

PAPER = "#FBF8F1"
SAND = "#F1EADB"
INDIGO = "#233E8B"
INDIGO_DARK = "#182C66"
TURMERIC = "#F3B63A"
MORINDA = "#A62B1F"
LEAF = "#1C6A3B"
BARK = "#7B4A22"
INK = "#221C14"
CREAM = "#EADDC0"
CORD = "#D9BE86"
BRASS = "#D9A441"
KRAFT = "#B98A55"
STEEL = "#BDB6A6"
FIBRE = ("#DDBE7E", "#D6B472", "#E4C88C", "#CFAB66")
"""Undyed bamboo, pandan and mendong."""

SHADE = "#2E1B20"
"""Colour of every shadow: brown-violet, never black and never grey."""
WARM = "#FFF3D6"
"""Colour of the light."""

DYES: dict[str, str] = {
    "paper": PAPER,
    "sand": SAND,
    "indigo": INDIGO,
    "indigo-dark": INDIGO_DARK,
    "turmeric": TURMERIC,
    "morinda": MORINDA,
    "leaf": LEAF,
    "bark": BARK,
    "ink": INK,
    "cream": CREAM,
    "kraft": KRAFT,
    "sage": "#C9D3BE",
    "clay": "#DDB79B",
    "rose": "#C4606A",
    "sea": "#2F7F86",
    "plum": "#5B2A4A",
}
"""The dyes by the names that recipes use."""


def rgb(colour: str) -> Array:
    """The three channels of `#RRGGBB`, each 0 to 1."""
    digits = colour.lstrip("#")
    return np.array([int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)], np.float32)


def mix(first: str, second: str, share: float) -> str:
    """`#RRGGBB` between two colours; `share` (0 to 1) is the second colour's part."""
    values = rgb(first) * (1 - share) + rgb(second) * share
    return "#" + "".join(f"{round(float(v) * 255):02X}" for v in values)


def darker(colour: str, share: float) -> str:
    """The colour drawn towards the shade by `share` (0 to 1)."""
    return mix(colour, SHADE, share)


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2, definition of relative luminance)."""
    channels = rgb(colour)
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ np.array([0.2126, 0.7152, 0.0722]))


def contrast(first: str, second: str) -> float:
    """Contrast ratio, 1 to 21 (WCAG 2.2, criterion 1.4.3)."""
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def readable(paper: str, *inks: str, least: float = 4.0) -> str:
    """The first of `inks` that stands out from `paper` by `least`, else the one that stands out most."""
    for ink in inks:
        if contrast(paper, ink) >= least:
            return ink
    return max((*inks, PAPER, INK), key=lambda ink: contrast(paper, ink))
