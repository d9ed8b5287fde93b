"""Composed pictures: a recipe (data) names container, words, content, colours, motif and ground."""
