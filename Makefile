# Two commands on a fresh machine: `make demo` and `make test`.  `make help` lists the rest.

PYTHON ?= python3
# What the tests need; with `tools` also what others read our exports with (half a gigabyte): make test EXTRAS=attachments,test,tools
EXTRAS ?= attachments,test
VENV := .venv
BIN := $(VENV)/bin
ARCHIVE ?= data/archive.db

.PHONY: help demo browse test check lint types platforms drill bench-extract bench-archive docs clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(BIN)/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: $$($(PYTHON) --version) found, Python 3.11 or newer needed; try: make PYTHON=python3.12 demo" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
	PYTHONWARNINGS=ignore $(BIN)/pip install --quiet --editable '.[attachments]'
	touch $@

$(BIN)/.installed-test: $(BIN)/.installed
	PYTHONWARNINGS=ignore $(BIN)/pip install --quiet --editable '.[$(EXTRAS)]'
	touch $@

demo: $(BIN)/.installed  ## crawl the embedded sample portals into data/archive.db
	@$(BIN)/fazhi demo --archive $(ARCHIVE)

browse: $(BIN)/.installed  ## open the archive in Datasette
	@$(BIN)/fazhi browse --archive $(ARCHIVE)

test: $(BIN)/.installed-test  ## run all tests
	$(BIN)/pytest

lint: $(BIN)/.installed-test  ## format and lint, changing nothing
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(BIN)/.installed-test  ## check the types
	$(BIN)/mypy

platforms: $(BIN)/.installed  ## rows and pages that each platform's reader finds, and what pages are taken for
	@$(BIN)/python -m tests.sample_world.platforms

drill: $(BIN)/.installed-test  ## inject faults into real crawls and print what came of each
	DRILL_TABLE=1 $(BIN)/pytest tests/drill tests/archive/writing/test_sigkill.py -m drill -q

# An old pip stops at two spellings of one extra (lxml[html_clean] and lxml[html-clean]), so a new one comes first.
bench-extract: $(BIN)/.installed-test  ## compare the cleaners with other extractors (needs the folder of real pages)
	PYTHONWARNINGS=ignore $(BIN)/pip install --quiet --upgrade 'pip>=24'
	PYTHONWARNINGS=ignore $(BIN)/pip install --quiet --editable '.[bench]'
	$(BIN)/python benchmarks/extract.py

bench-archive: $(BIN)/.installed-test  ## measure writing, twins and search on a made archive (docs/benchmarks.md)
	PYTHONPATH=. $(BIN)/python benchmarks/archive_scale.py

check: lint types test  ## all that must be green

docs: $(BIN)/.installed-test  ## write the generated parts of the docs anew
	$(BIN)/fazhi schema > docs/schema.md

clean:  ## remove the environment and the demo's archive
	rm -rf $(VENV) data
