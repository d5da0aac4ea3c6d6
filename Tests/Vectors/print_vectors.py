#!/usr/bin/env python3
"""Writes the test vectors of the primitives beside this script.

    python3 Tests/Vectors/print_vectors.py

It states the arithmetic specification a third time, in unbounded integers, independently of the
Swift (Sources/FixedPoint) and the C (Runtime-C). One file for each primitive; `#` begins a
comment; each line holds the arguments and then the results, in the order of the comment.
"""

import random
from decimal import ROUND_FLOOR, Decimal, getcontext
from pathlib import Path

getcontext().prec = 60
DIRECTORY = Path(__file__).resolve().parent
EDGES_16 = [-32768, -32767, -16384, -1, 0, 1, 2, 16383, 16384, 32766, 32767]
EDGES_32 = [-(2**31), -(2**31) + 1, -(2**30), -65536, -3, -1, 0, 1, 3, 65535, 2**30, 2**31 - 1]


# ---- the specification -----------------------------------------------------------------------

def round_half_up(x: Decimal) -> int:
    return int((x + Decimal("0.5")).to_integral_value(ROUND_FLOOR))


SIGMOID = [
    min(32767, round_half_up(32768 / (1 + (Decimal(-i) / 32).exp()))) for i in range(513)
]
SOFTPLUS = [
    round_half_up((1 << 25) * (1 + (Decimal(-i) / 32).exp()).ln()) for i in range(513)
]


def rounded(x: int, s: int) -> int:
    """floor(x / 2^s + 1/2)"""
    return (2 * x + 2**s) // 2 ** (s + 1)


def q15(a: int, b: int) -> int:
    return rounded(a * b, 15)


def q31(a: int, b: int) -> int:
    return rounded(a * b, 31)


def clamp(x: int, low: int, high: int) -> int:
    return max(low, min(high, x))


def requantize(x: int, left: int, multiplier: int, shift: int) -> int:
    return rounded(q31(x * 2**left, multiplier), shift)


