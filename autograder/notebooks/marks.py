"""How a course marks what is not for students, and what it releases in its place: nbgrader's own settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

Pair = tuple[str, str]  # what a line holds that begins a region, and what one holds that ends it


@dataclass(frozen=True)
class Marks:
    """The delimiters and stubs of a course; nbgrader's own where the course sets none.

    Parameters
    ----------
    solution, hidden_tests, mark_scheme : (str, str)
        What the first and the last line of such a region hold.
    code_stub, text_stub : str
        What is released in the place of a solution, in code and in text.
    """

    solution: Pair = ("BEGIN SOLUTION", "END SOLUTION")
    hidden_tests: Pair = ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS")
    mark_scheme: Pair = ("BEGIN MARK SCHEME", "END MARK SCHEME")
    code_stub: str = "# YOUR CODE HERE\nraise NotImplementedError()"
    text_stub: str = "YOUR ANSWER HERE"

    @classmethod
    def from_config(cls, config: Any) -> Marks:
        """Return the marks that nbgrader's configuration sets, for notebooks in Python."""
        own = cls()
        solutions, tests, schemes = config.ClearSolutions, config.ClearHiddenTests, config.ClearMarkScheme
        stub = solutions.get("code_stub", own.code_stub)
        return cls(
            solution=_pair(solutions, "solution", own.solution),
            hidden_tests=_pair(tests, "test", own.hidden_tests),
            mark_scheme=_pair(schemes, "mark_scheme", own.mark_scheme),
            code_stub=stub if isinstance(stub, str) else stub.get("python", own.code_stub),
            text_stub=solutions.get("text_stub", own.text_stub),
        )

    @classmethod
    def from_plain_data(cls, data: Mapping[str, Any]) -> Marks:
        """Return the marks that were made plain data; a pair may have become a list."""
        whole: dict[str, Any] = {n: value if isinstance(value, str) else tuple(value) for n, value in data.items()}
        return cls(**whole)

    def as_plain_data(self) -> dict[str, Any]:
        return asdict(self)

    def without_solution(self, source: str) -> str:
        """Return a source without the solutions in it."""
        return "\n".join(line for line, inside in regions(source, [self.solution]) if inside is None)

    def released(self, source: str, cell_type: str) -> str:
        """Return a source with the stub in the place of each solution, as it is released."""
        stub = (self.code_stub if cell_type == "code" else self.text_stub).split("\n")
        lines: list[str] = []
        for line, inside in regions(source, [self.solution]):
            if inside is None:
                lines.append(line)
            elif self.solution[0] in line:
                indent = line[: len(line) - len(line.lstrip())]
                lines += [indent + each for each in stub]
        return "\n".join(lines)

    def shown(self, source: str) -> list[str]:
        """Return the lines of the gradebook's source that a student's copy has: neither hidden tests nor marks."""
        hidden = [self.hidden_tests, self.mark_scheme]
        return [line for line, inside in regions(source, hidden) if inside is None]


def regions(source: str, pairs: Iterable[Pair]) -> Iterable[tuple[str, Pair | None]]:
    """Yield each line with the pair whose region it lies in; the lines that hold the delimiters belong to it."""
    inside: Pair | None = None
    for line in source.split("\n"):
        begun = next((pair for pair in pairs if pair[0] in line), None)
        ended = next((pair for pair in pairs if pair[1] in line), None)
        inside = begun or inside
        yield line, inside or ended
        if ended is not None and begun is None:
            inside = None


def _pair(section: Any, kind: str, default: Pair) -> Pair:
    """Return the delimiters of one of nbgrader's preprocessors, which spells them so."""
    begin, end = (
        section.get(f"{word}_{kind}_delimeter", own) for word, own in zip(("begin", "end"), default, strict=True)
    )
    return begin, end
