static void adder_put_unsigned(uint32_t value) {
  char digits[11];
  size_t at = sizeof digits - 1;
  digits[at] = '\0';
  do {
    digits[--at] = (char)('0' + (int)(value % 10));
    value /= 10;
  } while (value != 0);
  model_print(digits + at);
}

static void adder_put_signed(int32_t value) {
  if (value < 0) {
    model_print("-");
  }
  adder_put_unsigned(value < 0 ? 0u - (uint32_t)value : (uint32_t)value);
}

static void adder_put_hex(uint32_t value) {
  char digits[9];
  for (int i = 7; i >= 0; --i) {
    digits[i] = "0123456789abcdef"[value & 15];
    value >>= 4;
  }
  digits[8] = '\0';
  model_print("0x");
  model_print(digits);
}

/*  What is being checked. */
static const char *adder_check = "";

/*  Comes before a check, so that the last line names what did not come back. */
static void adder_begin(const char *check) {
  adder_check = check;
  model_print("model_selftest: ");
  model_print(check);
  model_print(" ...");
}

static void adder_pass(void) {
  model_print(" pass\n");
}

/*  The start of the line of the first difference; SIZE_MAX for a position where there is none. */
static void adder_fail(size_t position) {
  model_print(" FAIL\n");
  model_print("model_selftest: FAIL ");
  model_print(adder_check);
  if (position != SIZE_MAX) {
    model_print(", position ");
    adder_put_unsigned((uint32_t)position);
  }
  model_print(": ");
}

/*  The end of the line of the first difference. */
static void adder_put_element(const char *name, size_t index, int32_t expected, int32_t got) {
  model_print(name);
  model_print("[");
  adder_put_unsigned((uint32_t)index);
  model_print("]: expected ");
  adder_put_signed(expected);
  model_print(", got ");
  adder_put_signed(got);
  model_print("\n");
}

/*  The same where only hashes are known. */
static void adder_put_hashes(const char *name, uint32_t expected, uint32_t got) {
  model_print(name);
  model_print(": expected the hash ");
  adder_put_hex(expected);
  model_print(", got ");
  adder_put_hex(got);
  model_print("\n");
}

/*  An integer of 1, 2 or 4 bytes as 32 bits. */
static int32_t adder_element(const void *values, size_t index, size_t size) {
  switch (size) {
  case 1: return ((const int8_t *)values)[index];
  case 2: return ((const int16_t *)values)[index];
  default: return ((const int32_t *)values)[index];
  }
}

/*  FNV-1a over the bytes of integers of `size` bytes, the lowest first. */
static uint32_t adder_hash(const void *values, size_t count, size_t size) {
  uint32_t hash = 2166136261u;
  for (size_t i = 0; i < count; ++i) {
    uint32_t value = (uint32_t)adder_element(values, i, size);
    for (size_t byte = 0; byte < size; ++byte) {
      hash = (hash ^ (value & 0xff)) * 16777619u;
      value >>= 8;
    }
  }
  return hash;
}
