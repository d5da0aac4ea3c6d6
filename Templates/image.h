/* @insert banner */
#ifndef MODEL_H
#define MODEL_H

/* @insert include */
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* @insert constants */

/*  The memory of an image that is being classified. The caller owns it and may have any number of
 *  them, each for one thread at a time; the members are private.
 */
/* @insert state */

/* @insert init */
/*  Nothing remains of the images before. */
void model_reset(model_state *s);

/* @insert parallel */
/*  Classifies one image, whatever came before.
 *
 *    image   [MODEL_IMAGE_BYTES]
 *    logits  [MODEL_CLASSES]
 */
void model_classify(
    model_state *s, const uint8_t image[MODEL_IMAGE_BYTES], int32_t *logits);

#ifdef __cplusplus
}
#endif

#endif /* MODEL_H */
