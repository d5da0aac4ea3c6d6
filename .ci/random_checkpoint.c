/*  Writes a random checkpoint of a named shape, and random tokens to calibrate it on.
 *
 *  usage: random_checkpoint SHAPE DIRECTORY SEED bf16|f32 SEQUENCES LENGTH
 *
 *  The directory must exist. It receives config.json and model.safetensors in Hugging Face's
 *  naming and, unless SEQUENCES is 0, calibration.safetensors. The same arguments give the same
 *  bytes. The statistics are those of a model before training, so that it is numerically sane.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Shapes */

typedef struct {
  const char *name;
  int layers, width, dt_rank, vocabulary;
} shape;

static const shape shapes[] = {
  {"small", 8, 256, 16, 4096},
  {"mamba-130m", 24, 768, 48, 50280},
  {"mamba-370m", 48, 1024, 64, 50280},
  {"mamba-1.4b", 48, 2048, 128, 50280},
};

enum { STATES = 16, TAPS = 4, EXPAND = 2 };

/* Tensors */

typedef enum { NORMAL, ONES, A_LOG, DT_BIAS } filling;

typedef struct {
  char name[64];
  int rank;
  long size[3];
  filling content;
  double deviation; /* of NORMAL */
} tensor;

enum { TENSORS_PER_LAYER = 10, MOST_TENSORS = 64 * TENSORS_PER_LAYER + 2 };

static tensor tensors[MOST_TENSORS];
static size_t tensor_count;

/*  Adds a tensor; sizes of 0 after the first shorten its rank. */
static void add(const char *name, filling content, double deviation, long a, long b,
                long c) {
  tensor *t = &tensors[tensor_count++];
  snprintf(t->name, sizeof t->name, "backbone.%s", name);
  t->rank = c != 0 ? 3 : b != 0 ? 2 : 1;
  t->size[0] = a;
  t->size[1] = b;
  t->size[2] = c;
  t->content = content;
  t->deviation = deviation;
}

static long count(const tensor *t) {
  long n = 1;
  for (int i = 0; i < t->rank; ++i) {
    n *= t->size[i];
  }
  return n;
}

static void add_layer(const shape *s, int layer) {
  char name[48];
  const long width = s->width, inner = EXPAND * width, rank = s->dt_rank;
  const double from_width = 1 / sqrt((double)width), from_inner = 1 / sqrt((double)inner);
#define NAME(suffix) (snprintf(name, sizeof name, "layers.%d." suffix, layer), name)
  add(NAME("norm.weight"), ONES, 0, width, 0, 0);
  add(NAME("mixer.in_proj.weight"), NORMAL, from_width, 2 * inner, width, 0);
  add(NAME("mixer.conv1d.weight"), NORMAL, 1 / sqrt(TAPS), inner, 1, TAPS);
  add(NAME("mixer.conv1d.bias"), NORMAL, 0.1, inner, 0, 0);
  add(NAME("mixer.x_proj.weight"), NORMAL, from_inner, rank + 2 * STATES, inner, 0);
  add(NAME("mixer.dt_proj.weight"), NORMAL, 1 / sqrt((double)rank), inner, rank, 0);
  add(NAME("mixer.dt_proj.bias"), DT_BIAS, 0, inner, 0, 0);
  add(NAME("mixer.A_log"), A_LOG, 0, inner, STATES, 0);
  add(NAME("mixer.D"), ONES, 0, inner, 0, 0);
  add(NAME("mixer.out_proj.weight"), NORMAL, from_inner / sqrt(s->layers), width, inner, 0);
#undef NAME
}

/* Random numbers */

static uint64_t random_state;

