"""Lapak Nusa: a marketplace where small businesses sell to shoppers and to the state."""
