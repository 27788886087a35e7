# Medical management: `make learn` to take the course, `make test` to run every test, `make help` for the rest.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=
JOBS ?= 2
UV := $(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode -c constraints.txt --build-constraints constraints.txt

.DEFAULT_GOAL := help
.PHONY: help learn class formgrader test lint mutate bench data tables dist clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "  ARGS=... is handed on, for instance: make learn ARGS=--no-browser"

$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is %d.%d: install one and run make PYTHON=python3.11" % sys.version_info[:2])'
	@$(PYTHON) -m venv $(VENV) || { echo "A virtual environment could not be made: on Debian and Ubuntu install python3-venv, then run make again."; exit 2; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt uv || { echo "Packages could not be fetched: check the network, then run make again; what is there stays."; rm -f $@; exit 2; }

$(VENV)/learn.stamp: pyproject.toml packages/autograder/pyproject.toml constraints.txt $(wildcard course/etc/* packages/autograder/etc/*/*.json packages/autograder/etc/*/*/*.json) | $(BIN)/uv
	@echo "Setting up the course (once; about a minute) ..."
	@$(UV) -e . || { echo "Packages could not be fetched: check the network, then run make again; what is there stays."; exit 2; }
	@touch $@

$(VENV)/test.stamp: $(VENV)/learn.stamp
	@$(UV) -e '.[test]' || { echo "Packages could not be fetched: check the network, then run make again; what is there stays."; exit 2; }
	@touch $@

learn: $(VENV)/learn.stamp ## take the course in JupyterLab, on your own copy
	@$(BIN)/medmgmt learn $(ARGS)

class: $(VENV)/learn.stamp ## play an instructor's day on a fabricated class of 24
	@$(BIN)/medmgmt class --jobs $(JOBS) $(ARGS) || [ $$? -eq 1 ]

formgrader: $(VENV)/learn.stamp ## open JupyterLab with nbgrader's formgrader on the class
	@echo "In JupyterLab, choose Nbgrader > Formgrader."
	@PATH="$(abspath $(BIN)):$$PATH" $(BIN)/jupyter lab $(ARGS)

test: $(VENV)/test.stamp lint ## run every test
	@$(BIN)/python -m pytest -n $(JOBS) $(ARGS)

lint: $(VENV)/test.stamp ## check style, format and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

mutate: $(VENV)/test.stamp ## seed faults, one at a time, and see the tests catch each
	@$(BIN)/python -m tests.mutation $(ARGS)

bench: $(VENV)/test.stamp ## measure labs and imports, side by side in one run
	@$(BIN)/python -m bench $(ARGS)

data: $(VENV)/test.stamp ## make the datasets again, byte for byte
	@$(BIN)/python -m datasets

tables: $(VENV)/test.stamp ## write what pages tell of the tree: times, points, who imports whom, figures with a year
	@$(BIN)/python -m tests.support.readme_tables
	@$(BIN)/python -m tests.support.imports
	@$(BIN)/python -m datasets.reference_values.january

dist: $(BIN)/uv ## build both wheels into dist/: the course, and the grader that it needs
	@for package in . packages/autograder; do \
	  $(BIN)/uv build --quiet --wheel --build-constraints constraints.txt --out-dir dist $$package \
	    || { echo "The wheel of $$package could not be built: check the network, then run make dist again."; exit 2; }; \
	done
	@echo "Built in dist/; pip install dist/*.whl installs both."

clean: ## remove what can be built again; never classroom/ or learner/
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .ruff_cache .mypy_cache .hypothesis
	find . -name __pycache__ -not -path './classroom/*' -not -path './learner/*' -prune -exec rm -rf {} +
