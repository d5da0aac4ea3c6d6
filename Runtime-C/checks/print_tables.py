#!/usr/bin/env python3
"""Prints Runtime-C/portable/adder_tables.c, with 60-digit decimals and no floating point.

    python3 Runtime-C/checks/print_tables.py > Runtime-C/portable/adder_tables.c
"""

from decimal import ROUND_FLOOR, Decimal, getcontext

getcontext().prec = 60
HALF = Decimal("0.5")

HEADER = """\
/* SPDX-License-Identifier: MIT */
/*  adder_tables.c -- the tables of adder_sigmoid and adder_softplus.
 *
 *    sigmoid   min(32767, floor(32768 / (1 + exp(-i/32)) + 1/2)), i = 0...512; Q15
 *    softplus  floor(2^25 * log(1 + exp(-i/32)) + 1/2), i = 0...512; Q25
 *
 *  Printed by Runtime-C/checks/print_tables.py; do not edit.
 */
#include "adder_fixed.h"
"""


def round_half_up(value: Decimal) -> int:
    return int((value + HALF).to_integral_value(ROUND_FLOOR))


def decay(i: int) -> Decimal:
    return (Decimal(-i) / 32).exp()


def sigmoid_table() -> list[int]:
    return [min(32767, round_half_up(32768 / (1 + decay(i)))) for i in range(513)]


def softplus_table() -> list[int]:
    return [round_half_up((1 << 25) * (1 + decay(i)).ln()) for i in range(513)]


def print_table(declaration: str, values: list[int]) -> None:
    print(f"\nconst {declaration}[513] = {{")
    line = " "
    for value in values:
        text = f" {value},"
        if len(line) + len(text) > 100:
            print(line)
            line = " "
        line += text
    print(line)
    print("};")


if __name__ == "__main__":
    print(HEADER, end="")
    print_table("int16_t adder_sigmoid_table", sigmoid_table())
    print_table("int32_t adder_softplus_table", softplus_table())
