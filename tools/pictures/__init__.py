"""Product pictures drawn by code: flat parts, lit as a relief. `docs/pictures.md` explains the hand."""
