"""Which passwords are taken, and that an unknown account costs the same work."""

from __future__ import annotations

from dataclasses import replace

import pytest

from marketplace.accounts import passwords
from marketplace.app import create_app
from marketplace.kernel.errors import DomainError


@pytest.mark.parametrize(
    "password",
    [
        "sembilan9",
        "aaaaaaaaaaaa",
        "1234567890",
        "qwertyuiop",
        "password123",
        "Indonesia1945",
        "lapaknusa-umkm",
        "x" * 129,
    ],
)
def test_easy_or_misshapen_passwords_are_refused(password):
    with pytest.raises(DomainError) as refusal:
        passwords.check(password)
    assert refusal.value.field == "password"


def test_a_password_made_of_the_own_name_is_refused():
    with pytest.raises(DomainError, match="mudah ditebak"):
        passwords.check("handayani79", about=("Sari Handayani", "sari@contoh.id"))


@pytest.mark.parametrize("password", ["perahu kuning di telaga", "pahlawan-digital-2026", "kUk3r-8bQ!x"])
def test_long_uncommon_passwords_are_taken(password):
    passwords.check(password)


def test_the_hash_is_argon2id_with_the_agreed_cost_wherever_the_program_is_not_tested(
    settings, tmp_path, app
):
    create_app(replace(settings, data_dir=tmp_path, testing=False))
    assert passwords.hashed("perahu kuning").startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    create_app(settings)
    assert passwords.hashed("perahu kuning").startswith("$argon2id$v=19$m=8,t=1,p=1$")


def test_a_hash_of_less_cost_than_agreed_is_made_anew_at_the_next_sign_in():
    cheap = passwords.OF_TESTS.hash("perahu kuning")
    passwords.use(passwords.AGREED)
    assert passwords.is_outdated(cheap)
    passwords.use(passwords.OF_TESTS)
    assert not passwords.is_outdated(cheap)


def test_only_the_right_password_fits():
    stored = passwords.hashed("perahu kuning")
    assert passwords.matches(stored, "perahu kuning")
    assert not passwords.matches(stored, "perahu merah")


def test_without_an_account_no_password_fits_not_even_that_of_the_dummy():
    assert not passwords.matches(None, "x")
    assert not passwords.matches(None, "")
