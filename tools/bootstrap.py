"""Prepare .venv from a requirements file; runs on a bare machine, so it uses only the standard library.

Old Pythons must be able to read this file far enough to be told so: no f-strings, no annotations.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
QUIET_SECONDS = 4
NETWORK_SIGNS = (
    "Temporary failure in name resolution",
    "NewConnectionError",
    "Connection refused",
    "No matching distribution",
    "Could not find a version",
    "ProxyError",
    "Network is unreachable",
)


def stop(sentence):
    """End with one sentence that says what to do."""
    sys.stderr.write(sentence + "\n")
    sys.exit(1)


def check_python():
    if sys.version_info < (3, 11):
        stop(
            "Python %d.%d terlalu lama: pasang Python 3.11 ke atas, lalu `make run PYTHON=python3.11`."
            % sys.version_info[:2]
        )
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        stop("Modul venv belum ada: pasang dengan `apt install python3-venv` atau sejenisnya, lalu ulangi.")


def wanted(requirements):
    """A digest over the requirements (and the file it includes) and this Python."""
    digest = hashlib.sha256(sys.version.encode())
    for name in ("requirements.txt", requirements):
        with open(os.path.join(ROOT, name), "rb") as handle:
            digest.update(handle.read())
    return digest.hexdigest()


def satisfied(requirements):
    """Whether .venv was made for exactly this, or for the development set that contains it."""
    marks = (
        [requirements] if requirements == "requirements-dev.txt" else [requirements, "requirements-dev.txt"]
    )
    for name in marks:
        path = os.path.join(VENV, "." + name)
        if os.path.exists(path):
            with open(path) as handle:
                if handle.read() == wanted(name):
                    return True
    return False


def run_loudly(command, doing):
    """Run a command, pass its lines on, and say that it still runs when it is silent."""
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True
    )
    lines, last = [], [time.time()]

    def remind():
        started = time.time()
        while process.poll() is None:
            time.sleep(1)
            if time.time() - last[0] >= QUIET_SECONDS:
                last[0] = time.time()
                print("  ... %s (%d detik)" % (doing, time.time() - started), flush=True)

    threading.Thread(target=remind, daemon=True).start()
    for line in process.stdout:
        lines.append(line)
        if line.startswith(("Collecting", "Downloading", "Installing", "Successfully", "ERROR")):
            last[0] = time.time()
            print("  " + line.rstrip()[:110], flush=True)
    return process.wait(), "".join(lines)


def install(requirements):
    if not os.path.exists(os.path.join(VENV, "bin", "python")):
        print("Membuat lingkungan Python di .venv ...", flush=True)
        code, output = run_loudly([sys.executable, "-m", "venv", VENV], "membuat .venv")
        if code:
            shutil.rmtree(VENV, ignore_errors=True)
            stop(
                "Lingkungan .venv gagal dibuat: pasang `python3-venv`, lalu ulangi. (%s)"
                % output.strip()[-120:]
            )
    print("Memasang pustaka dari %s ..." % requirements, flush=True)
    pip = [
        os.path.join(VENV, "bin", "python"),
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-input",
        "-r",
        os.path.join(ROOT, requirements),
    ]
    code, output = run_loudly(pip, "memasang")
    if code:
        if any(sign in output for sign in NETWORK_SIGNS):
            stop("Pustaka tidak bisa diunduh: periksa sambungan internet atau pengaturan pip, lalu ulangi.")
        stop("Pemasangan pustaka gagal; baris terakhir: %s" % output.strip().splitlines()[-1])
    with open(os.path.join(VENV, "." + requirements), "w") as handle:
        handle.write(wanted(requirements))


def main():
    check_python()
    requirements = sys.argv[1]
    if not satisfied(requirements):
        install(requirements)


if __name__ == "__main__":
    main()
