"""Forms of bringing a table of products in."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField

from marketplace.web.forms import FileInput, Form


class UploadForm(Form):
    """The table itself."""

    file = FileInput("Berkas XLSX atau CSV", description="Paling banyak 2.000 baris dan 5 MB.")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.file.flags.required = True


class DecideForm(Form):
    """Whether what was looked through goes in."""

    publish = BooleanField(
        "Langsung tayangkan produk baru yang sudah lengkap",
        description="Yang belum lengkap, misalnya belum ada foto, disimpan sebagai draf.",
    )
