"""Commands about pages: which policy guards which address."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from marketplace.web.access import access_of

policies_cli = AppGroup("policies", help="Siapa boleh membuka apa.")


@policies_cli.command("show", help="Setiap alamat dengan aturannya.")
def policies_show() -> None:
    for rule in sorted(current_app.url_map.iter_rules(), key=str):
        access = access_of(current_app, rule.endpoint)
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        click.echo(f"{methods:10} {rule!s:50} {access.name if access else '-'}")
