"""Commands of the catalogue: bringing listings in, loading official tables."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from marketplace.businesses.official_kbli import OfficialKbli
from marketplace.businesses.reference_files import ClassificationRow, parse_kbli2020, parse_kbli2025
from marketplace.catalog import flows
from marketplace.catalog.models import KbkiCode
from marketplace.catalog.reference_files import parse_kbki
from marketplace.kernel.errors import DomainError
from marketplace.settings import Settings

catalog_cli = AppGroup("catalog", help="Katalog produk.")
reference_cli = AppGroup("reference", help="Tabel kode resmi.")

TELL_EVERY_SECONDS = 2.0
Parser = Callable[[Path], Iterator[ClassificationRow]]


@catalog_cli.command("import", help="Masukkan produk dari berkas CSV, XLSX, atau JSONL.")
@click.option("--publish", is_flag=True, help="Langsung tayangkan (hanya pengembangan).")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_command(publish: bool, file: Path) -> None:
    settings: Settings = current_app.extensions["lapak.settings"]
    if publish and settings.production:
        raise click.ClickException("--publish hanya untuk pengembangan; tayangkan lewat halaman penjual.")
    started = told = time.monotonic()

    def progress(summary: flows.Summary) -> None:
        nonlocal told
        if time.monotonic() - told >= TELL_EVERY_SECONDS:
            told = time.monotonic()
            click.echo(f"{summary.rows} baris dibaca, {summary.created} produk baru …")

    try:
        summary = flows.import_file(
            file, publish=publish, report_dir=settings.data_dir / "impor", progress=progress
        )
    except DomainError as error:
        raise click.ClickException(error.message) from error
    _show(summary, time.monotonic() - started)


@catalog_cli.command("recheck", help="Hitung ulang produk mana yang bisa dibeli pemerintah.")
def recheck_command() -> None:
    click.echo(f"{flows.recheck()} produk dihitung ulang.")


def _show(summary: flows.Summary, seconds: float) -> None:
    if summary.resumed_at:
        click.echo(f"Dilanjutkan sesudah baris {summary.resumed_at}.")
    rate = round(summary.rows / seconds) if seconds else 0
    click.echo(
        f"{summary.rows} baris dalam {seconds:.1f} detik ({rate} baris per detik, simpanan terlama "
        f"{summary.longest_commit:.2f} detik): {summary.created} baru, "
        f"{summary.changed} berubah, {summary.unchanged} sama, {summary.refused} ditolak, "
        f"{summary.flagged} diterima dengan catatan."
    )
    click.echo(f"Rincian per baris: {summary.refusals}")


_TABLES: dict[str, tuple[Parser, type[KbkiCode | OfficialKbli]]] = {
    "kbki": (parse_kbki, KbkiCode),
    "kbli2020": (parse_kbli2020, OfficialKbli),
    "kbli2025": (parse_kbli2025, OfficialKbli),
}


@reference_cli.command("load", help="Muat tabel resmi: kbki FILE, kbli2020 FILE, kbli2025 FOLDER.")
@click.argument("kind", type=click.Choice(sorted(_TABLES)))
@click.argument("file", type=click.Path(exists=True, path_type=Path))
def load_command(kind: str, file: Path) -> None:
    parse, table = _TABLES[kind]
    try:
        count = flows.load_codes(table, parse(file))
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo(f"{count} kode {kind} dimuat.")
