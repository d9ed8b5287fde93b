"""Characters that no page may contain are gone before anything reads what was typed."""

from __future__ import annotations

import io

import pytest
from flask import Flask, Request
from werkzeug.test import EnvironBuilder

from marketplace.web import typed

ODD = "te\x00m\x1b\x85pe\ufdd0\U0001fffe"


def read(**sent: object) -> Request:
    app = Flask("typed")
    typed.init_app(app)
    return app.request_class(EnvironBuilder(**sent).get_environ())  # type: ignore[arg-type]


def test_query_and_form_are_showable():
    request = read(method="POST", query_string={"q": ODD}, data={"name": [ODD, "b"], f"x{ODD}": "1"})
    assert request.args.getlist("q") == ["tempe"]
    assert request.form.getlist("name") == ["tempe", "b"]
    assert request.form["xtempe"] == "1"


def test_lines_tabs_and_every_script_stay():
    typed = "satu\r\ndua\ttiga ꦧꦺꦴꦱ 🌶️ \u200f"
    assert read(method="POST", data={"story": typed}).form["story"] == typed


def test_files_pass_untouched():
    request = read(method="POST", data={"photo": (io.BytesIO(b"\x00\x01\xff"), "a.jpg"), "name": ODD})
    assert request.files["photo"].read() == b"\x00\x01\xff"
    assert request.form["name"] == "tempe"


@pytest.mark.parametrize("path", ["/produk?q=%00&kategori=%01", "/masuk?lanjut=%00"])
def test_pages_that_write_back_what_was_asked_stay_valid(client, path):
    assert client.get(path).status_code == 200
