/** Files of the default model, embedded in the executable. */
#ifndef DEFAULT_MODEL_H
#define DEFAULT_MODEL_H

#include <stddef.h>
#include <stdint.h>

/** Number of files; an index below is 0 ..< this. */
size_t default_model_count(void);

/** Name of a file, without a folder; ordered by name. */
const char *default_model_name(size_t index);

/** Contents of a file, default_model_size(index) bytes, valid for the life of the process. */
const uint8_t *default_model_bytes(size_t index);

/** Size of a file in bytes. */
size_t default_model_size(size_t index);

#endif
