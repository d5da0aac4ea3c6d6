/* @insert banner */
/*  Includes model_weights.bin, in which each table has the alignment of the whole. */
/* @insert section */
model_tables:
  .incbin "model_weights.bin"

/* @insert symbols */
  .section .note.GNU-stack, "", %progbits
