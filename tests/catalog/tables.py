"""A shop sends tables of its products: the browser, the worker, and what is read back."""

from __future__ import annotations

import csv
import io

import pytest
from sqlalchemy import select

from marketplace.catalog.import_models import ImportLine, ImportRun
from marketplace.catalog.importing.columns import COLUMNS
from marketplace.catalog.models import Product
from marketplace.infra import jobs
from tests.catalog import factories

HERE = "/penjual/produk/impor"


@pytest.fixture
def seller(session, as_actor):
    business, owner = factories.shop()
    browser = as_actor(owner.user_id, owner.role, owner.party, code=business.code, label=business.name)
    return business, owner, browser


def table(*rows: dict[str, object]) -> tuple[io.BytesIO, str]:
    """A CSV of our columns."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([column.title for column in COLUMNS])
    writer.writerows([row.get(column.key, "") for column in COLUMNS] for row in rows)
    return io.BytesIO(out.getvalue().encode()), "produk.csv"


def send(browser, *rows: dict[str, object]) -> str:
    """Upload a table; returns the address of what was found."""
    return sent(browser, table(*rows))


def sent(browser, file: tuple[io.BytesIO, str]) -> str:
    answer = browser.submit(HERE, {"file": file})
    assert answer.status_code == 303
    return answer.headers["Location"]


def run_of(session, address: str) -> ImportRun:
    session.expire_all()
    return session.scalars(select(ImportRun).where(ImportRun.code == address.rpartition("/")[2])).one()


def counts(run: ImportRun) -> tuple[int, int, int, int]:
    return run.created, run.changed, run.unchanged, run.refused


def work() -> None:
    """What the worker does, until nothing is due."""
    while jobs.run_due():
        pass


def bring_in(browser, address: str, **fields: object) -> None:
    assert browser.submit(address, fields).status_code == 303
    work()


def products(session, business) -> list[Product]:
    session.expire_all()
    return list(
        session.scalars(select(Product).where(Product.business_id == business.id).order_by(Product.id))
    )


def lines(session, run: ImportRun) -> list[ImportLine]:
    return list(
        session.scalars(select(ImportLine).where(ImportLine.run_id == run.id).order_by(ImportLine.id))
    )
