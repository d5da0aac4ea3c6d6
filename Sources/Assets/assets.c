/*  assets.c -- the files that the executable carries. Written by .ci/list-assets. */
#include "assets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char bytes_0[] = {
#embed "../../LICENSE"
};

static const unsigned char bytes_1[] = {
#embed "../../Runtime-C/aarch64-dotprod/adder_dot.h"
};

static const unsigned char bytes_2[] = {
#embed "../../Runtime-C/aarch64-dotprod/adder_dot4.h"
};

static const unsigned char bytes_3[] = {
#embed "../../Runtime-C/aarch64-dotprod/adder_packing.h"
};

static const unsigned char bytes_4[] = {
#embed "../../Runtime-C/aarch64-i8mm/adder_dot.h"
};

static const unsigned char bytes_5[] = {
#embed "../../Runtime-C/aarch64-i8mm/adder_dot4.h"
};

static const unsigned char bytes_6[] = {
#embed "../../Runtime-C/aarch64-i8mm/adder_packing.h"
};

static const unsigned char bytes_7[] = {
#embed "../../Runtime-C/checked/adder_check_failed.h"
};

static const unsigned char bytes_8[] = {
#embed "../../Runtime-C/checked/adder_checked.h"
};

static const unsigned char bytes_9[] = {
#embed "../../Runtime-C/checked/adder_checked_elements.h"
};

static const unsigned char bytes_10[] = {
#embed "../../Runtime-C/checked/adder_checked_scan.h"
};

static const unsigned char bytes_11[] = {
#embed "../../Runtime-C/checked/adder_checked_sums.h"
};

static const unsigned char bytes_12[] = {
#embed "../../Runtime-C/checked/adder_range.h"
};

static const unsigned char bytes_13[] = {
#embed "../../Runtime-C/code-sizes.txt"
};

static const unsigned char bytes_14[] = {
#embed "../../Runtime-C/include/adder_fixed.h"
};

static const unsigned char bytes_15[] = {
#embed "../../Runtime-C/include/adder_kernel_set.h"
};

static const unsigned char bytes_16[] = {
#embed "../../Runtime-C/include/adder_kernels.h"
};

static const unsigned char bytes_17[] = {
#embed "../../Runtime-C/include/adder_parallel.h"
};

static const unsigned char bytes_18[] = {
#embed "../../Runtime-C/include/adder_sampler.h"
};

static const unsigned char bytes_19[] = {
#embed "../../Runtime-C/include/adder_saved.h"
};

static const unsigned char bytes_20[] = {
#embed "../../Runtime-C/include/adder_seal.h"
};

static const unsigned char bytes_21[] = {
#embed "../../Runtime-C/include/adder_tokenizer.h"
};

static const unsigned char bytes_22[] = {
#embed "../../Runtime-C/lanes/adder_accumulate.c"
};

static const unsigned char bytes_23[] = {
#embed "../../Runtime-C/lanes/adder_convolve.c"
};

static const unsigned char bytes_24[] = {
#embed "../../Runtime-C/lanes/adder_discretize.c"
};

static const unsigned char bytes_25[] = {
#embed "../../Runtime-C/lanes/adder_discretize_heads.c"
};

static const unsigned char bytes_26[] = {
#embed "../../Runtime-C/lanes/adder_gate.c"
};

static const unsigned char bytes_27[] = {
#embed "../../Runtime-C/lanes/adder_heads.h"
};

static const unsigned char bytes_28[] = {
#embed "../../Runtime-C/lanes/adder_linear.c"
};

static const unsigned char bytes_29[] = {
#embed "../../Runtime-C/lanes/adder_linear4.c"
};

static const unsigned char bytes_30[] = {
#embed "../../Runtime-C/lanes/adder_normalize.c"
};

static const unsigned char bytes_31[] = {
#embed "../../Runtime-C/lanes/adder_normalize16.c"
};

static const unsigned char bytes_32[] = {
#embed "../../Runtime-C/lanes/adder_quantize.c"
};

static const unsigned char bytes_33[] = {
#embed "../../Runtime-C/lanes/adder_rescale.c"
};

static const unsigned char bytes_34[] = {
#embed "../../Runtime-C/lanes/adder_rotate.c"
};

static const unsigned char bytes_35[] = {
#embed "../../Runtime-C/lanes/adder_rows.h"
};

static const unsigned char bytes_36[] = {
#embed "../../Runtime-C/lanes/adder_scan.c"
};

static const unsigned char bytes_37[] = {
#embed "../../Runtime-C/lanes/adder_scan_heads.c"
};

static const unsigned char bytes_38[] = {
#embed "../../Runtime-C/neon/adder_dot.h"
};

static const unsigned char bytes_39[] = {
#embed "../../Runtime-C/neon/adder_dot16.h"
};

static const unsigned char bytes_40[] = {
#embed "../../Runtime-C/neon/adder_dot4.h"
};

static const unsigned char bytes_41[] = {
#embed "../../Runtime-C/neon/adder_lanes.h"
};

static const unsigned char bytes_42[] = {
#embed "../../Runtime-C/neon/adder_packing.h"
};

static const unsigned char bytes_43[] = {
#embed "../../Runtime-C/parallel/adder_parallel_convolve.c"
};

static const unsigned char bytes_44[] = {
#embed "../../Runtime-C/parallel/adder_parallel_discretize.c"
};

static const unsigned char bytes_45[] = {
#embed "../../Runtime-C/parallel/adder_parallel_gate.c"
};

static const unsigned char bytes_46[] = {
#embed "../../Runtime-C/parallel/adder_parallel_kernels.h"
};

static const unsigned char bytes_47[] = {
#embed "../../Runtime-C/parallel/adder_parallel_linear.c"
};

static const unsigned char bytes_48[] = {
#embed "../../Runtime-C/parallel/adder_parallel_linear4.c"
};

static const unsigned char bytes_49[] = {
#embed "../../Runtime-C/parallel/adder_parallel_normalize.c"
};

