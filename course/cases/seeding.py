"""Seeds: the same learner always meets the same organization."""

from __future__ import annotations

import hashlib

import numpy as np

COURSE = "medmgmt"


def generator(module: str, part: str, learner: str) -> np.random.Generator:
    """Return the random generator that belongs to one learner's part of one module.

    Every draw is seeded by the course, the module, the part and the learner's name, so a new part never changes an
    old one.
    """
    digest = hashlib.sha256(f"{COURSE}|{module}|{part}|{learner}".encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:8], "big"))
