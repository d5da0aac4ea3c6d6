/*  Makes `s` usable: it stands at the start of a sequence. Reads all weights once, for their
 *  checksum.
 *
 *    weights  what the file model_weights.bin holds, mapped or loaded, at a multiple of
 *             MODEL_WEIGHTS_ALIGNMENT; outlives its use and does not change
 *    count    bytes there, at least MODEL_WEIGHTS_BYTES
 *
 *  Returns ADDER_OK, or what is wrong with the weights; `s` is then not usable.
 */
adder_status model_init(model_state *s, const void *weights, size_t count);

