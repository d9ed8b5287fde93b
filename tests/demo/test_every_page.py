"""Every page of the interface answers everybody of the demo, along the links, in every state it has there."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from tests.demo.walking import VISITOR, Seen, read, walk_all
from tests.plain_words import WORD, english, unexplained

STATEMENTS = 40
UNRENDERED = re.compile(
    r"\{\{|\}\}|\{%|%\(\w+\)s|\{[a-z_]+\}|\bNone\b|\bUndefined\b|\b[a-z]+(?:_[a-z]+)+\b|<function"
)
LEADS_ON = {"accounts.begin", "accounts.sell"}
"""Pages that only lead to the page of whoever asks."""
EXPLAINED = {
    ("procurement.new_package", "Paket pembelian disusun oleh pejabat pengadaan"),
    ("businesses.register", "Toko dibuka oleh pemiliknya sendiri"),
}
"""Pages of one role that public pages, the same for everybody, link to: others read whose they are."""
OTHERWISE_TESTED = {
    "accounts.closed": "follows the closing of an account",
    "accounts.confirm": "asks again after thirty minutes",
    "accounts.in_person_case": "no recovery in person of the demo runs",
    "accounts.in_person_code": "leads back; the answer to handing a code over",
    "accounts.own_recovery": "opened from a message",
    "accounts.new_password": "opened from a message",
    "accounts.second_factor": "between password and one-time code",
    "accounts.sell_code": "after a number was given",
    "api.products": "for machines",
    "assistance.ask_mandate": "no engagement of the demo is without a mandate",
    "assistance.mandate": "no mandate of the demo waits for its owner",
    "assistance.visit": "no visit of the demo is ahead",
    "procurement.receive": "no consignment of the demo waits to be counted",
    "backoffice.listing": "opened from a search by words",
    "backoffice.revoke": "opened from a listing, which is opened from a search by words",
    "backoffice.answer_objection": "no objection of the demo waits",
    "businesses.answer_invitation": "opened from a message",
    "businesses.consent": "no mandate of the demo waits for its owner",
    "businesses.invitation": "no shop of the demo has invited anybody",
    "businesses.leave": "no shop of the demo has staff",
    "businesses.member": "no shop of the demo has staff",
    "businesses.objection": "no demo account owns a sanctioned shop",
    "businesses.own_phone": "every number of the demo is checked",
    "businesses.own_sanctions": "no demo account owns a sanctioned shop",
    "businesses.sign": "linked from the page of what is signed alone",
    "businesses.take_back": "linked from a case of which something was accepted",
    "businesses.waiver": "linked from the page of a missing paper alone",
    "businesses.remove_member": "no shop of the demo has staff",
    "catalog.add_photo": "the answer to a photo without scripts",
    "catalog.curate_change": "no change of a curated listing of the demo waits",
    "catalog.hampers_parts": "no hampers of the demo are put together from parts",
    "catalog.import_faults": "no shop of the demo has imported a table",
    "catalog.import_run": "no shop of the demo has imported a table",
    "catalog.media": "pictures, no pages",
    "catalog.price": "the answer to a wrong price",
    "desk.this_week": "opened from a message",
    "desk.week_answer": "opened from a message",
    "desk.week_price": "opened from a message",
    "desk.week_stock": "opened from a message",
    "gallery.gallery": "for developers",
    "storefront.robots": "for machines",
    "storefront.sitemap_index": "for machines",
    "storefront.sitemap_products": "for machines",
    "storefront.sitemap_shelves": "for machines",
    "web.healthz": "for machines",
    "web.readyz": "for machines",
}


def test_every_page_answers(demo_app):
    walked = walk_all(demo_app)
    assert {seen.role for seen in walked} > {"owner", "helper", "pp", "ppk", "pokja", "treasurer", "auditor"}
    assert [told(seen) for seen in walked if not answered(seen)] == []
    assert [(told(seen), key) for seen in walked for key in UNRENDERED.findall(words(seen))] == []
    assert [(told(seen), seen.statements) for seen in walked if seen.statements > STATEMENTS] == []
    assert not_plain(walked) == []
    pages = {rule.endpoint for rule in demo_app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert pages - {seen.endpoint for seen in walked} - {"static"} - OTHERWISE_TESTED.keys() == set()


def answered(seen: Seen) -> bool:
    if seen.status in {302, 303}:
        signs_in = seen.role == VISITOR and urlsplit(seen.led_to).path == "/masuk"
        return signs_in or seen.endpoint in LEADS_ON
    if seen.status == 403:
        return any(seen.endpoint == page and why in seen.text for page, why in EXPLAINED)
    return seen.status == 200


def not_plain(walked: list[Seen]) -> list[tuple[str, list[str]]]:
    """English words, and abbreviations that neither the page nor its foot explains.

    A word in capitals that some page also writes small is a word. Pages of development are for developers.
    """
    shown = [
        seen for seen in walked if not seen.led_to and not seen.endpoint.startswith(("demo.", "gallery."))
    ]
    pages = [(seen, words(seen)) for seen in shown]
    small = {word for _, text in pages for word in WORD.findall(text) if not word.isupper() and len(word) > 2}
    found = [(told(seen), sorted(english(text) | unexplained(text, words=small))) for seen, text in pages]
    return [(page, strange) for page, strange in found if strange]


def words(seen: Seen) -> str:
    return " ".join(" ".join(read(seen.text).words).split())


def told(seen: Seen) -> str:
    return f"{seen.status} {seen.url} for {seen.role} {seen.email}, from {seen.whence}"
