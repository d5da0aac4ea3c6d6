/* @insert banner */
/*  Includes model_weights.bin, in which each table begins at a multiple of 64 bytes. */
  .section .rodata
  .balign 64
model_tables:
  .incbin "model_weights.bin"

/* @insert symbols */
  .section .note.GNU-stack, "", %progbits
