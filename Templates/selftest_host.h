/* @insert banner */
/*  What model_selftest.c needs to be a program of an operating system, included by it alone. */
#ifndef MODEL_SELFTEST_HOST_H
#define MODEL_SELFTEST_HOST_H

#include <stdio.h>
#include <time.h>
/* @insert include */

/*  With -DADDER_HWCAP, Linux is asked for the vector unit before any of its instructions runs. */
#if defined ADDER_HWCAP && defined __linux__
#include <sys/auxv.h>
#endif

void model_print(const char *text) {
  fputs(text, stdout);
  fflush(stdout);
}

#ifndef ADDER_CLOCK
#define ADDER_CLOCK ns

uint32_t model_clock(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint32_t)((uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec);
}
#endif

/*  What this build needs and the processor lacks, or NULL. */
static const char *adder_missing(void) {
#ifdef ADDER_HWCAP
#if defined __AVX512VNNI__ && defined __GNUC__
  if (!__builtin_cpu_supports("avx512vnni")) {
    return "AVX-512 VNNI";
  }
#endif
#if defined __AVX2__ && defined __GNUC__
  if (!__builtin_cpu_supports("avx2")) {
    return "AVX2";
  }
#endif
#if defined __linux__ && defined __ARM_FEATURE_MATMUL_INT8
  if ((getauxval(AT_HWCAP2) >> 13 & 1) == 0) {
    return "i8mm";
  }
#endif
#if defined __linux__ && defined __ARM_FEATURE_DOTPROD
  if ((getauxval(AT_HWCAP) >> 20 & 1) == 0) {
    return "dotprod";
  }
#endif
#if defined __linux__ && defined __arm__ && defined __ARM_NEON
  if ((getauxval(AT_HWCAP) >> 12 & 1) == 0) {
    return "NEON";
  }
#endif
#if defined __linux__ && defined __riscv_v
  if ((getauxval(AT_HWCAP) >> ('V' - 'A') & 1) == 0) {
    return "the vector extension V";
  }
#endif
#endif
  return NULL;
}

/* @insert threads */
/* @insert init */
int main(void) {
  static model_state state;
  const char *missing = adder_missing();
  if (missing != NULL) {
    printf("model_selftest: FAIL platform: the processor does not have %s\n", missing);
    return 1;
  }
  /* @insert begin */
  /* @insert start */
  int failed = model_selftest(&state);
  /* @insert stop */
  if (fflush(stdout) != 0 || ferror(stdout)) {
    fprintf(stderr, "model_selftest: the results cannot be written\n");
    failed = 1;
  }
  return failed;
}

#endif /* MODEL_SELFTEST_HOST_H */
