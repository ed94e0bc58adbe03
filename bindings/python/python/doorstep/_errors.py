"""What can go wrong, with the command's own words, codes and places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = [
    "DoorstepError",
    "EnsembleError",
    "Fault",
    "ImpossibleError",
    "InputError",
    "InternalError",
    "OutputError",
    "SolverError",
    "StoppedError",
    "UsageError",
]


@dataclass(frozen=True, slots=True)
class Fault:
    """One problem in an input: where it stands, what is wrong, what to do.

    `str(fault)` is the line that the command prints.
    """

    code: str
    """Stable, such as ``"DS110"``; ``doorstep reference DS110`` explains it."""
    severity: str
    """``"error"`` or ``"warning"``."""
    file: str
    """Relative to the scenario's folder."""
    line: int
    """From 1; 0 where the whole file is meant. The row, in a sheet of a workbook."""
    column: int
    """In characters, from 1; 0 where the whole line is meant. The column, in a sheet of a workbook."""
    what: str
    """What is wrong, in words."""
    fix: str
    """What to do about it."""
    sheet: str = ""
    """The sheet, if the file is a workbook."""

    @property
    def is_error(self) -> bool:
        """Does it stop the work? A warning does not."""
        return self.severity == "error"

    @property
    def place(self) -> str:
        """``file:line:column``, or ``book.xlsx: Sheet!B7``, as far as it is known."""
        if self.sheet:
            if not self.line:
                return f"{self.file}: {self.sheet}"
            row = f", row {self.line}" if not self.column else f"!{_letters(self.column)}{self.line}"
            return f"{self.file}: {self.sheet}{row}"
        known = [str(part) for part in (self.line, self.column) if part]
        return ":".join([self.file, *known]) if self.line else self.file

    def __str__(self) -> str:
        return f"{self.place}: {self.severity} {self.code}: {self.what}. {self.fix}"


def _letters(column: int) -> str:
    """A column of a sheet as its letters: 1 is A, 27 is AA."""
    found = ""
    while column > 0:
        column, digit = divmod(column - 1, 26)
        found = chr(ord("A") + digit) + found
    return found


class DoorstepError(Exception):
    """Everything that Doorstep raises. ``str(error)`` is what the command prints, keywords for its flags."""

    exit_code: int = 5
    """The command's exit code for it."""
    code: str | None = None
    """The code of the first fault, where a fault is behind it."""
    place: str | None = None
    """Where the first fault stands: ``file:line:column``."""
    fix: str | None = None
    """What to do about the first fault."""


class InputError(DoorstepError, ValueError):
    """The scenario, a table or a plan is at fault. `faults` holds every one of them."""

    exit_code = 1

    def __init__(self, text: str, faults: Sequence[Fault] = ()) -> None:
        super().__init__(text)
        self.faults: list[Fault] = list(faults)
        """All that was found, warnings among them, in the order printed."""
        first = next((fault for fault in self.faults if fault.is_error), None)
        if first is not None:
            self.code, self.place, self.fix = first.code, first.place, first.fix


class UsageError(DoorstepError, ValueError):
    """What was asked cannot be asked: a limit out of bounds, a site or goal that does not exist."""

    exit_code = 2


class ImpossibleError(DoorstepError):
    """No plan keeps every rule and target, and a plan was needed.

    ``solve`` does not raise it: there impossible is an answer, with what clashes and what would mend it.
    """

    exit_code = 3


class StoppedError(DoorstepError):
    """Stopped at a limit before any plan was found. More time or effort may find one."""

    exit_code = 4


class SolverError(DoorstepError):
    """A solver gave up, or the checker refused a plan. Nothing of it is shown."""

    exit_code = 5


class OutputError(DoorstepError, OSError):
    """A run folder or a report cannot be written."""

    exit_code = 5


class EnsembleError(DoorstepError):
    """An ensemble's folder cannot be used: there is none, parts are missing, another version has planned it."""

    exit_code = 5


class InternalError(DoorstepError, RuntimeError):
    """A fault of the program itself: please report it with the scenario."""

    exit_code = 5
