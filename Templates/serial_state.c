void model_init(model_state *s) {
  model_reset(s);
}

void model_reset(model_state *s) {
  memset(s, 0, sizeof *s);
}
