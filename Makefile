# Threshold: `make run` from a bare clone shows a first decision; `make help` lists the rest.

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)

venv := .venv
bin = $(venv)/bin
built := api/pages/static/manifest.json
pip = $(bin)/python -m pip --quiet --disable-pip-version-check install

# Two cores halve the wait; `make test TESTFLAGS=-x` and the like replace this.
TESTFLAGS ?= -n auto

# What `make test` leaves to `make test-rest`; pyproject.toml says what each marker means.
REST := browser or postgresql or documents or long

# What `make core` runs on another Python.
CORE ?= tests/laws tests/shelf tests/worked

# Read by whatever Python was named, however old, so nothing modern in here.
define PREFLIGHT
import os, sys
if sys.version_info < (3, 11):
    sys.exit("threshold needs Python 3.11 or newer, and %s is %s: try make PYTHON=/path/to/python3.11"
             % (sys.executable, sys.version.split()[0]))
import importlib.util, shutil, sysconfig
compiler = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()[0]
headers = os.path.join(sysconfig.get_path("include"), "Python.h")
missing = []
if not importlib.util.find_spec("ensurepip"):
    missing.append("the venv module, with ensurepip (often packaged as python3-venv)")
if not os.path.exists(headers):
    missing.append("the Python headers (often packaged as python3-dev): no %s" % headers)
if not shutil.which(compiler):
    missing.append("a C compiler (gcc or clang): no %s" % compiler)
if missing:
    sys.exit("threshold builds durable_rules from C source, and %s lacks\n  %s"
             % (sys.executable, "\n  ".join(missing)))
endef
export PREFLIGHT

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run serve demo install setup assets test test-rest test-all check freeze bench bench-serve core core-tests clean

help:
	@echo 'make run      set up .venv and screen a worked example'
	@echo 'make serve    set up, make a key, print a sign-in link, and serve on http://127.0.0.1:8000'
	@echo 'make demo     the same with made-up cases in every state, in a data folder of their own'
	@echo 'make test     run the quick tests, for which Python is enough'
	@echo 'make test-rest   run the tests that make test leaves out'
	@echo 'make test-all   run every test: make test, then make test-rest'
	@echo 'make check    formatting, lint, types, import contracts, and examples that guard the rules'
	@echo 'make freeze   store the rulesets that this release ships'
	@echo 'make bench    measure decisions per second, beside other engines'
	@echo 'make bench-serve   measure requests per second, beside a bare endpoint'
	@echo 'make core     the laws, the shelf and the worked examples, in a .venv-X.Y of their own'
	@echo 'make assets   build the style and script of the pages, which needs Node'
	@echo 'make install  set up .venv to use Threshold, and stop there'
	@echo 'make setup    set up .venv for development, and stop there'
	@echo 'make clean    remove the virtual environments, builds and caches'
	@echo
	@echo 'PYTHON=python3.12 chooses the interpreter a new environment is made with.'

run: $(venv)/.ready
	@$(bin)/threshold screen examples/thurrock-julia.toml
	@echo
	@echo 'Next, try'
	@echo '  $(bin)/threshold compare examples/thurrock-julia.toml             the same facts under every edition'
	@echo '  $(bin)/threshold screen examples/thurrock-julia.toml --what-if    what would change the answer'
	@echo '  $(bin)/threshold editions                                         the editions, and when each was in force'
	@echo '  $(bin)/threshold --help                                           everything else'

install: $(venv)/.ready

# A key for the first run; the next one finds it in the folder and makes no other.
serve: $(venv)/.ready assets
	@[ -n "$$($(bin)/threshold keys list | grep ' good')" ] \
	  || { echo 'A key that may decide and compare, shown this once:'; \
	       $(bin)/threshold keys create --name first-run --role trainer --days 90; }
	@$(bin)/threshold serve

# Made-up cases never stand beside real ones.
demo: $(venv)/.ready assets
	@[ -e threshold-demo ] || $(bin)/threshold demo --data threshold-demo
	@$(bin)/threshold serve --data threshold-demo

