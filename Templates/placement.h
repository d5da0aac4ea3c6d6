/*  Where the tables are. For a compiler that says this in other words, define the macro for it. */
#ifndef MODEL_TABLE
/* @insert definition */
#endif

