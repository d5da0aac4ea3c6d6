/* @insert banner */
/*  Usage: model_generate [OPTION VALUE ...] [--speed] [--] [PROMPT]
 *
 *  Prints the prompt, that of standard input unless given, and what the model makes of it, piece
 *  by piece. The same options give the same text on every machine, and 'adder generate-text'
 *  has them too, each at most once, as OPTION VALUE or OPTION=VALUE:
 *
 *    --tokens N                  tokens to add, at most; 200 unless given
 *    --end TOKEN                 stop at this token, which is not printed
 *    --temperature T             0 takes the likeliest token and is so unless given, or 1 where
 *                                one of the next three is
 *    --top-k K                   draw from the K likeliest tokens; 0 for all
 *    --top-p P                   draw from the likeliest that have this share of the probability
 *    --seed S                    of the draws, 0 unless given
 *    --repetition-penalty R      divide the logits of tokens that have been there by R
 *    --speed                     print the tokens per second on standard error
 *
 *  Exit status: 0 success, 1 bad prompt or weights, 2 bad usage, 3 output that cannot be written.
 */
#define _POSIX_C_SOURCE 200112L

#include "adder_sampler.h"
#include "model.h"
/* @insert tokenizer */
/* @insert include */

#include <stdio.h>
#include <string.h>
#include <time.h>

#ifndef ADDER_PROMPT_BYTES
#define ADDER_PROMPT_BYTES 16384 /* of a prompt, at most */
#endif

#ifdef ADDER_TRACE
void adder_trace(const void *bytes, size_t count);

void adder_trace(const void *bytes, size_t count) {
  (void)bytes;
  (void)count;
}
#endif

/* @insert constants */

/*  Names of this file start with adder_, which no prefix does, or have no underscore. */
enum { adder_success, adder_bad_prompt, adder_bad_usage, adder_bad_output };

enum { adder_block = 64 };

typedef struct {
  adder_sampler_settings sampler;
  uint64_t tokens;
  uint64_t end; /* MODEL_VOCABULARY for none */
  int shows_speed;
  const char *prompt; /* NULL for standard input */
} adder_options;

static model_state state;
static adder_sampler sampler;
static int32_t adder_logits[MODEL_CLASSES];
static int32_t adder_waiting[adder_block]; /* tokens that the model has not seen yet */
static size_t adder_waiting_count = 0;
static uint64_t adder_prompt_tokens = 0;

static void adder_flush(void) {
  model_prefill(&state, adder_waiting, adder_waiting_count, NULL);
  adder_waiting_count = 0;
}

/*  The next token of the prompt. */
static void adder_take(int32_t token) {
  adder_sampler_see(&sampler, token);
  adder_waiting[adder_waiting_count++] = token;
  adder_prompt_tokens += 1;
  if (adder_waiting_count == adder_block) {
    adder_flush();
  }
}

/* @insert text */

/* @insert threads */
/* @insert init */
/*  The options that have a value. */
enum {
  adder_tokens, adder_end, adder_temperature, adder_top_k, adder_top_p, adder_seed, adder_penalty,
  adder_option_count
};

static const char *const adder_names[adder_option_count] = {
    "--tokens", "--end", "--temperature", "--top-k", "--top-p", "--seed", "--repetition-penalty"};

/*  The value of an option; 0 if it has no such value. */
static int adder_read_value(adder_options *o, int option, const char *value) {
  adder_sampler_settings *s = &o->sampler;
  uint64_t number = 0;
  int is_good = 0;
  switch (option) {
    case adder_tokens:
      return adder_parse_integer(value, 1000000, &o->tokens);
    case adder_end:
      return adder_parse_integer(value, MODEL_VOCABULARY - 1, &o->end);
    case adder_temperature:
      return adder_parse_decimal(value, &s->temperature)
             && s->temperature <= 100 * ADDER_SAMPLER_ONE;
    case adder_top_k:
      is_good = adder_parse_integer(value, 999999999, &number);
      s->top_k = (int32_t)number;
      return is_good;
    case adder_top_p:
      return adder_parse_decimal(value, &s->top_p) && s->top_p <= ADDER_SAMPLER_ONE;
    case adder_seed:
      return adder_parse_integer(value, UINT64_MAX, &s->seed);
    default:
      return adder_parse_decimal(value, &s->repetition_penalty)
             && s->repetition_penalty >= ADDER_SAMPLER_ONE / 100
             && s->repetition_penalty <= 100 * ADDER_SAMPLER_ONE;
  }
}

/*  The option that `word` names, alone or before "=VALUE", or adder_option_count. */
static int adder_find_option(const char *word) {
  const size_t length = strcspn(word, "=");
  int option = 0;
  while (option < adder_option_count
         && (strlen(adder_names[option]) != length
             || strncmp(adder_names[option], word, length) != 0)) {
    option += 1;
  }
  return option;
}