static const unsigned char bytes_50[] = {
#embed "../../Runtime-C/parallel/adder_parallel_scan.c"
};

static const unsigned char bytes_51[] = {
#embed "../../Runtime-C/parallel/adder_parallel_scan_heads.c"
};

static const unsigned char bytes_52[] = {
#embed "../../Runtime-C/parallel/adder_slice.h"
};

static const unsigned char bytes_53[] = {
#embed "../../Runtime-C/pool/adder_pool.c"
};

static const unsigned char bytes_54[] = {
#embed "../../Runtime-C/pool/adder_pool.h"
};

static const unsigned char bytes_55[] = {
#embed "../../Runtime-C/portable/adder_accumulate.c"
};

static const unsigned char bytes_56[] = {
#embed "../../Runtime-C/portable/adder_add.c"
};

static const unsigned char bytes_57[] = {
#embed "../../Runtime-C/portable/adder_backward.c"
};

static const unsigned char bytes_58[] = {
#embed "../../Runtime-C/portable/adder_convolve.c"
};

static const unsigned char bytes_59[] = {
#embed "../../Runtime-C/portable/adder_discretize.c"
};

static const unsigned char bytes_60[] = {
#embed "../../Runtime-C/portable/adder_discretize_heads.c"
};

static const unsigned char bytes_61[] = {
#embed "../../Runtime-C/portable/adder_embed.c"
};

static const unsigned char bytes_62[] = {
#embed "../../Runtime-C/portable/adder_gate.c"
};

static const unsigned char bytes_63[] = {
#embed "../../Runtime-C/portable/adder_gather.c"
};

static const unsigned char bytes_64[] = {
#embed "../../Runtime-C/portable/adder_kernel_set.c"
};

static const unsigned char bytes_65[] = {
#embed "../../Runtime-C/portable/adder_linear.c"
};

static const unsigned char bytes_66[] = {
#embed "../../Runtime-C/portable/adder_linear4.c"
};

static const unsigned char bytes_67[] = {
#embed "../../Runtime-C/portable/adder_mean.c"
};

static const unsigned char bytes_68[] = {
#embed "../../Runtime-C/portable/adder_normalize.c"
};

static const unsigned char bytes_69[] = {
#embed "../../Runtime-C/portable/adder_normalize16.c"
};

static const unsigned char bytes_70[] = {
#embed "../../Runtime-C/portable/adder_packing.h"
};

static const unsigned char bytes_71[] = {
#embed "../../Runtime-C/portable/adder_position.c"
};

static const unsigned char bytes_72[] = {
#embed "../../Runtime-C/portable/adder_quantize.c"
};

static const unsigned char bytes_73[] = {
#embed "../../Runtime-C/portable/adder_rescale.c"
};

static const unsigned char bytes_74[] = {
#embed "../../Runtime-C/portable/adder_rotate.c"
};

static const unsigned char bytes_75[] = {
#embed "../../Runtime-C/portable/adder_saved.c"
};

static const unsigned char bytes_76[] = {
#embed "../../Runtime-C/portable/adder_scan.c"
};

static const unsigned char bytes_77[] = {
#embed "../../Runtime-C/portable/adder_scan_heads.c"
};

static const unsigned char bytes_78[] = {
#embed "../../Runtime-C/portable/adder_seal.c"
};

static const unsigned char bytes_79[] = {
#embed "../../Runtime-C/portable/adder_tables.c"
};

static const unsigned char bytes_80[] = {
#embed "../../Runtime-C/rv64gc/adder_convolve.c"
};

static const unsigned char bytes_81[] = {
#embed "../../Runtime-C/rv64gc/adder_discretize.c"
};

static const unsigned char bytes_82[] = {
#embed "../../Runtime-C/rv64gc/adder_discretize_heads.c"
};

static const unsigned char bytes_83[] = {
#embed "../../Runtime-C/rv64gc/adder_gate.c"
};

static const unsigned char bytes_84[] = {
#embed "../../Runtime-C/rv64gc/adder_linear.c"
};

static const unsigned char bytes_85[] = {
#embed "../../Runtime-C/rv64gc/adder_linear4.c"
};

static const unsigned char bytes_86[] = {
#embed "../../Runtime-C/rv64gc/adder_packing.h"
};

static const unsigned char bytes_87[] = {
#embed "../../Runtime-C/rv64gc/adder_requantize.h"
};

static const unsigned char bytes_88[] = {
#embed "../../Runtime-C/rv64gc/adder_rotate.c"
};

static const unsigned char bytes_89[] = {
#embed "../../Runtime-C/rv64gc/adder_scan.c"
};

static const unsigned char bytes_90[] = {
#embed "../../Runtime-C/rv64gc/adder_scan_heads.c"
};

static const unsigned char bytes_91[] = {
#embed "../../Runtime-C/rv64gcv/adder_convolve.c"
};

static const unsigned char bytes_92[] = {
#embed "../../Runtime-C/rv64gcv/adder_discretize.c"
};

static const unsigned char bytes_93[] = {
#embed "../../Runtime-C/rv64gcv/adder_discretize_heads.c"
};

static const unsigned char bytes_94[] = {
#embed "../../Runtime-C/rv64gcv/adder_gate.c"
};

static const unsigned char bytes_95[] = {
#embed "../../Runtime-C/rv64gcv/adder_linear.c"
};

static const unsigned char bytes_96[] = {
#embed "../../Runtime-C/rv64gcv/adder_linear4.c"
};

static const unsigned char bytes_97[] = {
#embed "../../Runtime-C/rv64gcv/adder_narrow.h"
};

static const unsigned char bytes_98[] = {
#embed "../../Runtime-C/rv64gcv/adder_normalize.c"
};

static const unsigned char bytes_99[] = {
#embed "../../Runtime-C/rv64gcv/adder_normalize16.c"
};

static const unsigned char bytes_100[] = {
#embed "../../Runtime-C/rv64gcv/adder_packing.h"
};

