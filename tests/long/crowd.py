"""Many threads that start together, each with connections of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

from flask import Flask

from marketplace.infra.db import db

Answer = TypeVar("Answer")


def together(app: Flask, acts: Sequence[Callable[[], Answer]]) -> list[Answer | Exception]:
    """What each act answered or raised, in their order; all begin at the same moment."""
    answers: list[Answer | Exception] = [RuntimeError("never ran")] * len(acts)
    begin = threading.Barrier(len(acts))

    def run(place: int, act: Callable[[], Answer]) -> None:
        with app.app_context():
            begin.wait()
            try:
                answers[place] = act()
            except Exception as error:
                answers[place] = error
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    return answers
