# Two commands: `make run` serves the app, `make test` checks everything. Both set up what they need.
PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin

.PHONY: run test lint bench bench-large bench-workshop browser consumers clean

run: .venv/run
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: .venv/dev browser consumers lint
	$(BIN)/pytest -n 2 --dist loadfile

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/bench browser
	$(BIN)/python -m benchmarks.counting
	$(BIN)/python -m benchmarks.first_result
	$(BIN)/python -m benchmarks.classify
	$(BIN)/python -m benchmarks.importing
	$(BIN)/python -m benchmarks.analysis
	$(BIN)/python -m benchmarks.reports

bench-large: .venv/bench
	$(BIN)/python -m benchmarks.counting 1000000 10000000

bench-workshop: .venv/dev browser
	$(BIN)/python -m benchmarks.workshop 500 2000
	$(BIN)/python -m benchmarks.lag
	$(BIN)/python -m benchmarks.beside
	$(BIN)/python -m benchmarks.workshop_durability

.venv/bin/python:
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --upgrade pip

.venv/run: requirements.txt pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet -e .
	@touch $@

.venv/dev: requirements.txt pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet -e '.[dev]'
	@touch $@ .venv/run

.venv/bench: requirements.txt pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet -e '.[bench]'
	@touch $@ .venv/dev .venv/run

browser: .venv/dev
	@sh tests/browser/install.sh

consumers: .venv/dev
	@sh tests/forms/install.sh
	@sh tests/reports/install.sh

clean:
	rm -rf .venv .venv-forms tests/forms/node_modules build *.egg-info
