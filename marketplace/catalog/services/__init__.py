"""What can be done with products: one use case a function, each inside the caller's unit of work."""

from marketplace.catalog.bundles import Part
from marketplace.catalog.services.adding import Added, Incomplete, add_product, gaps
from marketplace.catalog.services.bulk import RowChange, RowsRefused, change_rows
from marketplace.catalog.services.claims import Certificate, claim
from marketplace.catalog.services.curation import (
    decide_change,
    decide_claim,
    decide_curation,
    submit_for_curation,
)
from marketplace.catalog.services.drafting import close_draft, keep_draft
from marketplace.catalog.services.hampers import make_hampers, set_parts
from marketplace.catalog.services.importing import begin_import, check_import
from marketplace.catalog.services.photos import add_photo, move_photo, remove_photo
from marketplace.catalog.services.prices import lock_price, release_price, set_price
from marketplace.catalog.services.products import (
    change_product,
    draft_product,
    publish,
    record_rating,
    set_stock,
)
from marketplace.catalog.services.proposals import change_or_propose, publish_or_propose, set_price_or_propose
from marketplace.catalog.services.resting import (
    archive,
    delist,
    freeze,
    move_by_staff,
    relist,
    restore,
    thaw,
    withdraw,
)
from marketplace.catalog.services.reviewing import review_price
from marketplace.catalog.services.revoking import keep, take_back
from marketplace.catalog.services.staging import take_change_back
from marketplace.catalog.services.values import ProductValues
from marketplace.catalog.services.variants import Option, Row, set_variants

__all__ = [
    "Added",
    "Certificate",
    "Incomplete",
    "Option",
    "Part",
    "ProductValues",
    "Row",
    "RowChange",
    "RowsRefused",
    "add_photo",
    "add_product",
    "archive",
    "begin_import",
    "change_or_propose",
    "change_product",
    "change_rows",
    "check_import",
    "claim",
    "close_draft",
    "decide_change",
    "decide_claim",
    "decide_curation",
    "delist",
    "draft_product",
    "freeze",
    "gaps",
    "keep",
    "keep_draft",
    "lock_price",
    "make_hampers",
    "move_by_staff",
    "move_photo",
    "publish",
    "publish_or_propose",
    "record_rating",
    "release_price",
    "relist",
    "remove_photo",
    "restore",
    "review_price",
    "set_parts",
    "set_price",
    "set_price_or_propose",
    "set_stock",
    "set_variants",
    "submit_for_curation",
    "take_back",
    "take_change_back",
    "thaw",
    "withdraw",
]
