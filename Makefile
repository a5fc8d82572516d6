# `make demo` and `make test` are all the set-up there is; the rest is for builders.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: demo test test-postgres test-postgres-rows test-postgres-nights test-browser check lint types contracts bench baselines docs pictures kernels reference lock messages clean

demo: $(VENV)/.core ## a simulated system, tonight's plan, the pages at localhost
	$(BIN)/seedbed demo

# One worker more than cores: those that wait for a browser leave theirs free.
WORKERS := $(shell $(PYTHON) -c 'import os; print(1 + (os.cpu_count() or 1))')

test: $(VENV)/.dev ## all tests on SQLite
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist loadfile

# The apps whose tables do more than hold rows: walls between systems and networks, bulk
# writes, full text, locks, arrays, chains of hashes. The others differ in nothing there.
# Those of the nights run the engines; the rest can run while the engines compile.
ROWS := accounts charters decisions evidence exchange networks pilots rosters
NIGHTS := mastery nightly scheduling
# What takes long there and asks the database nothing that the rest does not ask.
OFF_POSTGRES := nightly/test_lotteries.py rosters/test_difference.py \
	$(addprefix scheduling/test_,chosen.py inquiries.py kept_days.py lottery.py)
ON_POSTGRES = SEEDBED_TEST_DATABASE=postgres $(BIN)/python -m pytest -q -n auto \
	--dist loadfile $(addprefix --ignore=tests/apps/,$(OFF_POSTGRES))
STORIES_OF_ROWS := $(addprefix tests/stories/test_,a_failure_told.py nothing_leaks.py)

test-postgres: test-postgres-rows test-postgres-nights ## what touches the database, on PostgreSQL

test-postgres-rows: $(VENV)/.dev
	$(ON_POSTGRES) $(addprefix tests/apps/,$(ROWS)) $(STORIES_OF_ROWS)

test-postgres-nights: $(VENV)/.dev
	$(ON_POSTGRES) $(addprefix tests/apps/,$(NIGHTS)) tests/stories \
		$(addprefix --ignore=,$(STORIES_OF_ROWS))

test-browser: $(VENV)/.dev ## the walks in a browser, in every theme and language
	SEEDBED_ALL_LOOKS=1 $(BIN)/python -m pytest -q tests/browser

pictures: $(VENV)/.dev ## the pictures of the documentation, from the pages
	SEEDBED_PICTURES=1 $(BIN)/python -m pytest -q tests/browser -k picture

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/codespell README.md CHANGELOG.md CONTRIBUTING.md SECURITY.md docs src tests
	find src -name '*.html' -print0 | xargs -0 $(BIN)/djade --target-version 5.2 --check

types: $(VENV)/.dev
	$(BIN)/mypy

contracts: $(VENV)/.dev
	$(BIN)/lint-imports

check: lint types contracts test test-postgres ## everything CI runs

bench: $(VENV)/.dev ## numbers of the README, measured here
	$(BIN)/seedbed demo --no-serve
	$(BIN)/seedbed bench demo
	$(BIN)/seedbed bench learner
	$(BIN)/seedbed bench scheduler
	$(BIN)/seedbed bench choices
	$(BIN)/seedbed bench value-network
	$(BIN)/seedbed bench trajectory

baselines: $(VENV)/.bench ## what `seedbed bench learner|scheduler --baselines` compares with

docs: $(VENV)/.dev
	$(BIN)/sphinx-build -W -q docs docs/_build/html

kernels: $(VENV)/.dev ## compile the engines once, for whatever runs next
	$(BIN)/python -m seedbed.server.demo.warm

reference: $(VENV)/.dev ## pages that are made from the code
	$(BIN)/python docs/refusals.py

lock: $(VENV)/.dev ## renew requirements/*.txt
	$(BIN)/uv pip compile pyproject.toml requirements/build.in --universal -p 3.11 \
		--generate-hashes --no-annotate --no-header --no-emit-index-url -q \
		-o requirements/core.txt
	$(BIN)/uv pip compile pyproject.toml requirements/build.in --group dev \
		--extra postgres --extra reports -c requirements/core.txt --universal -p 3.11 \
		--generate-hashes --no-annotate --no-header --no-emit-index-url -q \
		-o requirements/dev.txt
	$(BIN)/uv pip compile --group bench -c requirements/dev.txt --universal -p 3.11 \
		--generate-hashes --no-annotate --no-header --no-emit-index-url -q \
		-o requirements/bench.txt
	$(BIN)/uv pip compile requirements/bkt.in --no-deps --no-binary pybkt \
		--emit-build-options --universal -p 3.11 \
		--generate-hashes --no-annotate --no-header --no-emit-index-url -q \
		-o requirements/bkt.txt

messages: $(VENV)/.dev ## compile the Spanish words (needs gettext's msgfmt)
	cd src/seedbed/web/kit && ../../../../$(BIN)/python -m django compilemessages

clean:
	rm -rf $(VENV) docs/_build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Seedbed needs Python 3.11 or newer, found %d.%d; set PYTHON=" % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.core: requirements/core.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) install -q --require-hashes -r requirements/core.txt
	$(PIP) install -q --no-build-isolation --no-deps -e .
	touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) install -q --require-hashes -r requirements/dev.txt
	$(PIP) install -q --no-build-isolation --no-deps -e .
	touch $(VENV)/.core $@

# pyBKT's wheel is pure Python, which fits nothing when imported, and its setup.py falls
# back to that in an isolated build, where NumPy is not, and without a C++ compiler. A
# wheel of such a build may lie in pip's cache.
$(VENV)/.bench: requirements/bench.txt requirements/bkt.txt $(VENV)/.core
	$(PIP) install -q --require-hashes -r requirements/bench.txt
	$(PIP) install -q --require-hashes --no-cache-dir --no-deps --force-reinstall \
		--no-build-isolation --use-pep517 -r requirements/bkt.txt
	touch $@
