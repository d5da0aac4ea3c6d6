/*  Whether a table is not that of the model, or not where it must be; says so. */
static int adder_table_fails(
    const char *name, const void *table, size_t count, size_t size, size_t alignment,
    uint32_t expected) {
  if ((uintptr_t)table % alignment != 0) {
    adder_fail(SIZE_MAX);
    model_print(name);
    model_print(": its address is no multiple of ");
    adder_put_unsigned((uint32_t)alignment);
    model_print("\n");
    return 1;
  }
  const uint32_t hash = adder_hash(table, count, size);
  if (hash != expected) {
    adder_fail(SIZE_MAX);
    adder_put_hashes(name, expected, hash);
    return 1;
  }
  return 0;
}

/*  Returns 1 if a table fails. */
static int adder_tables_fail(const model_state *s) {
  int failed = 0;
  (void)s;
  adder_begin("tables");
  /* @insert calls */
  if (!failed) {
    adder_pass();
  }
  return failed;
}
