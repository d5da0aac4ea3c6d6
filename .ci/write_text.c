/*  Continues a text with the emitted model `shakespeare`, always taking the likeliest byte.
 *
 *  usage: write_text PROMPT COUNT
 */
#include "shakespeare.h"

#include <stdio.h>
#include <stdlib.h>

/*  The token with the largest logit, the lowest of equals. */
static int32_t greedy(const int32_t logits[SHAKESPEARE_CLASSES]) {
  int32_t best = 0;
  for (int32_t token = 1; token < SHAKESPEARE_CLASSES; ++token) {
    if (logits[token] > logits[best]) {
      best = token;
    }
  }
  return best;
}

int main(int argc, char **argv) {
  static shakespeare_state state;
  static int32_t logits[SHAKESPEARE_CLASSES];
  if (argc != 3 || argv[1][0] == '\0') {
    fputs("usage: write_text PROMPT COUNT\n", stderr);
    return 2;
  }
  shakespeare_init(&state);
  for (const char *byte = argv[1]; *byte != '\0'; ++byte) {
    shakespeare_step(&state, (unsigned char)*byte, logits);
    putchar(*byte);
  }
  for (long count = strtol(argv[2], NULL, 10); count > 0; --count) {
    const int32_t token = greedy(logits);
    putchar((int)token);
    fflush(stdout);
    shakespeare_step(&state, token, logits);
  }
  putchar('\n');
  return 0;
}
