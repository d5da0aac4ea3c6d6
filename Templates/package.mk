# @insert banner
#
#   make                                     builds the programs that `PROGRAMS` names
#   make check                               runs the self-test, and once more step by step
#   make bench                               measures rates, and the time of each step
#   make lib                                 builds the library for other programs
#   make install PREFIX=/usr DESTDIR=...     puts it where pkg-config finds it
#   make CC=clang OPT='-O3 -march=native'    with another compiler, other optimisation
#   make check CC=aarch64-linux-gnu-gcc AR=aarch64-linux-gnu-ar LDFLAGS=-static \
#     RUNNER='qemu-aarch64'                  for another machine, under an emulator
#   make CFLAGS_EXTRA=-DADDER_TRACE          the runner writes every buffer as well
#   make checked                             the runner asserts every proved interval

# @insert target
OPT = -O3
CFLAGS_EXTRA =
CFLAGS = -std=c99 -pedantic -Wall -Wextra $(TARGET_CFLAGS) $(OPT) $(CFLAGS_EXTRA)
FLAGS = $(CC) $(CFLAGS) $(LDFLAGS)

# @insert files
LIBRARY = model.o model_weights.o $(SAVED) $(TABLES) $(RUNTIME)

all: $(PROGRAMS)

lib: $(ARCHIVE)

$(ARCHIVE): $(LIBRARY) $(SAMPLER) $(TOKENIZER)
	rm -f $@
	$(AR) rcs $@ $(LIBRARY) $(SAMPLER) $(TOKENIZER)

model_run: model_run.o $(LIBRARY)
	$(CC) $(CFLAGS) -o $@ model_run.o $(LIBRARY) $(LDFLAGS)

model_selftest: model_selftest.o $(LIBRARY)
	$(CC) $(CFLAGS) -o $@ model_selftest.o $(LIBRARY) $(LDFLAGS)

# @insert generate
model_bench: model_bench.o $(LIBRARY)
	$(CC) $(CFLAGS) -o $@ model_bench.o $(LIBRARY) $(LDFLAGS)

# The same programs around a model that reports the end of each step.
model_bench_steps model_selftest_steps: %_steps: %.o $(LIBRARY)
	$(CC) $(CFLAGS) -DADDER_TRACE -o $@ $(<:.o=.c) $(patsubst %.o,%.c,model.o) \
	  $(filter-out model.o,$(LIBRARY)) $(LDFLAGS)

%.o: %.c $(HEADERS) model_flags
	$(CC) $(CFLAGS) -c -o $@ $<

%.o: %.S model_weights.bin model_flags
	$(CC) $(CFLAGS) -c -o $@ $<

# Changes when compiler or flags do, so that no object of other flags is used.
model_flags: FORCE
	@printf '%s\n' '$(subst ','"'"',$(FLAGS))' | cmp -s - $@ || \
	  printf '%s\n' '$(subst ','"'"',$(FLAGS))' > $@

check: model_selftest model_selftest_steps
	$(RUNNER) ./model_selftest_steps
	$(RUNNER) ./model_selftest

checked:
	$(MAKE) CFLAGS_EXTRA='$(CFLAGS_EXTRA) -DADDER_CHECKED' model_run

bench: model_bench model_bench_steps
	$(RUNNER) ./model_bench
	$(RUNNER) ./model_bench_steps

# Headers have a directory of their own, so that several models can be installed. LIBDIR is below
# PREFIX or absolute.
PREFIX = /usr/local
LIBDIR = lib
DESTDIR =
INSTALLED = $(DESTDIR)$(PREFIX)
IS_ABSOLUTE = $(filter /%,$(LIBDIR))
LIBRARIES = $(DESTDIR)$(if $(IS_ABSOLUTE),,$(PREFIX)/)$(LIBDIR)
install: lib
	install -d $(LIBRARIES)/pkgconfig $(INSTALLED)/include/$(NAME)
	install -m 644 $(HEADERS) $(INSTALLED)/include/$(NAME)
	install -m 644 $(ARCHIVE) $(LIBRARIES)
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@LIBDIR@|$(if $(IS_ABSOLUTE),,$${prefix}/)$(LIBDIR)|' \
	  -e 's|@INCLUDEDIR@|$${prefix}/include|' $(NAME).pc.in > $(LIBRARIES)/pkgconfig/$(NAME).pc
ifneq ($(DATA),)
	install -d $(INSTALLED)/share/$(NAME)
	install -m 644 $(DATA) $(INSTALLED)/share/$(NAME)
endif

clean:
	rm -f $(PROGRAMS) model_bench model_bench_steps model_selftest_steps $(ARCHIVE) model_flags *.o

.PHONY: all lib check checked bench install clean FORCE
