"""A PostgreSQL of our own for tests and benches: temporary folder, free port, unprivileged user."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType

NOBODY = ("postgres", "nobody")


class TemporaryPostgres:
    """`with TemporaryPostgres(...) as server:` starts it, `server.url` names its database, and stops it."""

    def __init__(self, url: str = "", programs: Path | None = None) -> None:
        self.given = url
        self.programs = programs
        self.folder = ""
        self.port = 0 if url else _free_port()

    @classmethod
    def or_given(cls) -> TemporaryPostgres | None:
        """TEST_DATABASE_URL if set, else the installed programs, else None."""
        if url := os.environ.get("TEST_DATABASE_URL"):
            return cls(url)
        programs = find_programs()
        return cls(programs=programs) if programs else None

    @property
    def url(self) -> str:
        return self.given or f"postgresql://lapak@127.0.0.1:{self.port}/lapak"

    def __enter__(self) -> TemporaryPostgres:
        if not self.given:
            self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.folder:
            self._run("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "stop")
            shutil.rmtree(self.folder, ignore_errors=True)

    def _start(self) -> None:
        self.folder = tempfile.mkdtemp(prefix="lapak-pg-")
        if os.geteuid() == 0:
            owner = next(pwd.getpwnam(name) for name in NOBODY if _exists(name))
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        data = f"{self.folder}/data"
        self._run("initdb", "-D", data, "-U", "lapak", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8")
        # Test data may be lost with the machine: durability is switched off for speed.
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder} "
        options += "-c fsync=off -c synchronous_commit=off"
        self._run("pg_ctl", "-D", data, "-w", "-l", f"{self.folder}/log", "-o", options, "start")
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "lapak", "lapak")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str((self.programs or Path()) / program), *arguments]
        user = None
        if os.geteuid() == 0:
            user = next(pwd.getpwnam(name) for name in NOBODY if _exists(name)).pw_uid
        subprocess.run(command, check=True, user=user, stdout=subprocess.DEVNULL, cwd="/")


def find_programs() -> Path | None:
    """The folder of the newest installed initdb."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    return folders[-1].parent if folders else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _exists(user: str) -> bool:
    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True
