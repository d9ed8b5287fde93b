"""Logs: one JSON object a line on standard output, with the request id, and personal data masked."""

from __future__ import annotations

import json
import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import lru_cache

from marketplace.kernel.masking import mask_personal

request_id: ContextVar[str] = ContextVar("request_id", default="-")
EXTRA = ("endpoint", "status", "ms", "queries", "actor_id", "role")


# Most lines say the same again; looking for personal data in each costs more than all the rest of the line.
_masked = lru_cache(maxsize=1000)(mask_personal)


class JsonFormatter(logging.Formatter):
    """One line per record; every text passes the personal-data mask, so that a slip stays harmless."""

    def format(self, record: logging.LogRecord) -> str:
        fields: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _masked(record.getMessage()),
            "request_id": request_id.get(),
        }
        fields |= {name: getattr(record, name) for name in EXTRA if hasattr(record, name)}
        if record.exc_info:
            fields["error"] = mask_personal(self.formatException(record.exc_info))
        return json.dumps(fields, ensure_ascii=False)


def set_up(level: int = logging.INFO) -> None:
    """Send all logs of the process through the JSON formatter, once."""
    root = logging.getLogger()
    if any(isinstance(handler.formatter, JsonFormatter) for handler in root.handlers):
        return
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter())
    root.addHandler(handler)
    root.setLevel(level)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger("fontTools").setLevel(logging.WARNING)
