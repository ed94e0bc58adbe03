"""Runs side by side."""

from __future__ import annotations

import tempfile
from pathlib import Path

from ._ask import ask, raised
from ._errors import UsageError
from ._runs import Run, named
from ._table import Table

__all__ = ["Comparison", "compare"]


class Comparison:
    """Every pound, site, offer and person that differs between runs.

    ``comparison["money"]`` is a `Table`: a column for each option, A first, then what each other is less A.
    """

    def __init__(self, text: str, tables: dict[str, Table]) -> None:
        self.text = text
        """What the command shows on the screen."""
        self.tables = tables
        """Full tables, with what does not differ, too."""

    def __getitem__(self, name: str) -> Table:
        if name not in self.tables:
            raise UsageError(f"there is no table {name}. There are {', '.join(self.tables)}")
        return self.tables[name]

    def __repr__(self) -> str:
        return f"<doorstep.Comparison: {', '.join(self.tables)}>"

    def __str__(self) -> str:
        return self.text


def compare(
    a: Run | tuple[Run, str], b: Run | tuple[Run, str], *more: Run | tuple[Run, str]
) -> Comparison:
    """Lays results or run folders side by side; of each the plan, unless a pair names an option: ``(run, "alternative 1")``.

    Results in memory are called 1, 2, … by their place. Raises `InputError` where a folder is no run, where there is
    no such option, or where the runs have no site and no area in common.
    """
    words, brought = named([a, b, *more])
    with tempfile.TemporaryDirectory(prefix="doorstep-") as aside:
        out = Path(aside, "tables")
        answer = ask(["compare", f"--csv={out}", "--", *words], runs=brought)
        if answer.code:
            raise raised(answer)
        tables = {file.stem: _table(file) for file in sorted(out.glob("*.csv"))}
    return Comparison(answer.said.split("\n\nWritten to ")[0], tables)


def _table(file: Path) -> Table:
    return Table(file.stem, Table.from_csv("compare/" + file.name, file.read_bytes())._inner)
