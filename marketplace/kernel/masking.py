"""The one mask for what points at a person or a business: every page, message and log line uses it."""

from __future__ import annotations

import re

import lokal
from lokal import PiiType, mask_pii

MARK = "•"
_SOUGHT: tuple[PiiType, ...] = ("NIK", "KK", "NPWP", "NIP", "PHONE", "EMAIL", "BANK_ACCOUNT", "CARD")
_KEPT: dict[str, tuple[int, int]] = {"NIK": (4, 4), "KK": (4, 4), "NIP": (0, 3), "PHONE": (4, 4)}
_NOT_DIGITS = re.compile(r"[^0-9]")
# lokal keeps identity numbers it finds invalid, NPWP without the word before them and addresses of test
# domains; a log must show none of them.
_IDENTITY_DIGITS = re.compile(r"(?<![0-9A-Za-z])[0-9]{15,16}(?![0-9A-Za-z])")
_EMAIL = re.compile(rf"(?<![\w.+{MARK}-])[\w][\w.+-]*@[\w-]+(?:\.[\w-]+)+")


def mask(text: str, *, first: int = 0, last: int = 4) -> str:
    """`text` with • for all but its `first` and `last` characters; at least a third of it is hidden."""
    most = len(text) - -(-len(text) // 3)
    first = min(first, most)
    last = min(last, most - first)
    return f"{text[:first]}{MARK * (len(text) - first - last)}{text[len(text) - last :]}"


def mask_email(address: str) -> str:
    """The first letter and the site, so that only its owner recognises it: "s•••@contoh.id"."""
    name, _, site = address.partition("@")
    return f"{mask(name, first=1, last=0)}@{site}"


def mask_personal(text: str) -> str:
    """`text` with NIK, NPWP, NIP, phone, e-mail, card and named bank account numbers masked, for logs.

    Keeps enough to recognise a value one already knows: 3273••••••••0001, 0812••••7890, b•••@gmail.com.
    """
    for found in reversed(mask_pii(text, mode="partial", types=_SOUGHT).matches):
        text = text[: found.start] + _masked(found.type, found.value) + text[found.end :]
    text = _IDENTITY_DIGITS.sub(lambda match: mask(match[0]), text)
    return _EMAIL.sub(lambda match: mask_email(match[0]), text)


def _masked(kind: str, value: str) -> str:
    if kind == "EMAIL":
        return mask_email(value)
    digits = _NOT_DIGITS.sub("", value)
    if kind == "PHONE":
        digits = (lokal.parse_phone(value).e164 or digits).replace("+62", "0", 1)
    first, last = _KEPT.get(kind, (0, 4))
    return mask(digits, first=first, last=last)
