# Everything runs in the project's own .venv, which any of these makes when it is missing.
# `make demo` and `make test` are the two to know.

PYTHON ?= python3
BIN := .venv/bin
UV := $(shell command -v uv 2>/dev/null || echo $(BIN)/uv)

.PHONY: demo test test-all bench pictures check lint types contracts format clean

demo: .venv/ready
	$(BIN)/micdrop demo

test: .venv/ready
	$(BIN)/pytest -n 2 -m "not slow"

test-all: .venv/ready
	MICDROP_EXAMPLES_TIMES=5 $(BIN)/pytest -n 2

bench: .venv/ready
	$(BIN)/python -m tests.benchmarks

pictures: .venv/ready
	$(BIN)/python -m tests.pictures

check: lint types contracts

lint: .venv/ready
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: .venv/ready
	$(BIN)/mypy

contracts: .venv/ready
	$(BIN)/lint-imports

format: .venv/ready
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

clean:
	rm -rf .venv .mypy_cache .ruff_cache .import_linter_cache .hypothesis

.venv/ready: pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { echo "Python's venv module is needed (on Debian: apt install python3-venv)."; exit 1; }
	@test -x "$(UV)" || $(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.9"
	@$(UV) sync --locked --inexact --compile-bytecode --quiet --python $(BIN)/python
	@touch $@
