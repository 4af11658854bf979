# Everything installs into .venv. A stamp file remembers which requirement file was installed, so a second call starts at once.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for name in python3.11 python3 python3.12 python3.13 python3.14; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v "$$name" && break; done)
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
WORKERS ?= 2
PYTEST_ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run test lint format bench screenshot requirements clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-14s%s\n", $$1, $$2 }' Makefile

run: $(VENV)/.run ## start Voronka: on a simulated messenger, or on real Telegram when VORONKA_TELEGRAM_TOKEN is set
	@$(BIN)/voronka $(if $(VORONKA_TELEGRAM_TOKEN),run,demo)

test: $(VENV)/.test ## run every test
	@$(BIN)/pytest -n $(WORKERS) --dist loadfile -rs $(PYTEST_ARGS)

lint: $(VENV)/.test ## check format, rules, types and import contracts
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(VENV)/.test ## format, and mend what a machine can
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(VENV)/.test ## measure, and print a table
	@$(BIN)/python -m benchmarks

screenshot: $(VENV)/.test ## take the README's picture of the page anew
	@$(BIN)/python -m tests.browser.screenshot

requirements: $(VENV)/.test ## recompile requirements/*.txt from pyproject.toml
	@$(call compile,run,--group build)
	@$(call compile,test,--group build --group dev --constraint requirements/run.txt)

clean: ## remove .venv and every cache, keep data
	rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage .coverage.*

compile = $(BIN)/uv pip compile pyproject.toml $(2) --output-file requirements/$(1).txt --quiet \
	--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
	--custom-compile-command "make requirements"

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Voronka needs Python 3.11 or newer; none was found. Set PYTHON=/path/to/python3.11." >&2; exit 1; }
	@echo "Making $(VENV) with $(PYTHON)"
	@"$(PYTHON)" -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv module is missing; on Debian: apt-get install python3-venv" >&2; exit 1; }

$(VENV)/.run $(VENV)/.test: $(VENV)/.%: requirements/%.txt pyproject.toml | $(BIN)/python
	@echo "Installing requirements/$*.txt into $(VENV) (once; about half a minute)"
	@$(PIP) --require-hashes --requirement requirements/$*.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@
