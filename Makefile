# The commands of the project; `make` alone lists them. Everything works from a fresh clone.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
ASSETS := app/web/static/built/.built
FRONTEND := app/web/frontend
FLASK := $(BIN)/flask --app app
PROCESSES ?= 3

.PHONY: help run test check format lock assets bench image campaign clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ –/'

$(INSTALLED): docker/requirements-dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
	    -r docker/requirements-dev.txt
	@touch $@

$(ASSETS): $(INSTALLED) $(FRONTEND)/package-lock.json $(FRONTEND)/build.mjs $(wildcard $(FRONTEND)/src/*)
	docker/build-assets.sh $(BIN)
	@mkdir -p $(dir $@) && touch $@

assets: $(ASSETS) ## build what the pages load in the browser

run: $(ASSETS) ## create the database with the demo if need be, then serve on 127.0.0.1:8000
	$(FLASK) install --demo
	$(FLASK) serve

test: $(ASSETS) ## the whole suite: SQLite, PostgreSQL and browser
	docker/ensure-packages.sh chromium postgresql
	$(BIN)/pytest -n $(PROCESSES) --dist worksteal tests

check: $(ASSETS) ## lint, types, contracts, generated files up to date
	$(BIN)/ruff check app tests
	$(BIN)/ruff format --check app tests
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(INSTALLED) ## put the code into the house's form
	$(BIN)/ruff check --fix app tests
	$(BIN)/ruff format app tests

lock: $(INSTALLED) ## recompute the hashed locks from setup.cfg
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-annotate --no-header setup.cfg -o docker/requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-annotate --no-header --extra dev setup.cfg -o docker/requirements-dev.txt

bench: $(ASSETS) ## print the figures: engine step, submit over HTTP, diagram check
	docker/ensure-packages.sh postgresql
	$(BIN)/python -m tests.bench

image: ## build the container image and fetch its pages
	docker/try-image.sh

campaign: $(ASSETS) ## the long random runs
	$(BIN)/python -m tests.campaign

clean: ## remove what was built, keep the database
	rm -rf $(VENV) app/web/static/built app/feel/built app/task_forms/built $(FRONTEND)/node_modules
