# Two commands: `make run` (a first look: `make run DEMO=1`) and `make test`. Both make what they need and never ask.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test soak audit bench bench-protection bench-themes bench-search bench-feeling lint format clean

run: $(VENV)/installed
	$(BIN)/python -m insight serve --port $(PORT) $(if $(DEMO),--demo)

test: $(VENV)/installed-dev
	$(BIN)/python -m tests.run

soak: $(VENV)/installed-dev $(VENV)/taguette/installed
	$(BIN)/python -m pytest -m soak -s tests

bench: $(VENV)/installed-bench
	$(BIN)/python -m benchmarks

bench-protection bench-themes bench-search bench-feeling: bench-%: $(VENV)/installed-bench
	$(BIN)/python -m benchmarks.$*

lint: $(VENV)/installed-dev
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

# What is known against our own code and against the libraries; asks the network for the latter.
audit: $(VENV)/installed-dev
	$(BIN)/pip install --quiet bandit==1.9.4 pip-audit==2.10.1
	-$(BIN)/bandit --quiet --recursive insight pages app.py
	$(BIN)/pip-audit --requirement requirements.txt --no-deps --disable-pip

format: $(VENV)/installed-dev
	$(BIN)/ruff check --fix . && $(BIN)/ruff format .

clean:
	rm -rf $(VENV) models/local

# torch first and by itself: where a CPU build is at hand pip then takes it, and everything after finds it installed.
$(VENV)/installed: requirements.txt constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet "$$(grep -o '^torch==[0-9.]*' requirements.txt)"
	$(BIN)/pip install --quiet -r requirements.txt
	touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.txt
	$(BIN)/pip install --quiet -r requirements-dev.txt
	touch $@

# Taguette has a Python of its own: it needs an older SQLAlchemy. The soak tests exchange files with it.
$(VENV)/taguette/installed: requirements-taguette.txt | $(VENV)/installed-dev
	test -x $(VENV)/taguette/bin/python || $(PYTHON) -m venv $(VENV)/taguette
	$(VENV)/taguette/bin/pip install --quiet -r requirements-taguette.txt
	touch $@

$(VENV)/installed-bench: $(VENV)/installed-dev requirements-bench.txt
	$(BIN)/pip install --quiet -r requirements-bench.txt
	touch $@
