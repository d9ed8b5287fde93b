"""The embedded engine: Whoosh stores terms and scores them, bits of `segments` filter and count.

The folder holds one index per name and a file `CURRENT` that says which is live. It is a cache: whoever
meets an error goes on without it, and the worker builds a new one. Whoosh unpickles what it reads, so the
folder is created for its owner alone and never taken from outside.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from whoosh import columns, fields, index
from whoosh.analysis import SpaceSeparatedTokenizer

from marketplace.kernel import analysis
from marketplace.kernel.codes import new_code
from marketplace.search import ranking
from marketplace.search.engine import Document, Hits, SearchRequest, Sort
from marketplace.search.segments import NO_END, NO_PRICE, Placed, Segment, claim_term, to_bits
from marketplace.search.view import View, size_of

CURRENT = "CURRENT"
LOOK_SECONDS = 0.1
BATCH = 2000
CANDIDATES = 6


def _schema() -> fields.Schema:
    terms = fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False)
    facet = fields.KEYWORD(commas=False, lowercase=False)
    number = fields.COLUMN(columns.NumericColumn("q"))
    return fields.Schema(
        key=fields.ID(unique=True),
        number=number,
        name=terms,
        more=terms,
        words=fields.KEYWORD(),
        category=facet,
        region=facet,
        size=facet,
        claim=facet,
        price=number,
        published=number,
        ready_until=number,
        sold_until=number,
    )


class WhooshIndex:
    """`SearchIndex` in a folder. Any number of readers, one writer (the worker)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._view: View | None = None
        self._seen: tuple[str, int] = ("", -1)
        self._looked = 0.0
        self._segments: dict[str, Segment] = {}

    # Writing

    def replace(self, documents: Iterable[Document], *, remove: Iterable[int] = ()) -> None:
        writer = self._open().writer(limitmb=64)
        try:
            present = list(documents)
            # One reading of the index for all that goes; Whoosh would open a new one for each document.
            with writer.searcher() as before:
                for product_id in (*remove, *(document.id for document in present)):
                    writer.delete_by_term("key", str(product_id), searcher=before)
            for document in present:
                writer.add_document(**_fields(document))
        except BaseException:
            writer.cancel()
            raise
        writer.commit()
        self._looked = 0.0

    def rebuild(self, documents: Iterable[Document]) -> int:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = f"i-{new_code()}"
        fresh = self.folder / name
        fresh.mkdir(mode=0o700)
        writer = index.create_in(str(fresh), _schema()).writer(limitmb=128)
        for document in documents:
            writer.add_document(**_fields(document))
        writer.commit(optimize=True)
        pointer = self.folder / f"{CURRENT}.new"
        pointer.write_text(name)
        pointer.replace(self.folder / CURRENT)
        self._drop_others(name)
        self._looked = 0.0
        return self.count()

    def _drop_others(self, live: str) -> None:
        """Remove older indexes but the last one, which open readers may still need."""
        others = sorted(
            (path for path in self.folder.glob("i-*") if path.name != live),
            key=lambda path: path.stat().st_mtime,
        )
        for path in others[:-1]:
            shutil.rmtree(path, ignore_errors=True)

    def _open(self) -> Any:
        return index.open_dir(str(self.folder / self._name()))

    def _name(self) -> str:
        return (self.folder / CURRENT).read_text().strip()

    # Reading

    def view(self) -> View:
        """The newest reading, looked for at most ten times a second."""
        now = time.monotonic()
        if self._view is None or now - self._looked >= LOOK_SECONDS:
            with self._lock:
                self._looked = now
                self._refresh()
        assert self._view is not None
        return self._view

    def _refresh(self) -> None:
        name = self._name()
        folder = str(self.folder / name)
        opened = index.open_dir(folder)
        generation = opened.latest_generation()
        if (name, generation) == self._seen and self._view is not None:
            return
        searcher = opened.searcher()
        parts, kept = [], {}
        for reader, offset in searcher.reader().leaf_readers():
            if reader.segment() is None:  # how Whoosh reads an index without documents
                continue
            key = f"{name}/{reader.segment().segment_id()}"
            segment = self._segments.get(key) or Segment(reader)
            kept[key] = segment
            dead = to_bits(reader.segment().deleted_docs(), segment.size)
            everything = (1 << segment.size) - 1
            parts.append(Placed(segment, offset, everything & ~dead))
        self._segments = kept
        self._view = View(parts, searcher)
        self._seen = (name, generation)

    def count(self) -> int:
        return size_of([part.alive for part in self.view().parts])

    def search(self, request: SearchRequest, today: date) -> Hits:
        view = self.view()
        wanted = list(dict.fromkeys(analysis.terms(request.text)))[: analysis.MAX_TERMS]
        matching, corrected, partial = view.matching(wanted), None, False
        if wanted and not size_of(matching):
            wanted, matching, corrected = self._relaxed(view, request.text, wanted)
            partial = not size_of(view.matching(wanted))
        found = view.filtered(matching, request, today)
        total = size_of(found)
        first = (request.page - 1) * request.per_page
        if wanted and request.sort is Sort.RELEVANCE:
            ids = ranking.best(view, wanted, found, first, request.per_page)
        else:
            ids = view.page(found, request.sort, first, request.per_page)
        return Hits(tuple(ids), total, view.facets(matching, request, today), corrected, partial)

    def _relaxed(self, view: View, text: str, wanted: list[str]) -> tuple[list[str], list[int], str | None]:
        """No product holds every word: correct what no product knows, then be content with some of them."""
        typed = analysis.words(text)[: analysis.MAX_TERMS]
        words = list(typed)
        for place, word in enumerate(typed):
            words[place] = self._nearest(view, words, place, word)
        if words != typed:
            corrected = list(dict.fromkeys(analysis.terms(" ".join(words))))
            matching = view.matching(corrected)
            if size_of(matching):
                return corrected, matching, " ".join(words)
            wanted = corrected
        return wanted, view.matching(wanted, all_of=False), " ".join(words) if words != typed else None

    def _nearest(self, view: View, words: list[str], place: int, word: str) -> str:
        """The word itself if a name holds it, else the near one that goes best with the other words."""
        reader = view.searcher.reader()
        if len(word) < 4 or word.isdigit() or ("words", word) in reader:
            return word
        for distance in (1, 2) if len(word) > 5 else (1,):
            near: list[str] = list(reader.terms_within("words", word, distance, prefix=1))
            near.sort(key=lambda other: -reader.doc_frequency("words", other))
            if near:
                others = [*words[:place], *words[place + 1 :]]
                return max(near[:CANDIDATES], key=lambda other: self._together(view, [*others, other]))
        return word

    @staticmethod
    def _together(view: View, words: list[str]) -> int:
        return size_of(view.matching(analysis.terms(" ".join(words))))

    def suggest(self, start: str, limit: int) -> list[str]:
        word = (analysis.words(start) or [""])[-1]
        if len(word) < 2:
            return []
        reader = self.view().searcher.reader()
        starts = list(_first(reader.expand_prefix("words", word), 200))
        names = [text.decode() if isinstance(text, bytes) else text for text in starts]
        return sorted(names, key=lambda name: -reader.doc_frequency("words", name))[:limit]


def _first(things: Iterable[Any], count: int) -> Iterator[Any]:
    for number, thing in enumerate(things):
        if number == count:
            return
        yield thing


def _fields(document: Document) -> dict[str, Any]:
    return {
        "key": str(document.id),
        "number": document.id,
        "name": " ".join(analysis.terms(document.name)),
        "more": " ".join(dict.fromkeys(analysis.terms(document.text))),
        "words": " ".join(dict.fromkeys(analysis.words(document.name))),
        "category": " ".join(document.categories),
        "region": " ".join(document.regions),
        "size": document.size,
        "claim": " ".join(claim_term(value, until) for value, until in document.claims),
        "price": NO_PRICE if document.price is None else document.price,
        "published": document.published,
        "ready_until": 0 if document.ready_until is None else document.ready_until.toordinal(),
        "sold_until": NO_END if document.sold_until is None else document.sold_until.toordinal(),
    }
