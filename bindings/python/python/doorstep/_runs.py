"""Runs, in folders or in memory, as the command names them; pages of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from ._ask import ask, flags, path_of, raised, unexpected
from ._errors import Fault, InputError, OutputError, UsageError
from ._result import Result

__all__ = ["Run", "Runs", "load_run", "named", "report"]

Run = Result | str | os.PathLike[str]
"""A result, or a run folder."""
Runs = Sequence[Run | tuple[Run, str]]
"""Several, each perhaps with the label of one of its options."""


Brought = list[tuple[str, list[tuple[str, str]]]]

_TEXTS = (".csv", ".json", ".geojson")


def named(runs: Runs) -> tuple[list[str], Brought]:
    """The runs as the command names them, and those that are in no folder, called 1, 2, … by their place."""
    words: list[str] = []
    brought: Brought = []
    if isinstance(runs, (Result, str, os.PathLike)) or not isinstance(runs, Iterable):
        raise unexpected("a list of runs, such as [result],", runs)
    for at, run in enumerate(runs):
        if isinstance(run, tuple) and (len(run) != 2 or not isinstance(run[1], str)):
            raise UsageError('a run with one of its options is a pair: (run, "alternative 1")')
        of, option = run if isinstance(run, tuple) else (run, None)
        if isinstance(of, Result) and of._answer is None and of.folder is not None:
            name = os.fspath(of.folder)
        elif isinstance(of, Result):
            name = str(at + 1)
            texts = [(file, of.files[file].decode()) for file in of.files if file.endswith(_TEXTS)]
            brought.append((name, texts))
        else:
            name = path_of(of, "a result or a run folder")
        words.append(name if option is None else f"{name}:{option}")
    return words, brought


def load_run(folder: str | os.PathLike[str]) -> Result:
    """A run folder that the command or `Result.write` has written.

    Raises `InputError` where it is none.
    """
    path = Path(path_of(folder))
    if not (path / "manifest.json").is_file():
        fix = "Name a folder that solve or score has written"
        fault = Fault("DS401", "error", str(path), 0, 0, "this is no run folder: its manifest.json cannot be read", fix)
        raise InputError(str(fault), [fault])

    def file(name: str) -> Callable[[], bytes]:
        return (path / name).read_bytes

    names = sorted(entry.name for entry in path.iterdir() if entry.is_file() and not entry.name.startswith("."))
    return Result({name: file(name) for name in names}, folder=path)


def report(
    runs: Runs,
    out: str | os.PathLike[str],
    *,
    public: bool = False,
    threshold: int = 5,
    words: str | os.PathLike[str] | None = None,
) -> Path:
    """Writes one page of several runs: results, folders, or either with an option's label.

    Raises `InputError` where they do not go together or may not be published, `OutputError` where it cannot be
    written.
    """
    about = flags(public=public, threshold=threshold if public else None, words=None if words is None else str(words))
    folders, brought = named(runs)
    answer = ask(["report", f"--out={path_of(out, 'the path of a page')}", *about, "--", *folders], runs=brought)
    if answer.code == 5:
        raise OutputError(answer.told.strip())
    if answer.code:
        raise raised(answer)
    return Path(out)
