"""What came of a question: the run folder of the command, in memory."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import _doorstep
from ._ask import faults_of, path_of, raised
from ._errors import Fault, ImpossibleError, InputError, StoppedError, UsageError
from ._geometry import located
from ._option import Option, option_of
from ._svg import Picture
from ._table import Table

if TYPE_CHECKING:
    from ._scenario import Scenario

__all__ = ["Result", "answered"]


class Result:
    """Options with everything that is known of them, proved again by the checker.

    It holds the files of the command's run folder, byte for byte. ``result["reach"]`` is a `Table`; `write` makes the
    folder; `map` and `chart` are its pictures.
    """

    def __init__(
        self,
        files: Mapping[str, Callable[[], bytes]],
        *,
        answer: _doorstep.Answer | None = None,
        folder: Path | None = None,
        scenario: Scenario | None = None,
    ) -> None:
        self._files = _Lazy(files)
        self._answer = answer
        self._tables: dict[str, Table] = {}
        self.folder = folder
        """Where it was read from or last written to; None where it is in memory only."""
        self.scenario = scenario
        """What was asked about; None where it was read from a folder."""
        self.warnings: list[Fault] = [] if answer is None else faults_of(answer)
        """What should be looked at in the scenario. Every output repeats it."""

    @classmethod
    def _of(cls, answer: _doorstep.Answer, scenario: Scenario) -> Result:
        def file(name: str) -> Callable[[], bytes]:
            return lambda: answer.file(name)

        return cls({name: file(name) for name in answer.names}, answer=answer, scenario=scenario)

    @property
    def files(self) -> Mapping[str, bytes]:
        """The files of the run folder by name. ``timing.txt`` alone differs from run to run."""
        return self._files

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """How it was made: status, bounds, seed, versions, hashes of inputs, the checker's verdict."""
        if "manifest.json" not in self._files:
            return {"status": "impossible", "options": []}
        found: dict[str, Any] = json.loads(self._files["manifest.json"])
        return found

    @property
    def status(self) -> str:
        """How it ended.

        ``"proven"``, ``"stopped"`` at a limit with a plan, or ``"impossible"``; of somebody's own plan ``"scored"``,
        or ``"impossible"`` where it cannot be; of a further question ``"answered"`` or ``"stopped"``.
        """
        return str(self.manifest["status"])

    @property
    def question(self) -> str | None:
        """What was asked beyond the scenario itself, if anything."""
        return self.manifest.get("question")

    @cached_property
    def summary(self) -> str:
        """What the command shows on the screen."""
        if "summary.txt" in self._files:
            return self._files["summary.txt"].decode()
        return "" if self._answer is None else self._answer.said

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """Every option, the status quo first."""
        return tuple(option_of(entry) for entry in self.manifest["options"])

    @property
    def labels(self) -> list[str]:
        """What readers call the options."""
        return [option.label for option in self.options]

    def option(self, label: str | None = None) -> Option:
        """An option by its label; without one the plan, somebody's proposal or the nearest plan.

        Raises `UsageError` where there is none.
        """
        usual = ("plan", "proposal", "nearest plan") if label is None else (label,)
        for wanted in usual:
            for option in self.options:
                if option.label == wanted:
                    return option
        raise UsageError(f"there is no option {usual[0]}. There are {', '.join(self.labels) or 'none'}")

    def require_plan(self) -> Option:
        """The plan, for those who cannot go on without one.

        Raises `ImpossibleError` where it is proven that no plan keeps everything.
        """
        if self.status == "impossible":
            raise ImpossibleError(self.summary.strip())
        return self.option()

    # Tables

    @property
    def names(self) -> list[str]:
        """Names of the tables there are."""
        return [name.removesuffix(".csv") for name in self._files if name.endswith(".csv")]

    def table(self, name: str) -> Table:
        """A table by its name: ``"sites"``, ``"money"``, ``"reach"``. Raises `UsageError` where there is none."""
        name = str(name).removesuffix(".csv")
        if name not in self._tables:
            file = name + ".csv"
            if file not in self._files:
                raise UsageError(f"there is no table {name}. There are {', '.join(self.names) or 'none'}")
            inner = Table.from_csv(file, self._files[file])
            self._tables[name] = Table(name, inner._inner, self._located)
        return self._tables[name]

    def __getitem__(self, name: str) -> Table:
        return self.table(name)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.removesuffix(".csv") in self.names

    @property
    def tables(self) -> dict[str, Table]:
        """Every table by its name."""
        return {name: self.table(name) for name in self.names}

    def _located(self, table: Table) -> Any:
        outlines = self.manifest.get("names", {}).get("outlines") or [None, None]
        return located(table, self._files, outlines[0])

    # What would mend an impossible scenario

    @property
    def repairs(self) -> list[Scenario]:
        """Of an impossible scenario: what would make it possible, each as a scenario to solve.

        The tables ``clash`` and ``repairs`` say which demands clash and what each repair gives up.
        """
        if self.scenario is None:
            return []
        names = sorted(name for name in self._files if name.startswith("repair-") and name.endswith(".ron"))
        return [self.scenario._beside(name, self._files[name].decode()) for name in names]

    # Pictures

    def map(self) -> Picture:
        """The footprint before and after, and what it does to reach. Raises `UsageError` where there is no plan."""
        if "footprint.svg" not in self._files:
            raise UsageError("there is no plan to draw")
        return Picture("footprint", "Footprint before and after", *_described(self._files["footprint.svg"].decode()))

    @cached_property
    def charts(self) -> dict[str, Picture]:
        """Every picture of a report by its name: maps of neighbourhoods, money, reach, who gains and who loses."""
        found: dict[str, Picture] = {}
        for name in ("waterfall", "frontier"):
            if f"{name}.svg" in self._files:
                alt, svg = _described(self._files[f"{name}.svg"].decode())
                table = self.table(name)
                rows = [[str(cell) for cell in row.values()] for row in table.rows()]
                found[name] = Picture(name, name.capitalize(), alt, svg, table.columns, rows)
        from ._runs import named

        words, brought = named([self])
        pictures, faults = _doorstep.pictures(words, brought=brought)
        if faults:
            told = [Fault(*row) for row in faults]
            raise InputError("\n".join(map(str, told)), told)
        found.update((one[0], Picture(one[0], one[1], one[2], one[3], one[5], one[6])) for one in pictures)
        return found

    def chart(self, name: str) -> Picture:
        """A picture by its name; `charts` holds them all. Raises `UsageError` where there is none."""
        known = self.charts
        if name not in known:
            raise UsageError(f"there is no chart {name}. There are {', '.join(known)}")
        return known[name]

    # Files

    def write(self, folder: str | os.PathLike[str]) -> Path:
        """Writes the run folder: the same bytes as the command's, whole or not at all.

        An older run of that name is replaced, no other folder is touched; in a folder called ``runs`` the ledger
        ``runs.csv`` gets its row. Raises `OutputError` where it cannot be written.
        """
        to = Path(path_of(folder))
        if not self._files:
            raise UsageError("there is nothing to write: the targets together ask for more than everything that counts")
        if self._answer is not None:
            self._answer.write(to)
        else:
            _doorstep.replace(to, list(self._files.items()))
        self.folder = to
        return to

    def report(
        self,
        out: str | os.PathLike[str],
        *,
        public: bool = False,
        threshold: int = 5,
        words: str | os.PathLike[str] | None = None,
        option: str | None = None,
    ) -> Path:
        """Writes a page people can read: ``page.html``, ``.docx``, or ``.pdf`` (printed by an installed browser).

        `public` rounds people to a multiple of `threshold` and hides small numbers and what would tell them; `words`
        is the page's own file with title, names and officers' words.
        """
        from ._runs import report

        return report([self if option is None else (self, option)], out, public=public, threshold=threshold, words=words)

    def __repr__(self) -> str:
        return f"<doorstep.Result {self.status}: {', '.join(self.labels) or 'no option'}>"

    def _repr_html_(self) -> str:
        import html

        def pounds(pence: int) -> str:
            return f"{'-' if pence < 0 else ''}£{abs(pence) // 100:,}.{abs(pence) % 100:02}"

        rows = "".join(
            f"<tr><th scope='row'>{html.escape(option.label)}</th><td>{pounds(option.cost_pence)}</td>"
            f"<td>{pounds(option.saving_pence)}</td><td>{html.escape(', '.join(option.missed) or 'none')}</td></tr>"
            for option in self.options
        )
        title = html.escape(str(self.manifest.get("scenario", "")))
        return (
            f"<table><caption>{title}: {html.escape(self.status)}. Options for consideration: decision support, not a "
            "decision.</caption><thead><tr><th scope='col'>option</th><th scope='col'>cost a year</th>"
            "<th scope='col'>saving that counts</th><th scope='col'>rules and targets missed</th></tr></thead>"
            f"<tbody>{rows}</tbody></table>"
        )


class _Lazy(Mapping[str, bytes]):
    """Files that are fetched once somebody wants them."""

    def __init__(self, files: Mapping[str, Callable[[], bytes]]) -> None:
        self._files = dict(files)
        self._known: dict[str, bytes] = {}

    def __getitem__(self, name: str) -> bytes:
        if name not in self._known:
            self._known[name] = self._files[name]()
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def _described(svg: str) -> tuple[str, str]:
    """What an SVG says of itself for those who do not see it, and the SVG."""
    import html
    import re

    found = re.search(r"<desc[^>]*>(.*?)</desc>", svg, re.DOTALL)
    return (html.unescape(found[1]) if found else "", svg)


def answered(answer: _doorstep.Answer, scenario: Scenario, *, impossible_is_one: bool = False) -> Result:
    """The result of an answer, or its exception."""
    if answer.code not in (0, 3, 4):
        raise raised(answer)
    if not answer.names and not (impossible_is_one and answer.code == 3):
        raise raised(answer)
    result = Result._of(answer, scenario)
    if result.status == "nothing found":
        raise StoppedError(result.summary.strip())
    return result
