# Every target says what it does: `make help`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Of the large packages few modules are ever imported, and those are compiled then.
UNCOMPILED := --no-compile
export NO_MKDOCS_2_WARNING = 1
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL := help
.PHONY: help site serve check style quick ready test standards release clean

help: ## List the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r target text; do \
	  printf '  make %-9s %s\n' "$$target" "$$text"; done

site: $(VENV)/site.stamp ## Build the site with everything that can be downloaded
	$(BIN)/python -m scripts site

serve: $(VENV)/site.stamp ## Show the site with live reload on http://127.0.0.1:8000/
	$(BIN)/mkdocs serve --dirty

check: $(VENV)/site.stamp ## Check data and pages without building
	$(BIN)/python -m scripts check

style: $(VENV)/dev.stamp ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

quick: style ## Check data, pages, units, types and style while you write
	$(BIN)/python -m scripts check
	$(BIN)/python -m pytest -n 2 --dist loadgroup -m "not long" tests/unit

ready: $(VENV)/dev.stamp $(VENV)/configurations.stamp ## Set up what the tests need
	$(BIN)/python -m tests.browser_setup

# The first half does not use two cores at each moment, so what need not wait runs beside it.
test: ## Set up, build and check everything
	$(MAKE) --jobs=2 --output-sync=line site style ready
	$(BIN)/python -m pytest -n 2 --dist loadgroup -m "not standards" --durations=40

standards: $(VENV)/dev.stamp ## Read the whole books and EPUBs with the reference checkers, before a release
	$(BIN)/python -m scripts site
	$(BIN)/python -m pytest -n 2 -m standards

release: $(VENV)/site.stamp ## Build everything into dist/; TAG=v1.2.0 asks for that version
	$(BIN)/python -m scripts release $${TAG:+--tag "$$TAG"}

clean: ## Remove everything that was built or installed here
	rm -rf $(VENV) build site dist

$(VENV)/created.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/site.stamp: requirements.txt $(VENV)/created.stamp
	$(BIN)/pip install $(UNCOMPILED) --requirement requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/site.stamp
	$(BIN)/pip install $(UNCOMPILED) --requirement requirements-dev.txt
	@touch $@

$(VENV)/configurations.stamp: requirements-configurations.txt $(VENV)/created.stamp
	$(BIN)/pip install $(UNCOMPILED) --no-deps --upgrade --target $(VENV)/configurations --requirement requirements-configurations.txt
	@touch $@
