"""Addresses of the tour that only the running program knows: her shop, the package, the contract, the SPK."""

from __future__ import annotations

import re

from marketplace.businesses import queries as businesses
from marketplace.demo.progress import Scene
from marketplace.documents.kinds import PaperKind

_NAME = re.compile(r"\{(\w+)\}")


def names(scene: Scene) -> dict[str, str]:
    """What the words in braces stand for now; what does not exist yet is left out."""
    known = {}
    if scene.owner is not None:
        known["usaha"] = businesses.by_id(scene.session, scene.business_id).slug
    if scene.deal is not None:
        known["paket"] = scene.deal.package.code
        for paper in scene.deal.papers:
            if paper.kind == PaperKind.WORK_ORDER:
                known["spk"] = paper.code
        if scene.deal.contract is not None:
            known["kontrak"] = scene.deal.contract.code
    return known


def address(pattern: str, known: dict[str, str]) -> str:
    """An address with its names filled in; up to the first part that is not known yet."""
    parts = pattern.split("/")
    for number, part in enumerate(parts):
        if any(name not in known for name in _NAME.findall(part)):
            return "/".join(parts[:number])
        parts[number] = _NAME.sub(lambda found: known[found[1]], part)
    return "/".join(parts)
