/* SPDX-License-Identifier: MIT */
/*  prove_damage.c -- a change of one or two words of three is found; adder_seal.h has the proof for
 *  any count.
 */
#include "../portable/adder_saved.c"
#include "../portable/adder_seal.c"
#include "adder_proof.h"

enum { bytes_of_words = 12 };

/*  The sums tell three words from those with any one or two of them changed. */
static void changes_are_found(void) {
  uint8_t bytes[bytes_of_words];
  uint8_t changed[bytes_of_words];
  const int64_t i = any_in(0, 2);
  const int64_t j = any_in(0, 2);
  int differences = 0;
  for (int k = 0; k < bytes_of_words; ++k) {
    bytes[k] = (uint8_t)any_in(0, 255);
    changed[k] = k / 4 == i || k / 4 == j ? (uint8_t)any_in(0, 255) : bytes[k];
    differences += bytes[k] != changed[k];
  }
  suppose(differences > 0);
  uint64_t sums[2] = {0, 0};
  uint64_t others[2] = {0, 0};
  add(sums, bytes, bytes_of_words);
  add(others, changed, bytes_of_words);
  claim(sums[0] != others[0] || sums[1] != others[1]);
}

ADDER_PROVE(changes_are_found)
