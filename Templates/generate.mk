# @insert objects
model_generate: model_generate.o $(GENERATE) $(LIBRARY)
	$(CC) $(CFLAGS) -o $@ model_generate.o $(GENERATE) $(LIBRARY) $(LDFLAGS)

