# `make` shows what there is. Set-up happens by itself, once, in .venv.

PYTHON ?= python3
FOLDER ?= data/workshop_12nov
OUTPUT ?= reports

UV_VERSION := 0.13.9
VENV := .venv
BIN := $(VENV)/bin
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header

# The certificates of this machine, also behind the proxy of an organisation.
export UV_SYSTEM_CERTS := 1

.DEFAULT_GOAL := help
.PHONY: help report setup test lab lint bench notebooks lock clean

help: ## Toon wat er kan
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

report: $(VENV)/.run ## Maak het rapport (HTML en PDF); FOLDER=map en OUTPUT=map mogen erbij
	@$(BIN)/workshop-analysis report $(FOLDER) --output $(OUTPUT)

setup: $(VENV)/.test ## Zet alles klaar, ook wat latere sessies nodig hebben
	@echo "Alles staat klaar in $(BIN): bijvoorbeeld $(BIN)/workshop-analysis plan 45 --tables 8"

test: $(VENV)/.test ## Test alles wat hier te testen is; ARGS="-k woord" voor een deel
	@$(BIN)/python -m pytest $(ARGS)

lab: $(VENV)/.test ## Open de notebooks in JupyterLab
	@$(BIN)/jupyter lab notebooks/01_uitkomsten.ipynb

lint: $(VENV)/.test ## Controleer de code op stijl en typen
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

bench: $(VENV)/.test ## Meet het rapport tegen jupyter nbconvert
	@$(BIN)/python scripts/bench.py

notebooks: $(VENV)/.test ## Voer de notebooks opnieuw uit en bewaar de uitvoer
	@$(BIN)/python scripts/refresh_notebooks.py

lock: $(VENV)/.python ## Bereken de lockbestanden opnieuw; UPGRADE=--upgrade voor nieuwe versies
	@$(COMPILE) $(UPGRADE) --all-extras --group dev pyproject.toml --output-file requirements-dev.lock
	@$(COMPILE) $(UPGRADE) --group build --constraint requirements-dev.lock pyproject.toml --output-file requirements.lock

clean: ## Verwijder .venv, node_modules en tussenbestanden
	@rm -rf $(VENV) node_modules build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# uv installs in a tenth of pip's time; where it cannot (an index that only pip knows), pip does the same from the
# same hashes. hatchling stands in the locks, so building the package fetches nothing.
define install
	@echo "Pakketten installeren uit $(1) (eenmalig) …"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r $(1) \
	  || { echo "uv lukt hier niet; nu met pip, dat duurt langer …"; \
	       $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1); }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@
endef

$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/.python
	$(call install,requirements.lock)

$(VENV)/.test: requirements-dev.lock pyproject.toml | $(VENV)/.python
	$(call install,requirements-dev.lock)

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15))' 2>/dev/null || { \
	  echo "Dit project heeft Python 3.11, 3.12, 3.13 of 3.14 nodig; '$(PYTHON)' is dat hier niet." >&2; \
	  echo "Installeer zo'n Python, of wijs hem aan: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "De venv-module van Python ontbreekt." >&2; \
	  echo "Installeer haar (op Debian en Ubuntu: apt install python3-venv) en probeer het opnieuw." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION) \
	  || echo "uv is hier niet te krijgen." >&2
	@touch $@
