"""Commands about people."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from marketplace.accounts import services
from marketplace.infra.uow import unit_of_work
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.errors import DomainError

users_cli = AppGroup("users", help="Akun orang.")


@users_cli.command("create", help="Buat akun; dengan --role juga peran pada pengelola.")
@click.option("--name", prompt="Nama", help="Nama orang.")
@click.option("--phone", default="", help="Nomor HP.")
@click.option("--email", default="", help="Alamat surel.")
@click.option("--role", type=click.Choice(["verifier", "dinas", "admin"]), help="Peran pada pengelola.")
@click.option("--region", help="Kode wilayah Kemendagri peran itu, contoh 35.77.")
@click.password_option("--password", prompt="Sandi", confirmation_prompt="Ulangi sandi", help="Sandi.")
def users_create(
    name: str, phone: str, email: str, role: str | None, region: str | None, password: str
) -> None:
    try:
        with unit_of_work(actor=Actor.system("cli")) as (session, actor):
            account = services.create_account(
                session, actor, name=name, phone=phone or None, email=email or None, password=password
            )
            if role:
                services.grant_platform_role(
                    session, actor, user_id=account.id, role=Role(role), region_code=region
                )
    except DomainError as error:
        raise click.ClickException(error.message) from error
    click.echo(f"Akun {account.code} sudah jadi.")
