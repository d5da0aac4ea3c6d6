/*  Positions since the start of the sequence. */
uint64_t model_position(const model_state *s);

/*  Makes `copy` a second sequence that stands where `s` stands, for example after a prompt; it has
 *  the weights of `s` but no threads to share its work, as these serve one sequence at a time.
 */
void model_fork(model_state *copy, const model_state *s);

/*  Writes what model_restore needs to go on from here, the same bytes on every target.
 *
 *    bytes  [MODEL_SAVED_BYTES]
 */
void model_save(const model_state *s, uint8_t *bytes);

/*  Continues where the state stood that model_save wrote, on any target, with the same bits.
 *
 *    s      made usable by model_init; keeps its weights and threads
 *    bytes  [count], what model_save wrote first
 *
 *  Returns ADDER_OK, or what is wrong with the bytes; `s` then stands where it stood. A state of
 *  another model is refused, and so is one of which a byte has changed or that holds values which
 *  the model never has.
 */
adder_status model_restore(model_state *s, const uint8_t *bytes, size_t count);

