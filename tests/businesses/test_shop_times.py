"""Vacation, opening hours and service area: what may be set, by whom, and that it counts at once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from marketplace.businesses import queries, services, vacations
from marketplace.businesses.shop_times import Reach, first_day_open, hours_words, reach_of, serves_region
from marketplace.businesses.vacation_models import Vacation
from marketplace.infra.audit import AuditEntry
from marketplace.infra.uow import unit_of_work
from marketplace.kernel import clock
from marketplace.kernel.dated import Period
from marketplace.kernel.errors import Conflict, DomainError, Forbidden, NotFound
from tests.businesses import factories as make

DAY = timedelta(days=1)


def rest(owner, business, begins=0, ends=5, message="Panen raya."):
    with unit_of_work(actor=owner) as (session, actor):
        return services.take_vacation(
            session,
            actor,
            business.id,
            from_on=clock.today() + begins * DAY,
            to_on=clock.today() + ends * DAY,
            message=message,
        )


def brief(session, business):
    session.expire_all()
    return queries.brief(session, [business.id])[business.id]


class TestWords:
    def test_equal_days_are_said_together(self):
        hours = {str(day): ["08.00", "16.00"] for day in range(5)} | {"5": ["08.00", "12.00"]}
        said = [("Senin–Jumat", "08.00–16.00"), ("Sabtu", "08.00–12.00"), ("Minggu", "Tutup")]
        assert hours_words(hours) == said
        assert hours_words({}) == []

    @pytest.mark.parametrize(
        ("serves", "reached"),
        [([], True), (["35"], True), (["35.19"], True), (["35.77"], False), (["33", "35.19"], True)],
    )
    def test_a_region_is_served_from_its_own_or_a_larger_one(self, serves, reached):
        assert serves_region(serves, "35.19") is reached

    @pytest.mark.parametrize(
        ("areas", "reach"),
        [
            ([], Reach.WHOLE),
            ([[]], Reach.WHOLE),
            ([["35"]], Reach.WHOLE),
            ([["35.19", "51"]], Reach.PART),
            ([["35"], ["35.19"]], Reach.PART),
            ([["35.19"], ["51"]], Reach.NONE),
            ([["3"]], Reach.NONE),
        ],
    )
    def test_a_larger_region_is_served_in_part(self, areas, reach):
        assert reach_of(areas, "35") is reach

    def test_the_first_day_open_passes_vacations_that_follow_each_other(self):
        off = [Period(date(2026, 12, 5), date(2026, 12, 8)), Period(date(2026, 12, 1), date(2026, 12, 4))]
        assert first_day_open(date(2026, 12, 2), off) == date(2026, 12, 9)
        assert first_day_open(date(2026, 12, 9), off) == date(2026, 12, 9)


@pytest.mark.db
class TestVacation:
    def test_it_counts_by_its_dates_alone_and_ends_the_day_after(self, session):
        business, owner = make.business()
        assert brief(session, business).away_until is None
        rest(owner, business, begins=1, ends=3)
        assert brief(session, business).away_until is None
        for days, away in ((1, True), (3, True), (4, False)):
            with clock.frozen(clock.now() + days * DAY):
                found = brief(session, business)
            assert (found.away_until is not None) is away
        assert found.away_message == ""

    def test_buyers_read_the_message_until_it_is_cancelled(self, session):
        business, owner = make.business()
        vacation = rest(owner, business)
        assert brief(session, business).away_message == "Panen raya."
        for again in (False, True):
            with unit_of_work(actor=owner) as (inside, actor):
                if again:
                    with pytest.raises(Conflict):
                        services.cancel_vacation(inside, actor, business.id, code=vacation.code)
                else:
                    services.cancel_vacation(inside, actor, business.id, code=vacation.code)
        assert brief(session, business).away_until is None
        assert vacations.days_off(session, {business.id}) == {}
        noted = session.scalars(select(AuditEntry.action).where(AuditEntry.chain_id == business.id)).all()
        assert {"businesses.take_vacation", "businesses.cancel_vacation"} <= set(noted)

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"begins": -1}, "from_on"),
            ({"begins": 3, "ends": 2}, "to_on"),
            ({"ends": 180}, "to_on"),
            ({"message": "x" * 201}, "message"),
        ],
    )
    def test_what_cannot_be_is_told_beside_its_field(self, session, values, field):
        business, owner = make.business()
        with pytest.raises(DomainError) as refused:
            rest(owner, business, **values)
        assert refused.value.field == field
        assert session.scalar(select(Vacation.id)) is None

    def test_two_vacations_share_no_day(self, session):
        business, owner = make.business()
        rest(owner, business, begins=2, ends=4)
        with pytest.raises(DomainError, match="sudah masuk libur lain"):
            rest(owner, business, begins=4, ends=6)
        rest(owner, business, begins=5, ends=6)
        assert len(vacations.planned(session, business.id)) == 2

    def test_neither_a_stranger_nor_a_helper_sets_it(self, session):
        business, owner = make.business()
        with pytest.raises(NotFound):
            rest(make.business()[1], business)
        with pytest.raises(Forbidden):
            rest(make.acting(make.mandate(business, owner)), business)

    def test_a_vacation_of_another_shop_is_not_there(self, session):
        business, owner = make.business()
        other = rest(*reversed(make.business()))
        with pytest.raises(NotFound), unit_of_work(actor=owner) as (inside, actor):
            services.cancel_vacation(inside, actor, business.id, code=other.code)


@pytest.mark.db
class TestHoursAndArea:
    @pytest.mark.parametrize(
        ("typed", "field"),
        [
            (("8", "16.00"), "opens_0"),
            (("08.00", ""), "closes_0"),
            (("16.00", "08.00"), "closes_0"),
            (("08.00", "24.00"), "closes_0"),
        ],
    )
    def test_wrong_times_are_told_beside_their_field(self, session, typed, field):
        business, owner = make.business()
        with (
            pytest.raises(DomainError) as refused,
            unit_of_work(actor=owner) as (inside, actor),
        ):
            services.set_hours(inside, actor, business.id, hours={"0": typed}, closed_on_holidays=False)
        assert refused.value.field == field

    def test_the_area_names_regions_once_and_only_known_ones(self, session):
        business, owner = make.business()
        with unit_of_work(actor=owner) as (inside, actor):
            services.set_area(inside, actor, business.id, codes=["35.77", "35", "33.17"])
        found = brief(session, business)
        assert found.serves == ["33.17", "35"]
        assert found.reaches("35.19")
        assert not found.reaches("33.18")
        for wrong in ("99", "35.77.03"):
            with pytest.raises(DomainError), unit_of_work(actor=owner) as (inside, actor):
                services.set_area(inside, actor, business.id, codes=[wrong])

    def test_the_page_saves_each_part_and_loses_nothing(self, session, as_actor):
        business, owner = make.business()
        browser = as_actor(owner.user_id, owner.role, owner.party, code=business.code)
        page = "/penjual/usaha/jadwal"
        hours = {"opens_0": "8:00", "closes_0": "16.00", "closed_on_holidays": "1"}
        assert browser.submit(f"{page}/jam", hours, page=page).status_code == 303
        wrong = browser.submit(f"{page}/libur", {"message": "Panen"}, page=page)
        assert wrong.status_code == 422
        assert 'value="08.00"' in wrong.text
        assert 'value="Panen"' in wrong.text
        days = {"from_on": clock.today().isoformat(), "to_on": clock.today().isoformat()}
        assert browser.submit(f"{page}/libur", days, page=page).status_code == 303
        area = {"area": "chosen", "regencies": "Kota Madiun, Entah"}
        assert "“Entah” tidak ada" in browser.submit(f"{page}/daerah", area, page=page).text
        for unclear in ("Madiun", "Sura"):
            told = browser.submit(f"{page}/daerah", area | {"regencies": unclear}, page=page).text
            assert "cocok dengan" in told, unclear
        area["regencies"] = "Kota Madiun"
        assert browser.submit(f"{page}/daerah", area, page=page).status_code == 303
        shop = browser.get(f"/toko/{business.slug}").text
        for shown in ("Sedang libur sampai", "Melayani: Kota Madiun", "08.00–16.00", "Hari libur nasional"):
            assert shown in shop
