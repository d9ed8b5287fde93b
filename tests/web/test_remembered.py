"""What pages remember follows from values alone: the same values the same piece, other values another."""

from __future__ import annotations

import flask
import pytest
from flask import Flask
from markupsafe import Markup

from marketplace.web import language
from marketplace.web.addresses import url_for
from marketplace.web.fragments import remembered


def test_a_piece_is_made_once_for_equal_values_and_anew_for_others() -> None:
    made = []

    def piece(name: str, price: int) -> Markup:
        made.append(name)
        return Markup("<b>{}</b> {}").format(name, price)

    pieces = [remembered(piece, "Kopi", 10), remembered(piece, "Kopi", 10), remembered(piece, "Kopi", 11)]
    assert [str(one) for one in pieces] == ["<b>Kopi</b> 10", "<b>Kopi</b> 10", "<b>Kopi</b> 11"]
    assert made == ["Kopi", "Kopi"]


def test_cards_of_one_product_differ_with_what_they_are_given(app: Flask) -> None:
    template = app.jinja_env.from_string(
        '{% from "components/product.html" import product_card %}'
        "{{ remembered(product_card, product, 2, false, shop, saving) }}"
    )
    product = _Product("Tahu <b>", "D0000000AA", None)
    with app.test_request_context("/"):
        shown = template.render(product=product, shop=True, saving=False)
        alone = template.render(product=product, shop=False, saving=False)
    assert "Tahu &lt;b&gt;" in shown
    assert "Kota Madiun" in shown
    assert "Kota Madiun" not in alone


class _Product:
    picture, category_icon, url, price_label, shop_name = None, "package", "/produk/x", "", ""
    region_label, sold, badges = "Kota Madiun", 0, ()

    def __init__(self, name: str, code: str, price: int | None) -> None:
        self.name, self.code, self.price = name, code, price


@pytest.mark.parametrize(
    ("endpoint", "values"),
    [
        ("storefront.home", {}),
        ("storefront.catalogue", {"q": "kopi & teh", "kategori": ["kopi", "teh"]}),
        ("storefront.shop", {"slug": "kopi-7H2K9M4QRT"}),
        ("storefront.catalogue", {"_external": True}),
        (".catalogue", {"hal": 2}),
    ],
)
def test_an_address_is_the_one_that_flask_builds(
    app: Flask, endpoint: str, values: dict[str, object]
) -> None:
    for mounted_at in ("", "/pasar"):
        with app.test_request_context("/produk", base_url=f"http://contoh.id{mounted_at}"):
            expected = flask.url_for(endpoint, **values)  # type: ignore[arg-type]
            assert [url_for(endpoint, **values), url_for(endpoint, **values)] == [expected, expected]
            assert mounted_at in expected


def test_a_text_of_a_template_is_filled_and_escaped(app: Flask) -> None:
    source = "{{ _('Halo') }} {{ _('%(name)s, 5%%', name=name) }} {{ _('100%%') }}"
    with app.test_request_context("/"):
        page = app.jinja_env.from_string(f"{{% autoescape true %}}{source}{{% endautoescape %}}")
        assert page.render(name="<i>") == "Halo &lt;i&gt;, 5% 100%"
        mail = app.jinja_env.from_string(f"{{% autoescape false %}}{source}{{% endautoescape %}}")
        assert mail.render(name="<i>") == "Halo <i>, 5% 100%"


def test_the_language_is_that_of_the_request(app: Flask) -> None:
    with app.test_request_context("/"):
        app.preprocess_request()
        assert language.current() == "id"


def test_templates_share_the_globals_of_the_environment(app: Flask) -> None:
    """Through a wrapper for each template every import of macros compares all globals, slowly."""
    assert app.jinja_env.get_template("components/core.html").globals is app.jinja_env.globals
