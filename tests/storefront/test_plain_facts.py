"""The page of costs and data says what holds today and nothing that is not built."""

from __future__ import annotations

from datetime import date

from marketplace.kernel import clock
from marketplace.storefront import plain_facts

FIVE = ["costs", "money", "public", "seen", "leave"]


def test_five_questions_have_one_answer_each_on_every_day():
    for on in (date(2026, 1, 1), clock.today(), date(2030, 1, 1)):
        assert [answer.key for answer in plain_facts.answers(on)] == FIVE
    assert all(answer.basis for answer in plain_facts.answers(clock.today()))


def test_the_days_to_the_money_are_those_of_the_payment_rules(client):
    page = client.get("/biaya-dan-data").get_data(as_text=True)
    assert f"{plain_facts.payment_days(clock.today())} hari kerja" in page
    assert "{" not in page.split("<main")[1].split("</main>")[0]


def test_paying_here_is_told_to_be_missing_exactly_as_long_as_it_is(app):
    pays_here = any(str(rule) == "/bayar" for rule in app.url_map.iter_rules())
    money = next(answer for answer in plain_facts.answers(clock.today()) if answer.key == "money")
    assert ("belum ada" in money.text) is not pays_here


def test_it_is_linked_where_somebody_decides(client):
    for page in ("/", "/daftar", "/daftar/penjual"):
        assert 'href="/biaya-dan-data"' in client.get(page).get_data(as_text=True), page
