"""One interleaved run of all contenders on one shape, as a table of medians and ratios.

usage: compare.py SHAPE MODELS LIBRARIES ROUNDS [--busy]
"""

import os
import statistics
import subprocess
import sys

from contenders import Adder, Llama, Onnx, ReadLimit
from shapes import PREFILL, SHAPES


def contenders(shape, models, libraries):
    def adder(variant):
        return Adder(libraries, shape, variant, shape.weight_bytes(int(variant[1])))

    return [
        adder("W8A8"), Llama(models, shape, "q8_0", 1), adder("W4A8"),
        Llama(models, shape, "q4_0", 1), Onnx(models, shape, 1), adder("W8A8-2threads"),
        Llama(models, shape, "q8_0", 2),
    ]


def measure(all_of_them, limit, rounds, tokens):
    """The time of a token by contender and work, and the read limit, medians over rounds."""
    times = {}
    reads = {}
    for current in range(rounds + 1):
        for contender in all_of_them:
            decode = contender.decode(tokens[contender.name]) / tokens[contender.name]
            prefill = contender.prefill()
            if current == 0:  # warms up
                continue
            times.setdefault((contender.name, "decode"), []).append(decode)
            if prefill is not None:
                times.setdefault((contender.name, "prefill"), []).append(prefill / PREFILL)
        for streams, rate in limit.measure().items() if current > 0 else ():
            reads.setdefault(streams, []).append(rate)
    medians = {key: statistics.median(values) for key, values in times.items()}
    return medians, {streams: statistics.median(values) for streams, values in reads.items()}


def busy_process():
    """A process that keeps the last core busy."""
    last = {max(os.sched_getaffinity(0))}
    process = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    os.sched_setaffinity(process.pid, last)
    return process


def main():
    shape, models, libraries = SHAPES[sys.argv[1]], sys.argv[2], sys.argv[3]
    rounds = int(sys.argv[4])
    all_of_them = contenders(shape, models, libraries)
    limit = ReadLimit(libraries, shape.weight_bytes(8))
    tokens = {}
    for contender in all_of_them:  # about half a second each
        once = contender.decode(4) / 4
        tokens[contender.name] = max(4, min(2000, int(0.5 / once)))
    medians, reads = measure(all_of_them, limit, rounds, tokens)
    with_busy = {}
    if "--busy" in sys.argv[5:]:
        shared = [c for c in all_of_them if "2" in c.name and "thread" in c.name]
        process = busy_process()
        try:
            with_busy, _ = measure(shared, limit, rounds, tokens)
        finally:
            process.kill()
            process.wait()
    print_tables(shape, all_of_them, medians, reads, with_busy)


def print_tables(shape, all_of_them, medians, reads, with_busy):
    base = {
        work: medians[("llama.cpp Q8_0", work)] for work in ("decode", "prefill")}
    print(f"\n{shape.name}: tokens a second, medians of interleaved rounds\n")
    print("| runtime | decode | to llama.cpp Q8_0 | prefill 512 | to llama.cpp Q8_0 |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for contender in all_of_them:
        cells = [contender.name]
        for work in ("decode", "prefill"):
            time = medians.get((contender.name, work))
            cells += ["", ""] if time is None else [f"{1 / time:,.0f}", f"{base[work] / time:.2f}"]
        print("| " + " | ".join(cells) + " |")
    best = max(reads.values())
    print(f"\nReading {shape.weight_bytes(8):,} bytes with one thread: " + ", ".join(
        f"{rate / 1e9:.1f} GB/s in {streams} streams" for streams, rate in reads.items()))
    for contender in all_of_them:
        if isinstance(contender, Adder) and "threads" not in contender.name:
            rate = contender.weight_bytes / medians[(contender.name, "decode")]
            print(
                f"{contender.name}: {contender.weight_bytes:,} bytes of tables a token, "
                f"{rate / 1e9:.1f} GB/s, {100 * rate / best:.0f} % of the best")
    for (name, work), time in with_busy.items():
        if work == "decode":
            alone = name.replace("-2threads", "").replace(" 2 threads", "")
            ratio = medians[(alone, "decode")] / time
            print(f"{name} beside a busy process: {1 / time:,.0f}, {ratio:.2f} of one thread alone")
    two = medians[("Adder W8A8", "decode")] / medians[("Adder W8A8-2threads", "decode")]
    print(f"Adder, two threads against one: {two:.2f}")


main()
