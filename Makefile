# Needs Python 3.11 or later and make. Everything else is fetched into .venv, checked against the hashes in requirements/.

PYTHON ?= python3
PORT ?= 8000
DOSSIERS ?= 1000
MINUTES ?= 20
install = $(PYTHON) src/honglam/embedded/install.py
honglam = .venv/bin/python -m honglam
.DEFAULT_GOAL := help
.PHONY: help run test check bench soak demo installed ready-to-test

help: ## Show these words
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-7s %s\n", $$1, $$2}' Makefile

run: installed ## Set everything up and serve on http://127.0.0.1:8000 (PORT=8080 for another port)
	@HONGLAM_DEMO=$${HONGLAM_DEMO-1} PORT=$(PORT) $(honglam) up

test: ready-to-test ## Run the whole test suite, browser journeys included (TESTS="tests/worktime -q" for a part)
	@.venv/bin/python -m pytest -n 2 --dist loadscope --no-loadscope-reorder $(TESTS)

check: ready-to-test ## Run the laws that need no server: style, types, import contracts, texts, migrations
	@.venv/bin/python -m honglam.embedded.check

bench: ready-to-test ## Measure every promise beside the machine's own limit
	@.venv/bin/python -m bench

soak: ready-to-test ## Mixed work for long, to see whether memory stays flat (MINUTES=20)
	@MINUTES=$(MINUTES) .venv/bin/python -m bench soak

demo: installed ## Fill the database with made-up dossiers (DOSSIERS=1000)
	@HONGLAM_DEMO=1 $(honglam) demo load --dossiers $(DOSSIERS)

installed:
	@$(install) run

ready-to-test:
	@$(install) dev
	@.venv/bin/python -m honglam.embedded.system_packages