static const unsigned char bytes_101[] = {
#embed "../../Runtime-C/rv64gcv/adder_quantize.c"
};

static const unsigned char bytes_102[] = {
#embed "../../Runtime-C/rv64gcv/adder_rescale.c"
};

static const unsigned char bytes_103[] = {
#embed "../../Runtime-C/rv64gcv/adder_rotate.c"
};

static const unsigned char bytes_104[] = {
#embed "../../Runtime-C/rv64gcv/adder_scan.c"
};

static const unsigned char bytes_105[] = {
#embed "../../Runtime-C/rv64gcv/adder_scan_heads.c"
};

static const unsigned char bytes_106[] = {
#embed "../../Runtime-C/rv64gcv/adder_sigmoid.h"
};

static const unsigned char bytes_107[] = {
#embed "../../Runtime-C/rv64gcv/adder_store.h"
};

static const unsigned char bytes_108[] = {
#embed "../../Runtime-C/rv64gcv/adder_vectors.h"
};

static const unsigned char bytes_109[] = {
#embed "../../Runtime-C/sampler/adder_decimal.c"
};

static const unsigned char bytes_110[] = {
#embed "../../Runtime-C/sampler/adder_sampler.c"
};

static const unsigned char bytes_111[] = {
#embed "../../Runtime-C/tokenizer/adder_added.c"
};

static const unsigned char bytes_112[] = {
#embed "../../Runtime-C/tokenizer/adder_added.h"
};

static const unsigned char bytes_113[] = {
#embed "../../Runtime-C/tokenizer/adder_compose.c"
};

static const unsigned char bytes_114[] = {
#embed "../../Runtime-C/tokenizer/adder_decoder.c"
};

static const unsigned char bytes_115[] = {
#embed "../../Runtime-C/tokenizer/adder_encode.c"
};

static const unsigned char bytes_116[] = {
#embed "../../Runtime-C/tokenizer/adder_merge.c"
};

static const unsigned char bytes_117[] = {
#embed "../../Runtime-C/tokenizer/adder_symbol.c"
};

static const unsigned char bytes_118[] = {
#embed "../../Runtime-C/tokenizer/adder_symbol.h"
};

static const unsigned char bytes_119[] = {
#embed "../../Runtime-C/tokenizer/adder_tokenizer.c"
};

static const unsigned char bytes_120[] = {
#embed "../../Runtime-C/tokenizer/adder_word.c"
};

static const unsigned char bytes_121[] = {
#embed "../../Runtime-C/unicode/adder_unicode.h"
};

static const unsigned char bytes_122[] = {
#embed "../../Runtime-C/unicode/adder_unicode_tables.c"
};

static const unsigned char bytes_123[] = {
#embed "../../Runtime-C/x86-64-v3/adder_dot.h"
};

static const unsigned char bytes_124[] = {
#embed "../../Runtime-C/x86-64-v3/adder_dot16.h"
};

static const unsigned char bytes_125[] = {
#embed "../../Runtime-C/x86-64-v3/adder_dot4.h"
};

static const unsigned char bytes_126[] = {
#embed "../../Runtime-C/x86-64-v3/adder_lanes.h"
};

static const unsigned char bytes_127[] = {
#embed "../../Runtime-C/x86-64-v3/adder_lanes16.h"
};

static const unsigned char bytes_128[] = {
#embed "../../Runtime-C/x86-64-v3/adder_packing.h"
};

static const unsigned char bytes_129[] = {
#embed "../../Runtime-C/x86-64-v4-vnni/adder_dot.h"
};

static const unsigned char bytes_130[] = {
#embed "../../Runtime-C/x86-64-v4-vnni/adder_dot16.h"
};

static const unsigned char bytes_131[] = {
#embed "../../Runtime-C/x86-64-v4-vnni/adder_dot4.h"
};

static const unsigned char bytes_132[] = {
#embed "../../Runtime-C/x86-64-v4-vnni/adder_lanes.h"
};

static const unsigned char bytes_133[] = {
#embed "../../Runtime-C/x86-64-v4-vnni/adder_packing.h"
};

static const unsigned char bytes_134[] = {
#embed "../../Runtime-C/x86-64-v4-vnni/adder_scan.c"
};

static const unsigned char bytes_135[] = {
#embed "../../Runtime-C/x86-64-v4-vnni/adder_scan_heads.c"
};

static const unsigned char bytes_136[] = {
#embed "../../Targets/aarch64-dotprod.json"
};

static const unsigned char bytes_137[] = {
#embed "../../Targets/aarch64-i8mm.json"
};

static const unsigned char bytes_138[] = {
#embed "../../Targets/aarch64-neon.json"
};

static const unsigned char bytes_139[] = {
#embed "../../Targets/armv7-neon.json"
};

static const unsigned char bytes_140[] = {
#embed "../../Targets/boards/am62x.json"
};

static const unsigned char bytes_141[] = {
#embed "../../Targets/boards/bpi-f3.json"
};

static const unsigned char bytes_142[] = {
#embed "../../Targets/boards/canmv-k230.json"
};

static const unsigned char bytes_143[] = {
#embed "../../Targets/boards/hifive-premier-p550.json"
};

static const unsigned char bytes_144[] = {
#embed "../../Targets/boards/imx8m-plus.json"
};

static const unsigned char bytes_145[] = {
#embed "../../Targets/boards/imx93.json"
};

static const unsigned char bytes_146[] = {
#embed "../../Targets/boards/jetson-orin-nano.json"
};

static const unsigned char bytes_147[] = {
#embed "../../Targets/boards/licheepi-4a.json"
};

static const unsigned char bytes_148[] = {
#embed "../../Targets/boards/milkv-duo.json"
};

static const unsigned char bytes_149[] = {
#embed "../../Targets/boards/raspberry-pi-3.json"
};

static const unsigned char bytes_150[] = {
#embed "../../Targets/boards/raspberry-pi-4.json"
};

