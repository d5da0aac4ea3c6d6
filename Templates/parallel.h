/*  Shares the work of `s` among threads from now on, also after model_reset and in copies by
 *  assignment; NULL ends that. The bits are the same for every hook.
 *
 *    parallel  outlives its use, e.g. &pool.parallel of adder_pool.h
 */
void model_set_parallel(model_state *s, const adder_parallel *parallel);

