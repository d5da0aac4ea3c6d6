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

/*  One sequence that is being processed. The caller owns the memory and may have any number of
 *  them, each for one thread at a time; the members are private. A copy is a second sequence
 *  that stands at the same position.
 */
/* @insert state */

/* @insert init */
/*  Back to the start of a sequence. */
void model_reset(model_state *s);

/* @insert parallel */
/*  Processes one frame.
 *
 *    frame  [MODEL_WIDTH], each -MODEL_LIMIT...MODEL_LIMIT
 */
void model_step(model_state *s, const int16_t frame[MODEL_WIDTH]);

/*  Processes `count` frames: the same bits as so many calls of model_step.
 *
 *    frames  [count * MODEL_WIDTH], one frame after the other
 */
void model_prefill(model_state *s, const int16_t *frames, size_t count);

/*  The logits of the sequence so far, as often as wanted: after every frame, those of a sequence
 *  that ends there.
 *
 *    logits  [MODEL_CLASSES]
 */
void model_logits(model_state *s, int32_t *logits);

/* @insert saved */
#ifdef __cplusplus
}
#endif

#endif /* MODEL_H */
