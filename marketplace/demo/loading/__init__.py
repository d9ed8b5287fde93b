"""Plays the authored content into an empty database, through the services that people use."""
