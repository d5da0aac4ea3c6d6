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
/*  Processes one token.
 *
 *    token   0 ..< MODEL_VOCABULARY
 *    logits  [MODEL_CLASSES], receives the logits of the next token; NULL saves that time
 */
void model_step(model_state *s, int32_t token, int32_t *logits);

/*  Processes `count` tokens: the same bits as so many calls of model_step.
 *
 *    tokens  [count], each 0 ..< MODEL_VOCABULARY
 *    logits  [MODEL_CLASSES], receives the logits after the last token; may be NULL
 */
void model_prefill(
    model_state *s, const int32_t *tokens, size_t count, int32_t *logits);

/*  The logits after the last token, as often as wanted.
 *
 *    logits  [MODEL_CLASSES]
 */
void model_logits(model_state *s, int32_t *logits);

/* @insert saved */
#ifdef __cplusplus
}
#endif

#endif /* MODEL_H */
