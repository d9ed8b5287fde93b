"""QR codes drawn as inline SVG, so that no picture has to be fetched and nothing leaves the page."""

from __future__ import annotations

import segno
from markupsafe import Markup, escape


def qr_svg(text: str, *, label: str) -> Markup:
    """The QR code of `text` (error correction M or better) as an SVG element named `label` for readers."""
    code = segno.make(text, error="m", micro=False)
    drawn = code.svg_inline(
        border=2, dark="#15130f", light="#ffffff", omitsize=True, svgclass=None, lineclass=None
    )
    named = drawn.replace("<svg ", f'<svg role="img" aria-label="{escape(label)}" ', 1)
    return Markup(named)  # noqa: S704 - drawn by segno from bits, the label is escaped
