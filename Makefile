# Adder: a trained Mamba becomes verified integer C.
#
#   make demo    set up, build, and run the whole path on the model that comes with Adder:
#                quantize, evaluate, emit C for other machines, compile it, run it,
#                compare every bit, and let the C write text
#   make test    set up, then all tests; this is what continuous integration runs
#   make build   the tool alone, as .build/release/adder
#   make bench   how fast the emitted C is on this machine, and what share of its read limit that is
#   make check   the C kernels alone, of every instruction set whose compiler is there
#   make check-instructions  what a token costs under emulation, against the recorded counts
#   make bench-peers  the emitted C against llama.cpp and ONNX Runtime, which it installs from
#                PyPI into .build/peers
#   make reproduce  builds two clones and compares everything that they write, byte for byte
#   make differential MODELS=200 SEED=1  random models through every target and compiler
#   make fuzz    every parser under coverage-guided fuzzing, a minute each; .ci/fuzz --seconds N
#   make faults  changed bytes, kills at every call, full disks, broken compilers
#   make prove   the fixed-point primitives against the arithmetic specification, with CBMC and over
#                all values; several minutes
#   make analyze  sanitizers, valgrind and static analysers over Runtime-C and emitted packages
#   make lint    formatting and the size of the files
#   make setup   what the above need: cross compilers and emulators, installed through apt
#                as root, otherwise named, so that the rest goes on with what there is
#   make documentation  the DocC catalogue, into .build/documentation; a warning is an error
#   make install PREFIX=/usr/local DESTDIR=  tool, shell completions and manual pages
#   make clean   remove everything that was built
#
# A tool that is absent is reported and its part is skipped; with CI=true it is an error.

.PHONY: help demo test build check check-instructions bench bench-peers prove analyze fuzz faults \
  differential reproduce lint setup documentation install clean

SWIFT_FLAGS = -c release --explicit-target-dependency-import-check error
TEST_FLAGS = $(SWIFT_FLAGS) -Xswiftc -enable-testing --scratch-path .build/tests

help:
	@sed -n 's/^#\( \|$$\)//p' Makefile

setup:
	@.ci/setup

build:
	swift build $(SWIFT_FLAGS) --product adder

demo: setup build
	@.ci/demo .build/release/adder

check:
	$(MAKE) -C Runtime-C check
	@.ci/check-kernels

check-instructions: setup build
	@.ci/check-instructions

analyze: setup build
	@.ci/analyze

bench: build
	@.ci/bench

# Internal symbols are open to tests, which takes a build of its own.
test: setup check
	swift build --build-tests $(TEST_FLAGS)
	@.ci/documentation .build/tests/release
	@! command -v python3 >/dev/null || { \
	  .ci/check-instructions --adder .build/tests/release/adder && .ci/prove --quick && \
	    .ci/analyze --adder .build/tests/release/adder; }
	.ci/with-compiler-cache swift test --skip-build $(TEST_FLAGS)

MODELS = 200
SEED = 1

differential:
	swift build --build-tests $(TEST_FLAGS)
	DIFFERENTIAL_MODELS=$(MODELS) DIFFERENTIAL_SEED=$(SEED) .ci/with-compiler-cache \
	  swift test --skip-build $(TEST_FLAGS) --filter DifferentialTests

faults: build
	swift build --build-tests $(TEST_FLAGS)
	FAULTS=all swift test --skip-build $(TEST_FLAGS) --filter FlipTests
	@.ci/faults

prove:
	@.ci/prove --self-check
	@.ci/prove

bench-peers: build
	@.ci/bench-peers

reproduce:
	@.ci/reproduce

fuzz:
	@.ci/fuzz

lint:
	@.ci/lint

documentation: build
	@.ci/documentation .build/release

PREFIX = /usr/local
SHARE = $(DESTDIR)$(PREFIX)/share
DIRECTORIES = $(DESTDIR)$(PREFIX)/bin $(SHARE)/bash-completion/completions \
  $(SHARE)/zsh/site-functions $(SHARE)/fish/vendor_completions.d

install: build
	install -d $(DIRECTORIES)
	install -m 755 .build/release/adder $(DESTDIR)$(PREFIX)/bin/adder
	.build/release/adder completions bash > $(SHARE)/bash-completion/completions/adder
	.build/release/adder completions zsh > $(SHARE)/zsh/site-functions/_adder
	.build/release/adder completions fish > $(SHARE)/fish/vendor_completions.d/adder.fish
	.build/release/adder manual --output $(SHARE)/man/man1 > /dev/null

clean:
	rm -rf .build out
	$(MAKE) -C Runtime-C clean
