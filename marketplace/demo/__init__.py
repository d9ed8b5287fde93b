"""Deterministic demo data and the guided tour; nothing imports this room."""
