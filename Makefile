# `make run` serves Rostrum, `make test` tests it; what they do is written in make.py.
# Another port: PORT=8123 make run. Some tests only: make test ARGS="-k floor"; in one process,
# so that a debugger can be used: make test ARGS="-n 0 -k floor". Another Python: PYTHON=python3.13 make run.

PYTHON ?= python3

.PHONY: run test lint audit format lock catalogues clean

run test lint audit format lock catalogues clean:
	@command -v "$(PYTHON)" >/dev/null || \
		{ echo "There is no $(PYTHON) here: install Python 3.11 or later, or name it with PYTHON=..." >&2; exit 1; }
	@exec "$(PYTHON)" make.py $@
