"""What the values of a search are called on the page."""

from __future__ import annotations

from collections.abc import Mapping

from marketplace.businesses.models import Size
from marketplace.search.engine import READY, Sort

SIZE_LABELS: Mapping[str, str] = {
    Size.MIKRO: "Usaha mikro",
    Size.KECIL: "Usaha kecil",
    Size.MENENGAH: "Usaha menengah",
}

CLAIM_LABELS: Mapping[str, str] = {
    READY: "Siap pengadaan",
    "pdn": "Buatan Indonesia (PDN)",
    "tkdn25": "TKDN mulai 25%",
    "tkdn40": "TKDN mulai 40%",
    "halal": "Halal",
    "sni": "SNI",
    "pirt": "P-IRT",
    "bpom": "BPOM",
    "merek": "Merek terdaftar",
}

SORT_LABELS: Mapping[Sort, str] = {
    Sort.RELEVANCE: "Paling sesuai",
    Sort.NEWEST: "Terbaru",
    Sort.PRICE_UP: "Termurah",
    Sort.PRICE_DOWN: "Termahal",
}
