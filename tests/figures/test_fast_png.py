"""The quick PNG writer loses nothing."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from course.figures.fast_png import encode


@pytest.mark.parametrize("shape", [(1, 1), (1, 7), (5, 1), (33, 20)])
def test_what_is_written_is_read_back_pixel_by_pixel(shape: tuple[int, int]) -> None:
    """By a second route: Pillow reads the file, and checks its sums."""
    pixels = np.random.default_rng(0).integers(0, 256, (*shape, 4), dtype=np.uint8)
    picture = Image.open(io.BytesIO(encode(pixels)))
    picture.verify()
    again = Image.open(io.BytesIO(encode(pixels)))
    assert again.mode == "RGBA"
    assert np.array_equal(np.asarray(again), pixels)


def test_a_plain_picture_is_small() -> None:
    assert len(encode(np.full((400, 800, 4), 255, dtype=np.uint8))) < 10_000
