"""Commands of the index."""

from __future__ import annotations

import time

import click
from flask.cli import AppGroup

from marketplace.search import live

search_cli = AppGroup("search", help="Indeks pencarian.")


@search_cli.command("rebuild", help="Bangun ulang indeks di samping yang hidup, lalu tukar.")
def rebuild() -> None:
    started = time.perf_counter()
    count = live.rebuild()
    click.echo(f"{count} produk diindeks dalam {time.perf_counter() - started:.1f} detik.")


@search_cli.command("status", help="Isi indeks dibanding basis data.")
def status() -> None:
    held, visible = live.difference()
    click.echo(f"{held} di indeks, {visible} tampil di basis data.")
