void model_set_parallel(model_state *s, const adder_parallel *parallel) {
  s->parallel = parallel;
}

