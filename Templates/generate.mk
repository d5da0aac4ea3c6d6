GENERATE = model_generate.o $(SAMPLER) $(TOKENIZER) $(LIBRARY)
model_generate: $(GENERATE)
	$(CC) $(CFLAGS) -o $@ $(GENERATE) $(LDFLAGS)

