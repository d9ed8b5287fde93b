# Every command makes its own virtual environment in .venv from a bare machine with Python 3.11+ and make.
PYTHON ?= python3
BIN = .venv/bin
export PYTHONWARNINGS ?= ignore::SyntaxWarning

.PHONY: help run test test-long check bench pictures format clean
help:           ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'
run:            ## install, migrate, load the demo the first time, serve on http://127.0.0.1:8000
	@$(PYTHON) tools/bootstrap.py requirements.txt
	@$(BIN)/python -m tools.serve
test:           ## the suite on SQLite, `db` tests on PostgreSQL, browser stories in Chromium
	@$(PYTHON) tools/bootstrap.py requirements-dev.txt
	@$(BIN)/python -m tools.run_tests
test-long:      ## stock hammer, deep properties, hostile files (SCALE=n makes them larger)
	@$(PYTHON) tools/bootstrap.py requirements-dev.txt
	@$(BIN)/python -m tools.run_tests --long
check:          ## format, lint, types, contracts, templates, budgets
	@$(PYTHON) tools/bootstrap.py requirements-dev.txt
	@$(BIN)/python -m tools.check
bench:          ## measure; tables and JSON in bench/results/
	@$(PYTHON) tools/bootstrap.py requirements-dev.txt
	@$(BIN)/python -m bench
pictures:       ## the README's pictures from the running program
	@$(PYTHON) tools/bootstrap.py requirements-dev.txt
	@$(BIN)/python -m tools.screenshots
format:         ## put code into the house format
	@$(PYTHON) tools/bootstrap.py requirements-dev.txt
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .
clean:          ## remove the virtual environment and local data
	rm -rf .venv var