def negated_decay(dt: int, a: int, fraction_bits: int) -> int:
    p = dt * a
    k = min(p // 2**fraction_bits, 15)
    f = p // 2 ** (fraction_bits - 15) % 2**15
    t = q15(q15(q15(1307, f) - 7587, f) + 22666, f)
    return rounded(max(t - 32768, -32767), k)


def interpolated(table: list[int], a: int, bits: int) -> int:
    i, rest = divmod(a, 2**bits)
    return table[i] + rounded((table[i + 1] - table[i]) * rest, bits)


def sigmoid(u: int, fraction_bits: int) -> int:
    v = interpolated(SIGMOID, min(abs(u) * 2 ** (12 - fraction_bits), 65535), 7)
    return 32768 - v if u < 0 else v


def silu(u: int, fraction_bits: int) -> int:
    return q15(u, sigmoid(u, fraction_bits))


def softplus(u: int) -> int:
    return max(u, 0) * 2**15 + interpolated(SOFTPLUS, min(abs(u), 16383), 5)


def reciprocal_square_root(s: int) -> tuple[int, int]:
    z = (64 - s.bit_length()) // 2 * 2
    m = s * 2**z // 2**32
    y = min(2463550013 - rounded(m * 1288490189, 32), 2**31 - 1)
    for _ in range(4):
        u = rounded(rounded(y * y, 30) * m, 32)
        y = min(rounded(y * (3 * 2**30 - u), 31), 2**31 - 1)
    return y, z // 2


def mean(total: int, count: int) -> int:
    return 0 if count == 0 else (2 * total + count) // (2 * count)


POWER = [1073741824, 744260993, 257938951, 59582747, 10285566, 1368751, 117063]


def negative_power(exponent: int) -> int:
    k, rest = divmod(exponent, 2**26)
    if k > 30:
        return 0
    y = 0
    for c in reversed(POWER):
        y = c - q31(rest * 2**5, y)
    return rounded(y, k)


class SplitMix:
    def __init__(self, seed: int):
        self.state = seed

    def next(self) -> int:
        self.state = (self.state + 0x9E3779B97F4A7C15) % 2**64
        z = self.state
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 % 2**64
        z = (z ^ z >> 27) * 0x94D049BB133111EB % 2**64
        return z ^ z >> 31

    def below(self, bound: int) -> int:
        bits = max(1, (bound - 1).bit_length())
        while (number := self.next() >> (64 - bits)) >= bound:
            pass
        return number


def penalized(logit: int, penalty: int) -> int:
    if logit > 0:
        return min((2 * logit * 2**16 + penalty) // (2 * penalty), 2**31 - 1)
    return max(rounded(logit * penalty, 16), -(2**31))


class Sampler:
    """By sorting, which neither the Swift nor the C does."""

    def __init__(self, temperature, top_k, top_p, penalty, seed, multiplier, shift):
        self.temperature, self.top_k, self.top_p, self.penalty = temperature, top_k, top_p, penalty
        self.random = SplitMix(seed)
        self.seen: set[int] = set()
        quotient = multiplier * 2**32 // max(1, temperature)
        bits = max(0, quotient.bit_length() - 32)
        self.multiplier, self.shift = quotient // 2**bits, shift - bits - 10

    def weight(self, distance: int) -> int:
        return negative_power(
            distance * self.multiplier // 2**self.shift if self.shift >= 0
            else distance * self.multiplier * 2**-self.shift)

    def draw(self, logits: list[int]) -> int:
        logits = [penalized(x, self.penalty) if i in self.seen and self.penalty != 65536 else x
                  for i, x in enumerate(logits)]
        order = sorted(range(len(logits)), key=lambda i: (-logits[i], i))
        if self.temperature == 0:
            return order[0]
        if self.top_k > 0:
            order = order[: self.top_k]
        weights = {i: self.weight(logits[order[0]] - logits[i]) for i in order}
        order.sort(key=lambda i: (-weights[i], i))
        wanted = max(1, -(-sum(weights.values()) * self.top_p // 65536))
        kept, total = [], 0
        while total < wanted:
            kept.append(order[len(kept)])
            total += weights[kept[-1]]
        rest = self.random.below(total)
        for i in sorted(kept):
            if rest < weights[i]:
                return i
            rest -= weights[i]
        raise AssertionError


def random_logits(random: SplitMix, count: int, spread: int) -> list[int]:
    """Signed numbers of 32 - spread bits."""
    return [(random.next() // 2**32 - 2**31) // 2**spread for _ in range(count)]


# ---- the arguments ---------------------------------------------------------------------------

class Source:
    """Seeded by the name of the primitive, so that one file does not depend on another."""

    def __init__(self, name: str):
        self.random = random.Random(name)

    def integer(self, low: int, high: int) -> int:
        """Mostly uniform, sometimes close to zero or to an end."""
        kind = self.random.randrange(4)
        if kind == 0:
            return clamp(self.random.randint(-4, 4), low, high)
        if kind == 1:
            return clamp(self.random.choice([low, high]) + self.random.randint(-4, 4), low, high)
        return self.random.randint(low, high)

    def scaled(self, bits: int) -> int:
        """Signed, with a uniformly distributed magnitude in bits, at most `bits`."""
        limit = 2 ** self.random.randint(0, bits)
        return self.random.randint(-limit, limit - 1)


def write(name: str, comment: str, rows: list[tuple[int, ...]]) -> None:
    lines = [f"# {comment}"] + [" ".join(map(str, row)) for row in rows]
    (DIRECTORY / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="ascii")


def products(name: str, edges: list[int], product, bits: int, comment: str) -> None:
    source = Source(name)
    pairs = [(a, b) for a in edges for b in edges]
    pairs += [(source.scaled(bits), source.scaled(bits)) for _ in range(600)]
    lowest = -(2**bits)
    write(name, comment, [(*p, product(*p)) for p in pairs if p != (lowest, lowest)])


def write_shifts() -> None:
    source = Source("rshift")
    values = EDGES_32 + [source.scaled(31) for _ in range(12)]
    write("rshift", "x s rshift(x, s)", [(x, s, rounded(x, s)) for x in values for s in range(32)])
    edges = [-32769, -32768, -32767, -129, -128, -127, 0, 126, 127, 128, 32766, 32767, 32768]
    values = edges + EDGES_32 + [source.scaled(31) for _ in range(100)]
    write(
        "saturate", "x sat8(x) sat16(x)",
        [(x, clamp(x, -128, 127), clamp(x, -32768, 32767)) for x in values])


def write_requantize() -> None:
    source = Source("requantize")
    rows = []
    for _ in range(1000):
        left = source.integer(0, 30)
        x = source.scaled(31 - left)
        multiplier = source.integer(-(2**31) + 1, 2**31 - 1)
        shift = source.integer(0, 31)
        rows.append((x, left, multiplier, shift, requantize(x, left, multiplier, shift)))
    write("requantize", "x left multiplier shift requantize(x)", rows)


def write_decay() -> None:
    source = Source("negated_decay")
    ends = [0, 1, 2, 16384, 32766, 32767]
    rows = [(dt, a, f) for dt in ends for a in ends for f in (16, 23, 30)]
    rows += [
        (source.integer(0, 32767), source.integer(0, 32767), source.random.randint(16, 30))
        for _ in range(1500)
    ]
    write("negated_decay", "dt a F negatedDecay", [(*r, negated_decay(*r)) for r in rows])


def write_functions() -> None:
    source = Source("sigmoid")
    rows = [(u, f) for u in EDGES_16 for f in range(13)]
    rows += [(source.scaled(15), source.random.randint(0, 12)) for _ in range(1200)]
    write("sigmoid", "u f sigmoid silu", [(*r, sigmoid(*r), silu(*r)) for r in rows])
    arguments = EDGES_16 + [-16384, -16383, -16382, 16382]
    arguments += [source.scaled(15) for _ in range(1200)]
    write("softplus", "u softplus", [(u, softplus(u)) for u in arguments])
    write("sigmoid_table", "i T[i]", list(enumerate(SIGMOID)))
    write("softplus_table", "i T[i]", list(enumerate(SOFTPLUS)))


def write_roots() -> None:
    source = Source("reciprocal_square_root")
    values = [v for e in range(62) for v in (2**e, 2**e - 1, 2**e + 1) if v > 0] + [2**62 - 1]
    values += [source.random.randint(1, 2 ** source.random.randint(1, 62) - 1) for _ in range(600)]
    write(
        "reciprocal_square_root", "s mantissa halfShift",
        [(s, *reciprocal_square_root(s)) for s in values])


def write_means() -> None:
    source = Source("mean")
    rows = [(0, 0), (32767 * 65535, 65535), (-32768 * 65535, 65535), (1, 2), (-1, 2), (-3, 2)]
    for _ in range(300):
        count = source.integer(1, 65535)
        rows.append((source.integer(-32768 * count, 32767 * count), count))
    write("mean", "sum count mean", [(*r, mean(*r)) for r in rows])


def write_decimals() -> None:
    source = Source("decimal")
    rows = [(0, 9, 7629), (0, 8, 763), (9999, 9, 999999999), (0, 1, 5), (1, 0, 0)]
    for _ in range(400):
        places = source.random.randint(0, 9)
        rows.append((source.integer(0, 9999), places, source.integer(0, 10**places - 1)))
    write(
        "decimal", "whole places fraction, and whole.fraction in Q16",
        [(w, p, f, (2 * (w * 10**p + f) * 65536 + 10**p) // (2 * 10**p)) for w, p, f in rows])


def write_powers() -> None:
    source = Source("negative_power")
    exponents = [e for k in range(33) for e in (k << 26, (k << 26) + 1, ((k + 1) << 26) - 1)]
    exponents += [source.random.randint(0, 31 << 26) for _ in range(800)] + [2**63 - 1]
    write("negative_power", "exponent negativePower", [(e, negative_power(e)) for e in exponents])


def write_samples() -> None:
    source = Source("sample")
    rows = []
    for index in range(400):
        vocabulary = source.random.choice([1, 2, 3, 31, 32, 33, 100, 257])
        spread = source.random.choice([0, 1, 8, 16, 24, 28, 31])
        logits_seed, seed = source.random.randrange(2**63), source.random.randrange(2**63)
        temperature = source.random.choice([0, 1, 655, 45875, 52429, 65536, 131072, 100 << 16])
        top_k = source.random.choice([0, 0, 1, 2, 40, 1000])
        top_p = source.random.choice([0, 1, 32768, 62259, 65535, 65536, 65536])
        penalty = source.random.choice([655, 58982, 65536, 65536, 72090, 100 << 16])
        multiplier = source.integer(2**31, 2**32 - 1)
        # Differences of logits that matter: about 2 to the power of 32 - spread.
        shift = source.random.choice([63 - spread] * 5 + [58 - spread, 80, -1000, 1000])
        arguments = (vocabulary, logits_seed, spread, temperature, top_k, top_p, penalty, seed,
                     multiplier, shift)
        sampler = Sampler(temperature, top_k, top_p, penalty, seed, multiplier, shift)
        random_source = SplitMix(logits_seed)
        tokens = []
        for _ in range(4):
            tokens.append(sampler.draw(random_logits(random_source, vocabulary, spread)))
            sampler.seen.add(tokens[-1])
        rows.append((*arguments, *tokens))
    write(
        "sample",
        "vocabulary logitsSeed spread temperature topK topP repetitionPenalty seed multiplier "
        "shift, and four tokens", rows)


if __name__ == "__main__":
    products("q15", EDGES_16, q15, 15, "a b q15(a, b)")
    products("q31", EDGES_32, q31, 31, "a b q31(a, b)")
    write_shifts()
    write_requantize()
    write_decay()
    write_functions()
    write_roots()
    write_means()
    write_decimals()
    write_powers()
    write_samples()
