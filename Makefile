# `make` alone prints help. Nothing is needed beforehand but make and a Python.
SHELL := /bin/bash
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
PANDAS2 := .venv-pandas2
PYTHON ?=
ARGS ?=

CANDIDATES := $(or $(PYTHON),python3.13 python3.12 python3.11 python3 python)
FITS := import ensurepip, sys, venv; sys.exit(not (3, 11, 5) <= sys.version_info[:3] < (3, 14))
NONE := No Python from 3.11.5 to 3.13 with its venv module was found: install one, or name it with make PYTHON=/path/to/python.

# How the pins are resolved: for every Python and system at once, naming no package index.
COMPILE := --quiet --upgrade --universal --python-version 3.11.5 --no-annotate --no-emit-index-url \
  --custom-compile-command "make pins"

# A process for each core, up to four; a file of tests at a time, so that what it prepares is prepared once.
PYTEST := -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

# $(call install,ENVIRONMENT,WHAT): with uv where it could be had, else with pip.
install = if [ -x $(BIN)/uv ]; then $(BIN)/uv pip install --quiet --python $(1)/bin/python $(2); \
  else $(BIN)/python -m pip --disable-pip-version-check --python $(1)/bin/python install --quiet $(2); fi

.PHONY: help
help: ## print this help
	@echo "make TARGET            (ARGS=\"…\" is handed on to brief and test)"
	@sed -nE 's/^([a-z0-9-]+):[^#]*## (.*)/  \1|\2/p' $(firstword $(MAKEFILE_LIST)) | \
	  while IFS='|' read -r name what; do printf '%-15s%s\n' "$$name" "$$what"; done

.PHONY: setup
setup: $(VENV)/.brief $(VENV)/.dev ## make .venv with all that brief, test and check need

.PHONY: brief
brief: $(VENV)/.brief ## write briefs/370105/2024/….zh.html from the packaged data (ARGS="--lang en")
	$(BIN)/tianqiao-econ brief $(ARGS)

.PHONY: test
test: $(VENV)/.dev ## run the tests (ARGS="-k pattern")
	$(BIN)/python $(PYTEST) $(ARGS)

.PHONY: test-pandas2
test-pandas2: $(PANDAS2)/.installed ## run the tests of floors 0-3 on pandas 2.2, in .venv-pandas2
	$(PANDAS2)/bin/python $(PYTEST) tests/framework tests/forecasting tests/datasets tests/assessment

.PHONY: check lint types floors stripped
check: lint types floors stripped ## lint, format, types, floors, notebooks without outputs (-k: all in spite of findings)
lint: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
types: $(VENV)/.dev
	$(BIN)/mypy
floors: $(VENV)/.dev
	$(BIN)/lint-imports --no-logo
stripped: $(VENV)/.dev
	$(BIN)/nbstripout --verify --keep-id notebooks/*.ipynb

.PHONY: format
format: $(VENV)/.dev ## format the code, mend what lint can mend, strip the notebooks
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format
	$(BIN)/nbstripout --keep-id notebooks/*.ipynb

.PHONY: lab
lab: $(VENV)/.lab ## open JupyterLab on the notebooks (the first time it is added to .venv)
	$(BIN)/tianqiao-econ lab

.PHONY: wheel
wheel: $(VENV)/.dev ## build the wheel, with data and notebooks inside, into dist/
	$(BIN)/python -m hatchling build -t wheel

.PHONY: pins
pins: $(VENV)/.dev ## resolve both constraints files anew (needs the network)
	$(BIN)/uv pip compile pyproject.toml --group dev --extra dask --extra lab $(COMPILE) -o constraints.txt
	$(BIN)/uv pip compile --group pandas2 $(COMPILE) -o constraints-pandas2.txt

.PHONY: clean
clean: ## remove caches and builds; briefs and environments stay
	rm -rf build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -path './.venv*' -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: distclean
distclean: clean ## clean, and the environments too
	rm -rf $(VENV) $(PANDAS2)

# Environments. A stamp is newer than what it was made from, so a second call is instant and offline.
$(BIN)/python:
	@for name in $(CANDIDATES); do for found in $$(type -ap "$$name"); do \
	  "$$found" -c '$(FITS)' 2>/dev/null || continue; \
	  echo "Making $(VENV) with $$("$$found" --version), $$found"; \
	  exec "$$found" -m venv $(VENV); \
	done; done; echo "$(NONE)" >&2; exit 1

$(VENV)/.installer: constraints.txt | $(BIN)/python
	@$(BIN)/python -m pip --disable-pip-version-check install --quiet --only-binary :all: -c constraints.txt uv || \
	  { echo "uv could not be had: pip takes its place, a minute longer"; \
	  $(BIN)/python -m pip --disable-pip-version-check install --quiet --upgrade "pip>=25.1"; }
	@touch $@

$(VENV)/.brief: pyproject.toml constraints.txt $(VENV)/.installer
	@echo "Installing tianqiao-econ and what a brief needs"
	@$(call install,$(VENV),-c constraints.txt -e .)
	@touch $@

$(VENV)/.dev: $(VENV)/.brief
	@echo "Installing what the tests and checks need"
	@$(call install,$(VENV),-c constraints.txt --group dev)
	@touch $@

$(VENV)/.lab: $(VENV)/.brief
	@echo "Installing JupyterLab"
	@$(call install,$(VENV),-c constraints.txt -e ".[lab]")
	@touch $@

$(PANDAS2)/.installed: pyproject.toml constraints-pandas2.txt $(VENV)/.installer
	@echo "Installing floors 0-3 with pandas 2.2"
	@$(BIN)/python -m venv $(PANDAS2)
	@$(call install,$(PANDAS2),-c constraints-pandas2.txt --group pandas2)
	@$(call install,$(PANDAS2),--no-deps -e .)
	@touch $@
