# @insert banner
#
#   make                                     builds model_run and model_selftest
#   make check                               runs the self-test
#   make CC=clang OPT='-O3 -march=native'    with another compiler, other optimisation
#   make CFLAGS_EXTRA=-DADDER_TRACE          the runner writes every buffer as well

# @insert target
OPT = -O2
CFLAGS_EXTRA =
CFLAGS = -std=c99 -pedantic -Wall -Wextra $(TARGET_CFLAGS) $(OPT) $(CFLAGS_EXTRA)

# @insert files
LIBRARY = model.o model_weights.o $(RUNTIME)

all: model_run model_selftest

model_run: model_run.o $(LIBRARY)
	$(CC) $(CFLAGS) -o $@ model_run.o $(LIBRARY) $(LDFLAGS)

model_selftest: model_selftest.o $(LIBRARY)
	$(CC) $(CFLAGS) -o $@ model_selftest.o $(LIBRARY) $(LDFLAGS)

%.o: %.c $(HEADERS)
	$(CC) $(CFLAGS) -c -o $@ $<

check: model_selftest
	$(RUNNER) ./model_selftest

clean:
	rm -f model_run model_selftest *.o

.PHONY: all check clean
