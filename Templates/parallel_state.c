void model_init(model_state *s) {
  s->parallel = NULL;
  model_reset(s);
}

void model_reset(model_state *s) {
  const adder_parallel *parallel = s->parallel;
  memset(s, 0, sizeof *s);
  s->parallel = parallel;
}

void model_set_parallel(model_state *s, const adder_parallel *parallel) {
  s->parallel = parallel;
}
