# The commands of the project; `make` alone lists them. Everything works from a fresh clone.
PYTHON ?= python3
PORT ?= 8000
PAGE ?= /viec
PROCESSES ?= 3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
ASSETS := app/web/static/built/.built
FRONTEND := app/web/frontend
ASSET_SOURCES := $(FRONTEND)/package-lock.json docker/build-assets.sh \
    $(wildcard $(FRONTEND)/*.mjs $(FRONTEND)/src/* $(FRONTEND)/src/*/* app/web/translations/*/LC_MESSAGES/*.po)
FLASK := $(BIN)/flask --app app
PYTEST := $(BIN)/python -m pytest
# Databases of tests live in memory where the machine has room: they are forced to disk at each step.
SCRATCH := $(shell test -w /dev/shm && echo PYTEST_DEBUG_TEMPROOT=/dev/shm)
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-annotate --no-header setup.cfg

.PHONY: help run test unit check format assets lock bench image picture campaign clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ –/'

run: $(ASSETS) ## create the database with the demo if need be, then serve on 127.0.0.1:$(PORT)
	$(FLASK) install --demo
	$(FLASK) serve --port $(PORT)

test: $(ASSETS) ## the whole suite: SQLite, PostgreSQL and browser
	docker/ensure-packages.sh chromium postgresql
	$(SCRATCH) $(PYTEST) -n $(PROCESSES) --dist worksteal tests

unit: $(ASSETS) ## the quick tests: neither database nor browser, nothing slow
	$(PYTEST) -n $(PROCESSES) -m "not database and not browser and not slow" --ignore tests/codebase tests

check: $(ASSETS) ## lint, types, contracts, locks and generated files up to date
	$(BIN)/ruff check app tests docker verifier
	$(BIN)/ruff format --check app tests docker verifier
	$(BIN)/mypy
	$(PYTEST) tests/codebase

format: $(INSTALLED) ## put the code into the house's form
	$(BIN)/ruff check --fix app tests docker verifier
	$(BIN)/ruff format app tests docker verifier

bench: $(ASSETS) ## print the figures: engine step, submit over HTTP, statements, verification, publication, 100 000 cases, editors
	docker/ensure-packages.sh chromium postgresql
	$(BIN)/python -m tests.bench

campaign: $(ASSETS) ## the long random runs, of which `make test` runs a short seeded part
	docker/ensure-packages.sh postgresql
	$(BIN)/python -m tests.campaign

image: ## build the container image, start it and fetch its pages
	docker/try-image.sh

picture: $(ASSETS) ## take the README's picture from the demo that `make run` serves
	docker/ensure-packages.sh chromium
	$(BIN)/python -m tests.image.picture http://127.0.0.1:$(PORT) $(PAGE)

assets: $(ASSETS) ## build what the pages load in the browser

lock: $(INSTALLED) ## recompute the hashed locks from setup.cfg
	$(BIN)/python -m pip install --quiet uv
	$(COMPILE) -o docker/requirements.txt
	$(COMPILE) --extra dev -o docker/requirements-dev.txt

clean: ## remove what was built, keep the database
	rm -rf $(VENV) app/web/static/built app/feel/built app/task_forms/built $(FRONTEND)/node_modules

$(INSTALLED): docker/requirements-dev.txt docker/make-venv.sh
	docker/make-venv.sh $(PYTHON) $(VENV)
	@touch $@

$(ASSETS): $(INSTALLED) $(ASSET_SOURCES)
	docker/build-assets.sh $(BIN)
	@touch $@
