"""The address of a business as papers print it."""

from __future__ import annotations

from marketplace.businesses.models import Business
from marketplace.kernel import regions


def written_address(business: Business) -> str:
    """Street, place up to the province and postcode, as far as they are filled in."""
    place = regions.label_of(business.region_code)
    return ", ".join(filter(None, (business.street, place, business.postcode)))
