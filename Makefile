# Meetboard's commands; `make` alone lists them.

PORT ?= 8000
SANDBOX_PORT ?= 8001
HOST ?= 127.0.0.1

python := .venv/bin/python
setup := sh tools/setup.sh
# With bytecode kept, each process of a run is ready in half the time.
pytest := PYTHONDONTWRITEBYTECODE= $(python) -m pytest -n auto

.DEFAULT_GOAL := help
.PHONY: help run serve test test-fast test-times check bench messages screenshots lock clean

help:  ## list the commands
	@sed -n 's/^\([a-z-]*\):.*##/  make \1\t/p' Makefile | expand -t 20

run:  ## the dashboard at http://localhost:8000 against a local Microsoft 365 (PORT, SANDBOX_PORT)
	@$(setup) requirements-sandbox
	@exec $(python) -m sandbox.demo --port $(PORT) --sandbox-port $(SANDBOX_PORT)

serve:  ## the dashboard against what .env names, such as your own tenant (HOST, PORT)
	@$(setup) requirements
	$(python) manage.py migrate --no-input --verbosity 0
	$(python) manage.py collectstatic --no-input --verbosity 0
	@exec $(python) -m granian --interface wsgi --host $(HOST) --port $(PORT) --blocking-threads 32 --log-level error meetings.wsgi:application

test:  ## every test, a real browser included, one process a core, and coverage (ARGS="tests/board -n 0")
	@$(setup) requirements-dev
	@$(python) -m tools.chromium
	@$(pytest) --dist worksteal $(if $(ARGS),,--cov --cov-report=) $(ARGS)
	@$(if $(ARGS),,$(python) -m coverage report | awk '/^Name|^TOTAL/ || $$NF + 0 < 95 && $$NF ~ /%/')

test-fast:  ## the tests that need neither the sandbox nor a browser, in seconds
	@$(setup) requirements-dev
	@$(pytest) --dist worksteal -m "not browser and not sandbox" $(ARGS)

test-times:  ## the tests at hours and dates on which much happens (ARGS="--all", "--browser")
	@$(setup) requirements-dev
	@$(python) -m tools.times $(ARGS)

check:  ## format, lint, types, and the direction of imports
	@$(setup) requirements-dev
	$(python) -m ruff format --check .
	$(python) -m ruff check .
	SECRET_KEY=types ENV_FILE= MICROSOFT_CLIENT_ID=types MICROSOFT_CLIENT_SECRET=types $(python) -m mypy
	@.venv/bin/lint-imports --no-logo

bench:  ## speed and size against their budgets, with the sandbox
	@$(setup) requirements-dev
	@$(python) -m tools.chromium
	@$(python) -m tests.bench

messages:  ## renew the catalogs of translations from code and templates, and compile them
	@$(setup) requirements-dev
	@$(python) -m tools.messages

screenshots:  ## pictures of every page and state, in screenshots/ (ARGS="--states board new --widths 390")
	@$(setup) requirements-dev
	@$(python) -m tools.chromium
	@$(python) -m tests.screenshots $(ARGS)

compile := uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate

lock:  ## renew the hashed requirements files from pyproject.toml (needs uv)
	$(compile) --output-file requirements.txt
	$(compile) --group sandbox --output-file requirements-sandbox.txt
	$(compile) --group dev --output-file requirements-dev.txt

clean:  ## remove what the other commands made, .venv and the demo's data too, but not db.sqlite3
	rm -rf .venv .local staticfiles .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage \
		test-results screenshots
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
