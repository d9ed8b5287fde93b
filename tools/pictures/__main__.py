"""Draw the pictures: `python -m tools.pictures [names...]`.

Without names all are made; what has not changed since it was drawn is passed over. `--sheet FILE` writes a
contact sheet of the named pictures instead, drawing them when they are missing.
"""

from __future__ import annotations

import argparse
import fnmatch
import pathlib
import sys

from tools.pictures import sheet, store
from tools.pictures.catalogue import all_pictures


def main(arguments: list[str]) -> int:
    """Run the command line; 0 when every picture asked for was made or stood already."""
    parser = argparse.ArgumentParser(prog="python -m tools.pictures", description=__doc__)
    parser.add_argument("names", nargs="*", help="names or patterns such as 'p-*kopi*'; all when left out")
    parser.add_argument("--force", action="store_true", help="draw again what stands already")
    parser.add_argument("--list", action="store_true", help="only tell the names")
    parser.add_argument("--sheet", type=pathlib.Path, help="write a contact sheet (.png or .webp)")
    parser.add_argument("--columns", type=int, default=6)
    parser.add_argument("--side", type=int, default=240)
    options = parser.parse_args(arguments)
    wanted = [
        picture
        for picture in all_pictures()
        if not options.names or any(fnmatch.fnmatch(picture.name, name) for name in options.names)
    ]
    if not wanted:
        print("no such picture", file=sys.stderr)
        return 1
    if options.list:
        print("\n".join(picture.name for picture in wanted))
        return 0
    for number, picture in enumerate(wanted, 1):
        drawn = store.make(picture, options.force)
        if drawn:
            print(f"{number}/{len(wanted)} {picture.name}", flush=True)
    if options.sheet:
        files: list[pathlib.Path] = []
        for picture in wanted:
            width = min((w for w in picture.widths if w >= options.side), default=max(picture.widths))
            files.append(picture.path(width))
        sheet.contact_sheet(list(files), options.sheet, options.columns, options.side)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
