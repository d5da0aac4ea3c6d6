void model_reset(model_state *s) {
  /* @insert keep */
  memset(s, 0, sizeof *s);
  /* @insert give */
}

