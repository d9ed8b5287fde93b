"""Facts of a page for machines: schema.org as JSON-LD, in a block that is data and that no browser runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

CONTEXT = "https://schema.org"

Thing = Mapping[str, Any]
"""One schema.org thing without its context, e.g. `{"@type": "Product", "name": …}`."""


def thing(kind: str, /, **facts: Any) -> dict[str, Any]:
    """A thing of this type with the facts that say something: what is missing is left out, never empty."""
    said = {name: value for name, value in facts.items() if value not in (None, "", [], {})}
    return {"@type": kind, **said}


def data_block(things: Sequence[Thing]) -> Markup:
    """The `<script type="application/ld+json">` of these things; nothing for none.

    The type makes it a data block, which no policy on scripts concerns. `<`, `>`, `&` and `'` are written
    as escapes, so that no text of a seller ends it.
    """
    if not things:
        return Markup()
    facts = htmlsafe_json_dumps({"@context": CONTEXT, "@graph": list(things)}, ensure_ascii=False)
    return Markup('<script type="application/ld+json">') + facts + Markup("</script>")
