"""Bringing listings in from files: read row by row, cleaned, written in short transactions."""
