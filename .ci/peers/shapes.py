"""The shapes that are compared, as in random_checkpoint.c."""

STATES = 16
TAPS = 4
EXPAND = 2
PREFILL = 512


class Shape:
    def __init__(self, name, layers, width, dt_rank, vocabulary):
        self.name = name
        self.layers = layers
        self.width = width
        self.inner = EXPAND * width
        self.dt_rank = dt_rank
        self.vocabulary = vocabulary

    def weight_bytes(self, bits):
        """Bytes of matrices that a token needs, in_proj and out_proj with weights of `bits`."""
        large = 3 * self.inner * self.width
        # Weights of 4 bits have a scale of a byte for each 64 columns.
        large = large if bits == 8 else large // 2 + large // 64
        small = self.inner * (2 * self.dt_rank + 2 * STATES)
        return self.layers * (large + small) + self.vocabulary * self.width


SHAPES = {
    shape.name: shape
    for shape in (Shape("mamba-130m", 24, 768, 48, 50280), Shape("small", 8, 256, 16, 4096))
}
