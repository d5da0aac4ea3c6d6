void model_init(model_state *s) {
  ADDER_KERNEL_SET();
  /* @insert start */
  model_reset(s);
}

