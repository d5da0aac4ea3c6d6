model_generate: model_generate.o $(LIBRARY) $(SAMPLER)
	$(CC) $(CFLAGS) -o $@ model_generate.o $(LIBRARY) $(SAMPLER) $(LDFLAGS)

