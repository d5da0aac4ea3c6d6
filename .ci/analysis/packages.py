"""Packages of several kinds, made by the tool that is analysed with them."""

import concurrent.futures
import dataclasses
import os
import pathlib
import random
import shutil
import struct

from runs import ROOT, must


@dataclasses.dataclass(frozen=True)
class Package:
    name: str
    directory: pathlib.Path
    target: str
    kind: str  # language, frames or images
    has_seal: bool  # weights are a file of their own
    threads: int

    @property
    def sources(self):
        """The generated files; the others are those of the runtime."""
        return sorted(file for file in self.directory.glob("*.c")
                      if not file.name.startswith("adder_"))


# graph: checkpoint, options of quantize
GRAPHS = {
    "text": ("example", []),
    "text4": ("example", ["--weight-bits", "4"]),
    "heads": ("mamba2-small", []),
    "keywords": ("keywords", []),
    "images": ("vim-small", []),
}
CALIBRATION = {"mamba2-small": "8x64", "keywords": "16x100", "vim-small": "16x1"}
KINDS = {"keywords": "frames", "images": "images"}

# name, graph, target, weights, threads, tokenizer of Tests/Vectors
PACKAGES = [
    ("text", "text", "host", "array", 1, None),
    ("text4-threads", "text4", "x86-64-v3", "blob", 3, None),
    ("heads-tokenizer", "heads", "host", "blob", 2, "neox"),
    ("heads-strict", "heads", "host", "incbin", 1, "strict"),
    ("keywords-threads", "keywords", "host", "array", 3, None),
    ("images", "images", "host", "incbin", 1, None),
]
CROSS = [(f"{graph}-{target}", graph, target, "array", 1, None)
         for graph in ("heads", "keywords")
         for target in ("aarch64-i8mm", "armv7-neon", "rv64gc", "rv64gcv")]


def emit(adder, work):
    """Quantizes the models and writes their packages, several at a time."""
    with concurrent.futures.ThreadPoolExecutor() as pool:
        checkpoints = {name: pool.submit(checkpoint, adder, name, work)
                       for name in sorted({model for model, _ in GRAPHS.values()})}
        graphs = {name: pool.submit(quantize, adder, name, checkpoints[model], options, work)
                  for name, (model, options) in GRAPHS.items()}
        made = [pool.submit(generate, adder, graphs[description[1]], description, work)
                for description in [*PACKAGES, *CROSS]]
        return [package.result() for package in made]


def checkpoint(adder, name, work):
    directory = work / "checkpoints" / name
    if name == "example":
        directory.parent.mkdir(parents=True, exist_ok=True)
        must([adder, "example", "--output", directory])
        return directory, directory / "calibration.txt"
    must([ROOT / ".ci/random-checkpoint", name, directory, "--tokens", CALIBRATION[name]],
         env=os.environ | {"CC": "cc"})
    return directory, directory / "calibration.safetensors"


def quantize(adder, name, future, options, work):
    directory, calibration = future.result()
    graph = work / f"{name}.graph"
    must([adder, "quantize", directory, "--calibration", calibration, *options, "--output", graph])
    return graph


def generate(adder, graph, description, work):
    name, model, target, weights, threads, tokenizer = description
    directory = work / "packages" / name
    directory.parent.mkdir(parents=True, exist_ok=True)
    options = ["--weights", weights, "--threads", threads]
    if tokenizer:
        options += ["--tokenizer", ROOT / f"Tests/Vectors/tokenizer/{tokenizer}.json"]
    must([adder, "generate", graph.result(), "--target", target, "--prefix", "model", *options,
          "--output", directory])
    return Package(name, directory, target, KINDS.get(model, "language"), weights == "blob",
                   threads)


def constant(package, name):
    """A number that the header defines."""
    for line in (package.directory / "model.h").read_text().splitlines():
        words = line.split()
        if words[:2] == ["#define", f"MODEL_{name}"]:
            return int(words[2])
    return None


def good_input(package):
    """Sequences for the runner, random and of the largest numbers."""
    numbers = random.Random(1)
    if package.kind == "images":
        count = constant(package, "IMAGE_BYTES")
        images = [bytes(numbers.randrange(256) for _ in range(count)), bytes(count),
                  b"\xff" * count]
        return b"".join(struct.pack("<I", count) + image for image in images)
    if package.kind == "frames":
        limit, width = constant(package, "LIMIT"), constant(package, "WIDTH")
        def sequence(positions, value):
            return struct.pack(f"<I{positions * width}h", positions,
                               *(value() for _ in range(positions * width)))
        return (sequence(20, lambda: numbers.randint(-limit, limit)) + sequence(3, lambda: limit)
                + sequence(3, lambda: -limit) + sequence(0, lambda: 0))
    last = constant(package, "VOCABULARY") - 1
    tokens = [numbers.randint(0, last) for _ in range(24)]
    return (struct.pack("<I24i", 24, *tokens) + struct.pack("<I3i", 3, last, last, 0)
            + struct.pack("<I", 0))


def bad_inputs(package):
    """What the runner must refuse."""
    good = good_input(package)
    return [good[:3], good[:5], good[:-5] if package.kind == "images" else good[:27],
            struct.pack("<I", 0xffffffff) + good[4:], struct.pack("<I", 2) + b"\xff\x7f" * 2000,
            struct.pack("<I", 2) + b"\x00\x80" * 2000]


def copied(package, to):
    """A copy to build in, with the same name."""
    shutil.copytree(package.directory, to)
    return dataclasses.replace(package, directory=to)
