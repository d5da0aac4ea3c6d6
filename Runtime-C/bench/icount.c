/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  icount.c -- a plugin of QEMU that counts the instructions that a program executes, by symbol.
 *
 *    cc -O2 -shared -fPIC -o icount.so icount.c
 *    qemu-aarch64 -plugin ./icount.so,out=counts.txt ./program
 *
 *  Writes a line "COUNT SYMBOL" for each symbol of a statically linked program in the order of
 *  first translation, then "COUNT TOTAL". Declares the few functions of QEMU's plugin interface,
 *  version 1, that it calls, since distributions do not install the header.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXPORT __attribute__((visibility("default")))

typedef uint64_t plugin_id;
typedef struct qemu_plugin_tb block;
typedef struct qemu_plugin_insn instruction;

enum { add_immediate = 0 }; /* QEMU_PLUGIN_INLINE_ADD_U64 */

void qemu_plugin_register_vcpu_tb_trans_cb(plugin_id, void (*)(plugin_id, block *));
void qemu_plugin_register_atexit_cb(plugin_id, void (*)(plugin_id, void *), void *);
size_t qemu_plugin_tb_n_insns(const block *);
instruction *qemu_plugin_tb_get_insn(const block *, size_t);
const char *qemu_plugin_insn_symbol(const instruction *);
void qemu_plugin_register_vcpu_insn_exec_inline(instruction *, int, void *, uint64_t);

EXPORT extern int qemu_plugin_version;
EXPORT int qemu_plugin_install(plugin_id id, const void *info, int argc, char **argv);

int qemu_plugin_version = 1;

/*  Counters stay where they are: translated code adds to them. */
typedef struct counter {
  char *symbol;
  uint64_t count;
  struct counter *next;
} counter;

static counter *counters = NULL;
static const char *output = NULL;

static void *allocated(void *memory) {
  if (memory == NULL) {
    fputs("icount: out of memory\n", stderr);
    exit(1);
  }
  return memory;
}

/*  The counter of a symbol, new at its first use. */
static counter *counter_of(const char *symbol) {
  const char *name = symbol == NULL ? "?" : symbol;
  counter **link = &counters;
  while (*link != NULL && strcmp((*link)->symbol, name) != 0) {
    link = &(*link)->next;
  }
  if (*link == NULL) {
    *link = (counter *)allocated(calloc(1, sizeof **link));
    (*link)->symbol = (char *)allocated(malloc(strlen(name) + 1));
    strcpy((*link)->symbol, name);
  }
  return *link;
}

static void translate(plugin_id id, block *code) {
  (void)id;
  for (size_t i = 0; i < qemu_plugin_tb_n_insns(code); ++i) {
    instruction *one = qemu_plugin_tb_get_insn(code, i);
    counter *c = counter_of(qemu_plugin_insn_symbol(one));
    qemu_plugin_register_vcpu_insn_exec_inline(one, add_immediate, &c->count, 1);
  }
}

static void finish(plugin_id id, void *unused) {
  (void)id;
  (void)unused;
  FILE *file = output == NULL ? stderr : fopen(output, "w");
  if (file == NULL) {
    perror(output);
    exit(1);
  }
  uint64_t total = 0;
  for (const counter *c = counters; c != NULL; c = c->next) {
    total += c->count;
    fprintf(file, "%llu %s\n", (unsigned long long)c->count, c->symbol);
  }
  fprintf(file, "%llu TOTAL\n", (unsigned long long)total);
  if (file != stderr) {
    fclose(file);
  }
}

int qemu_plugin_install(plugin_id id, const void *info, int argc, char **argv) {
  (void)info;
  for (int i = 0; i < argc; ++i) {
    if (strncmp(argv[i], "out=", 4) == 0) {
      output = argv[i] + 4;
    }
  }
  qemu_plugin_register_vcpu_tb_trans_cb(id, translate);
  qemu_plugin_register_atexit_cb(id, finish, NULL);
  return 0;
}
