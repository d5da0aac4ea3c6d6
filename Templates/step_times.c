typedef struct {
  const char *name;
  const char *kernel;
  int layer;                     /* -1 outside of the layers */
  uint64_t bytes;                /* of tables that a position reads */
  uint64_t multiply_accumulates;
  int traces;                    /* buffers that the step writes */
} adder_step;

static const adder_step adder_steps[] = {
  /* @insert table */
};
enum { adder_step_count = sizeof adder_steps / sizeof adder_steps[0] };

/*  Time of each step so far, and what is running. */
static uint64_t adder_times[adder_step_count];
static size_t adder_current = 0;
static int adder_traces = 0;
static uint64_t adder_last = 0;

/*  Before the first step. */
static void adder_begin_steps(void) {
  adder_current = 0;
  adder_traces = 0;
  adder_last = adder_now();
}

/*  The time since the last trace, which may wrap in 32 bits, belongs to the current step. */
static void adder_end_trace(void) {
  const uint64_t now = adder_now();
  if (adder_current < adder_step_count) {
    adder_times[adder_current] += (uint32_t)(now - adder_last);
    adder_traces += 1;
    if (adder_traces == adder_steps[adder_current].traces) {
      adder_current += 1;
      adder_traces = 0;
    }
  }
  adder_last = now;
}
