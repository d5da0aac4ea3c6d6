void model_init(model_state *s) {
  /* @insert start */
  model_reset(s);
}

