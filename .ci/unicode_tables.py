"""Writes the tables of Runtime-C/unicode from the behaviour of the package `tokenizers`."""

import sys
import unicodedata

from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers

CODES = [code for code in range(1, 0x110000) if not 0xD800 <= code < 0xE000]
LETTER, NUMBER, SPACE, WORD, NFC = 1, 2, 4, 8, 16
HANGUL = range(0xAC00, 0xAC00 + 11172)


def matching(pattern):
    """The codes that an expression of the pre-tokenizer matches."""
    split = pre_tokenizers.Split(Regex(pattern), "removed")
    found = set()
    for start in range(0, len(CODES), 4096):
        text = "".join(map(chr, CODES[start : start + 4096]))
        kept = {ord(c) for piece, _ in split.pre_tokenize_str(text) for c in piece}
        found |= {ord(c) for c in text} - kept
    return found


def added(**options):
    """A tokenizer with one added token, beside one for everything else."""
    tokenizer = Tokenizer(models.WordLevel({"?": 0}, unk_token="?"))
    tokenizer.add_tokens([AddedToken("<t>", **options)])
    return tokenizer


def words():
    """The codes beside which an added token is no single word."""
    tokenizer = added(single_word=True, normalized=False)
    return {c for c in CODES if 1 not in tokenizer.encode("<t>" + chr(c)).ids}


def stripped():
    """The codes that an added token takes as white space."""
    tokenizer = added(rstrip=True, normalized=False)
    return {c for c in CODES if len(tokenizer.encode("<t>" + chr(c)).ids) == 1}


def decompositions():
    """Code to its full decomposition, as `tokenizers` has it."""
    nfd = normalizers.NFD()
    full = {c: nfd.normalize_str(chr(c)) for c in CODES}
    return {c: text for c, text in full.items() if text != chr(c) and c not in HANGUL}


def combining():
    """Code to canonical combining class, found by what changes places with what."""
    nfd = normalizers.NFD()
    low, high = "\u0334", "\u0345"  # classes 1 and 240, the ends
    assert unicodedata.combining(low) == 1 and unicodedata.combining(high) == 240
    full = decompositions()
    marks = []
    for c in CODES:
        if c in full or c in HANGUL:
            continue
        text = chr(c)
        if nfd.normalize_str(text + low) != text + low or (
            nfd.normalize_str(high + text) != high + text
        ):
            marks.append(c)
    known = {c: unicodedata.combining(chr(c)) for c in map(ord, (low, high))}
    known |= {c: unicodedata.combining(chr(c)) for c in marks}
    probes = {known[c]: chr(c) for c in marks if known[c]}
    for c in marks:
        for value, probe in probes.items():
            swaps = nfd.normalize_str(chr(c) + probe) != chr(c) + probe
            assert swaps == (known[c] > value), hex(c)
    assert all(known[c] for c in marks)
    return known


def single_steps(full):
    """(code, first, second): the decompositions of one step, and which of them compose."""
    nfc, nfd = normalizers.NFC(), normalizers.NFD()
    steps, composing = [], []
    for c in sorted(full):
        text = full[c]
        if len(text) == 1:
            steps.append((c, ord(text), 0))
            continue
        parts = unicodedata.decomposition(chr(c)).split()
        if len(parts) == 1:  # to one that is decomposed itself
            steps.append((c, int(parts[0], 16), 0))
            assert nfd.normalize_str(chr(int(parts[0], 16))) == text
            continue
        first, second = (int(part, 16) for part in parts)
        assert nfd.normalize_str(chr(first) + chr(second)) == text and second not in full
        if nfc.normalize_str(chr(c)) == chr(c):
            composing.append(len(steps))
        steps.append((c, first, second))
    composing.sort(key=lambda i: steps[i][1:])
    return steps, composing


def changed_by_nfc(steps, composing, classes):
    composable = {steps[i][0] for i in composing}
    result = {c for c, _, _ in steps if c not in composable} | set(classes)
    result |= {steps[i][2] for i in composing}
    return result | set(range(0x1161, 0x1176)) | set(range(0x11A8, 0x11C3))


def runs(value):
    """code << 8 | value, where the value changes."""
    entries, last = [], None
    for code in range(0x110001):
        now = value(code)
        if now != last:
            entries.append(code << 8 | now)
            last = now
    return entries


def rows(entries):
    lines, line = [], " "
    for entry in entries:
        if len(line) + len(entry) + 2 > 100:
            lines.append(line)
            line = " "
        line += f" {entry},"
    return "\n".join(lines + [line])


def write(path, classes, combining_runs, steps, composing):
    with open(path, "w") as file:
        file.write(
            "/* SPDX-License-Identifier: MIT */\n"
            "/* Copyright (c) the authors of Adder */\n"
            "/*  adder_unicode_tables.c -- written by .ci/unicode-tables. */\n"
            '#include "adder_unicode.h"\n'
        )
        for kind, name, entries in [
            ("uint32_t", "classes", [f"0x{e:x}" for e in classes]),
            ("uint32_t", "combining", [f"0x{e:x}" for e in combining_runs]),
            ("adder_decomposition", "decompositions",
             [f"{{0x{c:x}, 0x{a:x}, 0x{b:x}}}" for c, a, b in steps]),
            ("uint16_t", "compositions", [str(i) for i in composing]),
        ]:
            file.write(f"\nstatic const {kind} {name}[] = {{\n{rows(entries)}\n}};\n")
        file.write("\nconst adder_unicode_tables adder_unicode = {\n")
        for name in ["classes", "combining", "decompositions", "compositions"]:
            file.write(f"    {name}, sizeof {name} / sizeof {name}[0],\n")
        file.write("};\n")


def main():
    letters, numbers, spaces = matching(r"\p{L}"), matching(r"\p{N}"), matching(r"\s")
    assert spaces == stripped(), "the two kinds of white space differ"
    word = words()
    marks = combining()
    full = decompositions()
    steps, composing = single_steps(full)
    changing = changed_by_nfc(steps, composing, marks)
    nfc = normalizers.NFC()
    assert all(nfc.normalize_str(chr(c)) == chr(c) for c in CODES if c not in changing)
    classes = runs(
        lambda c: (c in letters) * LETTER + (c in numbers) * NUMBER + (c in spaces) * SPACE
        + (c in word) * WORD + (c in changing) * NFC
    )
    write(sys.argv[1], classes, runs(lambda c: marks.get(c, 0)), steps, composing)
    print(f"{len(classes)} runs of classes, {len(steps)} decompositions, "
          f"{len(composing)} compositions; Unicode {unicodedata.unidata_version} in Python")


main()
