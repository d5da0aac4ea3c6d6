/* @insert banner */
#ifndef MODEL_TOKENIZER_H
#define MODEL_TOKENIZER_H

#include "adder_tokenizer.h"

#ifdef __cplusplus
extern "C" {
#endif

/* @insert constants */

/*  The tokenizer of the model, for adder_tokenizer_encode and adder_decoder_init:
 *
 *    static uint32_t work[ADDER_TOKENIZER_WORK(1024)];
 *    int32_t ids[256];
 *    size_t count;
 *    if (adder_tokenizer_encode(&model_tokenizer, text, bytes, ids, 256, &count, work,
 *                               sizeof work / sizeof work[0]) == ADDER_TOKENIZER_OK) {
 *      model_prefill(&state, ids, count, logits);
 *    }
 *
 *    adder_decoder decoder;
 *    uint8_t out[MODEL_TOKENIZER_ROOM];
 *    adder_decoder_init(&decoder, &model_tokenizer);
 *    size_t written = adder_decoder_push(&decoder, id, out);
 */
extern const adder_tokenizer model_tokenizer;

#ifdef __cplusplus
}
#endif

#endif /* MODEL_TOKENIZER_H */
