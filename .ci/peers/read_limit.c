/*  How fast one thread reads memory that it has not read for long: the limit of decoding. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

int read_start(void);
uint64_t read_all(int streams);
double read_bytes(void);

typedef uint64_t words __attribute__((vector_size(64)));

enum { bytes = 256 << 20, line = 64, ahead = 1024, most = 8 };

static unsigned char *memory;

/*  Returns 0, or 1 without memory. */
int read_start(void) {
  memory = aligned_alloc(4096, bytes + ahead);
  if (memory == NULL) {
    return 1;
  }
  for (size_t i = 0; i < bytes + ahead; ++i) {
    memory[i] = (unsigned char)i;
  }
  return 0;
}

double read_bytes(void) { return bytes; }

/*  Reads everything once, as so many rows at the same time; a power of two, at most 8. */
uint64_t read_all(int streams) {
  const size_t each = (size_t)bytes / (size_t)streams;
  words sums[most] = {0};
  for (size_t i = 0; i < each; i += line) {
    for (int s = 0; s < streams; ++s) {
      const unsigned char *at = memory + (size_t)s * each + i;
      __builtin_prefetch(at + ahead);
      sums[s] += *(const words *)(const void *)at;
    }
  }
  uint64_t sum = 0;
  for (int s = 0; s < most; ++s) {
    for (int i = 0; i < 8; ++i) {
      sum += sums[s][i];
    }
  }
  return sum;
}
