"""The program that draws the watermark: a process of its own with little memory, little time and no files.

Reads on standard input one line of words, one line with the kind ("pdf" or "image"), then the bytes; writes
the marked bytes on standard output (a picture becomes a JPEG without metadata) and ends with 0, or with 1
when the bytes can't be marked. It knows nothing of the rest of the program.
"""

from __future__ import annotations

import io
import resource
import sys
import warnings

from PIL import Image, ImageDraw, ImageFont, ImageOps
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject

MAX_PIXELS = 40_000_000
LONGEST_SIDE = 2200
MAX_PAGES = 60
MEMORY_BYTES = 512 * 2**20
CPU_SECONDS = 10
QUALITY = 82
LETTERS_ACROSS = 44
"""How many letters of the words go across the shorter side of a picture."""
ACTIVE = ("/AA", "/Annots")
"""What a page could do by itself. What the document could do stays behind: only its pages are taken over."""


def limit() -> None:
    """Little memory and time, no new files and no core dump."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def marked_image(content: bytes, words: str) -> bytes:
    """The picture as JPEG, the words over it from corner to corner, light and dark so that both show."""
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    image: Image.Image = Image.open(io.BytesIO(content), formats=("JPEG", "PNG"))
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    image = ImageOps.exif_transpose(image)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    layer = Image.alpha_composite(image.convert("RGBA"), _veil(image.size, words)).convert("RGB")
    out = io.BytesIO()
    layer.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _veil(size: tuple[int, int], words: str) -> Image.Image:
    """The words again and again on a slant over the whole of `size`."""
    width, height = size
    font = ImageFont.load_default(size=max(10, min(size) * 2 // LETTERS_ACROSS))
    side = int((width**2 + height**2) ** 0.5) + 1
    sheet = Image.new("RGBA", (side, side))
    draw = ImageDraw.Draw(sheet)
    line = f"{words}     "
    step = max(1, int(draw.textlength(line, font=font)))
    leading = max(40, min(size) // 5)
    for row, top in enumerate(range(0, side, leading)):
        for left in range(-(row % 2) * step // 2, side, step):
            draw.text((left + 1, top + 1), line, font=font, fill=(255, 255, 255, 120))
            draw.text((left, top), line, font=font, fill=(120, 20, 30, 120))
    turned = sheet.rotate(25, resample=Image.Resampling.BILINEAR)
    left, top = (side - width) // 2, (side - height) // 2
    return turned.crop((left, top, left + width, top + height))


def marked_pdf(content: bytes, words: str) -> bytes:
    """The document with the words over each page, without what it could do by itself."""
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        reader.decrypt("")
    if not 1 <= len(reader.pages) <= MAX_PAGES:
        raise ValueError("no pages, or too many")
    writer = PdfWriter()
    for page in reader.pages:
        box = page.mediabox
        size, origin = (float(box.width), float(box.height)), (float(box.left), float(box.bottom))
        over = PdfReader(io.BytesIO(_sheet(size, origin, words))).pages[0]
        added = writer.add_page(page)
        added.merge_page(over)
        for name in ACTIVE:
            if name in added:
                del added[NameObject(name)]
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _sheet(size: tuple[float, float], origin: tuple[float, float], words: str) -> bytes:
    """A PDF of one empty page with the words on a slant, in the encoding of its standard font."""
    width, height = size
    text = words.encode("cp1252", "replace")
    for special in (b"\\", b"(", b")"):
        text = text.replace(special, b"\\" + special)
    # So large that the words fit across the page once: half an em is about the width of a letter.
    letter = min(16.0, max(5.0, width / 0.906 / (0.54 * max(1, len(words)))))
    lines = []
    for top in range(0, int(height + width), max(50, int(height) // 8)):
        at = f"0.906 0.423 -0.423 0.906 {origin[0]:.1f} {origin[1] + top - width * 0.4:.1f} Tm".encode()
        lines.append(at + b" (" + text + b"     " + text + b") Tj")
    stream = b"q /G gs 0.6 0.05 0.1 rg BT /F %.1f Tf\n" % letter + b"\n".join(lines) + b"\nET Q"
    box = f"[{origin[0]} {origin[1]} {origin[0] + width} {origin[1] + height}]".encode()
    return _document(box, stream)


def _document(box: bytes, stream: bytes) -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox" + box + b"/Contents 4 0 R/Resources<</Font<</F 5 0 R>>"
        b"/ExtGState<</G<</ca 0.35>>>>>>>>",
        b"<</Length %d>>stream\n" % len(stream) + stream + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>",
    ]
    out, starts = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj" % number + body + b"endobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % start for start in starts)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table)
    return bytes(out)


def main() -> int:
    words = sys.stdin.buffer.readline().decode().rstrip("\n")
    kind = sys.stdin.buffer.readline().strip()
    content = sys.stdin.buffer.read()
    limit()
    try:
        marked = marked_pdf(content, words) if kind == b"pdf" else marked_image(content, words)
    except Exception:  # whatever a reader may raise on bytes made to break it
        return 1
    sys.stdout.buffer.write(marked)
    return 0


if __name__ == "__main__":
    sys.exit(main())
