static uint32_t adder_now(void) {
#ifdef ADDER_CLOCK
  return model_clock();
#else
  return 0;
#endif
}

/* @insert times */

/*  Least time of each step. */
static uint32_t adder_least[adder_step_count];

/*  What is compared: buffers and their elements so far, since the first position and in all. */
static int adder_compares = 0;
static int adder_has_failed = 0;
static size_t adder_buffer = 0;
static size_t adder_buffers_done = 0;
static size_t adder_values_done = 0;
static size_t adder_traced = 0;

void adder_trace(const void *bytes, size_t count);

/*  The line of the first buffer that is not as expected. */
static void adder_put_difference(
    const adder_step *step, const void *values, size_t count, size_t size, uint32_t hash) {
  const char *name = adder_buffer_names[adder_buffer];
  adder_fail(adder_traced);
  if (step->layer >= 0) {
    model_print("layer ");
    adder_put_unsigned((uint32_t)step->layer);
    model_print(", ");
  }
  model_print(step->name);
  model_print(" (");
  model_print(step->kernel);
  model_print("), ");
  for (size_t i = 0; i < count && adder_values_done + i < adder_value_count; ++i) {
    const int32_t got = adder_element(values, i, size);
    if (got != adder_values[adder_values_done + i]) {
      adder_put_element(name, i, adder_values[adder_values_done + i], got);
      return;
    }
  }
  adder_put_hashes(name, adder_buffer_hashes[adder_buffers_done], hash);
}

/*  Compares a buffer that a step wrote, and times the step. */
void adder_trace(const void *bytes, size_t count) {
  const adder_step *step = &adder_steps[adder_current < adder_step_count ? adder_current : 0];
  adder_end_trace();
  if (adder_compares && !adder_has_failed && adder_buffers_done < adder_buffer_count) {
    const size_t size = adder_buffer_sizes[adder_buffer];
    const uint32_t hash = adder_hash(bytes, count / size, size);
    if (hash != adder_buffer_hashes[adder_buffers_done]) {
      adder_put_difference(step, bytes, count / size, size, hash);
      adder_has_failed = 1;
    }
    adder_buffer += 1;
    adder_buffers_done += 1;
    adder_values_done += count / size;
  }
  adder_last = adder_now();
}

static int adder_trace_fails(void) {
  return adder_has_failed;
}

static void adder_begin_traces(void) {
  adder_compares = 1;
}

static void adder_end_traces(void) {
  adder_compares = 0;
}

static void adder_begin_position(void) {
  for (size_t i = 0; i < adder_step_count; ++i) {
    adder_times[i] = 0;
  }
  adder_buffer = 0;
  adder_begin_steps();
}

static void adder_end_position(void) {
  for (size_t i = 0; i < adder_current; ++i) {
    const uint32_t time = (uint32_t)adder_times[i];
    adder_least[i] = time < adder_least[i] || adder_least[i] == 0 ? time : adder_least[i];
  }
  adder_traced += 1;
}

/*  The least time of each layer. */
static void adder_put_times(void) {
#ifdef ADDER_CLOCK
  for (size_t i = 0; i < adder_step_count;) {
    const int layer = adder_steps[i].layer;
    uint32_t time = 0;
    model_print("model_selftest: time ");
    if (layer >= 0) {
      model_print("of layer ");
      adder_put_unsigned((uint32_t)layer);
    } else {
      model_print(i == 0 ? "before the layers" : "after the layers");
    }
    for (; i < adder_step_count && adder_steps[i].layer == layer; ++i) {
      time += adder_least[i];
    }
    model_print(": ");
    adder_put_unsigned(time);
    model_print(" " ADDER_TEXT(ADDER_CLOCK) "\n");
  }
#endif
}
