# One door for people, hooks and CI. `make` alone lists what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-annotate --custom-compile-command "make lock"
MINUTES ?= 60
RUNS ?= 3
LOCKED := --require-hashes --no-build-isolation -r

.PHONY: help setup release preview test soak check format bench bench-all bench-many lock clean

help:           ## list the verbs
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

setup: $(VENV)/ready-to-develop  ## install podpub and everything its tests need, into .venv

release: $(VENV)/ready-to-release  ## release the sample show into the folder public/
	$(BIN)/podpub release --all
	@echo
	@echo "Listen: run 'make preview' and open http://localhost:8000/ in a browser or a podcast app."

preview: $(VENV)/ready-to-release  ## serve the folder public/ on this computer
	$(BIN)/podpub preview

test: $(VENV)/ready-to-develop $(VENV)/ready-to-judge $(VENV)/ready-to-browse  ## run all tests
	$(BIN)/python -m pytest -n auto --dist loadgroup $(if $(PROFILE),--hypothesis-profile=$(PROFILE)) tests

soak: $(VENV)/ready-to-develop  ## release for hours: make soak SOAK="--releases 10000 --seed 1 --seaweedfs"
	$(BIN)/python -m tests.proof.soak $(SOAK)

check: $(VENV)/ready-to-develop  ## lint, types, rooms
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/ready-to-develop  ## put the code into its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/ready-to-compare  ## compare with other ways to an MP3: make bench MINUTES=5 RUNS=3
	$(BIN)/python -m benchmarks --minutes $(MINUTES) --runs $(RUNS)

bench-all: $(VENV)/ready-to-compare  ## the same with mono and four times the length, written into docs/
	$(BIN)/python -m benchmarks --minutes $(MINUTES) --runs $(RUNS) --all --page docs/explanation/speed.md

bench-many: $(VENV)/ready-to-compare  ## what a show of ten thousand episodes costs, written into docs/
	$(BIN)/python -m benchmarks.many --runs $(RUNS) --page docs/explanation/many-episodes.md

lock:           ## resolve the dependencies again (needs uv)
	$(COMPILE) --group build -o requirements/build.txt
	$(COMPILE) pyproject.toml -o requirements/runtime.txt
	$(COMPILE) pyproject.toml --group dev -o requirements/dev.txt
	$(COMPILE) --group bench --constraint requirements/dev.txt -o requirements/bench.txt

clean:          ## remove what can be made again
	rm -rf $(VENV) public .podpub/cache dist .mypy_cache .ruff_cache .pytest_cache

$(VENV)/ready-to-release: requirements/build.txt requirements/runtime.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info < (3, 15) else "podpub needs Python 3.11 to 3.14; name one: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes -r requirements/build.txt
	$(PIP) install $(LOCKED) requirements/runtime.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/ready-to-develop: $(VENV)/ready-to-release requirements/dev.txt
	$(PIP) install $(LOCKED) requirements/dev.txt
	touch $@

$(VENV)/ready-to-compare: $(VENV)/ready-to-develop requirements/bench.txt
	$(PIP) install $(LOCKED) requirements/bench.txt
	touch $@

# Judges that are no Python: of feeds, of pages, of their accessibility. Where npm is missing or fails, their tests say
# that they were not run.
$(VENV)/ready-to-judge: tests/judges/package-lock.json $(VENV)/ready-to-develop
	if npm ci --silent --fetch-retries 1 --fetch-timeout 60000 --prefix tests/judges; \
		then touch $@; else echo "NOT INSTALLED: the judges in tests/judges"; fi

$(VENV)/ready-to-browse: tests/support/browser.py $(VENV)/ready-to-develop
	if $(BIN)/python -m tests.support.browser; then touch $@; fi
