/*  fuzz_driver.h -- what libFuzzer offers to a program that has a main of its own. */
#ifndef FUZZ_DRIVER_H
#define FUZZ_DRIVER_H

#include <stddef.h>
#include <stdint.h>

/*  Fuzzes `callback` as the arguments say, which are those of libFuzzer. */
int LLVMFuzzerRunDriver(
    int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));

/*  One of libFuzzer's own mutations of `size` bytes in place; returns the size after it. */
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t maximum);

#endif /* FUZZ_DRIVER_H */
