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
#   make analyze  sanitizers, valgrind and static analysers over Runtime-C and emitted packages
#   make lint    formatting and the size of the files
#   make setup   what the above need: cross compilers and emulators, installed through apt
#                as root, otherwise named, so that the rest goes on with what there is
#   make clean   remove everything that was built
#
# A tool that is absent is reported and its part is skipped; with CI=true it is an error.

.PHONY: help demo test build check check-instructions analyze bench bench-peers lint setup clean

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
	@! command -v python3 >/dev/null || .ci/check-instructions --adder .build/tests/release/adder
	swift test --skip-build $(TEST_FLAGS)

bench-peers: build
	@.ci/bench-peers

lint:
	@.ci/lint

clean:
	rm -rf .build out
	$(MAKE) -C Runtime-C clean
