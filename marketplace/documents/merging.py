"""Papers one after the other in one PDF, for printing; what counts stays each paper with its own hash."""

from __future__ import annotations

import io
from collections.abc import Sequence

from pypdf import PdfReader, PdfWriter

from marketplace.documents.models import IssuedDocument


def merged(papers: Sequence[IssuedDocument]) -> bytes:
    """One PDF with a bookmark for each paper; the same papers give the same bytes. `pdf` must be loaded.

    Only for our own issued papers: what people upload is never read here.
    """
    writer = PdfWriter()
    for paper in papers:
        title = f"{paper.kind.label} Nomor {paper.number}"
        writer.append(PdfReader(io.BytesIO(paper.pdf)), outline_item=title, import_outline=False)
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()
