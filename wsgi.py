"""The WSGI entry point: `gunicorn wsgi:app`, `flask --app wsgi …`."""

import sys

from marketplace.app import create_app
from marketplace.settings import SettingsError

try:
    app = create_app()
except SettingsError as error:
    sys.exit("Belum bisa dijalankan:\n" + "\n".join(f"- {problem}" for problem in error.problems))
