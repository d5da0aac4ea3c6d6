"""Writes an ONNX model of one step of a shape with random weights, quantized dynamically to int8.

usage: make_onnx.py SHAPE DIRECTORY
"""

import os
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from shapes import SHAPES, STATES, TAPS


class Graph:
    """Collects nodes and constants; every node has one output of its own."""

    def __init__(self):
        self.random = np.random.default_rng(1)
        self.nodes, self.constants = [], []
        self.count = 0

    def name(self):
        self.count += 1
        return f"v{self.count}"

    def constant(self, values):
        name = self.name()
        self.constants.append(numpy_helper.from_array(np.asarray(values), name))
        return name

    def normal(self, *size):
        return self.constant(self.random.standard_normal(size, dtype=np.float32) * np.float32(0.02))

    def node(self, kind, *inputs, outputs=1, **attributes):
        names = [self.name() for _ in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, **attributes))
        return names[0] if outputs == 1 else names

    def silu(self, x):
        return self.node("Mul", x, self.node("Sigmoid", x))

    def norm(self, x, width):
        squares = self.node("ReduceMean", self.node("Mul", x, x), keepdims=1)
        root = self.node(
            "Sqrt", self.node("Add", squares, self.constant(np.float32(1e-5))))
        weight = self.constant(np.ones(width, np.float32))
        return self.node("Mul", self.node("Div", x, root), weight)


def mixer(graph, shape, x, convolution, state):
    """One position through a mixer: its output and the new state."""
    inner, rank = shape.inner, shape.dt_rank
    both = graph.node("MatMul", x, graph.normal(shape.width, 2 * inner))
    parts = graph.constant(np.array([inner, inner]))
    x, z = graph.node("Split", both, parts, outputs=2, axis=1)
    window = graph.node(
        "Concat", convolution, graph.node("Reshape", x, graph.constant([1, inner])), axis=0)
    product = graph.node("Mul", window, graph.normal(TAPS, inner))
    axes = graph.constant(np.array([0]))
    x = graph.silu(graph.node("ReduceSum", product, axes, keepdims=1))
    kept = graph.node(
        "Slice", window, graph.constant(np.array([1])), graph.constant(np.array([TAPS])), axes)
    low = graph.node("MatMul", x, graph.normal(inner, rank + 2 * STATES))
    sizes = graph.constant(np.array([rank, STATES, STATES]))
    dt, b, c = graph.node("Split", low, sizes, outputs=3, axis=1)
    dt = graph.node(
        "Add", graph.node("MatMul", dt, graph.normal(rank, inner)),
        graph.constant(np.full(inner, -4, np.float32)))
    column = graph.constant([inner, 1])
    dt = graph.node("Reshape", graph.node("Softplus", dt), column)
    decay = graph.constant(
        -np.tile(np.arange(1, STATES + 1, dtype=np.float32), (inner, 1)))
    drive = graph.node(
        "MatMul", graph.node("Mul", dt, graph.node("Reshape", x, column)), b)
    old = graph.node("Mul", graph.node("Exp", graph.node("Mul", dt, decay)), state)
    state = graph.node("Add", old, drive)
    y = graph.node("MatMul", state, graph.node("Reshape", c, graph.constant([STATES, 1])))
    y = graph.node("Reshape", y, graph.constant([1, inner]))
    y = graph.node("Add", y, graph.node("Mul", x, graph.constant(np.ones(inner, np.float32))))
    y = graph.node("Mul", y, graph.silu(z))
    return graph.node("MatMul", y, graph.normal(inner, shape.width)), kept, state


def build(shape):
    graph = Graph()
    inputs = [helper.make_tensor_value_info("token", TensorProto.INT64, [1])]
    outputs = []
    x = graph.node("Gather", graph.normal(shape.vocabulary, shape.width), "token", axis=0)
    for layer in range(shape.layers):
        states = (
            (f"conv{layer}", [TAPS - 1, shape.inner]), (f"scan{layer}", [shape.inner, STATES]))
        names = [name for name, _ in states]
        output, *news = mixer(graph, shape, graph.norm(x, shape.width), *names)
        x = graph.node("Add", x, output)
        for (name, size), new in zip(states, news):
            inputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, size))
            graph.nodes.append(helper.make_node("Identity", [new], [f"{name}_new"]))
            outputs.append(
                helper.make_tensor_value_info(f"{name}_new", TensorProto.FLOAT, size))
    head = graph.normal(shape.width, shape.vocabulary)
    logits = graph.node("MatMul", graph.norm(x, shape.width), head)
    graph.nodes.append(helper.make_node("Identity", [logits], ["logits"]))
    outputs.append(
        helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, shape.vocabulary]))
    whole = helper.make_graph(graph.nodes, shape.name, inputs, outputs, graph.constants)
    model = helper.make_model(whole, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 9
    return model


def main():
    shape = SHAPES[sys.argv[1]]
    base = os.path.join(sys.argv[2], shape.name)
    onnx.save(build(shape), base + "-f32.onnx")
    quantize_dynamic(base + "-f32.onnx", base + "-int8.onnx", weight_type=QuantType.QInt8)
    os.remove(base + "-f32.onnx")


main()
