/*  A vector of the machine, or a word for a compiler without vectors. */
#if defined __AVX512F__
typedef uint64_t adder_words __attribute__((vector_size(64), aligned(1), may_alias));
#elif defined __AVX__
typedef uint64_t adder_words __attribute__((vector_size(32), aligned(1), may_alias));
#elif defined __GNUC__
typedef uint64_t adder_words __attribute__((vector_size(16), aligned(1), may_alias));
#else
typedef uint64_t adder_words;
#endif

#ifdef __GNUC__
#define ADDER_PREFETCH(address) __builtin_prefetch(address)
#else
#define ADDER_PREFETCH(address) ((void)(address))
#endif

/*  Who reads what: every part its share of each table, as rows that are read at the same time. */
typedef struct {
  int streams;
  int32_t parts;
} adder_reading;

/*  Takes up what the parts read, so that no compiler leaves it out. */
static volatile unsigned char adder_kept[64];

/*  Reads `streams` rows of `each` bytes, which is a multiple of 64. */
static inline unsigned char adder_read_rows(const unsigned char *at, size_t each, int streams) {
  adder_words sums[8];
  memset(sums, 0, sizeof sums);
  for (size_t i = 0; i < each; i += sizeof sums[0]) {
    /* gcc keeps the sums in registers only if it unrolls before it looks for registers */
#if defined __GNUC__ && !defined __clang__
#pragma GCC unroll 8
#endif
    for (int s = 0; s < streams; ++s) {
      const unsigned char *row = at + (size_t)s * each + i;
      ADDER_PREFETCH(row + 1024);
      sums[s] += *(const adder_words *)(const void *)row;
    }
  }
  for (int s = 1; s < streams; ++s) {
    sums[0] += sums[s];
  }
  return *(const unsigned char *)sums;
}

/*  Reads a part of a table, but for less than 64 bytes. */
static void adder_read(
    const adder_reading *reading, int32_t part, const void *table, size_t count) {
  const size_t share = count / (size_t)reading->parts / 64 * 64;
  const unsigned char *at = (const unsigned char *)table + share * (size_t)part;
  const size_t bytes = part == reading->parts - 1 ? count - share * (size_t)part : share;
  const size_t each = bytes / (size_t)reading->streams / 64 * 64;
  const size_t rest = bytes - each * (size_t)reading->streams;
  unsigned char kept = adder_read_rows(at + bytes - rest, rest / 64 * 64, 1);
  switch (reading->streams) {
  case 1: kept ^= adder_read_rows(at, each, 1); break;
  case 4: kept ^= adder_read_rows(at, each, 4); break;
  default: kept ^= adder_read_rows(at, each, 8); break;
  }
  adder_kept[part] = kept;
}

/*  Reads a part of all tables. */
static void adder_read_part(void *work, int32_t part) {
  const adder_reading *reading = (const adder_reading *)work;
  /* @insert tables */
}

static void adder_read_all(int streams) {
  adder_reading reading = {streams, 1};
  /* @insert share */
  adder_read_part(&reading, 0);
}

static void adder_read_1(size_t index) {
  (void)index;
  adder_read_all(1);
}

static void adder_read_4(size_t index) {
  (void)index;
  adder_read_all(4);
}

static void adder_read_8(size_t index) {
  (void)index;
  adder_read_all(8);
}

static int adder_compare(const void *a, const void *b) {
  const double *x = (const double *)a;
  const double *y = (const double *)b;
  return (*x > *y) - (*x < *y);
}

enum { adder_decoding, adder_prefilling, adder_reading_1, adder_reading_4, adder_reading_8,
       adder_quantities };

/*  Times all quantities in turn, round by round, so that what disturbs one disturbs the others. */
static void adder_measure(uint64_t nanoseconds) {
  static const adder_work works[adder_quantities] = {
    adder_decode, adder_prefill, adder_read_1, adder_read_4, adder_read_8};
  static const char *const names[adder_quantities] = {
    "decode", "prefill", "read_1_stream", "read_4_streams", "read_8_streams"};
  /* @insert sizes */
  double rates[adder_quantities][adder_rounds];
  size_t counts[adder_quantities];
  for (int q = 0; q < adder_quantities; ++q) {
    counts[q] = adder_count(works[q], nanoseconds);
  }
  for (int round = 0; round < adder_rounds; ++round) {
    for (int q = 0; q < adder_quantities; ++q) {
      const double seconds = (double)adder_time(works[q], counts[q]) / 1e9;
      const double amount = q == adder_decoding ? 1 : q == adder_prefilling ? ADDER_POSITIONS
                                                                            : table_bytes / 1e9;
      rates[q][round] = amount * (double)counts[q] / (seconds > 0 ? seconds : 1e-9);
    }
  }
  printf("# quantity              best       median\n");
  double limit = 0;
  for (int q = 0; q < adder_quantities; ++q) {
    qsort(rates[q], adder_rounds, sizeof rates[q][0], adder_compare);
    const double best = rates[q][adder_rounds - 1];
    printf("%-15s %12.3f %12.3f", names[q], best, rates[q][adder_rounds / 2]);
    printf(q < adder_reading_1 ? " positions/s\n" : " GB/s\n");
    limit = q >= adder_reading_1 && best > limit ? best : limit;
  }
  printf("prefill_positions %d\n", ADDER_POSITIONS);
  printf("table_bytes %.0f\n", table_bytes);
  printf("decode_bytes %.0f\n", decode_bytes);
  printf(
      "share_of_read_limit %.4f\n",
      rates[adder_decoding][adder_rounds - 1] * decode_bytes / (limit * 1e9));
}
