"""Text that goes through a spreadsheet and comes back the same, and is never run there as a formula."""

from __future__ import annotations

import re

_LOOKS_LIKE_A_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NEUTRALISED = re.compile(r"'+[=+\-@\t\r]")


def neutral(text: str) -> str:
    """`text` as a cell holds it: with a quote before whatever a spreadsheet could take for a formula.

    One that begins with quotes before such a sign gets one more, so that `plain` gives back exactly `text`.
    """
    return f"'{text}" if _LOOKS_LIKE_A_FORMULA.match(text) else text


def plain(cell: str) -> str:
    """The text behind a cell: without the one quote that `neutral` put there."""
    return cell[1:] if _NEUTRALISED.match(cell) else cell
