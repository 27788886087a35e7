"""The guess that opens a unit: it is made and kept before the answer is shown, and told again at the unit's end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from course.decisions import plan_file
from course.labs.lab import Choice, Lab, Reading, Slider, Tick, View

Found = TypeVar("Found")
NO_GUESS = "You kept no guess"


@dataclass(frozen=True)
class Guessed(Generic[Found]):
    """A guess, whether the answer is shown, and what was found."""

    guess: Any
    shown: bool
    found: Found


@dataclass(frozen=True)
class Guess:
    """What is guessed, where the guess is kept, and how it is told at the end.

    Parameters
    ----------
    plan : str
        Name of the plan in which it is kept.
    control : Slider or Choice
        With which it is made; its name is the entry in the plan.
    says : str
        How the guess is told, with braces where it stands.
    """

    plan: str
    control: Slider | Choice
    says: str = "You guessed {}"

    def lab(
        self,
        *,
        title: str,
        question: str,
        reveal: str,
        found: Found,
        view: View,
        before: str,
        after: Callable[[Guessed[Found]], Reading],
        case_id: str,
    ) -> Lab:
        """Return the lab in which the guess is made, kept, and held against what was found.

        Parameters
        ----------
        title, question : str
            As of any lab.
        reveal : str
            Label of the tick that shows the answer.
        found : object
            The answer.
        view : View
            Draws and describes what is guessed, with the answer where it is shown.
        before : str
            What is to be done while the answer is not shown.
        after : callable
            Says what was found, beside the guess.
        case_id : str
            Kept with the guess.
        """
        return Lab(
            title=title,
            question=question,
            controls=[self.control, Tick("shown", reveal, False, unit="")],
            model=lambda shown, **made: Guessed(self._made(made[self.control.name]), shown, found),
            view=view,
            reading=lambda result: after(result) if result.shown else Reading(before),
            plan=self.plan,
            case_id=case_id,
            keep_label="Keep my guess",
            asks_because=False,
        )

    def print_beside(self, found: str, between: str = "; ") -> None:
        """Print the guess that was kept, beside what was found."""
        kept = self._kept()
        print(f"{NO_GUESS if kept is None else self.says.format(kept)}{between}{found}.")

    def _made(self, value: Any) -> Any:
        """Return a guess as it is shown: a slider's as a whole number if it shows no decimals."""
        return round(value) if isinstance(self.control, Slider) and self.control.decimals == 0 else value

    def _kept(self) -> str | None:
        """Return the kept guess as it is written, or None where none can be read."""
        if isinstance(self.control, Choice):
            try:
                return dict(self.control.options)[plan_file.read(self.plan)["decisions"][self.control.name]]
            except (plan_file.PlanProblem, KeyError, TypeError):
                return None
        number = plan_file.kept_number(self.plan, self.control.name)
        return None if number is None else f"{self.control.prefix}{number:.{self.control.decimals}f}"
