"""Mail, SMS and WhatsApp: written as rows in the transaction, sent afterwards by the worker.

Gateways by URL: `console://`, `file:///folder` (`file://` alone: below the data folder), `smtp://…` for
mail, `https://…` for phones: one POST of JSON with `X-Signature: t=<unix>,v1=<hmac-sha256>` over
`<t>.<body>`, keyed by the URL's password part.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import smtplib
import ssl
import urllib.request
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from enum import StrEnum
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit, urlunsplit

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from marketplace.infra import outbox
from marketplace.infra.crypto import EncryptedText
from marketplace.infra.db import Base, db, stored_enum
from marketplace.infra.outbox import Delivery
from marketplace.infra.personal_data import personal
from marketplace.infra.sweeping import sweep
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.events import MessageRequested

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 10
AT_ONCE = 8
"""How many are handed over under one lease of the outbox, though each should take its whole time."""


class Channel(StrEnum):
    """How a message travels."""

    MAIL = "mail"
    SMS = "sms"
    WHATSAPP = "whatsapp"


class Message(Base):
    """One message to one person; `sent_at` is null until a gateway took it."""

    __tablename__ = "message"

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[Channel] = mapped_column(stored_enum(Channel))
    recipient: Mapped[str] = mapped_column(EncryptedText("message.recipient"), info=personal("recipient"))
    subject: Mapped[str]
    body: Mapped[str] = mapped_column(EncryptedText("message.body"), info=personal("message"))
    url: Mapped[str | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


class Gateway(Protocol):
    """Hands one message to the outside, or raises."""

    def send(self, message: Message) -> None: ...


class ConsoleGateway(Gateway):
    """Notes in the log that there was a message; its text may hold a code and stays out of logs."""

    def send(self, message: Message) -> None:
        log.info("message %s by %s: %s", message.id, message.channel, message.subject)


class FileGateway(Gateway):
    """Leaves each message as a text file in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, message: Message) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        head = f"{message.channel}: {message.recipient}\n{message.subject}"
        text = f"{head}\n\n{message.body}\n{message.url or ''}\n"
        (self.folder / f"{message.id:08d}-{message.channel}.txt").write_text(text, encoding="utf-8")


class SmtpGateway(Gateway):
    """Sends mail by SMTP (`smtp://user:password@host:587?from=…`), with STARTTLS where it is offered.

    A password is never sent over a line that is not encrypted.
    """

    def __init__(self, url: str) -> None:
        self.parts = urlsplit(url)

    def send(self, message: Message) -> None:
        mail = EmailMessage()
        mail["Subject"] = message.subject.replace("\n", " ").replace("\r", " ")
        mail["To"] = message.recipient.replace("\n", "").replace("\r", "")
        mail["From"] = unquote(self.parts.query.removeprefix("from=")) or "lapak@localhost"
        mail.set_content(f"{message.body}\n\n{message.url or ''}")
        host, port = self.parts.hostname or "localhost", self.parts.port or 25
        with smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS) as server:
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
            elif self.parts.username:
                raise smtplib.SMTPNotSupportedError("no STARTTLS: the password is not sent")
            if self.parts.username:
                server.login(unquote(self.parts.username), unquote(self.parts.password or ""))
            server.send_message(mail)


class HttpGateway(Gateway):
    """Posts to a message provider's adapter (`https://key:secret@host/path`), signed and dated."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.secret = unquote(parts.password or "").encode()
        host = parts.hostname or ""
        netloc = f"{host}:{parts.port}" if parts.port else host
        self.url = urlunsplit((parts.scheme, netloc, parts.path, parts.query, ""))

    def send(self, message: Message) -> None:
        fields = {
            "id": message.id,
            "channel": message.channel.value,
            "to": message.recipient,
            "text": f"{message.body}\n{message.url or ''}".strip(),
        }
        body = json.dumps(fields).encode()
        stamp = str(int(clock.now().timestamp()))
        signature = hmac.new(self.secret, stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
        request = urllib.request.Request(  # noqa: S310 - the scheme is checked by gateway_for
            self.url,
            data=body,
            headers={"Content-Type": "application/json", "X-Signature": f"t={stamp},v1={signature}"},
        )
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS):  # noqa: S310
            log.info("message %s handed over", message.id)


_gateways: dict[Channel, Gateway] = {}


def gateway_for(url: str, data_dir: Path) -> Gateway:
    """The gateway a URL names; raises ValueError for an unknown scheme."""
    scheme = urlsplit(url).scheme
    if scheme == "console":
        return ConsoleGateway()
    if scheme == "file":
        return FileGateway(Path(urlsplit(url).path or data_dir / "messages"))
    if scheme == "smtp":
        return SmtpGateway(url)
    if scheme == "https":
        return HttpGateway(url)
    raise ValueError(f"unknown message gateway {scheme}")


def use_gateways(mail: Gateway, phone: Gateway) -> None:
    """Set the gateways of this process (done by `create_app`; tests give fakes)."""
    _gateways.update({Channel.MAIL: mail, Channel.SMS: phone, Channel.WHATSAPP: phone})


def reaches_phones() -> bool:
    """Whether a real phone gateway is set; without one nothing may claim that a code was sent."""
    return isinstance(_gateways.get(Channel.SMS), HttpGateway)


def request(
    session: Session, *, channel: Channel, recipient: str, subject: str, body: str, url: str | None = None
) -> Message:
    """Write a message in the caller's transaction; the worker sends it after the commit."""
    message = Message(
        channel=channel, recipient=recipient, subject=subject, body=body, url=url, created_at=clock.now()
    )
    session.add(message)
    session.flush()
    outbox.record(session, MessageRequested(message_id=message.id))
    return message


def send_waiting(deliveries: Sequence[Delivery]) -> None:
    """Outbox effect: hand each unsent message to its gateway. A crash in between may send it twice."""
    for delivery in deliveries:
        message = db.session.get(Message, delivery.payload.message_id)
        if message is None or message.sent_at is not None:
            continue
        _gateways[message.channel].send(message)
        _mark_sent(message.id)


def _mark_sent(message_id: int) -> None:
    with unit_of_work(actor=outbox.WORKER) as (session, _actor):
        session.get_one(Message, message_id).sent_at = clock.now()


def recent(session: Session, *, limit: int = 100) -> list[Message]:
    """The newest messages, for the development page."""
    return list(session.scalars(select(Message).order_by(Message.id.desc()).limit(limit)))


def forget_old(session: Session, before: datetime) -> bool:
    """Remove messages written before an instant, sent or not: what they told stands in the inbox."""
    return sweep(session, Message, Message.created_at < before)


def export_of(_session: Session, _user_id: int) -> dict[str, object]:
    """Messages are kept by recipient, not by person: the accounts room exports the addresses themselves."""
    return {}


def erase_of(_session: Session, _user_id: int) -> None:
    """Nothing to do per person: sent messages are removed by age, not by person."""
