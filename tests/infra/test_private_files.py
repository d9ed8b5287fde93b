"""Private files lie encrypted under keys of their own; each reading is logged; erasing leaves nothing."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from sqlalchemy import select, text

from marketplace.infra import crypto, disclosures, file_sealing, files
from marketplace.infra.audit import AuditEntry
from marketplace.infra.crypto import DecryptionError
from marketplace.infra.disclosures import Disclosure
from marketplace.infra.files import StoredFile
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.actor import Actor, PartyKind, PartyRef, Role
from marketplace.kernel.errors import NotFound
from marketplace.settings import DEVELOPMENT_KEYS

pytestmark = pytest.mark.db
OWNER = PartyRef(PartyKind.BUSINESS, 7)
READER = Actor(1, None, Role.VERIFIER)
SYSTEM = Actor.system("tests")
SECRET = b"NIK 3273991708950001 " * 40
NEW_KEYS = f"baru:{'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU='},{DEVELOPMENT_KEYS}"


@pytest.fixture(autouse=True)
def _policy(database):
    files.register_policy("tests", lambda _session, actor, _stored: "Menguji" if actor == READER else "")
    yield
    files._policies.pop("tests")
    crypto.use_keys(DEVELOPMENT_KEYS)


def keep(content: bytes = SECRET, party: PartyRef = OWNER) -> StoredFile:
    with unit_of_work(actor=SYSTEM) as (session, actor):
        return files.keep_private(
            session, actor, content=content, purpose="tests", mime="image/png", filename="a.png", party=party
        )


def keep_plain(content: bytes = SECRET) -> StoredFile:
    """As the program before kept it: plain bytes under their hash, no key."""
    stored = keep(content)
    with unit_of_work(actor=SYSTEM) as (session, _actor):
        row = session.get_one(StoredFile, stored.id)
        files.path_of(row.blob).unlink()
        row.blob, row.sealed_key = None, None
        files.put_bytes(content)
        return row


def read(code: str, actor: Actor = READER) -> bytes:
    with unit_of_work(actor=actor) as (session, who):
        return files.read_private(session, who, code)[1]


def raw(stored: StoredFile) -> bytes:
    return files.path_of(stored.blob).read_bytes()


class TestKeeping:
    def test_nothing_of_the_content_lies_in_the_store_and_it_is_read_back(self):
        stored = keep()
        assert b"3273991708950001" not in raw(stored)
        assert not files.path_of(stored.sha256).exists()
        assert read(stored.code) == SECRET
        assert stored.sha256 == hashlib.sha256(SECRET).hexdigest()
        assert stored.size == len(SECRET)

    def test_equal_files_share_neither_bytes_nor_key(self):
        first, second = keep(), keep()
        assert first.blob != second.blob
        assert first.sealed_key != second.sealed_key

    def test_bytes_of_another_file_are_refused(self):
        first, second = keep(), keep()
        files.path_of(first.blob).write_bytes(raw(second))
        with pytest.raises(DecryptionError):
            read(first.code)

    @pytest.mark.parametrize("changed", [{"code": "7H2K9M4QRT"}, {"party_id": 8}, {"party_kind": "person"}])
    def test_a_file_moved_to_another_row_or_party_is_refused(self, changed):
        stored = keep()
        with unit_of_work(actor=SYSTEM) as (session, _actor):
            row = session.get_one(StoredFile, stored.id)
            for name, value in changed.items():
                setattr(row, name, value)
        with pytest.raises(DecryptionError):
            read(changed.get("code", stored.code))

    def test_a_flipped_bit_is_refused(self):
        stored = keep()
        content = bytearray(raw(stored))
        content[-1] ^= 1
        files.path_of(stored.blob).write_bytes(content)
        with pytest.raises(DecryptionError):
            read(stored.code)


class TestReading:
    def test_each_reading_leaves_who_what_why_and_when(self, session):
        stored = keep()
        read(stored.code)
        read(stored.code)
        rows, total = disclosures.of(session, OWNER, page=1, size=1)
        assert total == 2
        row = rows[0]
        assert (row.user_id, row.actor_role, row.what, row.why) == (1, "verifier", "tests", "Menguji")
        assert row.file_id == stored.id
        assert row.at is not None
        assert session.scalar(select(AuditEntry.id).where(AuditEntry.action == "files.read"))

    def test_whoever_may_not_gets_what_a_missing_file_gets_and_leaves_nothing(self, session):
        stored = keep()
        for actor in (SYSTEM, replace(READER, user_id=2)):
            with pytest.raises(NotFound):
                read(stored.code, actor)
        with pytest.raises(NotFound):
            read("7H2K9M4QRT")
        assert session.scalar(select(Disclosure.id)) is None

    def test_a_purpose_without_a_policy_is_read_by_nobody(self):
        stored = keep()
        policy = files._policies.pop("tests")
        with pytest.raises(NotFound):
            read(stored.code)
        files._policies["tests"] = policy


class TestErasing:
    def erase(self, stored: StoredFile) -> None:
        with unit_of_work(actor=SYSTEM) as (session, _actor):
            files.erase(session, session.get_one(StoredFile, stored.id))

    def clean_up(self) -> bool:
        with unit_of_work(actor=SYSTEM) as (session, _actor):
            return files.remove_erased(session)

    def killed_clean_up(self) -> None:
        with unit_of_work(actor=SYSTEM) as (session, _actor):
            files.remove_erased(session)
            raise KeyboardInterrupt

    def test_forgets_the_key_at_once_and_the_bytes_with_the_clean_up(self, session):
        stored = keep()
        path = files.path_of(stored.blob)
        self.erase(stored)
        kept = session.execute(text("SELECT sealed_key FROM stored_file WHERE id = :id"), {"id": stored.id})
        assert kept.scalar_one() is None
        with pytest.raises(NotFound):
            read(stored.code)
        assert path.exists()
        self.clean_up()
        assert not path.exists()
        assert not self.clean_up()

    def test_a_clean_up_that_was_killed_after_removing_is_done_again(self, session):
        stored = keep()
        self.erase(stored)
        with pytest.raises(KeyboardInterrupt):
            self.killed_clean_up()
        self.clean_up()
        assert session.scalar(select(StoredFile.blob).where(StoredFile.id == stored.id)) is None

    def test_plain_bytes_of_before_stay_while_an_equal_file_reads_them(self):
        first, second = keep_plain(), keep_plain()
        self.erase(first)
        self.clean_up()
        assert read(second.code) == SECRET
        self.erase(second)
        self.clean_up()
        assert not files.path_of(second.sha256).exists()


class TestBringingUpToDate:
    def test_plain_files_stay_readable_and_are_encrypted_once(self):
        stored = keep_plain()
        assert read(stored.code) == SECRET
        assert file_sealing.seal_all() == (1, 0)
        assert read(stored.code) == SECRET
        assert not files.path_of(stored.sha256).exists()
        assert file_sealing.seal_all() == (0, 0)

    def test_what_a_killed_run_left_plain_goes_with_the_next(self):
        stored = keep_plain()
        with unit_of_work(actor=SYSTEM) as (session, _actor):
            files.seal(session.get_one(StoredFile, stored.id), SECRET)
        assert files.path_of(stored.sha256).exists()
        assert file_sealing.seal_all() == (0, 0)
        assert not files.path_of(stored.sha256).exists()

    def test_keys_move_to_the_newest_root_key(self, session):
        stored = keep()
        crypto.use_keys(NEW_KEYS)
        assert read(stored.code) == SECRET
        assert file_sealing.seal_all() == (0, 1)
        crypto.use_keys(NEW_KEYS.split(",")[0])
        assert read(stored.code) == SECRET

    def test_the_command_says_what_it_did(self, app):
        keep_plain()
        answer = app.test_cli_runner().invoke(args=["files", "encrypt"])
        assert answer.output == "1 berkas dienkripsi, 0 kunci dipindahkan.\n"
