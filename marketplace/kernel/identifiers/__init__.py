"""Identifiers of people, businesses and government, each checked by the form its issuer gives it."""

from marketplace.kernel.identifiers.base import Identifier, PersonalNumber, wrong_digits
from marketplace.kernel.identifiers.business import Kbki, Kbli, KbliEdition, Nib, Npwp, NpwpKind, Postcode
from marketplace.kernel.identifiers.government import (
    AgencyCode,
    BudgetAccount,
    BudgetSource,
    RupCode,
    SatkerCode,
)
from marketplace.kernel.identifiers.people import MINIMUM_SELLER_AGE, Nik, Nip, Phone, age_on
from marketplace.kernel.identifiers.permits import (
    BpomNumber,
    HalalNumber,
    PirtNumber,
    SniNumber,
    TkdnNumber,
    TrademarkNumber,
)

__all__ = [
    "MINIMUM_SELLER_AGE",
    "AgencyCode",
    "BpomNumber",
    "BudgetAccount",
    "BudgetSource",
    "HalalNumber",
    "Identifier",
    "Kbki",
    "Kbli",
    "KbliEdition",
    "Nib",
    "Nik",
    "Nip",
    "Npwp",
    "NpwpKind",
    "PersonalNumber",
    "Phone",
    "PirtNumber",
    "Postcode",
    "RupCode",
    "SatkerCode",
    "SniNumber",
    "TkdnNumber",
    "TrademarkNumber",
    "age_on",
    "wrong_digits",
]
