"""Identifiers of people, businesses and government, each checked by the form its issuer gives it."""

from marketplace.kernel.identifiers.base import Identifier, PersonalNumber
from marketplace.kernel.identifiers.business import Kbki, Kbli, KbliEdition, Nib, Npwp, NpwpKind, Postcode
from marketplace.kernel.identifiers.government import (
    AgencyCode,
    BudgetAccount,
    BudgetSource,
    RupCode,
    SatkerCode,
)
from marketplace.kernel.identifiers.people import MINIMUM_SELLER_AGE, Nik, Nip, Phone, age_on

__all__ = [
    "MINIMUM_SELLER_AGE",
    "AgencyCode",
    "BudgetAccount",
    "BudgetSource",
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
    "Postcode",
    "RupCode",
    "SatkerCode",
    "age_on",
]
