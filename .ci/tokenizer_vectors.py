"""Trains the fixtures of the tokenizer's tests and writes what `tokenizers` makes of texts.

    neox.json     as GPT-NeoX: NFC, runs of 2...24 spaces as added tokens, merges as 'a b'
    strict.json   the rest: a space in front, tokens that strip or stand alone, bytes without a
                  token, merges as pairs
    *.bin         for each string: u16 bytes, the bytes, u16 ids, the ids as u16; little-endian
"""

import glob
import json
import random
import struct
import sys
import unicodedata

from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers
from tokenizers import trainers

# In scripts that the repository's own texts lack.
SENTENCES = """
Die Würde des Menschen ist unantastbar; größer, schöner, weißer Fluß über Öl.
L'été dernier, nous avons déjà mangé à la brasserie « Chez Noël » — ça, c'était bien.
Příliš žluťoučký kůň úpěl ďábelské ódy. Zażółć gęślą jaźń. Şişli'de güneş doğdu.
Быстрая лиса прыгает через ленивую собаку, и это всё ещё правда в 2024 году.
Η γρήγορη αλεπού πηδάει πάνω από το τεμπέλικο σκυλί. Ἐν ἀρχῇ ἦν ὁ λόγος.
שועל מהיר קופץ מעל כלב עצלן. السلام عليكم ورحمة الله، كيف حالك اليوم؟
नमस्ते दुनिया, यह एक परीक्षण वाक्य है। ஒரு சோதனை வாக்கியம். สวัสดีชาวโลก นี่คือการทดสอบ
我能吞下玻璃而不伤身体。今天天气很好，我们去公园吧！日本語の文章も、カタカナとひらがなで。
한국어 문장도 하나 있습니다. 다람쥐 헌 쳇바퀴에 타고파. Việt Nam đất nước tôi, tiếng Việt.
ქართული ანბანი, հայերեն գրեր, አማርኛ ፊደል, 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 and 𝒎𝒂𝒕𝒉 and 👩‍👩‍👧‍👦 🇩🇪 👍🏽 😀😂❤️🚀
∀x∈ℝ: ⌈x⌉ = −⌊−x⌋, α ∧ ¬β = ¬(¬α ∨ β), ½ ⅔ ² ³ Ⅷ ① ٣ ५ 千 €100 £20 ¥300 ™ © ®
""".strip().split("\n")

SPACES = "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
NOT_SPACES = "\u200b\u200c\u200d\ufeff\u180e\x00\x1c\x1f"
EMOJI = ["😀", "👩‍👩‍👧‍👦", "🇩🇪", "👍🏽", "❤️", "🚀", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "☕", "1️⃣"]
ENDINGS = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d", "'S", "'x", "''", "'", "'r", "'l", "’s"]
RANGES = [
    (0x20, 0x7F), (0xA0, 0x250), (0x300, 0x370), (0x370, 0x530), (0x590, 0x700), (0x900, 0xE00),
    (0xE00, 0x1100), (0x1100, 0x1200), (0x1E00, 0x2000), (0x2000, 0x2C00), (0x3000, 0x3200),
    (0x4E00, 0x4F00), (0xAC00, 0xAD00), (0xF900, 0xFB50), (0xFF00, 0xFFF0), (0x10000, 0x10FFFF),
    (0x1D100, 0x1D800), (0x1F300, 0x1FA00), (0x2F800, 0x2FA20),
]
MARKS = [c for c in range(0x300, 0x20D0) if unicodedata.combining(chr(c))]


def corpus():
    names = ["README.md", "CONTRIBUTING.md", "Sources/DefaultModel/calibration.txt"]
    names += sorted(glob.glob("Sources/adder/Documentation.docc/**/*.md", recursive=True))
    lines = []
    for name in names:
        with open(name, encoding="utf-8") as file:
            lines += file.read().splitlines(keepends=True)
    return lines + [line + "\n" for line in SENTENCES] * 8


def train(lines, size, alphabet, prefix_space, normalizer, special):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=prefix_space)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=size, initial_alphabet=alphabet, special_tokens=special, show_progress=False)
    tokenizer.train_from_iterator(lines, trainer)
    return tokenizer


def neox(lines, size):
    """As EleutherAI/gpt-neox-20b: two special tokens first, runs of spaces last."""
    special = ["<|endoftext|>", "<|padding|>"]
    tokenizer = train(
        lines, size, pre_tokenizers.ByteLevel.alphabet(), False, normalizers.NFC(), special)
    tokenizer.add_tokens(
        [AddedToken(" " * n, normalized=True, special=False) for n in range(24, 1, -1)])
    return tokenizer