/*  SplitMix64. */
static uint64_t next_random(void) {
  uint64_t z = random_state += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

/*  Uniform in [0, 1). */
static double uniform(void) { return (double)(next_random() >> 11) * 0x1p-53; }

/*  Nearly normal, of deviation 1: the sum of four uniform numbers of 16 bits. */
static double normal(void) {
  const uint64_t bits = next_random();
  const double sum = (double)((bits & 0xffff) + (bits >> 16 & 0xffff) + (bits >> 32 & 0xffff)
                              + (bits >> 48));
  return (sum - 2 * 65535.0) * (1.7320508075688772 / 65536);
}

/*  What softplus turns into a dt that is log-uniform in [1e-3, 1e-1]. */
static double dt_bias(void) {
  const double dt = exp(log(1e-3) + uniform() * log(100));
  return dt + log(-expm1(-dt));
}

static double element(const tensor *t, long index) {
  switch (t->content) {
  case NORMAL: return t->deviation * normal();
  case ONES: return 1;
  case A_LOG: return log((double)(index % STATES + 1));
  case DT_BIAS: return dt_bias();
  }
  return 0;
}

/* Files */

static void fail(const char *what, const char *name) {
  fprintf(stderr, "random_checkpoint: %s '%s'\n", what, name);
  exit(1);
}

static FILE *create(const char *directory, const char *name) {
  char path[4096];
  if (snprintf(path, sizeof path, "%s/%s", directory, name) >= (int)sizeof path) {
    fail("too long is", directory);
  }
  FILE *file = fopen(path, "wb");
  if (file == NULL) {
    fail("cannot write", path);
  }
  return file;
}

static void finish(FILE *file, const char *name) {
  const int failed = ferror(file);
  if (fclose(file) != 0 || failed) {
    fail("cannot write all of", name);
  }
}

static void put(FILE *file, uint64_t value, int bytes) {
  unsigned char little[8];
  for (int i = 0; i < bytes; ++i) {
    little[i] = (unsigned char)(value >> 8 * i);
  }
  fwrite(little, 1, (size_t)bytes, file);
}

/*  Eight bytes of length, then the header, padded with blanks to whole words. */
static void put_header(FILE *file, char *header, size_t length) {
  while (length % 8 != 0) {
    header[length++] = ' ';
  }
  put(file, length, 8);
  fwrite(header, 1, length, file);
}

static void put_float(FILE *file, double value, int bytes) {
  const float narrow = (float)value;
  uint32_t bits;
  memcpy(&bits, &narrow, sizeof bits);
  if (bytes == 2) { /* BF16, to nearest even */
    bits = (bits + 0x7fff + (bits >> 16 & 1)) >> 16;
  }
  put(file, bits, bytes);
}

static void write_weights(const char *directory, int bytes) {
  static char header[MOST_TENSORS * 192];
  size_t length = 0;
  long offset = 0;
  for (size_t i = 0; i < tensor_count; ++i) {
    const tensor *t = &tensors[i];
    const long end = offset + count(t) * bytes;
    length += (size_t)sprintf(header + length, "%c\"%s\":{\"dtype\":\"%s\",\"shape\":[",
                              i == 0 ? '{' : ',', t->name, bytes == 2 ? "BF16" : "F32");
    for (int d = 0; d < t->rank; ++d) {
      length += (size_t)sprintf(header + length, d == 0 ? "%ld" : ",%ld", t->size[d]);
    }
    length += (size_t)sprintf(header + length, "],\"data_offsets\":[%ld,%ld]}", offset, end);
    offset = end;
  }
  header[length++] = '}';
  FILE *file = create(directory, "model.safetensors");
  put_header(file, header, length);
  for (size_t i = 0; i < tensor_count; ++i) {
    for (long k = 0; k < count(&tensors[i]); ++k) {
      put_float(file, element(&tensors[i], k), bytes);
    }
  }
  finish(file, "model.safetensors");
}

static void write_configuration(const shape *s, const char *directory, int bytes) {
  FILE *file = create(directory, "config.json");
  fprintf(file,
          "{\n  \"architectures\": [\"MambaForCausalLM\"],\n  \"model_type\": \"mamba\",\n"
          "  \"vocab_size\": %d,\n  \"hidden_size\": %d,\n  \"num_hidden_layers\": %d,\n"
          "  \"time_step_rank\": %d,\n  \"intermediate_size\": %d,\n  \"state_size\": %d,\n"
          "  \"conv_kernel\": %d,\n  \"expand\": %d,\n  \"layer_norm_epsilon\": 1e-05,\n"
          "  \"hidden_act\": \"silu\",\n  \"use_bias\": false,\n  \"use_conv_bias\": true,\n"
          "  \"tie_word_embeddings\": true,\n  \"torch_dtype\": \"%s\"\n}\n",
          s->vocabulary, s->width, s->layers, s->dt_rank, EXPAND * s->width, STATES, TAPS, EXPAND,
          bytes == 2 ? "bfloat16" : "float32");
  finish(file, "config.json");
}

/*  Tokens as frequent as words are: the probability falls with the inverse of the rank. */
static void write_tokens(const shape *s, const char *directory, long sequences, long length) {
  char header[160];
  const int end = sprintf(
    header, "{\"input_ids\":{\"dtype\":\"I32\",\"shape\":[%ld,%ld],\"data_offsets\":[0,%ld]}}",
    sequences, length, 4 * sequences * length);
  FILE *file = create(directory, "calibration.safetensors");
  put_header(file, header, (size_t)end);
  for (long k = 0; k < sequences * length; ++k) {
    put(file, (uint64_t)pow(s->vocabulary, uniform()) - 1, 4);
  }
  finish(file, "calibration.safetensors");
}

/* Command */

static const shape *find(const char *name) {
  const size_t known = sizeof shapes / sizeof shapes[0];
  for (size_t i = 0; i < known; ++i) {
    if (strcmp(shapes[i].name, name) == 0) {
      return &shapes[i];
    }
  }
  fprintf(stderr, "random_checkpoint: no shape '%s'; there are", name);
  for (size_t i = 0; i < known; ++i) {
    fprintf(stderr, "%s %s", i == 0 ? "" : ",", shapes[i].name);
  }
  fputc('\n', stderr);
  exit(2);
}

int main(int argc, char **argv) {
  if (argc != 7) {
    fail("see the head of", "random_checkpoint.c");
  }
  const shape *s = find(argv[1]);
  const char *directory = argv[2];
  const int bytes = strcmp(argv[4], "f32") == 0 ? 4 : 2;
  const long sequences = strtol(argv[5], NULL, 10), length = strtol(argv[6], NULL, 10);
  random_state = strtoull(argv[3], NULL, 10);

  add("embeddings.weight", NORMAL, 1 / sqrt(s->width), s->vocabulary, s->width, 0);
  for (int layer = 0; layer < s->layers; ++layer) {
    add_layer(s, layer);
  }
  add("norm_f.weight", ONES, 0, s->width, 0, 0);
  write_configuration(s, directory, bytes);
  write_weights(directory, bytes);
  if (sequences > 0 && length > 0) {
    write_tokens(s, directory, sequences, length);
  }
  return 0;
}
