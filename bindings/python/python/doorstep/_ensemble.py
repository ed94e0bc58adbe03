"""Ensembles: futures of a scenario, drawn, answered by anybody, gathered.

A folder is all there is to one, and the command writes and reads the same folder: ``doorstep ensemble``.
"""

from __future__ import annotations

import concurrent.futures
import importlib
import json
import os
import shlex
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from . import _doorstep
from ._ask import (
    How,
    Progress,
    Watch,
    _Line,
    ask,
    faults_of,
    flags,
    path_of,
    pool,
    raised,
    unexpected,
    watching,
    whole,
)
from ._errors import DoorstepError, EnsembleError, Fault, OutputError, UsageError
from ._plan import PlanLike, plan_files
from ._result import Result, answered
from ._scenario import Method, Scenario
from ._table import Table

__all__ = ["Ensemble", "EnsembleStatus", "run_chunk"]

Design = Literal["lhs", "mc", "sobol", "grid", "saltelli", "morris", "table"]
"""Ways to draw futures."""

Criterion = Literal["minimax-regret", "cvar", "mean"]
"""What makes one plan good over several futures."""

_TABLES = ("members", "plans", "goals", "reach", "targets", "missed", "levels")
_FOUND = ("measures", "robustness", "worst", "keep_frequency", "value_of_information")


def run_chunk(folder: str | os.PathLike[str], n: int) -> bool:
    """Answers part `n` (from 0) of the ensemble in `folder`: all that a worker of any kind has to do.

    The same folder and number give the same bytes in ``parts/``, whoever asks, how often, and beside whom; a part
    that is there is left alone. True where it was answered now, False where it was there. Uses one thread and lets
    other Python threads run. A future that cannot be, or in which the program fails, is kept in the table
    ``members`` with its reason; it raises nothing. Raises `EnsembleError` where there is no such ensemble or part.
    """
    part = whole(n, "the number of a part")
    words = ["ensemble", "run", f"--chunk={part}", "--threads=1", "--quiet", "--", path_of(folder)]
    # A pool of its own: that of the process does not survive a fork, and executors fork.
    return _done(ask(words, threads=1)).said.startswith("1 ")


@dataclass(frozen=True, slots=True)
class EnsembleStatus:
    """How far an ensemble is."""

    done: int
    """Parts that are there."""
    parts: int
    """Parts that there will be."""
    members: int
    """Futures in the parts that are there."""
    of_members: int
    """Futures that there will be."""
    ended: dict[str, int]
    """How the members that are there ended: ``{"proven": 190, "stopped": 8, "impossible": 2}``, say."""
    text: str
    """The same as the command shows it."""

    @property
    def is_complete(self) -> bool:
        """Are all parts there?"""
        return self.done == self.parts


