"""Start the program's processes as `make run` does, on a free port, over one data folder."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.serve import GUNICORN, ROOT, THREADS

HOST = "127.0.0.1"
START_SECONDS = 30.0
KIB_PER_MIB = 1024

Address = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Ran:
    """A command of the program that ended: what it said, how long it took, its peak memory."""

    output: str
    seconds: float
    peak_mib: int


@contextmanager
def web(module: str, data_dir: Path) -> Iterator[Address]:
    """A web server for `module:app`; yields its address once it answers."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        address: Address = (HOST, probe.getsockname()[1])
    bind = ["--bind", f"{address[0]}:{address[1]}", "--threads", THREADS]
    with _running([sys.executable, "-m", "gunicorn", *bind, *GUNICORN, f"{module}:app"], data_dir) as process:
        _wait_for(address, process, data_dir)
        yield address


@contextmanager
def worker(data_dir: Path) -> Iterator[None]:
    """The worker of the same program."""
    with _running([sys.executable, "-m", "flask", "--app", "wsgi", "worker"], data_dir):
        yield


@contextmanager
def _running(command: list[str], data_dir: Path) -> Iterator[subprocess.Popen[bytes]]:
    with (data_dir / "bench.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment(data_dir), stdout=log, stderr=log)
        try:
            yield process
        finally:
            process.terminate()
            process.wait(timeout=20)


def environment(data_dir: Path) -> dict[str, str]:
    """The environment of a process that works on a data folder."""
    return os.environ | {"DATA_DIR": str(data_dir)}


def _wait_for(address: Address, process: subprocess.Popen[bytes], data_dir: Path) -> None:
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up and process.poll() is None:
        try:
            socket.create_connection(address, timeout=0.2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    log = (data_dir / "bench.log").read_text(errors="replace")
    raise RuntimeError(f"the server did not start:\n{log[-2000:]}")


def flask(data_dir: Path, *arguments: str) -> Ran:
    """Run a command of the program to its end; raises RuntimeError with its last words when it fails."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *arguments]
    started = time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(data_dir),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        output = process.stdout.read() if process.stdout else ""
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"flask {' '.join(arguments)} failed:\n{output[-2000:]}")
    return Ran(output, time.perf_counter() - started, usage.ru_maxrss // KIB_PER_MIB)
