"""Private papers carry the name of whoever opens them: drawn in a separate, bounded process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from marketplace.kernel.errors import Refused

WAIT_SECONDS = 15

_WORKER = Path(__file__).with_name("watermark_worker.py")


def mark(content: bytes, mime: str, words: str) -> tuple[bytes, str]:
    """The bytes with the words over every page or the whole picture, and their MIME type (PDF or JPEG).

    Raises Refused when they can't be marked: nothing leaves without its mark.
    """
    kind = "pdf" if mime == "application/pdf" else "image"
    try:
        done = subprocess.run(  # noqa: S603 -- our own program, no words from outside on its command line
            [sys.executable, "-I", str(_WORKER)],
            input=f"{words}\n{kind}\n".encode() + content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=WAIT_SECONDS,
            env={},
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise Refused(
            "Berkas ini rusak atau terkunci, sehingga tidak bisa diberi tanda dan tidak kami buka. "
            "Kembalikan ke pemilik, minta unggah ulang sebagai foto."
        ) from error
    return done.stdout, "application/pdf" if kind == "pdf" else "image/jpeg"
