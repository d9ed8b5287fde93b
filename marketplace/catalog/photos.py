"""Photos from people: decoded by a separate, bounded process, kept as WebP in the sizes that pages show."""

from __future__ import annotations

import atexit
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from select import select as wait_for

from marketplace.infra import files
from marketplace.kernel.errors import DomainError

MAX_BYTES = 12 * 2**20
WAIT_SECONDS = 10
PICTURES_PER_PROCESS = 50

_WORKER = Path(__file__).with_name("photo_worker.py")
_REASONS = {
    "format": "Berkas ini bukan foto JPG, PNG, atau WebP. Pilih foto lain.",
    "pixels": "Foto terlalu besar (lebih dari 24 megapiksel). Perkecil dulu, lalu unggah lagi.",
    "memory": "Foto terlalu besar untuk diolah. Simpan sebagai JPG atau perkecil dulu, lalu unggah lagi.",
    "broken": "Foto ini rusak atau terpotong. Ambil atau unggah ulang fotonya.",
}


@dataclass(frozen=True, slots=True)
class ProcessedPhoto:
    """A photo in the file store: `digest` names it in addresses, `files` maps width in pixels to SHA-256."""

    digest: str
    files: Mapping[int, str]


def process(content: bytes) -> ProcessedPhoto:
    """Turn an uploaded JPEG, PNG or WebP (up to 24 megapixels) into stored WebP sizes without metadata.

    Raises DomainError (field "photo") with a sentence for whatever cannot be a photo.
    """
    if not content:
        raise DomainError("Pilih foto dulu.", field="photo")
    if len(content) > MAX_BYTES:
        raise DomainError("Foto lebih dari 12 MB. Pilih atau buat foto yang lebih kecil.", field="photo")
    return keep_ready(_worker().sizes_of(content))


def keep_ready(sizes: Mapping[int, bytes]) -> ProcessedPhoto:
    """Store WebP files that are already made, by width; for pictures of the project's own."""
    stored = {width: files.put_bytes(content) for width, content in sorted(sizes.items())}
    return ProcessedPhoto(digest=stored[max(stored)], files=stored)


def prestart() -> None:
    """Have the process ready before the first photo comes: it takes a moment to start."""
    _worker().start()


def decoder_pid() -> int:
    """The process that decodes, for those who measure what it costs; started where it is not yet."""
    return _worker().start()


class _Worker:
    """One decoding process at a time; a new one after a crash, a timeout or fifty pictures."""

    def __init__(self) -> None:
        self.pid = os.getpid()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._answered = 0

    def start(self) -> int:
        with self._lock:
            return self._ready().pid

    def sizes_of(self, content: bytes) -> dict[int, bytes]:
        with self._lock:
            process = self._ready()
            try:
                return self._ask(process, content)
            except (OSError, EOFError, TimeoutError) as error:
                self.stop()
                raise DomainError(_REASONS["broken"], field="photo") from error

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._answered >= PICTURES_PER_PROCESS:
            self.stop()
        if self._process is None or self._process.poll() is not None:
            self.stop()
            self._process = subprocess.Popen(  # noqa: S603 -- our own program, no words from outside
                [sys.executable, "-I", str(_WORKER)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                env={},
            )
            self._answered = 0
        return self._process

    def _ask(self, process: subprocess.Popen[bytes], content: bytes) -> dict[int, bytes]:
        assert process.stdin is not None
        self._answered += 1
        message = memoryview(struct.pack(">I", len(content)) + content)
        while message:
            message = message[process.stdin.write(message) :]
        if _read(process, 1) == b"E":
            reason = _read(process, _read(process, 1)[0]).decode()
            raise DomainError(_REASONS[reason], field="photo")
        sizes = {}
        for _ in range(_read(process, 1)[0]):
            width, length = struct.unpack(">HI", _read(process, 6))
            sizes[width] = _read(process, length)
        return sizes


def _read(process: subprocess.Popen[bytes], length: int) -> bytes:
    assert process.stdout is not None
    parts = bytearray()
    while len(parts) < length:
        if not wait_for([process.stdout], [], [], WAIT_SECONDS)[0]:
            raise TimeoutError
        part = process.stdout.read(length - len(parts))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)


_workers: list[_Worker] = []
_choosing = threading.Lock()


def _worker() -> _Worker:
    """This process's own worker: pipes that were opened before a fork are never shared."""
    with _choosing:
        if not _workers or _workers[0].pid != os.getpid():
            _workers[:] = [_Worker()]
            atexit.register(_workers[0].stop)
        return _workers[0]
