typedef struct {
  const char *name;
  const char *kernel;
  int layer;               /* -1 outside of the layers */
  double bytes;            /* of tables that a position reads */
  double multiply_accumulates;
  int traces;              /* buffers that the step writes */
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

void adder_trace(const void *bytes, size_t count);

/*  The time since the last trace belongs to the current step. */
void adder_trace(const void *bytes, size_t count) {
  (void)bytes;
  (void)count;
  const uint64_t now = adder_now();
  if (adder_current < adder_step_count) {
    adder_times[adder_current] += now - adder_last;
    adder_traces += 1;
    if (adder_traces == adder_steps[adder_current].traces) {
      adder_current += 1;
      adder_traces = 0;
    }
  }
  adder_last = now;
}

static void adder_run_steps(size_t index) {
  adder_current = 0;
  adder_traces = 0;
  adder_last = adder_now();
  adder_all_steps(index);
}

/*  Nanoseconds between two looks at the clock, which each trace adds. */
static double adder_clock_cost(void) {
  uint64_t least = UINT64_MAX;
  for (int i = 0; i < 1000; ++i) {
    const uint64_t start = adder_now();
    const uint64_t cost = adder_now() - start;
    least = cost < least ? cost : least;
  }
  return (double)least;
}

/*  Prints the time of each step in its own fastest round: few are undisturbed throughout. */
static void adder_measure(uint64_t nanoseconds) {
  static uint64_t best[adder_step_count];
  const size_t count = adder_count(adder_run_steps, nanoseconds);
  memset(best, 0xff, sizeof best);
  for (int round = 0; round < adder_rounds; ++round) {
    memset(adder_times, 0, sizeof adder_times);
    adder_time(adder_run_steps, count);
    for (size_t i = 0; i < adder_step_count; ++i) {
      best[i] = adder_times[i] < best[i] ? adder_times[i] : best[i];
    }
  }
  const double cost = adder_clock_cost();
  printf("# step  name  kernel  layer  bytes  multiply-accumulates  nanoseconds\n");
  for (size_t i = 0; i < adder_step_count; ++i) {
    const adder_step *step = &adder_steps[i];
    const double time = (double)best[i] / (double)count - cost * step->traces;
    printf(
        "step %-12s %-18s %3d %10.0f %10.0f %12.1f\n", step->name, step->kernel, step->layer,
        step->bytes, step->multiply_accumulates, time > 0 ? time : 0);
  }
}
