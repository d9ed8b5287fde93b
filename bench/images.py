"""What becomes of files that are sent as photos: each of the corpus, and photos as phones take them."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from bench.folders import shared
from bench.plan import Plan
from bench.report import Cell, Section, Table
from marketplace.catalog import photos
from marketplace.infra import files
from marketplace.kernel.errors import DomainError

CORPUS = "images"
BOUNDS = {"ms": 1000, "mib": 200}
"""What one file may cost the process that decodes it."""

NEUTRAL = "made anew as WebP"
PHONE = {"12 megapixels": (4000, 3000), "24 megapixels": (6000, 4000), "25 megapixels": (5000, 5000)}
NANOSECONDS_IN_MS = 1_000_000


@dataclass(frozen=True, slots=True)
class Handled:
    """One file: what it is called, what became of it, and what that cost."""

    kind: str
    outcome: str
    ms: float
    mib: float


def run(plan: Plan) -> Section:
    """The whole corpus and photos of a phone through the process that decodes uploads."""
    files.use_folder(plan.folders.root / "images")
    photos.prestart()
    _handled("warm", _phone_photo((800, 600)))
    found = [_handled(kind, content) for kind, content in _everything()]
    groups: dict[tuple[str, str], list[Handled]] = defaultdict(list)
    for one in found:
        groups[one.kind, one.outcome].append(one)
    rows: list[list[Cell]] = [
        [kind, outcome, len(group), max(one.ms for one in group), max(one.mib for one in group)]
        for (kind, outcome), group in sorted(groups.items())
    ]
    most_ms, most_mib = max(one.ms for one in found), max(one.mib for one in found)
    kept = most_ms < BOUNDS["ms"] and most_mib < BOUNDS["mib"]
    corpus = "" if shared(CORPUS) else f" {CORPUS} is not here (SHARED_DATA): generated photos only."
    return Section(
        "images",
        f"{len(found)} files sent as photos",
        [Table(["folder and ending", "outcome", "files", "most ms CPU", "most MiB"], rows)],
        {
            "files": len(found),
            "made_anew": sum(one.outcome == NEUTRAL for one in found),
            "most_ms_cpu": round(most_ms, 1),
            "most_mib": round(most_mib, 1),
        },
        [
            f"Bounds for each file: {BOUNDS['ms']} ms of CPU, {BOUNDS['mib']} MiB; "
            f"{'kept by all' if kept else 'NOT kept'}. CPU and the peak of the decoding process alone, "
            "which was started before; its peak is set back before each file." + corpus,
        ],
    )


def _everything() -> Iterator[tuple[str, bytes]]:
    folder = shared(CORPUS)
    for path in sorted(folder.rglob("*")) if folder else ():
        if path.is_file():
            yield f"{path.parent.name}, {path.suffix.lstrip('.') or 'no ending'}", path.read_bytes()
    for name, size in PHONE.items():
        yield f"phone, JPEG of {name}", _phone_photo(size)
    yield "phone, PNG of 12 megapixels", _phone_photo(PHONE["12 megapixels"], "PNG")


def _handled(kind: str, content: bytes) -> Handled:
    photos.prestart()
    process = Path("/proc") / str(photos.decoder_pid())
    (process / "clear_refs").write_text("5")
    before = _cpu(process)
    try:
        photos.process(content)
        outcome = NEUTRAL
    except DomainError as error:
        outcome = error.message
    return Handled(kind, outcome, (_cpu(process) - before) / NANOSECONDS_IN_MS, _peak_mib(process))


def _cpu(process: Path) -> int:
    """Nanoseconds that the process (of one thread) has computed so far."""
    return int((process / "schedstat").read_text().split()[0])


def _peak_mib(process: Path) -> float:
    lines = (process / "status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def _phone_photo(size: tuple[int, int], kind: str = "JPEG") -> bytes:
    """A picture with the fine grain of a camera and the place and camera that a phone writes into it."""
    grain = [Image.effect_noise(size, 40) for _ in "RGB"]
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Kamera", 6
    exif.get_ifd(0x8825)[1] = "S"
    out = io.BytesIO()
    picture = Image.merge("RGB", grain).reduce(2).resize(size)
    picture.save(out, kind, exif=exif, **({"quality": 85} if kind == "JPEG" else {"compress_level": 1}))
    return out.getvalue()
