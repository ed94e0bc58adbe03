"""Pictures that show themselves in a notebook."""

from __future__ import annotations

import html
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Picture"]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as SVG, with what it shows in words and in figures.

    A notebook shows it inline. Whoever cannot see it has `alt`, which also stands inside the SVG, and `rows`.
    """

    name: str
    """Its id: what `Result.chart` takes."""
    title: str
    """Its heading."""
    alt: str
    """What it shows, in a sentence or two."""
    svg: str = field(repr=False)
    """The whole SVG, needing nothing else."""
    columns: Sequence[str] = field(default=(), repr=False)
    """Heads of the table beside it; empty where it has none."""
    rows: Sequence[Sequence[str]] = field(default=(), repr=False)
    """The same in figures, as text for readers."""

    def _repr_svg_(self) -> str:
        return self.svg

    def __str__(self) -> str:
        return self.svg

    def table_html(self) -> str:
        """Its table as HTML, for those who want figures under the picture."""
        head = "".join(f"<th scope='col'>{html.escape(column)}</th>" for column in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in self.rows
        )
        caption = html.escape(self.title)
        return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Writes the SVG to a file and answers with its path."""
        to = Path(path)
        to.write_text(self.svg, encoding="utf-8")
        return to
