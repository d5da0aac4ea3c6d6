/*  Writes a random checkpoint of a named shape, and random inputs to calibrate it on.
 *
 *  usage: random_checkpoint SHAPE DIRECTORY SEED bf16|f32 SEQUENCES LENGTH ones|random
 *
 *  The directory must exist. It receives config.json and model.safetensors in Hugging Face's
 *  naming and, unless SEQUENCES is 0, calibration.safetensors. The same arguments give the same
 *  bytes. LENGTH counts tokens or frames; images have their own size.
 *  The statistics are those of a model before training, so that it is numerically sane; the
 *  weights of norms are ones, or random and positive as training leaves them.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Shapes */

/*  HEADS are language models of Mamba-2. */
typedef enum { LANGUAGE, HEADS, FRAMES, IMAGES } kind;

typedef struct {
  const char *name;
  kind kind;
  int layers, width, dt_rank;
  int outputs;             /* tokens or classes */
  int features;            /* of a frame, or channels of an image */
  int image_size, patch;   /* of an image, square */
} shape;

static const shape shapes[] = {
  {"small", LANGUAGE, 8, 256, 16, 4096, 0, 0, 0},
  {"mamba-130m", LANGUAGE, 24, 768, 48, 50280, 0, 0, 0},
  {"mamba-370m", LANGUAGE, 48, 1024, 64, 50280, 0, 0, 0},
  {"mamba-1.4b", LANGUAGE, 48, 2048, 128, 50280, 0, 0, 0},
  {"mamba2-small", HEADS, 2, 64, 0, 3072, 0, 0, 0},
  {"mamba2-130m", HEADS, 24, 768, 0, 50280, 0, 0, 0},
  {"keywords", FRAMES, 1, 64, 4, 10, 40, 0, 0},
  {"vim-tiny", IMAGES, 24, 192, 12, 1000, 3, 224, 16},
  {"vim-small", IMAGES, 4, 64, 4, 10, 3, 28, 4},
};

enum { STATES = 16, TAPS = 4, EXPAND = 2, HEAD_CHANNELS = 64, HEAD_STATES = 128 };

static int is_language(const shape *s) { return s->kind == LANGUAGE || s->kind == HEADS; }

/* Tensors */

typedef enum { NORMAL, ONES, AROUND_ONE, A_LOG, DT_BIAS } filling;

typedef struct {
  char name[64];
  int rank;
  long size[4];
  filling content;
  double deviation; /* of NORMAL, of the logarithm of AROUND_ONE */
} tensor;

enum { TENSORS_PER_LAYER = 17, MOST_TENSORS = 64 * TENSORS_PER_LAYER + 8 };

static tensor tensors[MOST_TENSORS];
static size_t tensor_count;

