/*  Makes `s` usable: it stands at the start of a sequence. */
void model_init(model_state *s);

