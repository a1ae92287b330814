# Two commands on a fresh machine: `make demo` and `make test`.  `make help` lists the rest.

PYTHON ?= python3
# What the tests need; with `tools` also what others read our exports with (half a gigabyte): make test EXTRAS=attachments,test,tools
EXTRAS ?= attachments,test
VENV := .venv
BIN := $(VENV)/bin
# Only errors are shown: what pip warns of is how the machine is set up.
PIP := PYTHONWARNINGS=ignore PIP_ROOT_USER_ACTION=ignore $(BIN)/pip --quiet --quiet --disable-pip-version-check
ARCHIVE ?= data/archive.db

.PHONY: help demo browse test check lint types platforms drill bench-extract bench-archive docs clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(BIN)/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: $$($(PYTHON) --version) found, Python 3.11 or newer needed; try: make PYTHON=python3.12 demo" >&2; exit 2; }
	@echo "Installing into $(VENV), once: about half a minute" >&2
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --editable '.[attachments]'
	@touch $@

$(BIN)/.installed-test: $(BIN)/.installed
	@echo "Installing what the tests need into $(VENV), once: about a minute, two with EXTRAS=attachments,test,tools" >&2
	@$(PIP) install --editable '.[$(EXTRAS)]'
	@touch $@

demo: $(BIN)/.installed  ## crawl the embedded sample portals into data/archive.db
	@$(BIN)/fazhi demo --table --archive $(ARCHIVE)

browse: $(BIN)/.installed  ## open the archive in Datasette
	@$(BIN)/fazhi browse --archive $(ARCHIVE)

# Without bytecode each process that a test starts would compile its modules anew.
test: $(BIN)/.installed-test  ## run all tests: six to seven minutes on two cores
	@PYTHONDONTWRITEBYTECODE= $(BIN)/pytest

lint: $(BIN)/.installed-test  ## format and lint, changing nothing
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(BIN)/.installed-test  ## check the types
	$(BIN)/mypy

platforms: $(BIN)/.installed  ## rows and pages that each platform's reader finds, and what pages are taken for
	@$(BIN)/python -m tests.sample_world.platforms

drill: $(BIN)/.installed-test  ## inject faults into real crawls and print what came of each
	$(BIN)/pytest tests/drill tests/archive/writing/test_sigkill.py tests/archive/writing/test_power_cut.py tests/crawler/downloading/test_hostile_scripts.py -m drill -q

# A pip before 24 stops at two spellings of one extra (lxml[html_clean] and lxml[html-clean]); the tests bring a newer one.
bench-extract: $(BIN)/.installed-test  ## compare the cleaners with other extractors (needs the folder of real pages)
	@$(PIP) install --editable '.[bench]'
	$(BIN)/python benchmarks/extract.py

bench-archive: $(BIN)/.installed-test  ## measure writing, twins and search on a made archive (docs/benchmarks.md)
	$(BIN)/python benchmarks/archive_scale.py

check: lint types test  ## all that must be green

docs: $(BIN)/.installed-test  ## write the generated parts of the docs anew
	$(BIN)/fazhi schema > docs/schema.md

clean:  ## remove the environment and the demo's archive
	rm -rf $(VENV) data