static const unsigned char bytes_151[] = {
#embed "../../Targets/boards/raspberry-pi-5.json"
};

static const unsigned char bytes_152[] = {
#embed "../../Targets/boards/sifive-x280.json"
};

static const unsigned char bytes_153[] = {
#embed "../../Targets/boards/spacemit-k3.json"
};

static const unsigned char bytes_154[] = {
#embed "../../Targets/boards/stm32mp13.json"
};

static const unsigned char bytes_155[] = {
#embed "../../Targets/boards/stm32mp15.json"
};

static const unsigned char bytes_156[] = {
#embed "../../Targets/boards/stm32mp25.json"
};

static const unsigned char bytes_157[] = {
#embed "../../Targets/boards/visionfive-2.json"
};

static const unsigned char bytes_158[] = {
#embed "../../Targets/boards/zynq-ultrascale-plus.json"
};

static const unsigned char bytes_159[] = {
#embed "../../Targets/host.json"
};

static const unsigned char bytes_160[] = {
#embed "../../Targets/rv64gc.json"
};

static const unsigned char bytes_161[] = {
#embed "../../Targets/rv64gcv.json"
};

static const unsigned char bytes_162[] = {
#embed "../../Targets/x86-64-v3.json"
};

static const unsigned char bytes_163[] = {
#embed "../../Targets/x86-64-v4-vnni.json"
};

static const unsigned char bytes_164[] = {
#embed "../../Templates/bench.c"
};

static const unsigned char bytes_165[] = {
#embed "../../Templates/bench_rates.c"
};

static const unsigned char bytes_166[] = {
#embed "../../Templates/bench_steps.c"
};

static const unsigned char bytes_167[] = {
#embed "../../Templates/blob_init.c"
};

static const unsigned char bytes_168[] = {
#embed "../../Templates/blob_init.h"
};

static const unsigned char bytes_169[] = {
#embed "../../Templates/classifier.c"
};

static const unsigned char bytes_170[] = {
#embed "../../Templates/classifier.h"
};

static const unsigned char bytes_171[] = {
#embed "../../Templates/classifier_bench.c"
};

static const unsigned char bytes_172[] = {
#embed "../../Templates/classifier_comparison.c"
};

static const unsigned char bytes_173[] = {
#embed "../../Templates/classifier_readme.md"
};

static const unsigned char bytes_174[] = {
#embed "../../Templates/classifier_sequence.c"
};

static const unsigned char bytes_175[] = {
#embed "../../Templates/generate.mk"
};

static const unsigned char bytes_176[] = {
#embed "../../Templates/generate_bytes.c"
};

static const unsigned char bytes_177[] = {
#embed "../../Templates/generate_ids.c"
};

static const unsigned char bytes_178[] = {
#embed "../../Templates/generate_tokenizer.c"
};

static const unsigned char bytes_179[] = {
#embed "../../Templates/image.c"
};

static const unsigned char bytes_180[] = {
#embed "../../Templates/image.h"
};

static const unsigned char bytes_181[] = {
#embed "../../Templates/image_bench.c"
};

static const unsigned char bytes_182[] = {
#embed "../../Templates/image_comparison.c"
};

static const unsigned char bytes_183[] = {
#embed "../../Templates/image_readme.md"
};

static const unsigned char bytes_184[] = {
#embed "../../Templates/image_sequence.c"
};

static const unsigned char bytes_185[] = {
#embed "../../Templates/init.c"
};

static const unsigned char bytes_186[] = {
#embed "../../Templates/init.h"
};

static const unsigned char bytes_187[] = {
#embed "../../Templates/language.c"
};

static const unsigned char bytes_188[] = {
#embed "../../Templates/language.h"
};

static const unsigned char bytes_189[] = {
#embed "../../Templates/language_bench.c"
};

static const unsigned char bytes_190[] = {
#embed "../../Templates/language_comparison.c"
};

static const unsigned char bytes_191[] = {
#embed "../../Templates/language_generate.c"
};

static const unsigned char bytes_192[] = {
#embed "../../Templates/language_readme.md"
};

static const unsigned char bytes_193[] = {
#embed "../../Templates/language_sequence.c"
};

static const unsigned char bytes_194[] = {
#embed "../../Templates/package.cmake"
};

static const unsigned char bytes_195[] = {
#embed "../../Templates/package.mk"
};

static const unsigned char bytes_196[] = {
#embed "../../Templates/package.pc"
};

static const unsigned char bytes_197[] = {
#embed "../../Templates/parallel.c"
};

static const unsigned char bytes_198[] = {
#embed "../../Templates/parallel.h"
};

static const unsigned char bytes_199[] = {
#embed "../../Templates/placement.h"
};

static const unsigned char bytes_200[] = {
#embed "../../Templates/pool.c"
};

static const unsigned char bytes_201[] = {
#embed "../../Templates/ranges.h"
};

static const unsigned char bytes_202[] = {
#embed "../../Templates/recipe.bb"
};

static const unsigned char bytes_203[] = {
#embed "../../Templates/report.css"
};

static const unsigned char bytes_204[] = {
#embed "../../Templates/reset.c"
};

static const unsigned char bytes_205[] = {
#embed "../../Templates/run.c"
};

static const unsigned char bytes_206[] = {
#embed "../../Templates/saved.c"
};

static const unsigned char bytes_207[] = {
#embed "../../Templates/saved.h"
};

static const unsigned char bytes_208[] = {
#embed "../../Templates/saved_readme.md"
};

static const unsigned char bytes_209[] = {
#embed "../../Templates/selftest.c"
};

static const unsigned char bytes_210[] = {
#embed "../../Templates/selftest.h"
};

static const unsigned char bytes_211[] = {
#embed "../../Templates/selftest_host.h"
};

static const unsigned char bytes_212[] = {
#embed "../../Templates/selftest_platform.c"
};

static const unsigned char bytes_213[] = {
#embed "../../Templates/selftest_printing.c"
};

