# One line of intent each; the logic lives in crates/devtool (see `cargo dev --help`).
PREFIX ?= ~/.local
BENCH ?=
DEMO ?=
FUZZ ?= 2000

.PHONY: help demo test fuzz lint bench docs build install dist ci clean linker

help:    ## say what there is to make
	@sed -n 's/^\([a-z]*\): *.*## /make \1	/p' Makefile | expand --tabs=16

demo: linker  ## test the demo shop as an agent would, and show that tampering is noticed (DEMO='--lang ko')
	cargo dev demo -- $(DEMO)

test: linker  ## run all tests, after installing the database servers they start (Debian, as root)
	cargo dev setup test
	cargo dev test

fuzz: linker  ## give the hooks many more odd calls than the tests do (FUZZ=5000 of each kind)
	cargo build --quiet --workspace --bins
	PROCTOR_FUZZ_ROUNDS=$(FUZZ) cargo test --quiet --package e2e --test hooks robust

lint: linker  ## formatting, lints, documentation links; a warning is an error
	cargo dev lint

bench: build  ## measure the programs beside their peers (BENCH='--quick --only NAME')
	cargo dev setup bench
	cargo build --quiet --release --package benches
	cargo run --quiet --release --package benches -- $(BENCH)

docs: linker  ## write what is generated below docs/: schemas, program pages, error codes
	cargo dev schemas
	cargo dev errors
	cargo dev help-pages

build: linker  ## build the programs into target/bin
	cargo dev build

dist: linker  ## build the programs as they are shipped
	cargo dev build --profile dist

install: build  ## copy the programs into PREFIX/bin (PREFIX=~/.local)
	cargo dev install --prefix $(PREFIX)

ci: lint test build  ## everything that must hold before a change is taken
	tests/demo_shop/agent.sh

clean:   ## remove all that was built
	cargo clean

# Rust needs a C compiler to link even cargo dev, so this one package cannot wait for its `setup`.
linker:
	@command -v cc >/dev/null || { apt-get update --quiet=2 && \
	  DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet=2 gcc libc6-dev; }
