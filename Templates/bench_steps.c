/* @insert times */

void adder_trace(const void *bytes, size_t count);

void adder_trace(const void *bytes, size_t count) {
  (void)bytes;
  (void)count;
  adder_end_trace();
}

static void adder_run_steps(size_t index) {
  adder_begin_steps();
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
        (double)step->bytes, (double)step->multiply_accumulates, time > 0 ? time : 0);
  }
}
