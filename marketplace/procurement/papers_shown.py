"""Issued papers as `document_row` shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask import url_for

from marketplace.documents.models import IssuedDocument


def rows(papers: Iterable[IssuedDocument]) -> Sequence[dict[str, Any]]:
    """Kind, number, day and hash of each paper, with its download while it holds and its check page."""
    return [
        {
            "kind": paper.kind.label,
            "state": "batal" if paper.voided_at else "terbit",
            "number": paper.number,
            "date": paper.issued_on,
            "note": paper.void_reason or "",
            "hash": paper.sha256,
            "download_url": "" if paper.voided_at else url_for("documents.paper", code=paper.code),
            "check_url": url_for("documents.check", code=paper.code),
        }
        for paper in papers
    ]
