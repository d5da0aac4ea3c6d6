"""Interleaved run of the keyword spotter: the emitted C against float C of the same shape.

usage: compare_clips.py LIBRARIES ROUNDS
"""

import ctypes
import os
import statistics
import sys
import time

CLIPS = 200


def main():
    libraries, rounds = sys.argv[1], int(sys.argv[2])
    plain = ctypes.CDLL(os.path.join(libraries, "float_mamba.so"))
    plain.float_clips.restype = ctypes.c_float
    plain.float_start()
    adder = ctypes.CDLL(os.path.join(libraries, "keywords-W8A8.so"))
    adder.driver_start()
    times = {"plain float C": [], "Adder W8A8": []}
    works = {"plain float C": plain.float_clips, "Adder W8A8": adder.driver_clips}
    for current in range(rounds + 1):
        for name, work in works.items():
            start = time.perf_counter()
            work(CLIPS)
            if current > 0:
                times[name].append((time.perf_counter() - start) / CLIPS)
    print("\nkeywords: one clip of 100 frames, medians of interleaved rounds\n")
    print("| code | ms | ratio |")
    print("| --- | ---: | ---: |")
    base = statistics.median(times["plain float C"])
    for name, values in times.items():
        time_of_clip = statistics.median(values)
        print(f"| {name} | {1e3 * time_of_clip:.3f} | {base / time_of_clip:.2f} |")


main()
