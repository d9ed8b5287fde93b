"""`make run` says in one sentence what to do when it can't: old Python, no venv, no network, busy port."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tools import serve

ROOT = Path(__file__).resolve().parents[2]
BOOTSTRAP = (
    "import runpy, sys; sys.argv = ['bootstrap.py', 'requirements.txt']; {}; "
    "runpy.run_path({!r}, run_name='__main__')"
)


def bootstrap(setup: str, folder: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    code = BOOTSTRAP.format(setup, str(folder / "tools" / "bootstrap.py"))
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env=os.environ | environment,
        check=False,
    )


def one_sentence(result: subprocess.CompletedProcess[str]) -> str:
    assert result.returncode == 1, result.stdout + result.stderr
    [sentence] = result.stderr.strip().splitlines()
    return sentence


def test_an_old_python_is_told_which_one_to_install():
    sentence = one_sentence(bootstrap("sys.version_info = (3, 9, 2, 'final', 0)"))
    assert "Python 3.9" in sentence
    assert "3.11" in sentence


def test_a_missing_venv_module_names_the_package():
    assert "python3-venv" in one_sentence(bootstrap("sys.modules['venv'] = None"))


def test_no_network_is_told_as_such(tmp_path):
    (tmp_path / "tools").mkdir()
    shutil.copy(ROOT / "tools" / "bootstrap.py", tmp_path / "tools")
    (tmp_path / "requirements.txt").write_text("flask==3.1.3\n")
    result = bootstrap(
        "pass",
        tmp_path,
        PIP_INDEX_URL="http://127.0.0.1:9/simple",
        PIP_EXTRA_INDEX_URL="",
        PIP_RETRIES="0",
        PIP_NO_CACHE_DIR="1",
        PIP_FIND_LINKS="",
        PIP_CONFIG_FILE=os.devnull,
    )
    assert "sambungan internet" in one_sentence(result)


def test_a_second_run_without_changes_installs_nothing(tmp_path):
    (tmp_path / "tools").mkdir()
    shutil.copy(ROOT / "tools" / "bootstrap.py", tmp_path / "tools")
    (tmp_path / "requirements.txt").write_text("")
    assert bootstrap("pass", tmp_path).returncode == 0
    again = bootstrap("pass", tmp_path)
    assert (again.returncode, again.stdout) == (0, "")


def test_a_taken_port_names_another_one():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit, match=f"PORT={port + 1}"):
            serve.check_port("127.0.0.1", port)


def test_a_second_program_on_the_same_data_is_refused(tmp_path):
    with serve.take_lock(tmp_path), pytest.raises(SystemExit, match="sudah berjalan"):
        serve.take_lock(tmp_path)


def test_a_second_start_asks_the_database_without_reading_the_program(tmp_path):
    url = f"sqlite:///{tmp_path}/lapak.db"
    assert serve.look_into(url) == (None, False)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num TEXT)"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('0002')"))
        connection.execute(text("CREATE TABLE account (id INTEGER)"))
    assert serve.look_into(url) == ("0002", False)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO account VALUES (1)"))
    assert serve.look_into(url) == ("0002", True)
    engine.dispose()
    asked = "import sys, tools.serve; sys.exit('flask' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], cwd=ROOT, check=False).returncode == 0
