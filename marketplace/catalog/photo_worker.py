"""The program that decodes pictures: a process of its own with little memory, little time and no files.

Reads on standard input `length (4 bytes) | picture`, answers on standard output
`"K" | count (1) | {width (2), length (4), WebP}…` or `"E" | length (1) | reason`, all big-endian, until its
input ends. It knows nothing of the rest of the program: whatever a hostile picture breaks, it breaks here.
"""

from __future__ import annotations

import io
import resource
import struct
import sys
import warnings
from typing import BinaryIO

from PIL import (
    Image,
    ImageFile,
    ImageOps,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

WIDTHS = (240, 480, 800, 1280)
MAX_PIXELS = 24_000_000
MAX_RATIO = 2
MEMORY_BYTES = 180 * 2**20
CPU_SECONDS = 2
QUALITY = {240: 64, 480: 70, 800: 76, 1280: 78}
"""By width: the smaller a picture is shown, the less of a loss is seen, and the more of them a page has."""
FORMATS = ("JPEG", "PNG", "WEBP")
PLUGINS = (JpegImagePlugin, MpoImagePlugin, PngImagePlugin, WebPImagePlugin)


class Unfit(Exception):
    """A picture that is refused; the word says why."""


def limit_memory() -> None:
    """Allow `MEMORY_BYTES` beyond what the process has mapped now, no new files and no core dump."""
    with open("/proc/self/statm", encoding="ascii") as statm:
        mapped = int(statm.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (mapped + MEMORY_BYTES, mapped + MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def allow_time() -> None:
    """Allow `CPU_SECONDS` beyond what was used; the kernel ends the process after that."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + 1 + CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def sizes_of(content: bytes) -> dict[int, bytes]:
    """The picture as WebP by width, without any metadata; no wider than it came, but at least 240."""
    image = _decoded(content)
    longest = max(image.width, image.height)
    if longest > WIDTHS[-1] * MAX_RATIO:
        image.thumbnail((WIDTHS[-1] * MAX_RATIO, WIDTHS[-1] * MAX_RATIO), reducing_gap=2.0)
    image = _flat(image)
    image = _not_too_long(ImageOps.exif_transpose(image))
    return {width: _webp(image, width) for width in WIDTHS if width <= max(image.width, WIDTHS[0])}


def _decoded(content: bytes) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(content), formats=FORMATS)
    except UnidentifiedImageError as error:
        raise Unfit("format") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unfit("pixels") from error
    if image.width * image.height > MAX_PIXELS:
        raise Unfit("pixels")
    if min(image.width, image.height) < 1:
        raise Unfit("broken")
    image.draft("RGB", (WIDTHS[-1], WIDTHS[-1]))
    image.load()
    return image


def _flat(image: Image.Image) -> Image.Image:
    """Eight bits of red, green and blue; what is transparent becomes white."""
    orientation = image.getexif().get(0x0112)
    if image.mode.startswith(("I", "F")):
        image = image.point(lambda value: value / 256).convert("L")
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        layer = image.convert("RGBA")
        flat = Image.new("RGB", layer.size, "white")
        flat.paste(layer, mask=layer.getchannel("A"))
    else:
        flat = image.convert("RGB")
    clean = Image.new("RGB", flat.size)
    clean.paste(flat)
    if orientation in range(2, 9):
        clean.getexif()[0x0112] = orientation
    return clean


def _not_too_long(image: Image.Image) -> Image.Image:
    """The middle of a picture more than twice as long as wide (or the other way); others stay whole."""
    width = min(image.width, image.height * MAX_RATIO)
    height = min(image.height, image.width * MAX_RATIO)
    if (width, height) == image.size:
        return image
    left, top = (image.width - width) // 2, (image.height - height) // 2
    return image.crop((left, top, left + width, top + height))


def _webp(image: Image.Image, width: int) -> bytes:
    height = max(1, image.height * width // image.width)
    scaled = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    out = io.BytesIO()
    scaled.save(out, "WEBP", quality=QUALITY[width], method=3)
    return out.getvalue()


def answer_to(content: bytes) -> bytes:
    """What goes back for one picture."""
    try:
        sizes = sizes_of(content)
    except Unfit as unfit:
        reason = str(unfit).encode()
    except MemoryError:
        reason = b"memory"
    except Exception:  # whatever a decoder may raise on bytes made to break it
        reason = b"broken"
    else:
        parts = [struct.pack(">HI", width, len(data)) + data for width, data in sizes.items()]
        return b"K" + struct.pack(">B", len(parts)) + b"".join(parts)
    return b"E" + struct.pack(">B", len(reason)) + reason


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer pictures until the input ends."""
    while len(header := source.read(4)) == 4:
        allow_time()
        sink.write(answer_to(source.read(struct.unpack(">I", header)[0])))
        sink.flush()


def main() -> None:
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    Image.init()
    limit_memory()
    serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
