/* #embed is C23; the compiler of the Swift toolchain has it, and tracks the files. */
#pragma clang diagnostic ignored "-Wc23-extensions"

#include "default_model.h"

static const uint8_t calibration[] = {
#embed "calibration.txt"
};

static const uint8_t config[] = {
#embed "config.json"
};

static const uint8_t held_out[] = {
#embed "held-out.txt"
};

static const uint8_t weights[] = {
#embed "model.safetensors"
};

static const struct {
  const char *name;
  const uint8_t *bytes;
  size_t size;
} files[] = {
  { "calibration.txt", calibration, sizeof calibration },
  { "config.json", config, sizeof config },
  { "held-out.txt", held_out, sizeof held_out },
  { "model.safetensors", weights, sizeof weights },
};

size_t default_model_count(void) {
  return sizeof files / sizeof files[0];
}

const char *default_model_name(size_t index) {
  return files[index].name;
}

const uint8_t *default_model_bytes(size_t index) {
  return files[index].bytes;
}

size_t default_model_size(size_t index) {
  return files[index].size;
}
