/*  How fast one thread reads as many bytes as a token needs, again and again, from wherever they
 *  then are, memory or cache: the limit of decoding.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

int read_start(size_t count);
uint64_t read_all(int streams, int times);

typedef uint64_t words __attribute__((vector_size(64)));

enum { line = 64, ahead = 1024, most = 8 };

static unsigned char *memory;
static size_t bytes;

/*  `count` is a multiple of 4096. Returns 0, or 1 without memory. */
int read_start(size_t count) {
  memory = aligned_alloc(4096, count + 4096);
  if (memory == NULL) {
    return 1;
  }
  bytes = count;
  for (size_t i = 0; i < bytes + 4096; ++i) {
    memory[i] = (unsigned char)i;
  }
  return 0;
}

/*  Reads everything once, as `streams` rows at the same time. Inlined for each number of them, so
 *  that the sums stay in registers.
 */
static inline __attribute__((always_inline)) uint64_t read_streams(int streams) {
  const size_t each = bytes / (size_t)streams;
  words sums[most] = {0};
  for (size_t i = 0; i < each; i += line) {
#pragma GCC unroll 8
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

/*  Reads everything so many times, in 1, 4 or 8 streams. */
uint64_t read_all(int streams, int times) {
  uint64_t sum = 0;
  for (int i = 0; i < times; ++i) {
    sum += streams == 1 ? read_streams(1) : streams == 4 ? read_streams(4) : read_streams(8);
    __asm__ volatile("" ::: "memory");
  }
  return sum;
}