static const unsigned char bytes_214[] = {
#embed "../../Templates/selftest_rates.c"
};

static const unsigned char bytes_215[] = {
#embed "../../Templates/selftest_readme.md"
};

static const unsigned char bytes_216[] = {
#embed "../../Templates/selftest_sequence.c"
};

static const unsigned char bytes_217[] = {
#embed "../../Templates/selftest_tables.c"
};

static const unsigned char bytes_218[] = {
#embed "../../Templates/selftest_traces.c"
};

static const unsigned char bytes_219[] = {
#embed "../../Templates/shared_reading.c"
};

static const unsigned char bytes_220[] = {
#embed "../../Templates/step_times.c"
};

static const unsigned char bytes_221[] = {
#embed "../../Templates/tables.S"
};

static const unsigned char bytes_222[] = {
#embed "../../Templates/threads_readme.md"
};

static const unsigned char bytes_223[] = {
#embed "../../Templates/tokenizer.c"
};

static const unsigned char bytes_224[] = {
#embed "../../Templates/tokenizer.h"
};

static const unsigned char bytes_225[] = {
#embed "../../Templates/weights.c"
};

static const unsigned char bytes_226[] = {
#embed "../../Templates/weights.h"
};

static const unsigned char bytes_227[] = {
#embed "../../Templates/weights_file.c"
};

static const unsigned char bytes_228[] = {
#embed "../../Templates/weights_readme.md"
};

static const unsigned char bytes_229[] = {
#embed "../../Templates/zephyr.cmake"
};

static const unsigned char bytes_230[] = {
#embed "../../Templates/zephyr.kconfig"
};

static const unsigned char bytes_231[] = {
#embed "../../Templates/zephyr.yml"
};

