/*  fuzz_package.c -- what an emitted package takes from outside: a saved state that somebody sealed,
 *  or one that nobody did, and a file of weights. `adder-fuzz --package` writes the package `m` and
 *  `fuzz_input.h`; with FUZZ_WEIGHTS defined, its weights are a blob.
 *
 *  With `--digest FILE ...` each file is restored as a state and goes on for a few positions; the
 *  line that is printed is that of `adder-fuzz --digest` if both have the same bits.
 */
#include "fuzz_input.h"
#include "m.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static m_state state;

static void start(void) {
#ifdef FUZZ_WEIGHTS
  static uint8_t weights[M_WEIGHTS_BYTES] __attribute__((aligned(4096)));
  static int loaded;
  if (!loaded) {
    const char *path = getenv("FUZZ_BLOB");
    FILE *file = path != NULL ? fopen(path, "rb") : NULL;
    if (file == NULL || fread(weights, 1, sizeof weights, file) != sizeof weights) {
      abort();
    }
    fclose(file);
    loaded = 1;
  }
  if (m_init(&state, weights, sizeof weights) != ADDER_OK) {
    abort();
  }
#else
  m_init(&state);
#endif
}

static uint64_t digest;

static void read_logits(void) {
  int32_t logits[M_CLASSES];
  m_logits(&state, logits);
  for (size_t i = 0; i < sizeof logits / sizeof logits[0]; ++i) {
    for (int shift = 0; shift < 32; shift += 8) {
      digest = (digest ^ (((uint32_t)logits[i] >> shift) & 0xff)) * UINT64_C(0x100000001b3);
    }
  }
}

static void go_on(void) {
  digest = UINT64_C(0xcbf29ce484222325);
  read_logits();
  for (size_t t = 0; t < FUZZ_POSITIONS; ++t) {
#ifdef FUZZ_TOKENS
    m_step(&state, fuzz_inputs[t][0], NULL);
#else
    m_step(&state, fuzz_inputs[t]);
#endif
    read_logits();
  }
}

/*  The bytes under a right seal, cut or filled with zeros. */
static adder_status restore(const uint8_t *data, size_t size) {
  static uint8_t bytes[M_SAVED_BYTES];
  adder_seal seal = {ADDER_STATE, M_SAVED_BYTES, {0}, {0, 0}};
  const size_t room = sizeof bytes - ADDER_SEAL_BYTES;
  start();
  m_save(&state, bytes);
  memcpy(seal.model, bytes + 16, sizeof seal.model);
  memset(bytes + ADDER_SEAL_BYTES, 0, room);
  if (size > 0) {
    memcpy(bytes + ADDER_SEAL_BYTES, data, size < room ? size : room);
  }
  adder_seal_state(&seal, bytes);
  return m_restore(&state, bytes, sizeof bytes);
}

static void raw(const uint8_t *data, size_t size) {
  /* a copy of exactly this size, for the address sanitizer */
  uint8_t *bytes = aligned_alloc(64, (size + 64) / 64 * 64);
  memcpy(bytes, data, size);
  start();
  if (m_restore(&state, bytes, size) == ADDER_OK) {
    go_on();
  }
#ifdef FUZZ_WEIGHTS
  if (m_init(&state, bytes, size) == ADDER_OK) {
    go_on();
  }
#endif
  free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size > 0 && data[0] % 2 == 1) {
    raw(data + 1, size - 1);
  } else if (size > 0 && restore(data + 1, size - 1) == ADDER_OK) {
    go_on();
  }
  return 0;
}

int LLVMFuzzerInitialize(int *argc, char ***argv) {
  static uint8_t bytes[1 << 20];
  if (*argc < 2 || strcmp((*argv)[1], "--digest") != 0) {
    return 0;
  }
  for (int i = 2; i < *argc; ++i) {
    FILE *file = fopen((*argv)[i], "rb");
    const size_t size = file != NULL ? fread(bytes, 1, sizeof bytes, file) : 0;
    const adder_status status = restore(bytes + 1, size > 0 ? size - 1 : 0);
    digest = 0;
    if (status == ADDER_OK) {
      go_on();
    }
    printf("%s %d %016llx\n", (*argv)[i], (int)status, (unsigned long long)digest);
    if (file != NULL) {
      fclose(file);
    }
  }
  exit(0);
}
