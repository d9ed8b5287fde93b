"""The account must be in the legal name: what counts as the same, and what to do when it is not."""

from __future__ import annotations

import pytest

from marketplace.businesses import services
from marketplace.businesses.legal_names import plain_name, same_name
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.errors import DomainError
from tests.businesses import factories as make

ACCOUNT = {"bank": "Bank Jatim", "number": "0099-9900-12345"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sari Handayani", "SARI HANDAYANI"),
        ("Sari Handayani", "Ibu Hj. Sari Handayani, S.E."),
        ("Sari Handayani", "SARI  HANDAYANI, S.Pd., M.M."),
        ("CV Maju Jaya", "CV. MAJU JAYA"),
        ("CV Maju Jaya", "Maju Jaya, CV"),
        ("PT Boga Rasa Nusantara", "PT. BOGA RASA NUSANTARA (PERSEROAN TERBATAS)"),
        ("UD Sumber Rejeki", "U.D. Sumber Rejeki"),
        ("Koperasi Wanita Melati Sejahtera Bersama", "KOPERASI WANITA MELATI SEJAHTERA B"),
    ],
)
def test_the_same_name(one, other):
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sari Handayani", "Sari"),
        ("Sari Handayani", "Sari Handayanti"),
        ("CV Maju Jaya", "CV Maju Jaya Abadi"),
        ("CV Maju Jaya", "Budi Santoso"),
        ("", ""),
    ],
)
def test_another_name(one, other):
    assert not same_name(one, other)


def test_a_name_of_titles_alone_keeps_them():
    assert plain_name("Hj.") == "hj"


@pytest.mark.db
@pytest.mark.parametrize(
    ("legal_form", "name", "holder", "fits"),
    [
        ("perorangan", "Keripik Bu Sari", "Sari Handayani", True),
        ("perorangan", "Keripik Bu Sari", "Keripik Bu Sari", True),
        ("perorangan", "Keripik Bu Sari", "Budi Santoso", False),
        ("ud", "UD Sumber Rejeki", "Sari Handayani", True),
        ("cv", "CV Maju Jaya", "CV. MAJU JAYA", True),
        ("cv", "CV Maju Jaya", "Sari Handayani", False),
        ("pt", "PT Boga Rasa", "BOGA RASA", True),
        ("koperasi", "Koperasi Melati", "Sari Handayani", False),
    ],
)
def test_the_account_is_in_the_legal_name(session, legal_form, name, holder, fits):
    business, owner = make.business(name=name)
    make.fill(business, owner, name=name, legal_form=legal_form)

    def save():
        with unit_of_work(actor=owner) as (inside, actor):
            return services.set_bank_account(inside, actor, business.id, holder=holder, **ACCOUNT)

    if fits:
        assert save().holder == holder
        return
    with pytest.raises(DomainError) as refused:
        save()
    assert refused.value.field == "holder"
    wanted = name if legal_form in {"cv", "pt", "koperasi"} else "Sari Handayani"
    assert wanted in refused.value.message