def strict(lines):
    tokenizer = train(lines, 600, [], True, normalizers.NFC(), [])
    tokenizer.add_tokens([
        AddedToken("<left>", lstrip=True, normalized=False),
        AddedToken("<right>", rstrip=True, normalized=False),
        AddedToken("<both>", lstrip=True, rstrip=True, normalized=True),
        AddedToken("word", single_word=True, normalized=False),
        AddedToken("wordy", single_word=True, normalized=True),
        AddedToken("cafe\u0301", normalized=True),
        AddedToken("cafe\u0301s", normalized=False),
        AddedToken("  ", normalized=False),
        AddedToken("<r", normalized=False),
        AddedToken("right>s", normalized=True),
    ])
    tokenizer.add_special_tokens([AddedToken("<end>", special=True, normalized=False)])
    return tokenizer


class Strings:
    """Seeded strings of mixed scripts, emoji, marks and white space."""

    def __init__(self, seed, words, tokens):
        self.random = random.Random(seed)
        self.words = words
        self.tokens = tokens

    def code(self):
        while True:
            low, high = self.random.choice(RANGES)
            code = self.random.randrange(low, high)
            if not 0xD800 <= code < 0xE000:
                return chr(code)

    def part(self):
        r = self.random
        kind = r.randrange(15)
        if kind < 4:
            return r.choice([" ", "", " ", "\n"]) + r.choice(self.words)
        if kind == 4:
            sentence = r.choice(SENTENCES)
            start = r.randrange(len(sentence))
            return sentence[start : start + r.randrange(1, 16)]
        if kind == 5:
            return unicodedata.normalize("NFD", r.choice(SENTENCES)[: r.randrange(1, 12)])
        if kind == 6:
            return "".join(chr(r.choice(MARKS)) for _ in range(r.randrange(1, 5)))
        if kind == 7:
            return "".join(self.code() for _ in range(r.randrange(1, 6)))
        if kind == 8:
            return r.choice(EMOJI)
        if kind == 9:
            return "".join(r.choice(SPACES) for _ in range(r.randrange(1, 5)))
        if kind == 10:
            return " " * r.randrange(1, 40)
        if kind == 11:
            return r.choice(self.words) + r.choice(ENDINGS)
        if kind == 12:
            return r.choice(self.tokens)
        if kind == 13:
            return r.choice(NOT_SPACES) + str(r.randrange(10 ** r.randrange(1, 8)))
        return r.choice(self.words)[:1] * r.randrange(1, 20)

    def string(self):
        return "".join(self.part() for _ in range(self.random.randrange(0, 6)))


def write_vectors(path, tokenizer, strings, count):
    with open(path, "wb") as file:
        for _ in range(count):
            text = strings.string()
            data = text.encode()
            ids = tokenizer.encode(text, add_special_tokens=False).ids
            file.write(struct.pack("<H", len(data)) + data)
            file.write(struct.pack(f"<H{len(ids)}H", len(ids), *ids))


def save(path, tokenizer, joins_merges):
    root = json.loads(tokenizer.to_str())
    if joins_merges:  # as the releases that wrote GPT-NeoX's
        root["model"]["merges"] = [" ".join(pair) for pair in root["model"]["merges"]]
    with open(path, "w", encoding="utf-8") as file:
        json.dump(root, file, ensure_ascii=False, indent=0, separators=(",", ":"))
        file.write("\n")


def large(path):
    """50,254 tokens and 23 runs of spaces, as many as GPT-NeoX has, trained on made-up words."""
    r = random.Random(50277)
    letters = "etaoinshrdlcumwfgypbvkéüжщअ我のㅎ"
    words = ["".join(r.choices(letters, weights=range(40, 40 - len(letters), -1),
                               k=r.randrange(2, 12))) for _ in range(120_000)]
    lines = [" ".join(r.choices(words, k=12)) for _ in range(40_000)]
    save(path, neox(corpus() * 4 + lines, 50254), True)


def main():
    if sys.argv[1] == "--large":
        return large(sys.argv[2])
    directory = sys.argv[1]
    lines = corpus()
    words = sorted({word for line in lines for word in line.split()})
    for name, tokenizer, count, joins in [
        ("neox", neox(lines, 3000), 10_000, True), ("strict", strict(lines), 2_000, False),
    ]:
        save(f"{directory}/{name}.json", tokenizer, joins)
        tokenizer = Tokenizer.from_file(f"{directory}/{name}.json")
        contents = [token.content for token in tokenizer.get_added_tokens_decoder().values()]
        strings = Strings(name, words, contents + ["word", "words", "café", "cafés", "<right>  s"])
        write_vectors(f"{directory}/{name}.bin", tokenizer, strings, count)


main()