class Ensemble:
    """Futures of a scenario: what is best in each, and how plans that are held fixed do in all of them.

    Making one draws futures of the numbers that the scenario calls uncertain, and writes them into `folder`, the
    very bytes of ``doorstep ensemble plan``; nothing is answered yet. `folder` must not exist, or be empty; without one a temporary folder is used, which is
    removed with this object. A scenario that is changed in memory is written with its changes.

    `design` is how futures are drawn:

    * ``"lhs"``, ``"mc"``, ``"sobol"``: `members` of them (200); a Latin hypercube, Monte Carlo, a scrambled Sobol
      sequence;
    * ``"grid"``: every combination of `points` (3) values of each number;
    * ``"saltelli"``: `base` (64, best a power of two) samples for Sobol's indices, with `second_order` of pairs, too;
    * ``"morris"``: so many `trajectories` (20) on so many `levels` (4), for screening;
    * ``"table"``: your own `table`, a data frame or the path of a CSV or (uncompressed) Parquet file, with a column
      for each number
      in the number's own unit (`Scenario.uncertain` names them).

    The same `seed` gives the same futures, everywhere.

    `hold` names plans that are held fixed in every future, ``{"few": result, "own": {"elm": "linked"}, "last":
    "runs/a:alternative 1"}``: results, with the option in ``(result, "alternative 1")``; run folders; plans of any
    form that `Scenario.score` takes. `best` looks for the best plan of each future, too, as if it were known
    beforehand. `models` tells reach under every model of who goes where; it is always told where plans are held.
    `gap` (0.005, a share) and `effort` (40,000 simplex iterations) end each search; `chunk` is how many futures a
    part has (a hundredth of them, 5 to 100).

    >>> ensemble = doorstep.Ensemble(scenario, "ensembles/city", members=500, hold={"few": result})
    >>> ensemble.run().collect()
    >>> ensemble.table("robustness").to_pandas()

    Raises `InputError` where the scenario or the table is at fault, or nothing in it is uncertain; `UsageError`;
    `EnsembleError` where the folder cannot be made.
    """

    def __init__(
        self,
        scenario: Scenario,
        folder: str | os.PathLike[str] | None = None,
        *,
        members: int | None = None,
        design: Design | None = None,
        seed: int = 0,
        hold: Mapping[str, PlanLike | tuple[PlanLike, str]] | None = None,
        best: bool = True,
        models: bool = False,
        gap: float | None = None,
        effort: int | None = None,
        method: Method | None = None,
        chunk: int | None = None,
        points: int | None = None,
        base: int | None = None,
        second_order: bool = False,
        trajectories: int | None = None,
        levels: int | None = None,
        table: Any = None,
    ) -> None:
        if not isinstance(scenario, Scenario):
            raise unexpected('a scenario, such as Scenario.load("scenario.ron"),', scenario)
        if hold is not None and not isinstance(hold, Mapping):
            raise unexpected('hold={"name": plan}', hold)
        if table is not None and design not in (None, "table"):
            raise UsageError(f'a table of futures is drawn from no design: leave design="{design}" out')
        chosen: Design | None = "table" if table is not None else design
        brought: list[tuple[str, list[tuple[str, str]]]] = []
        files: list[tuple[str, str]] = []
        words = flags(
            members=members, design=chosen, seed=seed, no_best=not best, models=models, gap=gap, effort=effort,
            method=method, chunk=chunk, points=points, base=base, second_order=second_order,
            trajectories=trajectories, levels=levels,
        )  # fmt: skip
        if table is not None:
            words.append(f"--table={_table(table, files)}")
        for at, (name, plan) in enumerate((hold or {}).items()):
            words.append(f"--hold={_held(at, name, plan, brought)}")
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        if folder is None:
            # Removed when nobody holds this object any more.
            self._temporary = tempfile.TemporaryDirectory(prefix="doorstep-ensemble-")
            folder = Path(self._temporary.name, "ensemble")
        self.folder: Path = Path(path_of(folder)).absolute()
        """Where it is."""
        self._scenario = scenario
        words.append(f"--out={self.folder}")
        answer = ask(
            ["ensemble", "plan", *words, "--", scenario.path],
            bundle=scenario._bundle, files=scenario._files, plan=files, runs=brought,
        )  # fmt: skip
        self.warnings: list[Fault] = faults_of(_done(answer))
        """What should be looked at in the scenario."""

    @classmethod
    def open(cls, folder: str | os.PathLike[str]) -> Ensemble:
        """The ensemble that is in this folder, whoever planned it.

        Raises `EnsembleError` where there is none.
        """
        made: Ensemble = object.__new__(cls)
        made._temporary, made.warnings = None, []
        made.folder = Path(path_of(folder)).absolute()
        made.status()
        made._scenario = Scenario.load(made.folder / "inputs" / made.manifest["file"])
        return made

    # What it is

    @property
    def manifest(self) -> dict[str, Any]:
        """What is asked, of which numbers, by which version: ``ensemble.json``. A copy, each time."""
        found: dict[str, Any] = json.loads(self._manifest)
        return found

    @cached_property
    def _manifest(self) -> str:
        return (self.folder / "ensemble.json").read_text(encoding="utf-8")

    @property
    def parts(self) -> int:
        """How many parts it is answered in."""
        manifest = self.manifest
        members, chunk = int(manifest["members"]), int(manifest["chunk"])
        return -(-members // chunk)

    @cached_property
    def design(self) -> Table:
        """The futures: a row each, ``member`` from 0, then a column for each number in the number's own unit.

        ``(weight)`` stands last where the futures do not count alike.
        """
        units = {number["id"]: number["unit"] for number in self.manifest["numbers"]}
        return self._parquet("design", [self.folder / "design.parquet"], units)

    def status(self) -> EnsembleStatus:
        """How far it is, and how the members ended."""
        text = _done(ask(["ensemble", "status", "--", str(self.folder)])).said
        done = list(self._there())
        ended: dict[str, int] = {}
        manifest = self.manifest
        chunk, of_members = int(manifest["chunk"]), int(manifest["members"])
        if done:
            members = self._parquet("members", [self._part(part) / "members.parquet" for part in done])
            for row in members.rows():
                ended[row["status"]] = ended.get(row["status"], 0) + 1
        many = sum(min(chunk, of_members - part * chunk) for part in done)
        return EnsembleStatus(len(done), self.parts, many, of_members, dict(sorted(ended.items())), text)

    # Answering it

    def run(self, executor: Any = None, *, threads: int | None = None, progress: Watch = None) -> Ensemble:
        """Answers the parts that are not there yet, and gives itself back.

        `executor` says who does it; the bytes are the same:

        * None: `threads` of this process (as many as there are processors), without the GIL; Ctrl-C raises
          ``KeyboardInterrupt`` and keeps the parts that are done;
        * a ``distributed.Client``: its workers, which must see the folder under the same path and have the same
          version of Doorstep;
        * any ``concurrent.futures`` executor: a pool of processes or threads, MPI, …

        `progress` is as in `Scenario.solve`: its ``best`` counts the parts answered, its ``bound`` all that were
        open. Raises what the first failing part raised; what is done is kept, and `resume` goes on.
        """
        if executor is None:
            words = ["ensemble", "run", "--quiet", *flags(threads=threads), "--", str(self.folder)]
            said = watching(progress)
            try:
                _done(ask(words, progress=None if said is None else _parts(said)))
            finally:
                if isinstance(said, _Line):
                    said.end()
            return self
        if isinstance(executor, type) or not hasattr(executor, "submit"):
            raise unexpected("a Dask client, an executor of concurrent.futures, or nothing", executor)
        if threads is not None:
            raise UsageError("threads are this process's own: an executor has workers of its own")
        there = set(self._there())
        self._spread(executor, [part for part in range(self.parts) if part not in there], watching(progress))
        return self

    def resume(self, executor: Any = None, *, threads: int | None = None, progress: Watch = None) -> Ensemble:
        """The same as `run`: what is there is left alone."""
        return self.run(executor, threads=threads, progress=progress)

    def _spread(self, executor: Any, parts: list[int], progress: Callable[[Progress], object] | None) -> None:
        begun = time.monotonic()
        folder = str(self.folder)
        is_dask = not isinstance(executor, concurrent.futures.Executor) and hasattr(executor, "gather")
        if is_dask:
            distributed: Any = importlib.import_module("distributed")
            # The folder remembers what is done; the scheduler should not.
            futures = executor.map(run_chunk, [folder] * len(parts), parts, pure=False)
            ended: Iterable[Any] = distributed.as_completed(futures)
        else:
            futures = [executor.submit(run_chunk, folder, part) for part in parts]
            ended = concurrent.futures.as_completed(futures)
        try:
            for count, future in enumerate(ended, 1):
                future.result()
                if progress is not None:
                    progress(_progress(time.monotonic() - begun, count, len(parts)))
        finally:
            # After a failure or Ctrl-C nobody starts on what is left.
            if is_dask:
                executor.cancel(futures)
            else:
                for future in futures:
                    future.cancel()
            if isinstance(progress, _Line):
                progress.end()

    # What came of it

    def collect(self, *, partial: bool = False, csv: bool = False) -> Ensemble:
        """Puts the parts together in ``results/``, and gives itself back; then `table` and `summary` tell.

        `partial` is content with the parts that are there; `csv` writes every table as CSV, too. Raises
        `EnsembleError` where parts are not there.
        """
        _done(ask(["ensemble", "collect", *flags(partial=partial, csv=csv), "--", str(self.folder)]))
        return self

    @property
    def names(self) -> list[str]:
        """Names of the tables that `collect` has made."""
        results = self.folder / "results"
        facts = [name for name in _TABLES if (results / f"{name}.parquet").is_file()]
        return facts + [name for name in _FOUND if (results / f"{name}.csv").is_file()]

    def table(self, name: str) -> Table:
        """A table of results, as Arrow columns; `names` lists them, ``docs/ensembles.md`` says what stands in them.

        Facts, a row each: ``members``, ``plans``, ``goals``, ``reach``, ``targets``, ``missed``, ``levels``; what
        they say: ``measures``, ``robustness``, ``worst``, ``keep_frequency``, ``value_of_information``. Money is
        int64 pence a year in columns that end in ``_pence``, people are float64 people a year, shares 0 to 1; each
        column's ``unit`` is in its Arrow metadata. Raises `EnsembleError` before `collect`, `UsageError` for a name
        that there is not.
        """
        if name not in _TABLES + _FOUND:
            raise UsageError(f'there is no table "{name}". There are {", ".join(_TABLES + _FOUND)}')
        results = self.folder / "results"
        try:
            if name in _TABLES:
                return self._parquet(name, [results / f"{name}.parquet"])
            inner = _doorstep.Table(f"results/{name}.csv", (results / f"{name}.csv").read_bytes())
            return Table(name, inner)
        except FileNotFoundError:
            raise EnsembleError(f"nothing is put together in {self.folder} yet: collect() it first") from None

    def __getitem__(self, name: str) -> Table:
        return self.table(name)

    @property
    def summary(self) -> str:
        """What the collected parts say, in some lines: ``results/summary.txt``."""
        try:
            return (self.folder / "results" / "summary.txt").read_text(encoding="utf-8")
        except FileNotFoundError:
            raise EnsembleError(f"nothing is put together in {self.folder} yet: collect() it first") from None

    def future(self, member: int, folder: str | os.PathLike[str] | None = None) -> Scenario:
        """One future as a scenario of its own, written to `folder` (``futures/NAME-MEMBER``) and ready to be asked.

        Tables hold its numbers, a variant beside them its settings; nothing in it is uncertain. Its best plan may
        differ from that of the ensemble within the gap: there a solve starts from the one before it. Raises
        `EnsembleError` where there is no such member, or the folder is not empty.
        """
        number = whole(member, "the number of a future")
        own = Path("futures") / f"{self.folder.resolve().name}-{number}"
        out = own if folder is None else Path(path_of(folder))
        _done(ask(["ensemble", "future", f"--out={out}", "--", str(self.folder), str(number)]))
        return Scenario.load(out / f"future-{number}.ron")

    def robust(
        self,
        criterion: Criterion,
        *,
        share: float | None = None,
        futures: int | None = None,
        members: Iterable[int] | None = None,
        folder: str | os.PathLike[str] | None = None,
        time_limit: float | None = None,
        gap: float | None = None,
        method: Method | None = None,
        seed: int | None = None,
        effort: int | None = None,
        threads: int | None = None,
        losing: float | None = None,
        progress: Watch = None,
    ) -> Result:
        """One plan for several of the futures, the same in all; written to `folder`, too, if one is named.

        `criterion` says what is best: ``"minimax-regret"``, the greatest regret is least; ``"cvar"``, the mean of the
        worst `share` (0.1) of futures is best; ``"mean"``, the mean is. `futures` is how many of them, the first ones
        (20, at most 50); `members` which instead, by their numbers from 0. How it is solved is as in
        `Scenario.solve`, with `effort` for each future. Nothing need be answered before.

        Its table ``futures`` has a row for each future: the goal at the plan, the best there, regret. Hold the plan:

        >>> plan = ensemble.robust("minimax-regret")
        >>> doorstep.Ensemble(scenario, members=500, hold={"robust": plan}).run().collect()

        Raises `ImpossibleError` where no plan keeps every hard rule and target in each of them, and names futures
        that clash; `StoppedError` where the limits ended before any plan; `EnsembleError` where there is no such
        member, or one of them cannot be; `OutputError` where `folder` cannot be written; `UsageError`.
        """
        words = [f"--criterion={criterion}", *flags(share=share, futures=futures)]
        if members is not None:
            words.append(f"--members={_numbers(members)}")
        to = None if folder is None else Path(path_of(folder))
        if to is not None:
            # Looked at before minutes of work, too.
            if to.is_file() or (to.is_dir() and any(to.iterdir()) and not (to / "manifest.json").is_file()):
                raise OutputError(f"cannot write the run folder {to}: it is not empty and not a run folder")
            words.append(f"--out={to}")
        how = How(gap, time_limit, effort, seed, threads, method, losing)
        answer = ask(
            ["ensemble", "robust", *words, *how.words(), "--", str(self.folder)], threads=pool(threads), progress=progress
        )
        if answer.code == 5 and "\nfailed: " not in "\n" + answer.told:
            _done(answer)
        result = answered(answer, self._scenario)
        if to is not None:
            result.write(to)
        return result

    def slurm(
        self, *, tasks: int | None = None, memory: str | None = None, time: str | None = None,
        program: str | None = None,
    ) -> str:  # fmt: skip
        """A script for a cluster that runs Slurm: write it to a file and ``sbatch`` it.

        An array job of so many `tasks` (50) with one processor each; `memory` (``"2G"``) and `time`
        (``"04:00:00"``) of a task as Slurm writes them. `program` is how the cluster's machines call the command;
        without it, the Python that is running here.
        """
        called = program if program is not None else f"{shlex.quote(sys.executable)} -m doorstep"
        words = flags(tasks=tasks, memory=memory, time=time, program=called)
        return _done(ask(["ensemble", "slurm", *words, "--", str(self.folder)])).said

    # Inside

    def _part(self, part: int) -> Path:
        return self.folder / "parts" / f"{part:05}"

    def _there(self) -> Iterator[int]:
        return (part for part in range(self.parts) if self._part(part).is_dir())

    @staticmethod
    def _parquet(name: str, paths: Iterable[Path], units: Mapping[str, str] | None = None) -> Table:
        try:
            inner = _doorstep.Table.of_parquet(name, [path.read_bytes() for path in paths], dict(units or {}))
        except ValueError as error:
            raise EnsembleError(f"the table {name} cannot be read: {error}") from None
        return Table(name, inner)

    def __repr__(self) -> str:
        manifest = self.manifest
        return f"<doorstep.Ensemble {self.folder}: {manifest['members']} futures, {manifest['design']}>"


def _done(answer: _doorstep.Answer) -> _doorstep.Answer:
    """The answer, or what it raises: what fails here is a folder, not a solver."""
    if answer.code == 0:
        return answer
    error: DoorstepError = raised(answer)
    raise EnsembleError(str(error)) if answer.code == 5 else error


def _parts(see: Callable[[Progress], object]) -> Callable[[Progress], object]:
    def told(progress: Progress) -> None:
        see(_progress(progress.seconds, int(progress.best or 0), int(progress.bound or 0)))

    return told


def _progress(seconds: float, answered: int, of: int) -> Progress:
    left = seconds / max(answered, 1) * (of - answered)
    text = f"{seconds:7.0f} s  {answered} of {of} parts, {left:.0f} s left"
    return Progress(seconds, "parts", "answered", float(answered), float(of), text)


def _numbers(members: Any) -> str:
    """Members as the command takes them."""
    try:
        each = [whole(member, "a member's number") for member in members]
    except TypeError:
        raise unexpected("members=[3, 7]", members) from None
    if not each:
        raise UsageError("members names no future: leave it out for the first ones")
    return ",".join(map(str, each))


def _table(table: Any, files: list[tuple[str, str]]) -> str:
    """The table of futures as the command names it; one in memory goes along as CSV."""
    if isinstance(table, (str, os.PathLike)):
        return os.fspath(table)
    if hasattr(table, "to_csv"):
        text = str(table.to_csv(index=False))
    elif hasattr(table, "__arrow_c_stream__"):
        text = _doorstep.csv_of(table)
    else:
        raise UsageError(f"{type(table).__name__} is no table of futures. Use a data frame or a path")
    files.append(("table of futures.csv", text))
    return files[-1][0]


def _held(at: int, name: str, plan: Any, brought: list[tuple[str, list[tuple[str, str]]]]) -> str:
    """A plan to hold as the command names it; one in memory goes along."""
    if not isinstance(name, str) or not name or "=" in name:
        raise UsageError(f"{name!r} cannot be the name of a plan: give it a word without =")
    of, option = plan if isinstance(plan, tuple) and len(plan) == 2 else (plan, None)
    paths, files = plan_files(of)
    if files:
        known = f"held plan {at + 1}"
        brought.append((known, files))
    elif len(paths) == 1:
        known = paths[0]
    else:
        raise UsageError(f"{name}: name one run folder or plan file to hold, not {len(paths)}")
    return f"{name}={known}" if option is None else f"{name}={known}:{option}"
