"""`python -m bench [SECTION ...]`: measure, print tables, keep them in bench/results/."""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from bench import duplicates, finding, images, importing, machine, pages, visible, weights
from bench.folders import Folders, real_rows
from bench.plan import Plan
from bench.report import Section, write

RESULTS = Path(__file__).resolve().parent / "results"
SECTIONS: dict[str, Callable[[Plan], Section]] = {
    "pages": pages.run,
    "search": finding.run,
    "import": importing.run,
    "duplicates": duplicates.run,
    "images": images.run,
    "weights": weights.run,
    "visible": visible.run,
}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(SECTIONS))
    parser.add_argument("--seconds", type=float, default=6.0, help="of load at a time")
    parser.add_argument("--rounds", type=int, default=5, help="of bare page and ours in turn")
    parser.add_argument("--times", type=int, default=50, help="publishes, and updates of one product")
    parser.add_argument("--rows", type=int, default=0, help="at most this many real rows (0: all)")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder of the results")
    found = parser.parse_args()
    if unknown := set(found.sections) - set(SECTIONS):
        parser.error(f"no such section: {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}")
    return found


def main() -> None:
    asked = arguments()
    # As Ctrl-C: servers are stopped and the data folders removed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    here = machine.describe()
    print(", ".join(f"{name} {value}" for name, value in asdict(here).items()))
    if real_rows() is None:
        print("The real rows are not beside the project (SHARED_DATA): measured on the demo's products.")
    measured = []
    with tempfile.TemporaryDirectory(prefix="lapak-bench-") as root:
        plan = Plan(Folders(Path(root), asked.rows), asked.seconds, asked.rounds, times=asked.times)
        for name in asked.sections or SECTIONS:
            print(f"\n{name}", flush=True)
            section = SECTIONS[name](plan)
            measured.append(section)
            print("\n" + "\n".join(section.lines()), flush=True)
            write(asked.results, here, measured)
    print(f"Kept in {write(asked.results, here, measured)}")


if __name__ == "__main__":
    main()
