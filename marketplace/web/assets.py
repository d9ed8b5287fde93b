"""Static files under an address that changes with their content, pre-compressed and kept for a year."""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise

ROOT = Path(__file__).resolve().parents[2] / "static"
KINDS = ("*.css", "*.js", "*.svg", "*.woff2", "*.webmanifest", "*.png", "*.ico")
YEAR = 365 * 24 * 3600


def build_of(root: Path = ROOT) -> str:
    """A short hash over everything that pages load from `static/`."""
    digest = hashlib.sha256()
    for folder in ("css", "js", "vendor", "fonts", "."):
        for kind in KINDS:
            for path in sorted((root / folder).glob(kind)):
                digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def init_app(app: Flask) -> None:
    """Give templates `asset('css/base.css')` and put WhiteNoise in front of the app."""
    build = build_of()

    def asset(path: str) -> str:
        return f"/static/{build}/{path}"

    noise = WhiteNoise(app.wsgi_app, max_age=YEAR, immutable_file_test=lambda _path, _url: True)
    for folder in ("css", "js", "vendor", "fonts"):
        noise.add_files(str(ROOT / folder), prefix=f"static/{build}/{folder}/")
    for path in sorted(ROOT.iterdir()):
        if path.is_file() and path.suffix not in {".gz", ".br"}:
            noise.add_file_to_dictionary(f"/static/{build}/{path.name}", str(path))
    app.wsgi_app = noise  # type: ignore[method-assign]
    app.jinja_env.globals["asset"] = asset
