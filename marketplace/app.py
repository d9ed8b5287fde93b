"""Puts the rooms together: `create_app` reads the settings and refuses to start on anything unsafe."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from flask_babel import Babel
from flask_migrate import Migrate
from htmx_flask import Htmx
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from marketplace.accounts import room as accounts_room
from marketplace.api import room as api_room
from marketplace.assistance import room as assistance_room
from marketplace.backoffice import room as backoffice_room
from marketplace.businesses import room as businesses_room
from marketplace.catalog import room as catalog_room
from marketplace.demo import room as demo_room
from marketplace.desk import room as desk_room
from marketplace.documents import room as documents_room
from marketplace.infra import cli as infra_cli
from marketplace.infra import counting, crypto, files, limits, logs, messages, outbox, personal_data, upkeep
from marketplace.infra.db import db, engine_options, prepare_engine
from marketplace.kernel.events import Topic
from marketplace.notifications import room as notifications_room
from marketplace.procurement import room as procurement_room
from marketplace.search import room as search_room
from marketplace.settings import Settings, SettingsError
from marketplace.storefront import room as storefront_room
from marketplace.web import (
    access,
    actors,
    addresses,
    assets,
    converters,
    csrf,
    errors,
    filters,
    fragments,
    headers,
    language,
    layout,
    requests,
    terms,
    typed,
)
from marketplace.web import cli as web_cli
from marketplace.web import views as web_views
from marketplace.web.templating import HouseEnvironment

ROOT = Path(__file__).resolve().parent.parent
migrate = Migrate(compare_type=True, render_as_batch=True, compare_server_default=True)
babel = Babel()


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application. Raises SettingsError or UndeclaredAccess before anything is served."""
    settings = settings or Settings.from_env()
    app = Flask("marketplace", template_folder=str(ROOT / "templates"), static_folder=None)
    app.jinja_environment = HouseEnvironment
    if settings.production and app.debug:
        raise SettingsError(["FLASK_DEBUG tidak boleh menyala di produksi."])
    app.extensions["lapak.settings"] = settings
    _configure(app, settings)
    _set_up_infra(app, settings)
    _set_up_web(app, settings)
    _add_rooms(app, settings)
    access.require_declarations(app)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database),
        TRUSTED_HOSTS=_hosts(settings),
        MAX_CONTENT_LENGTH=256 * 1024,
        MAX_FORM_MEMORY_SIZE=128 * 1024,
        MAX_FORM_PARTS=200,
        # Flask's signed cookie carries only the one-time notices of `see_other`; identity is a session row.
        SESSION_COOKIE_NAME="__Host-kabar" if settings.https else "kabar",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        BABEL_DEFAULT_LOCALE="id",
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "marketplace" / "translations"),
        BABEL_DEFAULT_TIMEZONE="Asia/Jakarta",
        TESTING=settings.testing,
        PROPAGATE_EXCEPTIONS=False,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.url_map.strict_slashes = False


def _hosts(settings: Settings) -> list[str] | None:
    """In production only our own name (and the machine itself, for probes); links are built from it."""
    own = urlsplit(settings.server_origin).hostname or ""
    return [own, "localhost", "127.0.0.1"] if settings.production else None


def _set_up_infra(app: Flask, settings: Settings) -> None:
    logs.set_up()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    crypto.use_keys(settings.encryption_keys)
    files.use_folder(settings.media_dir)
    limits.use_factor(settings.limits_factor)
    messages.use_gateways(
        messages.gateway_for(settings.mail_url, settings.data_dir),
        messages.gateway_for(settings.message_url, settings.data_dir),
    )
    outbox.effect(
        Topic.MESSAGE_REQUESTED, messages.send_waiting, name="messages.send", batch=messages.AT_ONCE
    )
    upkeep.register()
    personal_data.register("infra", tables={"message"}, export=messages.export_of, erase=messages.erase_of)
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
        counting.attach(db.engine)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    commands = (infra_cli.worker_command, infra_cli.doctor, infra_cli.audit_cli, infra_cli.settings_cli)
    for command in (*commands, infra_cli.files_cli):
        app.cli.add_command(command)


def _set_up_web(app: Flask, settings: Settings) -> None:
    Htmx(app)
    typed.init_app(app)
    babel.init_app(app)
    language.init_app(app)
    fragments.init_app(app)
    addresses.init_app(app)
    converters.init_app(app)
    filters.init_app(app)
    terms.init_app(app)
    requests.init_app(app, data_dir=settings.data_dir, demo=not settings.production)
    actors.init_app(app, https=settings.https)
    errors.init_app(app)
    csrf.init_app(app, origin=settings.server_origin, development=not settings.production)
    layout.init_app(app, site_name=settings.site_name)
    headers.init_app(app, https=settings.https)
    assets.init_app(app)
    if settings.https:
        # We speak no TLS ourselves, so an https origin means one proxy in front, which sets these two.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1)  # type: ignore[method-assign]
    app.cli.add_command(web_cli.policies_cli)


def _add_rooms(app: Flask, settings: Settings) -> None:
    """Every room wires itself in, lowest first."""
    web_views.init_app(app, development=not settings.production)
    accounts_room.init_app(app, settings)
    notifications_room.init_app(app, settings)
    documents_room.init_app(app, settings)
    businesses_room.init_app(app, settings)
    catalog_room.init_app(app, settings)
    search_room.init_app(app, settings)
    procurement_room.init_app(app, settings)
    assistance_room.init_app(app, settings)
    storefront_room.init_app(app, settings)
    desk_room.init_app(app, settings)
    api_room.init_app(app, settings)
    backoffice_room.init_app(app, settings)
    demo_room.init_app(app, settings)
