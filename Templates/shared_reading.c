  const adder_parallel *parallel = state.parallel;
  if (parallel != NULL) {
    reading.parts = MODEL_THREADS;
    parallel->run(parallel->context, adder_read_part, &reading, reading.parts);
    return;
  }
