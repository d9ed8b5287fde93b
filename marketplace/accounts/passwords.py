"""Passwords: Argon2id hashes, and which passwords are too easy to guess (ASVS 5.0 section 6.2)."""

from __future__ import annotations

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from marketplace.kernel.errors import DomainError

MIN_LENGTH, MAX_LENGTH = 10, 128
FEWEST_DIFFERENT = 5

# What people here try first: the most used passwords of published leaks that reach the minimum length once
# digits and repeats are taken off, and the words of this marketplace.
COMMON = frozenset(
    {
        "admin",
        "administrator",
        "akucintakamu",
        "akusayangkamu",
        "alhamdulillah",
        "anakku",
        "asdfghjkl",
        "bandung",
        "bismillah",
        "cinta",
        "garuda",
        "iloveyou",
        "indonesia",
        "instansi",
        "jakarta",
        "katasandi",
        "keluarga",
        "lapak",
        "lapaknusa",
        "letmein",
        "lkpp",
        "merdeka",
        "pahlawandigital",
        "pancasila",
        "pasar",
        "passw0rd",
        "password",
        "pembeli",
        "pendamping",
        "penjual",
        "qwerty",
        "qwertyuiop",
        "rahasia",
        "sandi",
        "sayang",
        "semangat",
        "sukses",
        "surabaya",
        "umkm",
        "welcome",
        "zxcvbnm",
    }
)
STRAIGHT_RUNS = ("01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop")

# OWASP's smallest Argon2id: 19 MiB, two passes, one lane. Four at once keep a worker below 80 MiB.
AGREED = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
# What a test run hashes guards nobody: a thousand accounts must not cost it half its time.
OF_TESTS = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
_hasher = AGREED
_at_once = threading.BoundedSemaphore(4)
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$/xIHO/pXV0nUi8OMGSEaYQ$U5zLZLrxSxy5WeDGb6BVZSDvc2Y4gQ6oCws7fkmW4q0"


def use(hasher: PasswordHasher) -> None:
    """Set the cost of this process's hashes (done by `create_app`)."""
    global _hasher
    _hasher = hasher


def hashed(password: str) -> str:
    """The Argon2id hash to store."""
    with _at_once:
        return _hasher.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether a password fits; without an account (None) it takes as long and is never right."""
    with _at_once:
        try:
            return _hasher.verify(stored or _NOBODY, password[:MAX_LENGTH]) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(stored: str) -> bool:
    """Whether a hash was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(stored)


def check(password: str, *, about: tuple[str, ...] = (), field: str = "password") -> None:
    """Refuse a password that is too short, too long, common, or made of the person's own words.

    about: name, phone and e-mail of the person. Raises DomainError with what to do.
    """
    if len(password) < MIN_LENGTH:
        raise DomainError(
            f"Sandi minimal {MIN_LENGTH} huruf. Gabungkan tiga kata yang mudah Anda ingat.", field=field
        )
    if len(password) > MAX_LENGTH:
        raise DomainError(f"Sandi paling panjang {MAX_LENGTH} huruf.", field=field)
    plain = password.casefold()
    if len(set(plain)) < FEWEST_DIFFERENT or any(plain in run for run in STRAIGHT_RUNS):
        raise DomainError("Sandi ini mudah ditebak karena hurufnya berulang atau berurutan.", field=field)
    if _only_known_words(plain, COMMON | _words_of(about)):
        raise DomainError(
            "Sandi ini mudah ditebak orang. Tambahkan satu atau dua kata lain yang tidak berhubungan.",
            field=field,
        )


def _words_of(about: tuple[str, ...]) -> frozenset[str]:
    words = (word for text in about for word in text.casefold().replace("@", " ").replace(".", " ").split())
    return frozenset(word for word in words if len(word) >= 4)


def _only_known_words(plain: str, words: frozenset[str]) -> bool:
    """True when fewer than six letters or digits remain once every known word is taken out."""
    rest = plain
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, "")
    return rest != plain and sum(character.isalnum() for character in rest) < FEWEST_DIFFERENT + 1
