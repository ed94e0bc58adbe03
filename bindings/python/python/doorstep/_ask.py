"""One seam: a question in the command's own words, and its end as a result or an exception."""

from __future__ import annotations

import atexit
import math
import operator
import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from . import _doorstep
from ._errors import (
    DoorstepError,
    Fault,
    ImpossibleError,
    InputError,
    InternalError,
    SolverError,
    StoppedError,
    UsageError,
)

__all__ = [
    "How",
    "Progress",
    "Watch",
    "ask",
    "faults_of",
    "flags",
    "path_of",
    "pool",
    "raised",
    "unexpected",
    "watching",
    "whole",
]


# A process that ends under a solver at work may crash on its way out.
atexit.register(_doorstep.wait_for_the_stopped)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a solve is."""

    seconds: float
    """Since it began."""
    aim: str
    """What is aimed at: a goal of the scenario."""
    step: str
    """What is being done for it."""
    best: float | None
    """Best value so far, in the goal's unit."""
    bound: float | None
    """No plan is better than this, in the goal's unit."""
    text: str
    """The line that the command shows."""

    @property
    def gap(self) -> float | None:
        """|bound - best| ÷ |bound|, where both are known."""
        if self.best is None or self.bound is None:
            return None
        return abs(self.bound - self.best) / abs(self.bound) if self.bound else math.inf


Watch = bool | Callable[[Progress], object] | None
"""``True`` for a line on stderr now and then, or a function that is called with each `Progress`."""


class _Line:
    """One line that renews itself on a terminal, a line now and then elsewhere."""

    def __init__(self) -> None:
        self.last = -math.inf
        self.terminal = sys.stderr.isatty()

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self.last < (0.2 if self.terminal else 5.0):
            return
        self.last = now
        print(f"\r{progress.text:<110}" if self.terminal else progress.text, end="" if self.terminal else "\n",
              file=sys.stderr, flush=True)

    def end(self) -> None:
        if self.terminal and self.last > -math.inf:
            print(file=sys.stderr)


@dataclass(frozen=True, slots=True)
class How:
    """How to solve, as flags of the command. None stands for the command's own default."""

    gap: float | None = None
    time_limit: float | None = None
    effort: int | None = None
    seed: int | None = None
    threads: int | None = None
    method: str | None = None
    losing: float | None = None

    def words(self) -> list[str]:
        return flags(
            gap=self.gap,
            time_limit=self.time_limit,
            effort=self.effort,
            seed=self.seed,
            threads=self.threads,
            method=self.method,
            losing=self.losing,
        )


def flags(**given: str | float | int | bool | None) -> list[str]:
    """``time_limit=60`` as ``--time-limit=60``; None and False are left out."""
    words = []
    for name, value in given.items():
        flag = "--" + name.rstrip("_").replace("_", "-")
        if value is True:
            words.append(flag)
        elif value is not None and value is not False:
            words.append(f"{flag}={value}")
    return words


def unexpected(expected: str, given: object) -> UsageError:
    """The exception for an argument of another type than is expected."""
    return UsageError(f"{expected} is expected, not {type(given).__name__}")


def path_of(path: object, expected: str = "the path of a folder") -> str:
    """A path as text."""
    text = os.fspath(path) if isinstance(path, (str, os.PathLike)) else None
    if not isinstance(text, str):
        raise unexpected(expected, path)
    return text


def watching(progress: Watch) -> Callable[[Progress], object] | None:
    """What is called while a question is at work."""
    if progress is True:
        return _Line()
    if progress is None or progress is False:
        return None
    if not callable(progress):
        raise unexpected("progress=True or a function", progress)
    return progress


def whole(number: object, what: str) -> int:
    """A whole number, of numpy or as text perhaps; `what` it is, for who gives another thing."""
    try:
        found = int(number)  # type: ignore[call-overload]
        if isinstance(number, str) or found == number:
            return int(found)
    except (TypeError, ValueError, OverflowError):
        pass
    raise UsageError(f"{what} is a whole number, not {number!r}")


def pool(threads: object) -> int | None:
    """How many threads a question brings of its own; what is no such number is the command's to refuse."""
    try:
        found = operator.index(threads)  # type: ignore[arg-type]
    except TypeError:
        return None
    return found if 1 <= found <= 256 else None


def ask(
    words: Sequence[str],
    *,
    bundle: str | None = None,
    files: Sequence[tuple[str, str]] = (),
    plan: Sequence[tuple[str, str]] = (),
    runs: Sequence[tuple[str, Sequence[tuple[str, str]]]] = (),
    threads: int | None = None,
    progress: Watch = None,
) -> _doorstep.Answer:
    """Asks, without the GIL; Ctrl-C ends it."""
    brought, planned, ran = list(files), list(plan), list(runs)
    see = watching(progress)

    def told(seconds: float, aim: str, step: str, best: float | None, bound: float | None, text: str) -> None:
        if see is not None:
            see(Progress(seconds, aim, step, best, bound, text))

    try:
        return _doorstep.ask(
            words,
            bundle=bundle,
            files=brought,
            plan=planned,
            runs=ran,
            threads=threads,
            progress=None if see is None else told,
        )
    finally:
        if isinstance(see, _Line):
            see.end()


def faults_of(answer: _doorstep.Answer) -> list[Fault]:
    """Every fault that an answer tells."""
    return [Fault(*row) for row in answer.faults]


_KEYWORDS = {"from": "first", "no-best": "best=False", "partial": "partial=True"}
"""Flags that are called or said otherwise in Python."""


def _in_python(text: str) -> str:
    """What the command says of its flags, said of keywords: ``gap`` for ``'--gap <SHARE>'``, ``table=`` for ``--table``."""

    def keyword(flag: str) -> str:
        return _KEYWORDS.get(flag, flag.replace("-", "_"))

    def said(found: re.Match[str]) -> str:
        name, value = keyword(found[1]), found[2]
        return name if "=" in name else f'{name}="{value}"' if value else f"{name}="

    # How the command would be called helps nobody here.
    text = re.split(r"\n\n(?:Usage: |For more information, )", text)[0].removeprefix("error: ")
    text = re.sub(r"'--([a-z-]+)(?: <[A-Z]+>)?(?:\.\.\.)?'", lambda found: keyword(found[1]), text)
    return re.sub(r"(?<![^\s(])--([a-z-]+)(?: (auto|£[\d,]+\d|[a-z]+(?=:)))?", said, text)


def raised(answer: _doorstep.Answer) -> DoorstepError:
    """The exception for an answer that is none, in the command's words, its flags as Python's keywords."""
    text = (answer.told.strip() or answer.said.strip()).strip()
    match answer.code:
        case 1:
            return InputError(text, faults_of(answer))
        case 2:
            return UsageError(_in_python(text))
        case 3:
            return ImpossibleError(_in_python(answer.said.strip() or text))
        case 4:
            return StoppedError(_in_python(answer.said.strip() or text))
        case 5:
            return SolverError(_in_python(text))
    return InternalError(f"the command ended with {answer.code} and no answer: {text}")