static const adder_asset assets[] = {
  {"LICENSE", bytes_0, sizeof bytes_0},
  {"Runtime-C/aarch64-dotprod/adder_dot.h", bytes_1, sizeof bytes_1},
  {"Runtime-C/aarch64-dotprod/adder_dot4.h", bytes_2, sizeof bytes_2},
  {"Runtime-C/aarch64-dotprod/adder_packing.h", bytes_3, sizeof bytes_3},
  {"Runtime-C/aarch64-i8mm/adder_dot.h", bytes_4, sizeof bytes_4},
  {"Runtime-C/aarch64-i8mm/adder_dot4.h", bytes_5, sizeof bytes_5},
  {"Runtime-C/aarch64-i8mm/adder_packing.h", bytes_6, sizeof bytes_6},
  {"Runtime-C/checked/adder_check_failed.h", bytes_7, sizeof bytes_7},
  {"Runtime-C/checked/adder_checked.h", bytes_8, sizeof bytes_8},
  {"Runtime-C/checked/adder_checked_elements.h", bytes_9, sizeof bytes_9},
  {"Runtime-C/checked/adder_checked_scan.h", bytes_10, sizeof bytes_10},
  {"Runtime-C/checked/adder_checked_sums.h", bytes_11, sizeof bytes_11},
  {"Runtime-C/checked/adder_range.h", bytes_12, sizeof bytes_12},
  {"Runtime-C/code-sizes.txt", bytes_13, sizeof bytes_13},
  {"Runtime-C/include/adder_fixed.h", bytes_14, sizeof bytes_14},
  {"Runtime-C/include/adder_kernel_set.h", bytes_15, sizeof bytes_15},
  {"Runtime-C/include/adder_kernels.h", bytes_16, sizeof bytes_16},
  {"Runtime-C/include/adder_parallel.h", bytes_17, sizeof bytes_17},
  {"Runtime-C/include/adder_sampler.h", bytes_18, sizeof bytes_18},
  {"Runtime-C/include/adder_saved.h", bytes_19, sizeof bytes_19},
  {"Runtime-C/include/adder_seal.h", bytes_20, sizeof bytes_20},
  {"Runtime-C/include/adder_tokenizer.h", bytes_21, sizeof bytes_21},
  {"Runtime-C/lanes/adder_accumulate.c", bytes_22, sizeof bytes_22},
  {"Runtime-C/lanes/adder_convolve.c", bytes_23, sizeof bytes_23},
  {"Runtime-C/lanes/adder_discretize.c", bytes_24, sizeof bytes_24},
  {"Runtime-C/lanes/adder_discretize_heads.c", bytes_25, sizeof bytes_25},
  {"Runtime-C/lanes/adder_gate.c", bytes_26, sizeof bytes_26},
  {"Runtime-C/lanes/adder_heads.h", bytes_27, sizeof bytes_27},
  {"Runtime-C/lanes/adder_linear.c", bytes_28, sizeof bytes_28},
  {"Runtime-C/lanes/adder_linear4.c", bytes_29, sizeof bytes_29},
  {"Runtime-C/lanes/adder_normalize.c", bytes_30, sizeof bytes_30},
  {"Runtime-C/lanes/adder_normalize16.c", bytes_31, sizeof bytes_31},
  {"Runtime-C/lanes/adder_quantize.c", bytes_32, sizeof bytes_32},
  {"Runtime-C/lanes/adder_rescale.c", bytes_33, sizeof bytes_33},
  {"Runtime-C/lanes/adder_rotate.c", bytes_34, sizeof bytes_34},
  {"Runtime-C/lanes/adder_rows.h", bytes_35, sizeof bytes_35},
  {"Runtime-C/lanes/adder_scan.c", bytes_36, sizeof bytes_36},
  {"Runtime-C/lanes/adder_scan_heads.c", bytes_37, sizeof bytes_37},
  {"Runtime-C/neon/adder_dot.h", bytes_38, sizeof bytes_38},
  {"Runtime-C/neon/adder_dot16.h", bytes_39, sizeof bytes_39},
  {"Runtime-C/neon/adder_dot4.h", bytes_40, sizeof bytes_40},
  {"Runtime-C/neon/adder_lanes.h", bytes_41, sizeof bytes_41},
  {"Runtime-C/neon/adder_packing.h", bytes_42, sizeof bytes_42},
  {"Runtime-C/parallel/adder_parallel_convolve.c", bytes_43, sizeof bytes_43},
  {"Runtime-C/parallel/adder_parallel_discretize.c", bytes_44, sizeof bytes_44},
  {"Runtime-C/parallel/adder_parallel_gate.c", bytes_45, sizeof bytes_45},
  {"Runtime-C/parallel/adder_parallel_kernels.h", bytes_46, sizeof bytes_46},
  {"Runtime-C/parallel/adder_parallel_linear.c", bytes_47, sizeof bytes_47},
  {"Runtime-C/parallel/adder_parallel_linear4.c", bytes_48, sizeof bytes_48},
  {"Runtime-C/parallel/adder_parallel_normalize.c", bytes_49, sizeof bytes_49},
  {"Runtime-C/parallel/adder_parallel_scan.c", bytes_50, sizeof bytes_50},
  {"Runtime-C/parallel/adder_parallel_scan_heads.c", bytes_51, sizeof bytes_51},
  {"Runtime-C/parallel/adder_slice.h", bytes_52, sizeof bytes_52},
  {"Runtime-C/pool/adder_pool.c", bytes_53, sizeof bytes_53},
  {"Runtime-C/pool/adder_pool.h", bytes_54, sizeof bytes_54},
  {"Runtime-C/portable/adder_accumulate.c", bytes_55, sizeof bytes_55},
  {"Runtime-C/portable/adder_add.c", bytes_56, sizeof bytes_56},
  {"Runtime-C/portable/adder_backward.c", bytes_57, sizeof bytes_57},
  {"Runtime-C/portable/adder_convolve.c", bytes_58, sizeof bytes_58},
  {"Runtime-C/portable/adder_discretize.c", bytes_59, sizeof bytes_59},
  {"Runtime-C/portable/adder_discretize_heads.c", bytes_60, sizeof bytes_60},
  {"Runtime-C/portable/adder_embed.c", bytes_61, sizeof bytes_61},
  {"Runtime-C/portable/adder_gate.c", bytes_62, sizeof bytes_62},
  {"Runtime-C/portable/adder_gather.c", bytes_63, sizeof bytes_63},
  {"Runtime-C/portable/adder_kernel_set.c", bytes_64, sizeof bytes_64},
  {"Runtime-C/portable/adder_linear.c", bytes_65, sizeof bytes_65},
  {"Runtime-C/portable/adder_linear4.c", bytes_66, sizeof bytes_66},
  {"Runtime-C/portable/adder_mean.c", bytes_67, sizeof bytes_67},
  {"Runtime-C/portable/adder_normalize.c", bytes_68, sizeof bytes_68},
  {"Runtime-C/portable/adder_normalize16.c", bytes_69, sizeof bytes_69},
  {"Runtime-C/portable/adder_packing.h", bytes_70, sizeof bytes_70},
  {"Runtime-C/portable/adder_position.c", bytes_71, sizeof bytes_71},
  {"Runtime-C/portable/adder_quantize.c", bytes_72, sizeof bytes_72},
  {"Runtime-C/portable/adder_rescale.c", bytes_73, sizeof bytes_73},
  {"Runtime-C/portable/adder_rotate.c", bytes_74, sizeof bytes_74},
  {"Runtime-C/portable/adder_saved.c", bytes_75, sizeof bytes_75},
  {"Runtime-C/portable/adder_scan.c", bytes_76, sizeof bytes_76},
  {"Runtime-C/portable/adder_scan_heads.c", bytes_77, sizeof bytes_77},
  {"Runtime-C/portable/adder_seal.c", bytes_78, sizeof bytes_78},
  {"Runtime-C/portable/adder_tables.c", bytes_79, sizeof bytes_79},
  {"Runtime-C/rv64gc/adder_convolve.c", bytes_80, sizeof bytes_80},
  {"Runtime-C/rv64gc/adder_discretize.c", bytes_81, sizeof bytes_81},
  {"Runtime-C/rv64gc/adder_discretize_heads.c", bytes_82, sizeof bytes_82},
  {"Runtime-C/rv64gc/adder_gate.c", bytes_83, sizeof bytes_83},
  {"Runtime-C/rv64gc/adder_linear.c", bytes_84, sizeof bytes_84},
  {"Runtime-C/rv64gc/adder_linear4.c", bytes_85, sizeof bytes_85},
  {"Runtime-C/rv64gc/adder_packing.h", bytes_86, sizeof bytes_86},
  {"Runtime-C/rv64gc/adder_requantize.h", bytes_87, sizeof bytes_87},
  {"Runtime-C/rv64gc/adder_rotate.c", bytes_88, sizeof bytes_88},
  {"Runtime-C/rv64gc/adder_scan.c", bytes_89, sizeof bytes_89},
  {"Runtime-C/rv64gc/adder_scan_heads.c", bytes_90, sizeof bytes_90},
  {"Runtime-C/rv64gcv/adder_convolve.c", bytes_91, sizeof bytes_91},
  {"Runtime-C/rv64gcv/adder_discretize.c", bytes_92, sizeof bytes_92},
  {"Runtime-C/rv64gcv/adder_discretize_heads.c", bytes_93, sizeof bytes_93},
  {"Runtime-C/rv64gcv/adder_gate.c", bytes_94, sizeof bytes_94},
  {"Runtime-C/rv64gcv/adder_linear.c", bytes_95, sizeof bytes_95},
  {"Runtime-C/rv64gcv/adder_linear4.c", bytes_96, sizeof bytes_96},
  {"Runtime-C/rv64gcv/adder_narrow.h", bytes_97, sizeof bytes_97},
  {"Runtime-C/rv64gcv/adder_normalize.c", bytes_98, sizeof bytes_98},
  {"Runtime-C/rv64gcv/adder_normalize16.c", bytes_99, sizeof bytes_99},
  {"Runtime-C/rv64gcv/adder_packing.h", bytes_100, sizeof bytes_100},
  {"Runtime-C/rv64gcv/adder_quantize.c", bytes_101, sizeof bytes_101},
  {"Runtime-C/rv64gcv/adder_rescale.c", bytes_102, sizeof bytes_102},
  {"Runtime-C/rv64gcv/adder_rotate.c", bytes_103, sizeof bytes_103},
  {"Runtime-C/rv64gcv/adder_scan.c", bytes_104, sizeof bytes_104},
  {"Runtime-C/rv64gcv/adder_scan_heads.c", bytes_105, sizeof bytes_105},
  {"Runtime-C/rv64gcv/adder_sigmoid.h", bytes_106, sizeof bytes_106},
  {"Runtime-C/rv64gcv/adder_store.h", bytes_107, sizeof bytes_107},
  {"Runtime-C/rv64gcv/adder_vectors.h", bytes_108, sizeof bytes_108},
  {"Runtime-C/sampler/adder_decimal.c", bytes_109, sizeof bytes_109},
  {"Runtime-C/sampler/adder_sampler.c", bytes_110, sizeof bytes_110},
  {"Runtime-C/tokenizer/adder_added.c", bytes_111, sizeof bytes_111},
  {"Runtime-C/tokenizer/adder_added.h", bytes_112, sizeof bytes_112},
  {"Runtime-C/tokenizer/adder_compose.c", bytes_113, sizeof bytes_113},
  {"Runtime-C/tokenizer/adder_decoder.c", bytes_114, sizeof bytes_114},
  {"Runtime-C/tokenizer/adder_encode.c", bytes_115, sizeof bytes_115},
  {"Runtime-C/tokenizer/adder_merge.c", bytes_116, sizeof bytes_116},
  {"Runtime-C/tokenizer/adder_symbol.c", bytes_117, sizeof bytes_117},
  {"Runtime-C/tokenizer/adder_symbol.h", bytes_118, sizeof bytes_118},
  {"Runtime-C/tokenizer/adder_tokenizer.c", bytes_119, sizeof bytes_119},
  {"Runtime-C/tokenizer/adder_word.c", bytes_120, sizeof bytes_120},
  {"Runtime-C/unicode/adder_unicode.h", bytes_121, sizeof bytes_121},
  {"Runtime-C/unicode/adder_unicode_tables.c", bytes_122, sizeof bytes_122},
  {"Runtime-C/x86-64-v3/adder_dot.h", bytes_123, sizeof bytes_123},
  {"Runtime-C/x86-64-v3/adder_dot16.h", bytes_124, sizeof bytes_124},
  {"Runtime-C/x86-64-v3/adder_dot4.h", bytes_125, sizeof bytes_125},
  {"Runtime-C/x86-64-v3/adder_lanes.h", bytes_126, sizeof bytes_126},
  {"Runtime-C/x86-64-v3/adder_lanes16.h", bytes_127, sizeof bytes_127},
  {"Runtime-C/x86-64-v3/adder_packing.h", bytes_128, sizeof bytes_128},
  {"Runtime-C/x86-64-v4-vnni/adder_dot.h", bytes_129, sizeof bytes_129},
  {"Runtime-C/x86-64-v4-vnni/adder_dot16.h", bytes_130, sizeof bytes_130},
  {"Runtime-C/x86-64-v4-vnni/adder_dot4.h", bytes_131, sizeof bytes_131},
  {"Runtime-C/x86-64-v4-vnni/adder_lanes.h", bytes_132, sizeof bytes_132},
  {"Runtime-C/x86-64-v4-vnni/adder_packing.h", bytes_133, sizeof bytes_133},
  {"Runtime-C/x86-64-v4-vnni/adder_scan.c", bytes_134, sizeof bytes_134},
  {"Runtime-C/x86-64-v4-vnni/adder_scan_heads.c", bytes_135, sizeof bytes_135},
  {"Targets/aarch64-dotprod.json", bytes_136, sizeof bytes_136},
  {"Targets/aarch64-i8mm.json", bytes_137, sizeof bytes_137},
  {"Targets/aarch64-neon.json", bytes_138, sizeof bytes_138},
  {"Targets/armv7-neon.json", bytes_139, sizeof bytes_139},
  {"Targets/boards/am62x.json", bytes_140, sizeof bytes_140},
  {"Targets/boards/bpi-f3.json", bytes_141, sizeof bytes_141},
  {"Targets/boards/canmv-k230.json", bytes_142, sizeof bytes_142},
  {"Targets/boards/hifive-premier-p550.json", bytes_143, sizeof bytes_143},
  {"Targets/boards/imx8m-plus.json", bytes_144, sizeof bytes_144},
  {"Targets/boards/imx93.json", bytes_145, sizeof bytes_145},
  {"Targets/boards/jetson-orin-nano.json", bytes_146, sizeof bytes_146},
  {"Targets/boards/licheepi-4a.json", bytes_147, sizeof bytes_147},
  {"Targets/boards/milkv-duo.json", bytes_148, sizeof bytes_148},
  {"Targets/boards/raspberry-pi-3.json", bytes_149, sizeof bytes_149},
  {"Targets/boards/raspberry-pi-4.json", bytes_150, sizeof bytes_150},
  {"Targets/boards/raspberry-pi-5.json", bytes_151, sizeof bytes_151},
  {"Targets/boards/sifive-x280.json", bytes_152, sizeof bytes_152},
  {"Targets/boards/spacemit-k3.json", bytes_153, sizeof bytes_153},
  {"Targets/boards/stm32mp13.json", bytes_154, sizeof bytes_154},
  {"Targets/boards/stm32mp15.json", bytes_155, sizeof bytes_155},
  {"Targets/boards/stm32mp25.json", bytes_156, sizeof bytes_156},
  {"Targets/boards/visionfive-2.json", bytes_157, sizeof bytes_157},
  {"Targets/boards/zynq-ultrascale-plus.json", bytes_158, sizeof bytes_158},
  {"Targets/host.json", bytes_159, sizeof bytes_159},
  {"Targets/rv64gc.json", bytes_160, sizeof bytes_160},
  {"Targets/rv64gcv.json", bytes_161, sizeof bytes_161},
  {"Targets/x86-64-v3.json", bytes_162, sizeof bytes_162},
  {"Targets/x86-64-v4-vnni.json", bytes_163, sizeof bytes_163},
  {"Templates/bench.c", bytes_164, sizeof bytes_164},
  {"Templates/bench_rates.c", bytes_165, sizeof bytes_165},
  {"Templates/bench_steps.c", bytes_166, sizeof bytes_166},
  {"Templates/blob_init.c", bytes_167, sizeof bytes_167},
  {"Templates/blob_init.h", bytes_168, sizeof bytes_168},
  {"Templates/classifier.c", bytes_169, sizeof bytes_169},
  {"Templates/classifier.h", bytes_170, sizeof bytes_170},
  {"Templates/classifier_bench.c", bytes_171, sizeof bytes_171},
  {"Templates/classifier_comparison.c", bytes_172, sizeof bytes_172},
  {"Templates/classifier_readme.md", bytes_173, sizeof bytes_173},
  {"Templates/classifier_sequence.c", bytes_174, sizeof bytes_174},
  {"Templates/generate.mk", bytes_175, sizeof bytes_175},
  {"Templates/generate_bytes.c", bytes_176, sizeof bytes_176},
  {"Templates/generate_ids.c", bytes_177, sizeof bytes_177},
  {"Templates/generate_tokenizer.c", bytes_178, sizeof bytes_178},
  {"Templates/image.c", bytes_179, sizeof bytes_179},
  {"Templates/image.h", bytes_180, sizeof bytes_180},
  {"Templates/image_bench.c", bytes_181, sizeof bytes_181},
  {"Templates/image_comparison.c", bytes_182, sizeof bytes_182},
  {"Templates/image_readme.md", bytes_183, sizeof bytes_183},
  {"Templates/image_sequence.c", bytes_184, sizeof bytes_184},
  {"Templates/init.c", bytes_185, sizeof bytes_185},
  {"Templates/init.h", bytes_186, sizeof bytes_186},
  {"Templates/language.c", bytes_187, sizeof bytes_187},
  {"Templates/language.h", bytes_188, sizeof bytes_188},
  {"Templates/language_bench.c", bytes_189, sizeof bytes_189},
  {"Templates/language_comparison.c", bytes_190, sizeof bytes_190},
  {"Templates/language_generate.c", bytes_191, sizeof bytes_191},
  {"Templates/language_readme.md", bytes_192, sizeof bytes_192},
  {"Templates/language_sequence.c", bytes_193, sizeof bytes_193},
  {"Templates/package.cmake", bytes_194, sizeof bytes_194},
  {"Templates/package.mk", bytes_195, sizeof bytes_195},
  {"Templates/package.pc", bytes_196, sizeof bytes_196},
  {"Templates/parallel.c", bytes_197, sizeof bytes_197},
  {"Templates/parallel.h", bytes_198, sizeof bytes_198},
  {"Templates/placement.h", bytes_199, sizeof bytes_199},
  {"Templates/pool.c", bytes_200, sizeof bytes_200},
  {"Templates/ranges.h", bytes_201, sizeof bytes_201},
  {"Templates/recipe.bb", bytes_202, sizeof bytes_202},
  {"Templates/report.css", bytes_203, sizeof bytes_203},
  {"Templates/reset.c", bytes_204, sizeof bytes_204},
  {"Templates/run.c", bytes_205, sizeof bytes_205},
  {"Templates/saved.c", bytes_206, sizeof bytes_206},
  {"Templates/saved.h", bytes_207, sizeof bytes_207},
  {"Templates/saved_readme.md", bytes_208, sizeof bytes_208},
  {"Templates/selftest.c", bytes_209, sizeof bytes_209},
  {"Templates/selftest.h", bytes_210, sizeof bytes_210},
  {"Templates/selftest_host.h", bytes_211, sizeof bytes_211},
  {"Templates/selftest_platform.c", bytes_212, sizeof bytes_212},
  {"Templates/selftest_printing.c", bytes_213, sizeof bytes_213},
  {"Templates/selftest_rates.c", bytes_214, sizeof bytes_214},
  {"Templates/selftest_readme.md", bytes_215, sizeof bytes_215},
  {"Templates/selftest_sequence.c", bytes_216, sizeof bytes_216},
  {"Templates/selftest_tables.c", bytes_217, sizeof bytes_217},
  {"Templates/selftest_traces.c", bytes_218, sizeof bytes_218},
  {"Templates/shared_reading.c", bytes_219, sizeof bytes_219},
  {"Templates/step_times.c", bytes_220, sizeof bytes_220},
  {"Templates/tables.S", bytes_221, sizeof bytes_221},
  {"Templates/threads_readme.md", bytes_222, sizeof bytes_222},
  {"Templates/tokenizer.c", bytes_223, sizeof bytes_223},
  {"Templates/tokenizer.h", bytes_224, sizeof bytes_224},
  {"Templates/weights.c", bytes_225, sizeof bytes_225},
  {"Templates/weights.h", bytes_226, sizeof bytes_226},
  {"Templates/weights_file.c", bytes_227, sizeof bytes_227},
  {"Templates/weights_readme.md", bytes_228, sizeof bytes_228},
  {"Templates/zephyr.cmake", bytes_229, sizeof bytes_229},
  {"Templates/zephyr.kconfig", bytes_230, sizeof bytes_230},
  {"Templates/zephyr.yml", bytes_231, sizeof bytes_231},
};

size_t adder_asset_count(void) {
  return sizeof assets / sizeof assets[0];
}

adder_asset adder_asset_at(size_t index) {
  return assets[index];
}