/*  Reads option and value from argv[i] on; returns how many words they are, 0 after a message. */
static int adder_read_option(adder_options *o, int *given, char **argv, int i, int argc) {
  const int option = adder_find_option(argv[i]);
  const char *attached = strchr(argv[i], '=');
  const char *value = attached != NULL ? attached + 1 : i + 1 < argc ? argv[i + 1] : NULL;
  if (option == adder_option_count || value == NULL || !adder_read_value(o, option, value)) {
    fprintf(
        stderr, "model_generate: %s %s: no such option or value; see model_generate.c\n", argv[i],
        attached != NULL || value == NULL ? "" : value);
    return 0;
  }
  if (given[option]) {
    fprintf(stderr, "model_generate: %s is given twice\n", adder_names[option]);
    return 0;
  }
  given[option] = 1;
  return attached != NULL ? 1 : 2;
}

/*  Returns 0 after a message if the command line cannot be read. */
static int adder_read_options(adder_options *o, int argc, char **argv) {
  int given[adder_option_count] = {0};
  int i = 1;
  while (i < argc && strncmp(argv[i], "--", 2) == 0) {
    int words = 1;
    if (argv[i][2] == '\0') {
      i += 1;
      break;
    }
    if (strcmp(argv[i], "--speed") == 0) {
      o->shows_speed = 1;
    } else {
      words = adder_read_option(o, given, argv, i, argc);
    }
    if (words == 0) {
      return 0;
    }
    i += words;
  }
  if (!given[adder_temperature] && (given[adder_top_k] || given[adder_top_p] || given[adder_seed])) {
    o->sampler.temperature = ADDER_SAMPLER_ONE;
  }
  if (i + 1 < argc) {
    fprintf(stderr, "usage: model_generate [OPTION VALUE ...] [--speed] [--] [PROMPT]\n");
    return 0;
  }
  o->prompt = i < argc ? argv[i] : NULL;
  return 1;
}

/*  The prompt goes to the model and to standard output. */
static int adder_read_prompt(const adder_options *o) {
  static char bytes[ADDER_PROMPT_BYTES + 1];
  const char *prompt = o->prompt;
  size_t count;
  if (prompt == NULL) {
    count = fread(bytes, 1, sizeof bytes, stdin);
    prompt = bytes;
  } else {
    count = strlen(prompt);
  }
  if (count > ADDER_PROMPT_BYTES) {
    fprintf(stderr, "model_generate: the prompt has more than %d bytes\n", ADDER_PROMPT_BYTES);
    return 0;
  }
  if (!adder_encode(prompt, count)) {
    return 0;
  }
  if (adder_prompt_tokens == 0) {
    fprintf(stderr, "model_generate: the prompt is empty; give something to continue\n");
    return 0;
  }
  adder_flush();
  return 1;
}

/*  Returns how many tokens there are. */
static uint64_t adder_generate(const adder_options *o) {
  uint64_t count = 0;
  while (count < o->tokens) {
    model_logits(&state, adder_logits);
    const int32_t token = adder_sampler_draw(&sampler, adder_logits);
    if ((uint64_t)token == o->end) {
      break;
    }
    adder_write(token);
    fflush(stdout);
    adder_sampler_see(&sampler, token);
    count += 1;
    if (count < o->tokens) {
      model_step(&state, token, NULL);
    }
  }
  return count;
}

static void adder_show_speed(const char *what, uint64_t count, clock_t start, clock_t end) {
  const uint64_t ticks = end > start ? (uint64_t)(end - start) : 1;
  const uint64_t tenths = count * 10 * (uint64_t)CLOCKS_PER_SEC / ticks;
  fprintf(
      stderr, "%s: %lu tokens, %lu.%lu a second of processor time\n", what, (unsigned long)count,
      (unsigned long)(tenths / 10), (unsigned long)(tenths % 10));
}

int main(int argc, char **argv) {
  static uint32_t seen[ADDER_SAMPLER_WORDS(ADDER_TOKENS)];
  adder_options options = {
      {0, ADDER_SAMPLER_ONE, ADDER_SAMPLER_ONE, 0, 0}, 200, MODEL_VOCABULARY, 0, NULL};
  if (!adder_read_options(&options, argc, argv)) {
    return adder_bad_usage;
  }
  /* @insert begin */
  /* @insert start */
  adder_sampler_init(
      &sampler, &options.sampler, ADDER_UNIT_MULTIPLIER, ADDER_UNIT_SHIFT, ADDER_TOKENS, seen);
  int status = adder_success;
  const clock_t start = clock();
  if (adder_read_prompt(&options)) {
    const clock_t middle = clock();
    const uint64_t count = adder_generate(&options);
    const clock_t end = clock();
    adder_finish();
    if (options.shows_speed) {
      adder_show_speed("prompt", adder_prompt_tokens, start, middle);
      adder_show_speed("text", count, middle, end);
    }
    if (fflush(stdout) != 0 || ferror(stdout)) {
      fprintf(stderr, "model_generate: the text cannot be written\n");
      status = adder_bad_output;
    }
  } else {
    status = adder_bad_prompt;
  }
  /* @insert stop */
  return status;
}