setup: $(venv)/.ready-dev assets

# The style and script of the pages. Without Node the pages work all the same, without style.
assets:
	@if command -v npm >/dev/null && command -v node >/dev/null; then \
	  $(MAKE) --no-print-directory $(built); \
	elif [ ! -e $(built) ]; then \
	  echo 'No Node here (often packaged as nodejs and npm): the pages are served without style.' >&2; \
	fi

test: setup
	$(bin)/pytest $(TESTFLAGS) -m "not ($(REST))"

test-rest: setup
	$(bin)/pytest $(TESTFLAGS) -m "$(REST)"

test-all:
	$(MAKE) test
	$(MAKE) test-rest

check: setup
	$(bin)/ruff format --check .
	$(bin)/ruff check .
	$(bin)/mypy
	$(bin)/lint-imports
	$(bin)/threshold verify --examples >$(venv)/examples.txt || { cat $(venv)/examples.txt; exit 1; }

# What is recorded under the rules of a release can be shown and decided again by every later one.
freeze: setup
	@$(bin)/python -c 'import tomllib; from criteria.shelf import shelf; \
	  print(shelf().store_release(tomllib.load(open("pyproject.toml", "rb"))["project"]["version"]))'

bench: $(venv)/.ready-bench
	$(bin)/python benchmarks/decide.py

bench-serve: $(venv)/.ready assets
	$(bin)/python benchmarks/serve.py

core:
	@version=$$($(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])') \
	  || { echo 'core: no Python runs as PYTHON=$(PYTHON)' >&2; exit 1; }; \
	$(MAKE) --no-print-directory core-tests venv=.venv-$$version PYTHON='$(PYTHON)'

core-tests: $(venv)/.ready-core
	$(bin)/pytest $(TESTFLAGS) -m "not long" $(CORE)

$(built): node_modules/.ready $(wildcard api/pages/styles/*)
	@npm run --silent build

node_modules/.ready: package.json package-lock.json
	@npm ci --ignore-scripts --silent --no-audit --no-fund
	@touch $@

$(venv)/.made:
	@[ -n '$(PYTHON)' ] || { echo 'no Python 3.11 or newer found: try make PYTHON=/path/to/python3.11' >&2; exit 1; }
	@command -v '$(PYTHON)' >/dev/null || { echo 'no such Python: $(PYTHON)' >&2; exit 1; }
	@$(PYTHON) -c "$$PREFLIGHT"
	@echo 'Setting up $(venv), once; it takes about half a minute ...'
	@$(PYTHON) -m venv $(venv)
	@touch $@

# durable_rules calls PyEval_CallObject, which Python 3.13 removed; the define is harmless before.
# Its wheel is never taken from pip's cache: one built there without the define fails at import.
$(venv)/.ready: $(venv)/.made requirements.txt pyproject.toml
	@CPPFLAGS="$$CPPFLAGS -DPyEval_CallObject=PyObject_CallObject" \
	  $(pip) --no-cache-dir --use-pep517 "$$(grep '^durable_rules==' requirements.txt)"
	@$(bin)/python -c 'import durable_rules_engine' \
	  || { echo 'durable_rules was built but cannot be imported: make clean, then try again' >&2; exit 1; }
	@$(pip) -r requirements.txt --editable .
	@touch $@

$(venv)/.ready-dev: $(venv)/.ready requirements-dev.txt
	@$(pip) -r requirements-dev.txt
	@touch $@

# The pinned versions of what the core tests import, without the linters.
$(venv)/.ready-core: $(venv)/.ready requirements-dev.txt
	@$(pip) --constraint requirements-dev.txt pytest pytest-xdist hypothesis
	@touch $@

$(venv)/.ready-bench: $(venv)/.ready requirements-bench.txt
	@$(pip) -r requirements-bench.txt
	@touch $@

clean:
	rm -rf node_modules api/pages/static
	rm -rf .venv .venv-* build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
