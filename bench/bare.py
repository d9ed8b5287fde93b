"""The page to compare with: Flask and Jinja, one query for the same 24 rows, the same number of bytes.

Served as `bench.bare:app` on the same database. `/?bytes=N` says how many bytes the page has; what the rows
do not fill is filled by one variable, which is the cheapest way there is for Jinja to make a page longer.
"""

from __future__ import annotations

from flask import Flask, render_template, request
from jinja2 import DictLoader
from sqlalchemy import create_engine, text

from marketplace.infra.db import engine_options, prepare_engine
from marketplace.settings import Settings

ROWS = 24
PAGE = """<!doctype html><html lang="id"><title>Produk</title><h1>Produk</h1><ul>
{% for row in rows %}<li><a href="/produk/{{ row.code }}">{{ row.name }}</a> Rp{{ row.price }}
{{ row.shop }}</li>
{% endfor %}</ul><p>{{ filler }}</p></html>"""
QUERY = text(
    "SELECT product.code, product.name, product.price, business.name AS shop FROM product "
    "JOIN business ON business.id = product.business_id WHERE product.state = 'live' "
    "ORDER BY product.published_at DESC, product.id DESC LIMIT :rows"
)

settings = Settings.from_env()
engine = create_engine(settings.database, **engine_options(settings.database))
prepare_engine(engine)
app = Flask(__name__)
app.jinja_loader = DictLoader({"page.html": PAGE})


@app.get("/")
def page() -> str:
    wanted = request.args.get("bytes", 0, type=int)
    with engine.connect() as connection:
        rows = connection.execute(QUERY, {"rows": ROWS}).all()
    listed = sum(len(row.name) + len(row.code) + len(row.shop) + 60 for row in rows)
    return render_template("page.html", rows=rows, filler="x" * max(0, wanted - listed))
