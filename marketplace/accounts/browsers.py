"""What a browser calls itself, in two words a person recognises."""

from __future__ import annotations

# The first match counts: Edge and Opera also call themselves Chrome, Chrome also Safari, Android also Linux.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def name_of(user_agent: str) -> str:
    """For example "Chrome di Android"; "Peramban lain" when nothing is recognised."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "Peramban lain")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return f"{browser} di {system}" if system else browser
