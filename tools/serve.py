"""`make run`: migrate, load the demo the first time, then web and worker together until Ctrl-C."""

from __future__ import annotations

import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import IO, NoReturn

from sqlalchemy import create_engine, inspect, text

from marketplace.settings import Settings, SettingsError

ROOT = Path(__file__).resolve().parent.parent
THREADS = "8"
GUNICORN = (
    *("--worker-class", "gthread", "--timeout", "30", "--graceful-timeout", "5", "--keep-alive", "5"),
    *("--limit-request-line", "4094", "--limit-request-fields", "60", "--limit-request-field_size", "8190"),
    *("--no-control-socket", "--log-level", "warning"),
)


def stop(sentence: str) -> NoReturn:
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
    try:
        settings = Settings.from_env()
    except SettingsError as error:
        stop("Belum bisa dijalankan:\n" + "\n".join(f"- {problem}" for problem in error.problems))
    head, people = look_into(settings.database)
    if head != (ROOT / "migrations" / "HEAD").read_text(encoding="utf-8").strip():
        print("Menyiapkan basis data ...", flush=True)
        flask("db", "upgrade")
    if not people and os.environ.get("MARKETPLACE_ENV", "development") == "development":
        flask("demo", "load", "--if-empty")


def look_into(url: str) -> tuple[str | None, bool]:
    """The revision of the database, and whether it knows people.

    Asked without the program: importing it takes longer than all else of a second start.
    """
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None, False
            head = connection.scalar(text("SELECT version_num FROM alembic_version"))
            known = inspect(connection).has_table("account")
            return head, known and connection.scalar(text("SELECT 1 FROM account LIMIT 1")) is not None
    finally:
        engine.dispose()


def start_web(host: str, port: int) -> subprocess.Popen[bytes]:
    bind = ("--bind", f"{host}:{port}", "--threads", THREADS)
    return start("web", "gunicorn", *bind, *GUNICORN, "wsgi:app")


def start(name: str, *module: str) -> subprocess.Popen[bytes]:
    """A Python module as a process of ours, what it prints kept in the data folder."""
    return subprocess.Popen([sys.executable, "-m", *module], cwd=ROOT, stdout=_log(name))


def _log(name: str) -> IO[bytes]:
    return (data_folder() / f"{name}.log").open("ab")


def data_folder() -> Path:
    return Path(os.environ.get("DATA_DIR", ROOT / "var")).absolute()


def wait_until_up(host: str, port: int, web: subprocess.Popen[bytes]) -> None:
    """Until the web answers: the port opens long before the program behind it is read."""
    for _ in range(300):
        if web.poll() is not None:
            stop(f"Program berhenti saat mulai; baca {data_folder()}/web.log.")
        with closing(http.client.HTTPConnection(host, port, timeout=5)) as connection:
            try:
                connection.request("GET", "/healthz")
                connection.getresponse()
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
    processes = [start_web(host, port)]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        wait_until_up(host, port, processes[0])
        # After the web, so that the two don't share the processors while somebody waits for the first page.
        processes.append(start("worker", "flask", "--app", "wsgi", "worker"))
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
