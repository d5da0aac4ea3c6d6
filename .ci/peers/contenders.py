"""What is compared: each contender decodes or prefills so many tokens of a shape."""

import ctypes
import os
import time

import numpy as np

from shapes import PREFILL, STATES, TAPS


def seconds(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


class Adder:
    """The emitted C, built as a shared library."""

    def __init__(self, directory, shape, variant, weight_bytes):
        self.name = f"Adder {variant}"
        self.library = ctypes.CDLL(os.path.join(directory, f"{shape.name}-{variant}.so"))
        self.tokens = (ctypes.c_int32 * PREFILL)(*range(PREFILL))
        self.weight_bytes = weight_bytes
        if self.library.driver_start() != 0:
            raise RuntimeError("the pool of threads does not start")

    def decode(self, count):
        return seconds(lambda: self.library.driver_decode(count))

    def prefill(self):
        return seconds(lambda: self.library.driver_prefill(self.tokens, PREFILL))


class Llama:
    """llama.cpp through its C interface."""

    def __init__(self, directory, shape, kind, threads):
        import llama_cpp

        self.api = llama_cpp
        self.name = f"llama.cpp {kind.upper()}" + (f" {threads} threads" if threads > 1 else "")
        silent = llama_cpp.llama_log_callback(lambda level, text, data: None)
        self.silent = silent  # the library keeps only the address
        llama_cpp.llama_log_set(silent, None)
        llama_cpp.llama_backend_init()
        path = os.path.join(directory, f"{shape.name}-{kind}.gguf")
        model = llama_cpp.llama_model_load_from_file(
            path.encode(), llama_cpp.llama_model_default_params())
        parameters = llama_cpp.llama_context_default_params()
        parameters.n_ctx = 2 * PREFILL
        parameters.n_batch = parameters.n_ubatch = PREFILL
        parameters.n_threads = parameters.n_threads_batch = threads
        self.context = llama_cpp.llama_init_from_model(model, parameters)
        if not self.context:
            raise RuntimeError(f"llama.cpp does not load {path}")
        self.tokens = (ctypes.c_int32 * PREFILL)(*range(PREFILL))

    def clear(self):
        self.api.llama_memory_clear(self.api.llama_get_memory(self.context), True)

    def run(self, count, times):
        batch = self.api.llama_batch_get_one(self.tokens, count)
        for _ in range(times):
            if self.api.llama_decode(self.context, batch) != 0:
                raise RuntimeError("llama_decode fails")

    def decode(self, count):
        self.clear()
        return seconds(lambda: self.run(1, count))

    def prefill(self):
        self.clear()
        return seconds(lambda: self.run(PREFILL, 1))


class Onnx:
    """ONNX Runtime, one step of the graph with the state as inputs and outputs."""

    def __init__(self, directory, shape, threads):
        import onnxruntime

        self.name = "ONNX Runtime int8"
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(
            os.path.join(directory, f"{shape.name}-int8.onnx"), options,
            providers=["CPUExecutionProvider"])
        self.values = {"token": np.array([1], np.int64)}
        for layer in range(shape.layers):
            self.values[f"conv{layer}"] = np.zeros((TAPS - 1, shape.inner), np.float32)
            self.values[f"scan{layer}"] = np.zeros((shape.inner, STATES), np.float32)
        self.outputs = [output.name for output in self.session.get_outputs()]

    def run(self, count):
        for _ in range(count):
            results = self.session.run(self.outputs, self.values)
            for name, value in zip(self.outputs, results):
                if name.endswith("_new"):
                    self.values[name[:-4]] = value

    def decode(self, count):
        return seconds(lambda: self.run(count))

    def prefill(self):
        return None


class ReadLimit:
    """Bytes a second at which one thread reads a block again and again, in 1, 4 and 8 streams."""

    def __init__(self, directory, size):
        self.library = ctypes.CDLL(os.path.join(directory, "read_limit.so"))
        self.size = -(-size // 4096) * 4096
        self.times = 1 + (1 << 29) // self.size
        if self.library.read_start(ctypes.c_size_t(self.size)) != 0:
            raise RuntimeError("no memory for the read limit")

    def measure(self):
        total = self.size * self.times
        return {
            streams: total / seconds(lambda: self.library.read_all(streams, self.times))
            for streams in (1, 4, 8)
        }
