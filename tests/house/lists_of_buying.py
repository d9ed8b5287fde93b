"""The lists of government buying, and of the pages for everybody."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from marketplace.kernel.actor import Actor
from marketplace.procurement.fulfilment_delivery import Count
from marketplace.procurement.models import PlanEntry
from marketplace.procurement.package_models import Package
from tests.businesses import factories as people
from tests.client import StrictClient
from tests.house.growing import Growing, World
from tests.procurement import factories, steps
from tests.procurement import fulfilment_steps as after
from tests.procurement.browsing import code_of
from tests.procurement.steps import Story

_number = count(1)


def _browser(world: World, story: Story, actor: Actor) -> StrictClient:
    return world.browser(actor, code_of(story, actor))


def _packages(who: Callable[[Story], Actor], url: str) -> Callable[[World], Growing]:
    """A list of purchases, one more for each that a seller is invited to."""

    def growing(world: World) -> Growing:
        story = steps.story()
        browser = _browser(world, story, who(story))
        return Growing(browser, url, lambda: steps.invited(story, steps.opened(story)), Package)

    return growing


def officer_day(world: World) -> Growing:
    story = steps.story()
    browser = _browser(world, story, story.unit.pp)
    return Growing(browser, "/pengadaan", lambda: steps.opened(story))


def plan(world: World) -> Growing:
    unit = factories.unit()
    browser = world.browser(unit.pp, unit.unit.code)
    return Growing(browser, "/pengadaan/rup", lambda: factories.plan_entry(unit.unit), PlanEntry)


def packages_of_entry(world: World) -> Growing:
    story = steps.story()
    url = f"/pengadaan/rup/{story.entry.code}"
    return Growing(_browser(world, story, story.unit.pp), url, lambda: steps.opened(story))


def choosing(world: World) -> Growing:
    story = steps.story()
    url = f"/pengadaan/paket/baru?rup={story.entry.code}"
    return Growing(_browser(world, story, story.unit.pp), url, lambda: factories.plan_entry(story.unit.unit))


def _offers(who: Callable[[Story], Actor], url: str) -> Callable[[World], Growing]:
    """A page of one purchase, one round more each time, by both in turn."""

    def growing(world: World) -> Growing:
        story = steps.story()
        package = steps.invited(story, steps.opened(story))
        sides = iter([story.shop.owner, story.unit.pp] * 4)

        def more() -> None:
            steps.offered(next(sides), package, 53_000 - 100 * next(_number))

        return Growing(_browser(world, story, who(story)), url.format(code=package.code), more)

    return growing


def _consignments(who: Callable[[Story], Actor], url: str) -> Callable[[World], Growing]:
    """A page of one contract, one consignment more each time, counted at once."""

    def growing(world: World) -> Growing:
        story = steps.story()
        contract = after.in_force(story)
        package = contract.package.code

        def more() -> None:
            after.received(story, after.shipped(story, contract, 5), Count(5))

        page = url.format(code=package, contract=contract.code)
        return Growing(_browser(world, story, who(story)), page, more)

    return growing


def looks(world: World) -> Growing:
    story = steps.story()
    package = steps.opened(story)
    browser = _browser(world, story, story.unit.pp)
    url = f"/pengadaan/paket/{package.code}/daftar-hitam"
    return Growing(browser, url, lambda: people.look(story.shop.business))


def _owner(story: Story) -> Actor:
    return story.shop.owner


def _pp(story: Story) -> Actor:
    return story.unit.pp


def _ppk(story: Story) -> Actor:
    return story.unit.ppk


def _auditor(story: Story) -> Actor:
    return story.unit.auditor


LISTS = {
    "procurement.audit": _packages(_auditor, "/audit"),
    "procurement.audit_package": _consignments(_auditor, "/audit/paket/{code}"),
    "procurement.contract": _consignments(_ppk, "/pengadaan/kontrak/{contract}"),
    "procurement.deal": _consignments(_owner, "/penjual/pengadaan/{code}"),
    "procurement.deals": _packages(_owner, "/penjual/pengadaan"),
    "procurement.home": officer_day,
    "procurement.negotiation": _offers(_pp, "/pengadaan/paket/{code}/nego"),
    "procurement.new_package": choosing,
    "procurement.package": _offers(_pp, "/pengadaan/paket/{code}"),
    "procurement.packages": _packages(_pp, "/pengadaan/paket"),
    "procurement.plan": plan,
    "procurement.plan_entry": packages_of_entry,
    "procurement.sanction_look": looks,
}
