# Rolebook's commands. `make site` and `make test` set up all that they need in .venv/.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev
FILES ?= 10000
BEGIN ?= 1
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: site serve test fuzz check lint types content bench clean help

help: ## Show the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/'

site: $(INSTALLED) ## Publish the site in site/
	$(BIN)/rolebook build

serve: $(INSTALLED) ## Show the site in a browser; it is built again when a file changes
	$(BIN)/rolebook serve

test: $(INSTALLED_DEV) ## Run every test, on all cores
	$(BIN)/python -m pytest --numprocesses=auto --dist=worksteal

fuzz: $(INSTALLED_DEV) ## Read 10,000 files made by chance; FILES=500 reads fewer, BEGIN=2 others
	$(BIN)/python tests/fuzzing.py $(FILES) $(BEGIN)

check: lint types content ## Check what CI checks besides the tests

lint: $(INSTALLED_DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(INSTALLED_DEV)
	$(BIN)/mypy

content: $(INSTALLED_DEV)
	$(BIN)/rolebook check
	$(BIN)/rolebook build --strict --out .cache/checked-site

bench: $(INSTALLED_DEV) ## Measure speed against other programs
	$(PIP) --constraint constraints.txt --editable '.[benchmarks]'
	-npm ci --prefix benchmarks/peers --ignore-scripts --no-audit --no-fund --loglevel=error
	$(BIN)/python -m benchmarks

clean: ## Delete what was built and installed
	rm -rf $(VENV) .cache site

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(INSTALLED): pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) --constraint constraints.txt --editable .
	@touch $@

$(INSTALLED_DEV): pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) --constraint constraints.txt --editable '.[dev]'
	@touch $@ $(INSTALLED)
