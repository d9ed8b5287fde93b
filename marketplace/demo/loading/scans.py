"""Stand-ins for scanned papers: a page that says which paper it stands for and that it is none."""

from __future__ import annotations

from functools import cache

import typst


@cache
def scan(label: str) -> bytes:
    """A one-page PDF for a requirement of this name."""
    text = label.replace("\\", "").replace('"', "'")
    source = (
        '#set document(title: "Contoh pindaian")\n#set page(width: 105mm, height: 148mm)\n'
        f'#align(center + horizon)[#text(16pt)[#"{text}"] \\ #v(4mm) Contoh peragaan, bukan surat asli.]'
    )
    rendered = typst.compile(source.encode())
    assert isinstance(rendered, bytes)
    return rendered
