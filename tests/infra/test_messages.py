"""Messages: encrypted at rest, never in logs, and no password over a line that is not encrypted."""

from __future__ import annotations

import logging
import smtplib
import socketserver
import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from marketplace.infra import messages
from marketplace.infra.messages import Channel, ConsoleGateway, Message, SmtpGateway
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor

CODE = "Kode Anda 482913, berlaku 15 menit."


class Server(socketserver.ThreadingTCPServer):
    """A mail server that keeps what it is told; it offers STARTTLS only if `tls` says so, and has none."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, *, tls: bool) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.tls = tls
        self.told: list[str] = []


class Conversation(socketserver.StreamRequestHandler):
    server: Server

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.say("220 surel")
        for raw in self.rfile:
            line = raw.decode().strip()
            self.server.told.append(line)
            verb = line.split(" ")[0].upper()
            if verb == "EHLO":
                self.say("250-surel")
                self.say("250-STARTTLS" if self.server.tls else "250-PIPELINING")
                self.say("250 AUTH PLAIN LOGIN")
            elif verb == "STARTTLS":
                self.say("454 not now")
            elif verb == "DATA":
                self.say("354 go on")
                self.read_message()
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def read_message(self) -> None:
        for raw in self.rfile:
            if raw.strip() == b".":
                break
        self.say("250 kept")


def serving(*, tls: bool) -> Iterator[Server]:
    server = Server(tls=tls)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def plain() -> Iterator[Server]:
    yield from serving(tls=False)


@pytest.fixture
def offering_tls() -> Iterator[Server]:
    yield from serving(tls=True)


def message() -> Message:
    return Message(
        id=1,
        channel=Channel.MAIL,
        recipient="sari@contoh.id",
        subject="Kode untuk sandi baru",
        body=CODE,
        created_at=clock.now(),
    )


def test_mail_is_handed_over(plain):
    SmtpGateway(f"smtp://127.0.0.1:{plain.server_address[1]}?from=lapak@contoh.id").send(message())
    assert "rcpt TO:<sari@contoh.id>" in plain.told


def test_a_password_is_not_sent_over_an_open_line(plain):
    gateway = SmtpGateway(f"smtp://lapak:rahasia@127.0.0.1:{plain.server_address[1]}")
    with pytest.raises(smtplib.SMTPException):
        gateway.send(message())
    assert not [line for line in plain.told if line.upper().startswith(("AUTH", "MAIL"))]


def test_an_offered_encryption_is_taken_or_nothing_is_sent(offering_tls):
    gateway = SmtpGateway(f"smtp://127.0.0.1:{offering_tls.server_address[1]}")
    with pytest.raises(smtplib.SMTPException):
        gateway.send(message())
    assert "STARTTLS" in offering_tls.told
    assert not [line for line in offering_tls.told if line.upper().startswith("MAIL")]


def test_the_console_never_shows_the_text(caplog):
    with caplog.at_level(logging.INFO):
        ConsoleGateway().send(message())
    assert "482913" not in caplog.text
    assert "Kode untuk sandi baru" in caplog.text


@pytest.mark.db
def test_the_text_and_the_recipient_are_kept_encrypted(session):
    with unit_of_work(actor=Actor.system("tests")) as (inside, _actor):
        messages.request(
            inside, channel=Channel.MAIL, recipient="sari@contoh.id", subject="Kode", body=CODE, url=None
        )
    body, recipient = session.execute(text("SELECT body, recipient FROM message")).one()
    assert b"482913" not in bytes(body)
    assert b"sari" not in bytes(recipient)
    assert messages.recent(session)[0].body == CODE
