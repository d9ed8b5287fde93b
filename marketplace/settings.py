"""Everything the environment may say, read once and checked before anything starts."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

from marketplace.infra.crypto import Keyring

DEVELOPMENT_SECRET = "hanya-untuk-pengembangan-jangan-dipakai-di-produksi"  # noqa: S105
DEVELOPMENT_KEYS = "dev1:cGVuZ2VtYmFuZ2FuLXBlbmdlbWJhbmdhbi0zMmJ5dGU="
SECRET_FIELDS = frozenset({"secret_key", "encryption_keys", "stripe_secret_key", "stripe_webhook_secret"})


class SettingsError(Exception):
    """The environment is not fit to start; `problems` lists every reason at once."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Settings:
    """Typed settings. Defaults suit development; production refuses each unsafe one."""

    environment: str = "development"
    data_dir: Path = Path("var")
    database_url: str = ""
    search_url: str = ""
    media_url: str = ""
    mail_url: str = "file://"
    message_url: str = "file://"
    secret_key: str = DEVELOPMENT_SECRET
    encryption_keys: str = DEVELOPMENT_KEYS
    server_origin: str = "http://127.0.0.1:8000"
    site_name: str = "Lapak Nusa"
    rate_limits: str = ""
    stripe_secret_key: str = ""
    stripe_webhook_secret: str = ""
    stripe_api_base: str = ""
    testing: bool = False

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read the environment (the only place that does) and refuse to start on any problem."""
        env = os.environ if environ is None else environ
        defaults = cls()
        settings = cls(
            environment=env.get("MARKETPLACE_ENV", defaults.environment),
            data_dir=Path(env.get("DATA_DIR", "var")).absolute(),
            database_url=env.get("DATABASE_URL", ""),
            search_url=env.get("SEARCH_URL", ""),
            media_url=env.get("MEDIA_URL", ""),
            mail_url=env.get("MAIL_URL", defaults.mail_url),
            message_url=env.get("MESSAGE_URL", defaults.message_url),
            secret_key=env.get("SECRET_KEY", defaults.secret_key),
            encryption_keys=env.get("ENCRYPTION_KEYS", defaults.encryption_keys),
            server_origin=env.get("SERVER_ORIGIN", _origin(env)).rstrip("/"),
            site_name=env.get("SITE_NAME", defaults.site_name),
            rate_limits=env.get("RATE_LIMITS", ""),
            stripe_secret_key=env.get("STRIPE_SECRET_KEY", ""),
            stripe_webhook_secret=env.get("STRIPE_WEBHOOK_SECRET", ""),
            stripe_api_base=env.get("STRIPE_API_BASE", ""),
        )
        if problems := settings.problems():
            raise SettingsError(problems)
        return settings

    @property
    def production(self) -> bool:
        return self.environment == "production"

    @property
    def https(self) -> bool:
        return self.server_origin.startswith("https://")

    @property
    def database(self) -> str:
        """SQLAlchemy URL; without DATABASE_URL a SQLite file below the data folder."""
        url = self.database_url or f"sqlite:///{self.data_dir}/lapak.db"
        return url.replace("postgres://", "postgresql://", 1).replace(
            "postgresql://", "postgresql+psycopg://", 1
        )

    @property
    def search(self) -> str:
        """Where the index is; the default is a Whoosh folder beside the data."""
        return self.search_url or f"whoosh://{self.data_dir}/index"

    @property
    def media_dir(self) -> Path:
        """Folder of the file store (`MEDIA_URL=file:///…`)."""
        return Path(urlsplit(self.media_url).path) if self.media_url else self.data_dir / "files"

    @property
    def limits_factor(self) -> int:
        """Rate limits are the same code everywhere; development multiplies them by 50."""
        relaxed = self.rate_limits == "relaxed" or (not self.rate_limits and not self.production)
        return 50 if relaxed else 1

    def problems(self) -> list[str]:
        """Every reason not to start with these settings, in plain words."""
        found = []
        if self.environment not in {"development", "production"}:
            found.append("MARKETPLACE_ENV harus development atau production.")
        if self.rate_limits not in {"", "strict", "relaxed"}:
            found.append("RATE_LIMITS harus strict atau relaxed.")
        if urlsplit(self.server_origin).scheme not in {"http", "https"}:
            found.append("SERVER_ORIGIN harus berupa alamat http:// atau https://.")
        if self.media_url and not self.media_url.startswith("file:///"):
            found.append("MEDIA_URL harus file:///folder.")
        if self.search_url and not self.search_url.startswith("whoosh:///"):
            found.append("SEARCH_URL harus whoosh:///folder.")
        if urlsplit(self.mail_url).scheme not in {"console", "file", "smtp"}:
            found.append("MAIL_URL harus console://, file:///folder, atau smtp://….")
        if urlsplit(self.message_url).scheme not in {"console", "file", "https"}:
            found.append("MESSAGE_URL harus console://, file:///folder, atau https://….")
        found += self._unreadable_keys()
        if self.production:
            found += self._unsafe()
        return found

    def _unreadable_keys(self) -> list[str]:
        try:
            Keyring.parse(self.encryption_keys)
        except ValueError:
            return ["ENCRYPTION_KEYS harus nama:base64 dari 32 byte, dipisah koma."]
        return []

    def _unsafe(self) -> list[str]:
        found = []
        if self.secret_key == DEVELOPMENT_SECRET or len(self.secret_key) < 32:
            found.append("SECRET_KEY produksi harus acak, minimal 32 karakter.")
        if self.encryption_keys == DEVELOPMENT_KEYS:
            found.append("ENCRYPTION_KEYS produksi tidak boleh bawaan pengembangan.")
        for name, url in (("MAIL_URL", self.mail_url), ("MESSAGE_URL", self.message_url)):
            if url.startswith("file:"):
                found.append(
                    f"{name} produksi tidak boleh file: (kode pemulihan akan tersimpan terbuka); "
                    "pakai pengirim sungguhan, atau console:// bila belum ada."
                )
        if not self.https:
            found.append("SERVER_ORIGIN produksi harus https://.")
        if self.rate_limits == "relaxed":
            found.append("RATE_LIMITS=relaxed hanya untuk pengembangan.")
        if self.stripe_secret_key and not self.stripe_webhook_secret:
            found.append("STRIPE_WEBHOOK_SECRET wajib ada bila STRIPE_SECRET_KEY diisi.")
        return found

    def masked(self) -> dict[str, str]:
        """All settings for `flask settings check`, secrets replaced by whether they are set."""
        shown = {}
        for item in fields(self):
            value = str(getattr(self, item.name))
            shown[item.name] = ("terisi" if value else "kosong") if item.name in SECRET_FIELDS else value
        return shown


def _origin(env: Mapping[str, str]) -> str:
    return f"http://{env.get('HOST', '127.0.0.1')}:{env.get('PORT', '8000')}"
