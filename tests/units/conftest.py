"""In a unit's tests a learner has predicted: what a lab tells before that is tested in `tests/labs`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from course.labs.prediction import Prediction


@pytest.fixture(scope="module", autouse=True)
def somebody_has_predicted() -> Iterator[None]:
    """Let every lab open as if a prediction had been kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Prediction, "kept", lambda self, case_id: self.options[0][0])
        yield
