"""Scenarios: what is asked about. They never change; a change makes another one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from . import _doorstep
from ._ask import How, Watch, ask, faults_of, flags, path_of, pool, unexpected
from ._errors import Fault, UsageError
from ._plan import PlanLike, plan_files
from ._result import Result, answered
from ._ron import Value, amount, quoted, ron
from ._table import Table

__all__ = ["Scenario", "examples"]

Method = Literal["auto", "general", "decomposed", "microlp"]
Amount = str | int | float | Decimal
"""Money: text as in a scenario (``"£5m"``), or a number of pounds."""


def examples() -> dict[str, list[str]]:
    """The bundled scenarios, each with the names of its variants: ``Scenario.example("two-centres")``."""
    return {name: [file.removesuffix(".ron") for file in variants] for name, variants in _doorstep.bundled()}


class Scenario:
    """A scenario file with its tables, on disk or bundled, perhaps with changes that stand nowhere but here.

    Making one reads nothing: `check` tells every fault, and questions raise `InputError` with them. Objects are
    immutable and may be shared between threads; questions let other threads run.
    """

    __slots__ = ("_bundle", "_changes", "_file", "_folder", "_over", "_title")

    _bundle: str | None
    _folder: str
    _file: str
    _over: tuple[tuple[str, str], ...]
    _changes: tuple[str, ...]
    _title: str | None

    def __init__(self) -> None:
        raise UsageError("use Scenario.load(path) or Scenario.example(name)")

    @classmethod
    def _made(
        cls,
        bundle: str | None,
        folder: str,
        file: str,
        over: tuple[tuple[str, str], ...] = (),
        changes: tuple[str, ...] = (),
        title: str | None = None,
    ) -> Scenario:
        made = object.__new__(cls)
        values = (bundle, folder, file, over, changes, title)
        names = ("_bundle", "_folder", "_file", "_over", "_changes", "_title")
        for name, value in zip(names, values, strict=True):
            object.__setattr__(made, name, value)
        return made

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a scenario is immutable: change() makes another one")

    def __delattr__(self, name: str) -> None:
        raise AttributeError("a scenario is immutable: change() makes another one")

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Scenario:
        """The scenario or variant in this file, ``my-council/scenario.ron`` say. Nothing is read yet."""
        text = path_of(path, "the path of a scenario") or "."
        try:
            text.encode()
        except UnicodeEncodeError:
            raise UsageError(f"{text!r} is no name of a file in UTF-8") from None
        folder, file = os.path.split(text)
        return cls._made(None, folder, file)

    @classmethod
    def example(cls, name: str, variant: str | None = None) -> Scenario:
        """A bundled scenario, perhaps one of its variants; `examples` names them.

        Raises `UsageError` where there is none of the name.
        """
        known = examples()
        if not isinstance(name, str) or name not in known:
            raise UsageError(f'there is no bundled scenario "{name}". There are {", ".join(known)}')
        if variant is None:
            return cls._made(name, "", "scenario.ron")
        if variant not in known[name]:
            raise UsageError(f'{name} has no variant "{variant}". There are {", ".join(known[name]) or "none"}')
        return cls._made(name, "", variant + ".ron")

    def _beside(self, file: str, text: str) -> Scenario:
        """The variant `text`, standing beside this one's files."""
        return Scenario._made(self._bundle, self._folder, file, (*self._files, (file, text)))

    # Changes

    def change(
        self,
        changes: Mapping[str, Value] | None = None,
        /,
        *,
        remove: Iterable[str] = (),
        name: str | None = None,
        **more: Value,
    ) -> Scenario:
        """The same with other values, as a variant in the scenario language: judged exactly as if it were written.

        Paths are as in a variant, ``"targets/save/amount"``; as keywords with two underscores for each slash,
        ``targets__save__amount="£5m"``. Text stands in quotes there, so amounts and shares are text; for what has
        brackets or is a bare word use `Ron` or `settings`. `remove` takes paths away; `name` is the new headline.

        >>> tight = scenario.change({"targets/save/amount": "£90,000"}, remove=["rules/one-hub"])

        Nothing is judged here: a path that does not exist is a fault that `check` tells and questions raise.
        """
        if changes is not None and not isinstance(changes, Mapping):
            raise unexpected('{"path/of/a/setting": value}', changes)
        if not isinstance(remove, Iterable):
            raise unexpected('remove=["path/of/a/setting"]', remove)
        if name is not None and not isinstance(name, str):
            raise unexpected("text as the name", name)
        stated = dict(changes or {}) | {path.replace("__", "/"): value for path, value in more.items()}
        removes = [remove] if isinstance(remove, str) else list(remove)
        for path in (*stated, *removes):
            if not isinstance(path, str):
                raise unexpected("text as the path of a setting", path)
        sets = [f"Set({quoted(path)}, {ron(value)})" for path, value in stated.items()]
        added = (*sets, *(f"Remove({quoted(path)})" for path in removes))
        if not added and name is None:
            return self
        title = name if name is not None else self._title
        return Scenario._made(self._bundle, self._folder, self._file, self._over, (*self._changes, *added), title)

    @property
    def _is_changed(self) -> bool:
        return bool(self._changes) or self._title is not None

    @property
    def _shown(self) -> str:
        """The file that is asked about, by its own name."""
        if not self._is_changed:
            return self._file
        stem = self._file.removesuffix(".ron")
        taken = {name for name, _ in self._over} | ({f"{n}.ron" for n in examples()[self._bundle]} if self._bundle else set())
        name, count = f"{stem}-changed.ron", 2
        while name in taken or (self._bundle is None and Path(self._folder, name).exists()):
            name, count = f"{stem}-changed-{count}.ron", count + 1
        return name

    @property
    def source(self) -> str:
        """The file's text: of a changed scenario the variant, to be kept beside its base."""
        if self._is_changed:
            title = self._title if self._title is not None else f"{self._called}, changed"
            changes = "".join(f"        {change},\n" for change in self._changes)
            base = quoted(self._file)
            return f"Variant(\n    base: {base},\n    name: {quoted(title)},\n    changes: [\n{changes}    ],\n)\n"
        over = dict(self._over)
        if self._file in over:
            return over[self._file]
        if self._bundle is not None:
            return _doorstep.bundled_text(self._bundle, self._file)
        return Path(self._folder, self._file).read_text(encoding="utf-8")

    @property
    def _called(self) -> str:
        """What a scenario without a name of its own is called: its file, or for scenario.ron its folder."""
        stem = self._file.removesuffix(".ron")
        return stem if stem != "scenario" else self._bundle or os.path.basename(self._folder) or stem

    @property
    def _files(self) -> tuple[tuple[str, str], ...]:
        return (*self._over, (self._shown, self.source)) if self._is_changed else self._over

    @property
    def path(self) -> str:
        """Where it is, or would be: its folder, if it is on disk, and its file."""
        return os.path.join(self._folder, self._shown) if self._folder else self._shown

    def _ask(
        self,
        command: str,
        words: Sequence[str],
        how: How,
        progress: Watch,
        *,
        last: Sequence[str] = (),
        plan: Sequence[tuple[str, str]] = (),
    ) -> _doorstep.Answer:
        all_words = [command, *how.words(), *words, "--", self.path, *last]
        return ask(
            all_words, bundle=self._bundle, files=self._files, plan=plan, threads=pool(how.threads), progress=progress
        )

    # Questions

    @property
    def uncertain(self) -> Table:
        """The numbers that an `Ensemble` of it would draw, a row each.

        ``id``, ``unit`` (``pounds``, ``share``, ``m``, ``min`` or ``number``), ``acts`` (what it is, or what it
        multiplies), ``low``, ``high`` and ``as_written`` in that unit, ``why``, ``source``. Raises `InputError`
        where nothing in it is uncertain.
        """
        import csv
        import io

        from ._ensemble import Ensemble

        numbers = Ensemble(self, members=1, design="mc").manifest["numbers"]
        columns = ["id", "unit", "acts", "low", "high", "as_written", "why", "source"]
        text = io.StringIO()
        rows = csv.DictWriter(text, columns, lineterminator="\n")
        rows.writeheader()
        rows.writerows(numbers)
        return Table.from_csv("uncertain.csv", text.getvalue().encode())

    def check(self) -> list[Fault]:
        """Every problem in it, errors and warnings; empty where there is none. Raises nothing."""
        return faults_of(self._ask("check", (), How(), None))

    def describe(self) -> str:
        """What it holds, in a few lines. Raises `InputError` where it has errors."""
        from ._ask import raised

        answer = self._ask("check", (), How(), None)
        if answer.code:
            raise raised(answer)
        return answer.said

    def solve(
        self,
        *,
        alternatives: int | None = None,
        joint: bool = False,
        time_limit: float | None = None,
        gap: float | None = None,
        method: Method | None = None,
        seed: int | None = None,
        effort: int | None = None,
        threads: int | None = None,
        losing: float | None = None,
        progress: Watch = None,
    ) -> Result:
        """Options: the plan beside the status quo and so many `alternatives` (1), proved again.

        `gap` stops each goal that near its best (a share), `effort` after so many simplex iterations (40,000), which
        is the same everywhere; `time_limit` in seconds, which is not. `joint` bounds all years of a programme
        together, too. Results do not depend on `threads`.

        An impossible scenario is a result, too: ``result.status == "impossible"``, with what clashes in its table
        ``clash`` and what would mend it in ``result.repairs``. Raises `InputError`, `UsageError`, `SolverError`, and
        `StoppedError` where the limits ended before any plan; Ctrl-C raises ``KeyboardInterrupt``.
        """
        how = How(gap, time_limit, effort, seed, threads, method, losing)
        answer = self._ask("solve", flags(alternatives=alternatives, joint=joint), how, progress)
        return answered(answer, self, impossible_is_one=True)

    def score(
        self,
        plan: PlanLike,
        *,
        option: str | None = None,
        improve: bool = False,
        time_limit: float | None = None,
        effort: int | None = None,
        losing: float | None = None,
        progress: Watch = None,
    ) -> Result:
        """Your own plan beside the status quo: its money, reach, rules and goals. What it does not state stays.

        A plan is a dict of levels ``{"elm": "hub"}``, or ``{"levels": {…}, "sessions": {"play": {"centre": {"elm": 3}}}}``;
        a table with the columns ``site, level`` or ``service, mode, place, sessions`` (pandas, polars, any Arrow
        table); a path, or several, of such files; or another result, of which `option` is read. Broken rules are
        told, not refused. `improve` looks for better plans for the same money.
        """
        paths, files = plan_files(plan)
        words = flags(improve=improve, option=option, time_limit=time_limit, effort=effort, losing=losing)
        answer = self._ask("score", words, How(), progress, last=paths, plan=files)
        return answered(answer, self)

    def explain(
        self,
        *sites: str,
        time_limit: float | None = None,
        gap: float | None = None,
        method: Method | None = None,
        seed: int | None = None,
        effort: int | None = None,
        threads: int | None = None,
        progress: Watch = None,
    ) -> Result:
        """Why sites are kept or go: what the other fate costs, what would turn it, who would go where.

        Tables ``choices`` and ``who_goes_where``. Raises `UsageError` for a site that does not exist, and
        `ImpossibleError` where no plan keeps everything.
        """
        for site in sites:
            if not isinstance(site, str):
                raise unexpected("the id of a site", site)
        how = How(gap, time_limit, effort, seed, threads, method)
        return answered(self._ask("explain", (), how, progress, last=sites), self)

    def choices(
        self,
        *,
        within: float | None = None,
        alternatives: int | None = None,
        time_limit: float | None = None,
        gap: float | None = None,
        method: Method | None = None,
        seed: int | None = None,
        effort: int | None = None,
        threads: int | None = None,
        progress: Watch = None,
    ) -> Result:
        """How much choice there is: plans far apart, all `within` (0.01) of the plan by the first goal, and every site
        always kept, always gone or a real choice.

        Tables ``alternatives`` and ``choices``. Every site is solved for the other way round: on a city that takes
        minutes. Raises `ImpossibleError` where no plan keeps everything.
        """
        how = How(gap, time_limit, effort, seed, threads, method)
        words = flags(within=within, alternatives=alternatives)
        return answered(self._ask("choices", words, how, progress), self)

    def alternatives(self, count: int = 3, **how: Any) -> Result:
        """`choices` with so many plans far apart; the other arguments are those of `choices`."""
        return self.choices(alternatives=count, **how)

    def frontier(
        self,
        first: str | int | None = None,
        second: str | int | None = None,
        *,
        points: int | None = None,
        all: bool = False,
        without_targets: bool = False,
        time_limit: float | None = None,
        gap: float | None = None,
        method: Method | None = None,
        seed: int | None = None,
        effort: int | None = None,
        threads: int | None = None,
        progress: Watch = None,
    ) -> Result:
        """What can be had of one goal (``"most-reach"``) for so much of another (``"least-cost"``), in so many `points`.

        Goals are ``"most-reach"``, ``"least-cost"``, ``"fewest-changes"``, or the number of one of the scenario's.
        Table ``frontier``, chart ``frontier``. Raises `ImpossibleError` where no plan keeps everything.
        """
        how = How(gap, time_limit, effort, seed, threads, method)
        words = flags(first=first, second=second, points=points, all=all, without_targets=without_targets)
        return answered(self._ask("frontier", words, how, progress), self)

    def ladder(
        self,
        amounts: Iterable[Amount],
        *,
        target: str | None = None,
        first: Literal["last", "first"] | None = None,
        time_limit: float | None = None,
        gap: float | None = None,
        method: Method | None = None,
        seed: int | None = None,
        effort: int | None = None,
        threads: int | None = None,
        progress: Watch = None,
    ) -> Result:
        """Rising savings so that each step is part of the next, and what that costs.

        `amounts` are what the `target` is to be, step by step; `first` says which end is found first, tied to
        nothing (``"last"``). Table ``ladder``. Raises `ImpossibleError` where none of the amounts can be saved.
        """
        if isinstance(amounts, str) or not isinstance(amounts, Iterable):
            raise unexpected('a list of amounts, such as ["£40,000", "£80,000"],', amounts)
        how = How(gap, time_limit, effort, seed, threads, method)
        words = [*flags(target=target), *([] if first is None else [f"--from={first}"])]
        words += ["--amounts", *(amount(one) for one in amounts)]
        return answered(self._ask("ladder", words, how, progress), self)

    def margins(
        self,
        *,
        step: Amount | None = None,
        target: str | None = None,
        time_limit: float | None = None,
        gap: float | None = None,
        method: Method | None = None,
        seed: int | None = None,
        effort: int | None = None,
        threads: int | None = None,
        progress: Watch = None,
    ) -> Result:
        """What the next pounds are worth, by solving again with `step` (£100,000) less and more to save.

        Table ``margins``. Raises `ImpossibleError` where no plan keeps everything.
        """
        how = How(gap, time_limit, effort, seed, threads, method)
        words = flags(step=None if step is None else amount(step), target=target)
        return answered(self._ask("margins", words, how, progress), self)

    def __repr__(self) -> str:
        where = f"{self._bundle}/{self._file}" if self._bundle else os.path.join(self._folder, self._file)
        changed = f", {len(self._changes)} changes" if self._changes else ""
        return f"<doorstep.Scenario {where}{changed}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scenario) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    @property
    def _key(self) -> tuple[object, ...]:
        return (self._bundle, self._folder, self._file, self._over, self._changes, self._title)

    def __reduce__(self) -> tuple[Any, ...]:
        return (Scenario._made, self._key)
