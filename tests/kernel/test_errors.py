"""Errors that a form may show are one family; what it must not swallow stands outside."""

from __future__ import annotations

import pytest

from marketplace.kernel.errors import Conflict, DomainError, Forbidden, NotFound, Refused


@pytest.mark.parametrize("kind", [DomainError, Conflict, Refused])
def test_a_domain_error_speaks_to_the_person_and_names_its_field(kind):
    error = kind("Isi harga.", field="price")
    assert isinstance(error, DomainError)
    assert (error.message, error.field, str(error)) == ("Isi harga.", "price", "Isi harga.")
    assert kind("Isi harga.").field is None


@pytest.mark.parametrize("kind", [Forbidden, NotFound])
def test_rights_and_absence_are_not_for_forms(kind):
    assert not issubclass(kind, DomainError)
