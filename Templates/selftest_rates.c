static uint32_t adder_began = 0;
static uint32_t adder_least = UINT32_MAX;

static uint32_t adder_now(void) {
#ifdef ADDER_CLOCK
  return model_clock();
#else
  return 0;
#endif
}

static int adder_trace_fails(void) {
  return 0;
}

static void adder_begin_position(void) {
  adder_began = adder_now();
}

static void adder_end_position(void) {
  const uint32_t time = adder_now() - adder_began;
  adder_least = time < adder_least ? time : adder_least;
}

static void adder_begin_traces(void) {
}

static void adder_end_traces(void) {
}

/*  The least time of a position. */
static void adder_put_times(void) {
#ifdef ADDER_CLOCK
  model_print("model_selftest: time of a position: ");
  adder_put_unsigned(adder_least);
  model_print(" " ADDER_TEXT(ADDER_CLOCK) "\n");
#endif
}
