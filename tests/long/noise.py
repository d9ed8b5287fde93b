"""What people, browsers and attackers send: text and bytes for the properties at depth."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from tests.long.measures import SCALE

NASTY = (
    "",
    " ",
    "\x00",
    "\ufeff",
    "\u202e1.000",
    "\u200b\u200b",
    "０１２３",
    "٣٤٥",
    "²³",
    "9" * 400,
    "-1",
    "1e999",
    "NaN",
    "inf",
    "0x10",
    "2026-02-30",
    "0000-00-00",
    "99999-01-01",
    "' OR 1=1 --",
    "%' ESCAPE '",
    "{{ 7*7 }}",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "a\r\nSet-Cookie: x=1",
    "👩‍👩‍👧‍👦" * 40,
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢",
    "ﷺ" * 60,
    "İIıi",
    "ß",
)

texts = st.one_of(st.text(max_size=120), st.sampled_from(NASTY))
joining = st.text(alphabet="ae\u0301\u0327\u200b\u200d\u1100\u1161\u11a8ﬁ²\n\t \u2028", max_size=30)
"""Letters that join with their neighbours, and invisible ones that keep them apart."""
digits = st.text(alphabet="0123456789 .-+", max_size=24)
raw_bytes = st.one_of(
    st.binary(max_size=200),
    texts.map(lambda text: text.encode("utf-8", "surrogatepass")),
)


def deep(examples: int, *, shrink: bool = True) -> settings:
    """`examples` tries at SCALE=1; the seed is fresh each time and a failure prints how to see it again.

    shrink: look for the smallest failure, which takes long where one try is slow.
    """
    phases = [Phase.explicit, Phase.generate, *([Phase.shrink] if shrink else [])]
    return settings(
        max_examples=examples * SCALE,
        deadline=None,
        database=None,
        print_blob=True,
        phases=phases,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
