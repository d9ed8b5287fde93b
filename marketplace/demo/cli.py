"""Commands of the demo. They exist in development only."""

from __future__ import annotations

import time
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from marketplace.demo import accounts as demo_accounts
from marketplace.demo.loading import load as loading
from marketplace.demo.loading.stage import PASSWORD, is_empty
from marketplace.infra.db import db

demo_cli = AppGroup("demo", help="Data peragaan.")


def data_dir() -> Path:
    folder: Path = current_app.extensions["lapak.settings"].data_dir
    return folder


@demo_cli.command("load", help="Isi basis data kosong dengan data peragaan.")
@click.option("--if-empty", is_flag=True, help="Lewati bila sudah ada isinya.")
def load_command(if_empty: bool) -> None:
    if not is_empty(db.session()):
        if if_empty:
            return
        raise click.ClickException(
            "Basis data ini sudah berisi orang; data peragaan hanya untuk yang kosong."
        )
    started = time.perf_counter()
    loading.load(data_dir(), click.echo)
    click.echo(f"Demo siap dalam {time.perf_counter() - started:.0f} detik.")


@demo_cli.command("reset", help="Kembalikan data peragaan ke keadaan awal.")
def reset_command() -> None:
    started = time.perf_counter()
    loading.reset(data_dir())
    click.echo(f"Kembali ke awal dalam {time.perf_counter() - started:.1f} detik.")


@demo_cli.command("accounts", help="Akun peragaan dan kode TOTP sekarang.")
def accounts() -> None:
    for line in demo_accounts.lines(PASSWORD):
        click.echo(line)
