"""`make run`: migrate, load the demo the first time, then web and worker together until Ctrl-C."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
THREADS = "8"
GUNICORN = (
    *("--worker-class", "gthread", "--timeout", "30", "--graceful-timeout", "5", "--keep-alive", "5"),
    *("--limit-request-line", "4094", "--limit-request-fields", "60", "--limit-request-field_size", "8190"),
    *("--no-control-socket", "--log-level", "warning"),
)


def stop(sentence: str) -> None:
    """End with exit 1 and one sentence that says what to do."""
    sys.exit(sentence)


def take_lock(data_dir: Path) -> IO[str]:
    """Only one program runs on one data folder."""
    data_dir.mkdir(parents=True, exist_ok=True)
    handle = (data_dir / "run.lock").open("w")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        stop(f"Program sudah berjalan pada data {data_dir}: hentikan dulu, atau pakai DATA_DIR lain.")
    return handle


def check_port(host: str, port: int) -> None:
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            stop(f"Port {port} sedang dipakai program lain: jalankan `make run PORT={port + 1}`.")


def flask(*arguments: str) -> None:
    """Run one of the program's own commands, its output passed on."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *arguments]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        stop(f"Perintah `flask {' '.join(arguments)}` gagal; baca pesan di atas.")


def compress_static() -> None:
    """Pre-compress the files that pages load, once for each state of them."""
    from whitenoise.compress import Compressor

    compressor = Compressor(quiet=True)
    for folder in ("css", "js", "vendor", "fonts", "."):
        for path in (ROOT / "static" / folder).iterdir():
            packed = path.with_name(path.name + ".br")
            stale = not packed.exists() or packed.stat().st_mtime < path.stat().st_mtime
            if path.is_file() and path.suffix in {".css", ".js", ".svg", ".webmanifest"} and stale:
                list(compressor.compress(str(path)))


def prepare() -> None:
    """Bring the database up to date and give an empty one the demo (development only)."""
    from marketplace.infra.readiness import HEAD_FILE
    from wsgi import app

    with app.app_context():
        from sqlalchemy import inspect, text

        from marketplace.infra.db import db

        known = inspect(db.engine).has_table("alembic_version")
        head = db.session.execute(text("SELECT version_num FROM alembic_version")).scalar() if known else None
        db.session.remove()
        db.engine.dispose()
    if head != HEAD_FILE.read_text().strip():
        print("Menyiapkan basis data ...", flush=True)
        flask("db", "upgrade")
    if os.environ.get("MARKETPLACE_ENV", "development") == "development":
        flask("demo", "load", "--if-empty")


def start(host: str, port: int) -> list[subprocess.Popen[bytes]]:
    web = [
        sys.executable,
        "-m",
        "gunicorn",
        "--bind",
        f"{host}:{port}",
        "--threads",
        THREADS,
        *GUNICORN,
        "wsgi:app",
    ]
    worker = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
    return [
        subprocess.Popen(command, cwd=ROOT, stdout=_log(name))
        for name, command in (("web", web), ("worker", worker))
    ]


def _log(name: str) -> IO[bytes]:
    return (data_folder() / f"{name}.log").open("ab")


def data_folder() -> Path:
    return Path(os.environ.get("DATA_DIR", ROOT / "var")).absolute()


def wait_until_up(host: str, port: int, processes: list[subprocess.Popen[bytes]]) -> None:
    for _ in range(150):
        if any(process.poll() is not None for process in processes):
            stop(f"Program berhenti saat mulai; baca {data_folder()}/web.log dan worker.log.")
        try:
            socket.create_connection((host, port), timeout=0.2).close()
            return
        except OSError:
            time.sleep(0.1)


def shut_down(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


def main() -> None:
    host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
    os.environ.setdefault("DATA_DIR", str(data_folder()))
    lock = take_lock(data_folder())
    check_port(host, port)
    compress_static()
    prepare()
    processes = start(host, port)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        wait_until_up(host, port, processes)
        print(f"\nLapak Nusa berjalan di http://{host}:{port}  (hentikan dengan Ctrl-C)", flush=True)
        flask("demo", "accounts")
        while all(process.poll() is None for process in processes):
            time.sleep(0.3)
    except KeyboardInterrupt:
        print("\nBerhenti ...", flush=True)
    finally:
        shut_down(processes)
        lock.close()


if __name__ == "__main__":
    main()
