"""Commands of the house: worker, audit, settings, doctor."""

from __future__ import annotations

import shutil
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from marketplace.infra import audit as audit_trail
from marketplace.infra import demo_clock, file_sealing, readiness, worker
from marketplace.infra.db import db, sqlite_module, wal_is_safe
from marketplace.settings import Settings

audit_cli = AppGroup("audit", help="Rantai audit.")
settings_cli = AppGroup("settings", help="Pengaturan.")
files_cli = AppGroup("files", help="Berkas pribadi.")


def _settings() -> Settings:
    found: Settings = current_app.extensions["lapak.settings"]
    return found


@click.command("worker", help="Kerjakan antrean: indeks, pesan, pengingat.")
@click.option("--once", is_flag=True, help="Kerjakan yang menunggu, lalu berhenti.")
def worker_command(once: bool) -> None:
    if once:
        click.echo(f"{worker.once()} pekerjaan selesai.")
    else:
        settings = _settings()
        worker.run(lambda: None if settings.production else demo_clock.refresh(settings.data_dir))


@audit_cli.command("verify", help="Periksa rantai audit, akar dan nomor yang hilang.")
def audit_verify() -> None:
    faults = list(audit_trail.verify(db.session()))
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        raise click.exceptions.Exit(1)
    click.echo("Rantai audit utuh.")


@files_cli.command("encrypt", help="Enkripsi berkas lama, dan pindahkan kunci berkas ke kunci induk terbaru.")
def files_encrypt() -> None:
    encrypted, rewrapped = file_sealing.seal_all()
    click.echo(f"{encrypted} berkas dienkripsi, {rewrapped} kunci dipindahkan.")


@settings_cli.command("check", help="Tampilkan pengaturan (rahasia disamarkan).")
def settings_check() -> None:
    for name, value in _settings().masked().items():
        click.echo(f"{name:24} {value}")


@click.command("doctor", help="Periksa basis data, migrasi, antrean, indeks dan ruang cakram.")
def doctor() -> None:
    checks = readiness.checks(db.session())
    free_mb = shutil.disk_usage(Path(_settings().data_dir)).free // 2**20
    checks.append(readiness.Check("disk", ok=free_mb > 200, detail=f"{free_mb} MB tersisa"))
    version = sqlite_module().sqlite_version_info
    checks.append(readiness.Check("sqlite", ok=wal_is_safe(version), detail=".".join(map(str, version))))
    for check in checks:
        click.echo(f"{'baik' if check.ok else 'PERLU DILIHAT':14} {check.name:12} {check.detail}")
    if not all(check.ok for check in checks):
        raise click.exceptions.Exit(1)
