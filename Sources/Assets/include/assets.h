/*  assets.h -- the files of Runtime-C, Targets and Templates, and the licence, inside the
 *  executable.
 *
 *  The executable needs no file beside it: it can be copied anywhere.
 */
#ifndef ADDER_ASSETS_H
#define ADDER_ASSETS_H

#include <stddef.h>

typedef struct {
  const char *path; /* from the root of the package, e.g. "Targets/host.json" */
  const unsigned char *bytes;
  size_t count; /* of bytes */
} adder_asset;

/*  Number of files. */
size_t adder_asset_count(void);

/*  File `index`, less than adder_asset_count(), in the order of paths. */
adder_asset adder_asset_at(size_t index);

#endif /* ADDER_ASSETS_H */
