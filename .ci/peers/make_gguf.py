"""Writes a GGUF file of a shape with random weights in F32, and quantizes it with llama.cpp.

usage: make_gguf.py SHAPE DIRECTORY
"""

import os
import sys

import gguf
import llama_cpp
import numpy as np

from shapes import SHAPES, STATES, TAPS


def write(shape, path):
    random = np.random.default_rng(1)

    def normal(*size):
        return random.standard_normal(size, dtype=np.float32) * np.float32(0.02)

    writer = gguf.GGUFWriter(path, "mamba")
    writer.add_name(shape.name)
    writer.add_context_length(1 << 20)
    writer.add_embedding_length(shape.width)
    writer.add_feed_forward_length(0)
    writer.add_head_count(0)
    writer.add_block_count(shape.layers)
    writer.add_ssm_conv_kernel(TAPS)
    writer.add_ssm_inner_size(shape.inner)
    writer.add_ssm_state_size(STATES)
    writer.add_ssm_time_step_rank(shape.dt_rank)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_tokenizer_model("none")
    writer.add_vocab_size(shape.vocabulary)
    writer.add_tensor("token_embd.weight", normal(shape.vocabulary, shape.width))
    writer.add_tensor("output_norm.weight", np.ones(shape.width, np.float32))
    decay = -np.tile(np.arange(1, STATES + 1, dtype=np.float32), (shape.inner, 1))
    for layer in range(shape.layers):
        block = f"blk.{layer}."
        inner = shape.inner
        for name, tensor in (
            ("attn_norm.weight", np.ones(shape.width, np.float32)),
            ("ssm_in.weight", normal(2 * inner, shape.width)),
            ("ssm_conv1d.weight", normal(inner, TAPS)),
            ("ssm_conv1d.bias", normal(inner)),
            ("ssm_x.weight", normal(shape.dt_rank + 2 * STATES, inner)),
            ("ssm_dt.weight", normal(inner, shape.dt_rank)),
            ("ssm_dt.bias", np.full(inner, -4, np.float32)),
            ("ssm_a", decay),
            ("ssm_d", np.ones(inner, np.float32)),
            ("ssm_out.weight", normal(shape.width, inner)),
        ):
            writer.add_tensor(block + name, tensor)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def quantize(source, path, kind):
    parameters = llama_cpp.llama_model_quantize_default_params()
    parameters.ftype = kind
    if llama_cpp.llama_model_quantize(source.encode(), path.encode(), parameters) != 0:
        sys.exit(f"make_gguf: {path}: llama.cpp does not quantize it")


def main():
    shape = SHAPES[sys.argv[1]]
    base = os.path.join(sys.argv[2], shape.name)
    write(shape, base + "-f32.gguf")
    quantize(base + "-f32.gguf", base + "-q8_0.gguf", llama_cpp.LLAMA_FTYPE_MOSTLY_Q8_0)
    quantize(base + "-f32.gguf", base + "-q4_0.gguf", llama_cpp.LLAMA_FTYPE_MOSTLY_Q4_0)
    os.remove(base + "-f32.gguf")


main()
