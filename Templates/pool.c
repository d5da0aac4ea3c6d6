static adder_pool adder_threads;
static int adder_has_threads = 0;

/*  Shares the work of `s` among MODEL_THREADS threads, if there can be so many. */
static void adder_start_threads(model_state *s) {
  if (adder_pool_start(&adder_threads, MODEL_THREADS) != 0) {
    fprintf(stderr, "model: warning: threads cannot be started, one does all\n");
    return;
  }
  adder_has_threads = 1;
  model_set_parallel(s, &adder_threads.parallel);
}

static void adder_stop_threads(void) {
  if (adder_has_threads) {
    adder_pool_stop(&adder_threads);
  }
}

