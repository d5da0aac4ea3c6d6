/*  Something that the code assumes, and whether it holds. */
typedef struct {
  const char *name;
  int holds;
} adder_fact;

/*  Returns 1 and names the first fact that does not hold. */
static int adder_one_fails(const adder_fact *facts, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    if (!facts[i].holds) {
      adder_fail(SIZE_MAX);
      model_print(facts[i].name);
      model_print(": this does not hold here\n");
      return 1;
    }
  }
  return 0;
}

/*  The fixed-point functions that rest on the compiler's shifts and products. */
static int adder_arithmetic_fails(void) {
  /* volatile, so that the processor computes and not the compiler */
  volatile int32_t negative = -5;
  volatile int32_t large = -0x40000000;
  volatile uint32_t bits = 0x80000005u;
  const adder_fact facts[] = {
    {"negative numbers are in two's complement", (negative & 0xff) == 0xfb},
    {"uint32_t becomes int32_t modulo 2^32", (int32_t)bits == -0x7ffffffb},
    {"shifts to the right round down", adder_shift_right(negative, 1) == -3},
    {"shifts of 64 bits round down", adder_shift_right_64((int64_t)large * 16, 33) == -2},
    {"products of 32 bits have 64", adder_q31(large, large) == 0x20000000},
    {"halves round up", adder_q15((int16_t)negative, 1 << 14) == -2},
  };
  return adder_one_fails(facts, sizeof facts / sizeof facts[0]);
}

/*  Returns 1 if the processor or the compiler is not as the code assumes. */
static int adder_platform_fails(const model_state *s) {
  /* where a compiler puts a state that it aligns */
  typedef struct {
    char before;
    model_state state;
  } adder_placed;
  volatile uint32_t one = 1;
  const volatile unsigned char *lowest = (const volatile unsigned char *)&one;
  const adder_fact facts[] = {
    {"a byte has 8 bits", CHAR_BIT == 8},
    {"int has at least 32 bits", sizeof(int) >= 4},
    {"size_t has at least 32 bits", sizeof(size_t) >= 4},
    {"int16_t, int32_t and int64_t are 2, 4 and 8 bytes",
     sizeof(int16_t) == 2 && sizeof(int32_t) == 4 && sizeof(int64_t) == 8},
    {"the lowest byte of a number comes first", *lowest == 1 || !ADDER_LITTLE_ENDIAN},
    {"the state is aligned", (uintptr_t)s % offsetof(adder_placed, state) == 0},
    {"the state is not larger than the header says", sizeof *s <= MODEL_STATE_BYTES},
  };
  adder_begin("platform");
  if (adder_one_fails(facts, sizeof facts / sizeof facts[0]) || adder_arithmetic_fails()) {
    return 1;
  }
#if defined __riscv_v || defined __riscv_vector
  /* stops here, after the name of the check, where the unit is absent or off */
  size_t bytes = 0;
  __asm__ volatile("csrr %0, vlenb" : "=r"(bytes));
  const adder_fact vectors = {"vector registers have at least 128 bits", bytes >= 16};
  if (adder_one_fails(&vectors, 1)) {
    return 1;
  }
#endif
  adder_pass();
  return 0;
}