/*  Adds a tensor; sizes of 0 after the first shorten its rank. */
static void add(const char *name, filling content, double deviation, long a, long b,
                long c) {
  tensor *t = &tensors[tensor_count++];
  snprintf(t->name, sizeof t->name, "%s", name);
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

/*  The patch embedding, a convolution: [width, channels, patch, patch]. */
static void add_patches(const char *name, const shape *s) {
  const long elements = (long)s->features * s->patch * s->patch;
  add(name, NORMAL, 1 / sqrt((double)elements), s->width, s->features, s->patch);
  tensors[tensor_count - 1].rank = 4;
  tensors[tensor_count - 1].size[3] = s->patch;
}

/*  One direction of a mixer; the names of the backward one end in "_b". */
static void add_branch(const shape *s, const char *mixer, const char *direction) {
  char name[64];
  const long inner = EXPAND * s->width, rank = s->dt_rank;
  const double from_inner = 1 / sqrt((double)inner);
#define NAME(part, suffix) \
  (snprintf(name, sizeof name, "%s." part "%s" suffix, mixer, direction), name)
  add(NAME("conv1d", ".weight"), NORMAL, 1 / sqrt(TAPS), inner, 1, TAPS);
  add(NAME("conv1d", ".bias"), NORMAL, 0.1, inner, 0, 0);
  add(NAME("x_proj", ".weight"), NORMAL, from_inner, rank + 2 * STATES, inner, 0);
  add(NAME("dt_proj", ".weight"), NORMAL, 1 / sqrt((double)rank), inner, rank, 0);
  add(NAME("dt_proj", ".bias"), DT_BIAS, 0, inner, 0, 0);
  add(*direction == 0 ? NAME("A_log", "") : NAME("A", "_log"), A_LOG, 0, inner, STATES, 0);
  add(NAME("D", ""), ONES, 0, inner, 0, 0);
#undef NAME
}

/*  What a mixer of Mamba-2 has between its projections: one group of heads. */
static void add_heads(const shape *s, const char *mixer) {
  char name[64];
  const long inner = EXPAND * s->width, convolved = inner + 2 * HEAD_STATES;
#define NAME(part) (snprintf(name, sizeof name, "%s." part, mixer), name)
  add(NAME("conv1d.weight"), NORMAL, 1 / sqrt(TAPS), convolved, 1, TAPS);
  add(NAME("conv1d.bias"), NORMAL, 0.1, convolved, 0, 0);
  add(NAME("dt_bias"), DT_BIAS, 0, inner / HEAD_CHANNELS, 0, 0);
  add(NAME("A_log"), A_LOG, 0, inner / HEAD_CHANNELS, 0, 0);
  add(NAME("D"), ONES, 0, inner / HEAD_CHANNELS, 0, 0);
  add(NAME("norm.weight"), ONES, 0, inner, 0, 0);
#undef NAME
}

static void add_mixer(const shape *s, const char *mixer) {
  char name[64];
  const long width = s->width, inner = EXPAND * width;
  const double narrower = sqrt((double)s->layers);
  const long of_heads = s->kind == HEADS ? 2 * HEAD_STATES + inner / HEAD_CHANNELS : 0;
  snprintf(name, sizeof name, "%s.in_proj.weight", mixer);
  add(name, NORMAL, 1 / sqrt((double)width), 2 * inner + of_heads, width, 0);
  if (s->kind == HEADS) {
    add_heads(s, mixer);
  } else {
    add_branch(s, mixer, "");
  }
  if (s->kind == IMAGES) {
    add_branch(s, mixer, "_b");
  }
  snprintf(name, sizeof name, "%s.out_proj.weight", mixer);
  add(name, NORMAL, 1 / sqrt((double)inner) / narrower, width, inner, 0);
}

/*  Layers with their norms, and the last norm, all under `prefix`. */
static void add_backbone(const shape *s, const char *prefix, filling norms) {
  char name[48];
  for (int layer = 0; layer < s->layers; ++layer) {
    snprintf(name, sizeof name, "%slayers.%d.norm.weight", prefix, layer);
    add(name, norms, 0.4, s->width, 0, 0);
    snprintf(name, sizeof name, "%slayers.%d.mixer", prefix, layer);
    add_mixer(s, name);
  }
  snprintf(name, sizeof name, "%snorm_f.weight", prefix);
  add(name, norms, 0.4, s->width, 0, 0);
}

/*  Positions of an image: its patches and a class token. */
static long image_positions(const shape *s) {
  const long side = s->image_size / s->patch;
  return side * side + 1;
}

static void add_model(const shape *s, filling norms) {
  const double from_width = 1 / sqrt((double)s->width);
  switch (s->kind) {
  case LANGUAGE:
  case HEADS:
    add("backbone.embeddings.weight", NORMAL, from_width, s->outputs, s->width, 0);
    add_backbone(s, "backbone.", norms);
    break;
  case FRAMES:
    add("linear_in.weight", NORMAL, 1 / sqrt((double)s->features), s->width, s->features, 0);
    add("linear_in.bias", NORMAL, 0.1, s->width, 0, 0);
    add_mixer(s, "mamba");
    add("classifier.weight", NORMAL, from_width, s->outputs, s->width, 0);
    add("classifier.bias", NORMAL, 0.1, s->outputs, 0, 0);
    break;
  case IMAGES:
    add("cls_token", NORMAL, 0.02, 1, 1, s->width);
    add("pos_embed", NORMAL, 0.02, 1, image_positions(s), s->width);
    add_patches("patch_embed.proj.weight", s);
    add("patch_embed.proj.bias", NORMAL, 0.1, s->width, 0, 0);
    add_backbone(s, "", norms);
    add("head.weight", NORMAL, from_width, s->outputs, s->width, 0);
    add("head.bias", NORMAL, 0.1, s->outputs, 0, 0);
    break;
  }
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
  case AROUND_ONE: return exp(t->deviation * normal());
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

static void write_language_configuration(const shape *s, FILE *file, int bytes) {
  fprintf(file,
          "{\n  \"architectures\": [\"MambaForCausalLM\"],\n  \"model_type\": \"mamba\",\n"
          "  \"vocab_size\": %d,\n  \"hidden_size\": %d,\n  \"num_hidden_layers\": %d,\n"
          "  \"time_step_rank\": %d,\n  \"intermediate_size\": %d,\n  \"state_size\": %d,\n"
          "  \"conv_kernel\": %d,\n  \"expand\": %d,\n  \"layer_norm_epsilon\": 1e-05,\n"
          "  \"hidden_act\": \"silu\",\n  \"use_bias\": false,\n  \"use_conv_bias\": true,\n"
          "  \"tie_word_embeddings\": true,\n  \"torch_dtype\": \"%s\"\n}\n",
          s->outputs, s->width, s->layers, s->dt_rank, EXPAND * s->width, STATES, TAPS, EXPAND,
          bytes == 2 ? "bfloat16" : "float32");
}

static void write_heads_configuration(const shape *s, FILE *file) {
  fprintf(file,
          "{\n  \"architectures\": [\"Mamba2ForCausalLM\"],\n  \"model_type\": \"mamba2\",\n"
          "  \"vocab_size\": %d,\n  \"hidden_size\": %d,\n  \"num_hidden_layers\": %d,\n"
          "  \"num_heads\": %d,\n  \"head_dim\": %d,\n  \"n_groups\": 1,\n"
          "  \"state_size\": %d,\n  \"conv_kernel\": %d,\n  \"expand\": %d,\n"
          "  \"layer_norm_epsilon\": 1e-05,\n  \"tie_word_embeddings\": true\n}\n",
          s->outputs, s->width, s->layers, EXPAND * s->width / HEAD_CHANNELS, HEAD_CHANNELS,
          HEAD_STATES, TAPS, EXPAND);
}

static void write_frames_configuration(const shape *s, FILE *file, long length) {
  fprintf(file,
          "{\n  \"model_type\": \"mamba-classifier\",\n  \"input_size\": %d,\n"
          "  \"sequence_length\": %ld,\n  \"hidden_size\": %d,\n"
          "  \"num_hidden_layers\": %d,\n  \"state_size\": %d,\n  \"conv_kernel\": %d,\n"
          "  \"expand\": %d,\n  \"time_step_rank\": %d,\n  \"block\": \"plain\",\n"
          "  \"final_norm\": false,\n  \"pooling\": \"mean\",\n  \"num_labels\": %d\n}\n",
          s->features, length, s->width, s->layers, STATES, TAPS, EXPAND, s->dt_rank, s->outputs);
}

static void write_images_configuration(const shape *s, FILE *file) {
  fprintf(file,
          "{\n  \"model_type\": \"vim\",\n  \"architectures\": [\"VisionMamba\"],\n"
          "  \"img_size\": %d,\n  \"patch_size\": %d,\n  \"stride\": %d,\n"
          "  \"channels\": %d,\n  \"embed_dim\": %d,\n  \"depth\": %d,\n"
          "  \"d_state\": %d,\n  \"d_conv\": %d,\n  \"expand\": %d,\n  \"dt_rank\": %d,\n"
          "  \"num_classes\": %d,\n  \"rms_norm\": true,\n  \"norm_epsilon\": 1e-05,\n"
          "  \"bimamba_type\": \"v2\",\n  \"if_divide_out\": true,\n"
          "  \"if_cls_token\": true,\n  \"use_middle_cls_token\": true,\n"
          "  \"if_abs_pos_embed\": true,\n  \"final_pool_type\": \"mean\",\n"
          "  \"image_mean\": [0.485, 0.456, 0.406],\n"
          "  \"image_std\": [0.229, 0.224, 0.225]\n}\n",
          s->image_size, s->patch, s->patch, s->features, s->width, s->layers, STATES, TAPS,
          EXPAND, s->dt_rank, s->outputs);
}

static void write_configuration(const shape *s, const char *directory, int bytes, long length) {
  FILE *file = create(directory, "config.json");
  switch (s->kind) {
  case LANGUAGE: write_language_configuration(s, file, bytes); break;
  case HEADS: write_heads_configuration(s, file); break;
  case FRAMES: write_frames_configuration(s, file, length); break;
  case IMAGES: write_images_configuration(s, file); break;
  }
  finish(file, "config.json");
}

/*  Tokens as frequent as words are: the probability falls with the inverse of the rank. Features
 *  are normal, pixels change little from one to the next.
 */
static void write_inputs(const shape *s, const char *directory, long sequences, long length) {
  char header[160];
  const long side = s->image_size;
  const long each = is_language(s) ? length
                    : s->kind == FRAMES ? length * s->features : side * side * s->features;
  const long size = s->kind == IMAGES ? 1 : 4;
  int end = sprintf(header, "{\"%s\":{\"dtype\":\"%s\",\"shape\":[%ld",
                    is_language(s) ? "input_ids" : "inputs",
                    is_language(s) ? "I32" : s->kind == FRAMES ? "F32" : "U8", sequences);
  if (s->kind == IMAGES) {
    end += sprintf(header + end, ",%ld,%ld,%d", side, side, s->features);
  } else {
    end += sprintf(header + end, s->kind == FRAMES ? ",%ld,%d" : ",%ld", length, s->features);
  }
  end += sprintf(header + end, "],\"data_offsets\":[0,%ld]}}", size * sequences * each);
  FILE *file = create(directory, "calibration.safetensors");
  put_header(file, header, (size_t)end);
  double pixel = 128;
  for (long k = 0; k < sequences * each; ++k) {
    switch (s->kind) {
    case LANGUAGE:
    case HEADS: put(file, (uint64_t)pow(s->outputs, uniform()) - 1, 4); break;
    case FRAMES: put_float(file, normal(), 4); break;
    case IMAGES:
      pixel = 128 + 0.9 * (pixel - 128) + 25 * normal();
      put(file, (uint64_t)fmin(fmax(pixel, 0), 255), 1);
      break;
    }
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
  if (argc != 8) {
    fail("see the head of", "random_checkpoint.c");
  }
  const shape *s = find(argv[1]);
  const char *directory = argv[2];
  const int bytes = strcmp(argv[4], "f32") == 0 ? 4 : 2;
  const long sequences = strtol(argv[5], NULL, 10), length = strtol(argv[6], NULL, 10);
  random_state = strtoull(argv[3], NULL, 10);

  add_model(s, strcmp(argv[7], "random") == 0 ? AROUND_ONE : ONES);
  write_configuration(s, directory, bytes, length);
  write_weights(directory, bytes);
  if (sequences > 0 && length > 0) {
    write_inputs(s, directory, sequences, length);
  }
  return 0;
}
