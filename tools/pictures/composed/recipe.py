"""What a composed picture is made of."""

from __future__ import annotations

from dataclasses import dataclass

from tools.pictures.colour import CREAM, INK, PAPER, mix, readable
from tools.pictures.labels import Label, Words
from tools.pictures.motifs import Dyes, motif


@dataclass(frozen=True)
class Content:
    """What is inside or strewn beside: the shape of a piece and its palette, by name."""

    shape: str
    palette: str


@dataclass(frozen=True)
class Recipe:
    """One product picture. Colours are `#RRGGBB`; `motif` and `ground` are names."""

    name: str
    category: str
    container: str
    words: Words
    content: Content
    motif: str
    ground: str
    body: str
    second: str
    accent: str
    paper: str
    seed: int

    @property
    def main_dish(self) -> Content:
        """The content as a main dish beside rice: neither loose greens nor white on white."""
        if self.content.shape in ("leaf", "grain", "stick", "curl"):
            return Content("oval", "brown")
        return Content(self.content.shape, "gold") if self.content.palette == "white" else self.content

    @property
    def label(self) -> Label:
        """The look of the product's label."""
        ink = INK if self.paper == PAPER else PAPER
        accent = self.accent if self.paper == PAPER else self.second
        return Label(self.motif, self.paper, ink, accent)

    def print_on(self, ground: str) -> str:
        """A colour of the recipe in which words can be read on a ground."""
        return readable(ground, self.second, self.accent, PAPER, INK, least=3.4)

    def cloth(self, scale: float = 1) -> str:
        """The fill of the product's own patterned cloth."""
        return motif(self.motif, Dyes(self.body, CREAM, self.second, self.accent), scale)

    def quiet(self, colour: str, scale: float = 0.6, step: float = 0.35) -> str:
        """The motif almost tone on tone on a colour."""
        dyes = Dyes(colour, mix(colour, self.second, step), mix(colour, CREAM, step * 1.4), colour)
        return motif(self.motif, dyes, scale)
