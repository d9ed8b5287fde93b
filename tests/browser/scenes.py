"""What others do before the owner comes to her phone, played through the services beside the running program.

`python -m tests.browser.scenes FOLDER week` gives a shop with old figures and an office that asks;
`… FOLDER in-person 0812…` lets two of the staff see the holder of a number, yesterday, and hand a code over.
Each says in JSON what the owner needs.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from bench.servers import environment
from marketplace.accounts import in_person
from marketplace.accounts import queries as accounts
from marketplace.app import create_app
from marketplace.desk import letters
from marketplace.infra import jobs
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, Role
from marketplace.notifications import weeks
from marketplace.settings import Settings
from tests.accounts.factories import make_officer
from tests.businesses import factories as people
from tests.procurement import factories, steps
from tools.serve import ROOT


def play(folder: Path, *what: str) -> dict[str, str]:
    """Play a scene in a process of its own, so that nothing of it stays in the one that tests."""
    command = [sys.executable, "-m", "tests.browser.scenes", str(folder), *what]
    told = subprocess.run(
        command, cwd=ROOT, env=environment(folder), capture_output=True, text=True, check=False
    )
    if told.returncode:
        raise RuntimeError(told.stderr[-2000:])
    found: dict[str, str] = json.loads(told.stdout)
    return found


def week() -> dict[str, str]:
    """Keripik that nobody looked at for 45 days, an offer that waits, and the letter of this week."""
    shop = factories.shop("Keripik Tempe Bu Wati")
    factories.product(shop, "Keripik tempe sagu 250 gram", price=18_000, stock=40)
    hampers = factories.product(shop)
    unit = factories.unit()
    of = steps.Story(unit, factories.plan_entry(unit.unit), shop, hampers)
    steps.offered(unit.pp, steps.invited(of, steps.opened(of)), 50_000)
    business_id, monday = shop.business.id, weeks.monday_of(clock.today()).isoformat()
    with unit_of_work(actor=people.SYSTEM) as (session, _actor):
        payload = {"business_id": business_id, "monday": monday}
        key, due = f"{business_id}:{monday}", clock.now() - timedelta(seconds=1)
        jobs.plan(session, letters.LETTER, key=key, due_at=due, payload=payload)
        phone = accounts.contact_of(session, shop.owner.user_id or 0).phone or ""
    return {"phone": phone, "password": "kopi susu dan pagi"}


def seen_in_person(contact: str) -> dict[str, str]:
    """Two of the staff saw her and her paper more than a day ago; now the first hands the code over."""
    first, second = (Actor(make_officer(Role.ADMIN).id, None, Role.ADMIN) for _ in range(2))
    with clock.frozen(clock.now() - timedelta(hours=25)):
        with unit_of_work(actor=first) as (session, actor):
            seen = {"paper": "ktp", "seen": "Wajah cocok dengan foto."}
            code = in_person.open_case(session, actor, contact=contact, **seen).code
        with unit_of_work(actor=second) as (session, actor):
            in_person.confirm(session, actor, code)
    with unit_of_work(actor=first) as (session, actor):
        return {"code": in_person.hand_over(session, actor, code)}


if __name__ == "__main__":
    with create_app(Settings(data_dir=Path(sys.argv[1]), testing=True)).app_context():
        told = seen_in_person(sys.argv[3]) if sys.argv[2] == "in-person" else week()
    sys.stdout.write(json.dumps(told))
