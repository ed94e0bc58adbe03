"""Tables that every data frame library reads without copies, by the Arrow PyCapsule protocol."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from . import _doorstep
from ._errors import UsageError

if TYPE_CHECKING:
    import geopandas
    import pandas
    import polars
    import pyarrow

__all__ = ["Table"]

_SHOWN = 12


class Table:
    """One table of a result: named columns of one length.

    Types follow from the table's name alone, never from what stands in it:

    * money is ``int64`` whole pence, in columns that end in ``_pence`` (`pounds` makes pounds of them);
    * people are ``float64`` tenths, exactly as in the run folder's file;
    * ids and words are strings, yes and no are booleans, places on the map are metres of the National Grid;
    * a number that cannot be given is null, and why not stands beside it in ``…_why_not``.

    Units travel as the field metadata ``unit`` and in `units`. Anything that speaks Arrow reads it:
    ``pyarrow.table(t)``, ``polars.DataFrame(t)``, ``pandas.DataFrame.from_arrow(t)``, and DuckDB over
    ``pyarrow.table(t)``.
    """

    __slots__ = ("_geometry", "_inner", "name")

    def __init__(
        self, name: str, inner: _doorstep.Table, geometry: Callable[[Table], geopandas.GeoDataFrame] | None = None
    ) -> None:
        self.name = name
        self._inner = inner
        self._geometry = geometry

    @classmethod
    def from_csv(cls, name: str, content: bytes) -> Table:
        """The table that a run folder keeps under this name, ``reach.csv`` say.

        Raises `UsageError` where the content is no such table.
        """
        try:
            return cls(name.removesuffix(".csv"), _doorstep.Table(name, content))
        except ValueError as error:
            raise UsageError(str(error)) from None

    def __arrow_c_schema__(self) -> object:
        return self._inner.__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._inner.__arrow_c_stream__(requested_schema)

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in order."""
        return self._inner.columns

    @property
    def types(self) -> dict[str, str]:
        """The Arrow type of each column."""
        return dict(zip(self._inner.columns, self._inner.types, strict=True))

    @property
    def units(self) -> dict[str, str]:
        """The unit of each column that has one: ``{"cost_pence": "pence a year", …}``."""
        each = zip(self._inner.columns, self._inner.units, strict=True)
        return {column: unit for column, unit in each if unit}

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self._inner.shape

    def __len__(self) -> int:
        return self.shape[0]

    def pounds(self) -> Table:
        """The same with money in pounds: ``float64``, ``…_gbp`` for ``…_pence``. Sum pence, show pounds."""
        return Table(self.name, self._inner.pounds(), self._geometry)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Row by row as dicts of Python's own values; for small tables, and where nothing else is installed."""
        types = self._inner.types
        columns = self._inner.columns
        make: dict[str, Callable[[str], Any]] = {"Int64": int, "Float64": float, "Boolean": lambda cell: cell == "true"}
        makers = [make.get(kind, str) for kind in types]
        for row in self._inner.cells(0, len(self)):
            cells = (None if cell is None else maker(cell) for maker, cell in zip(makers, row, strict=True))
            yield dict(zip(columns, cells, strict=True))

    def to_pyarrow(self) -> pyarrow.Table:
        """A ``pyarrow.Table`` on the same memory."""
        import pyarrow

        return pyarrow.table(self)

    def to_polars(self) -> polars.DataFrame:
        """A polars data frame."""
        import polars

        return polars.DataFrame(self)

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas data frame (pandas and pyarrow needed); units are in its ``attrs["units"]``.

        A whole-number column with nulls becomes ``float64``, which is exact for pence below £90 trillion.
        """
        frame: pandas.DataFrame = self.to_pyarrow().to_pandas()
        frame.attrs["units"] = self.units
        return frame

    def to_geopandas(self) -> geopandas.GeoDataFrame:
        """A GeoPandas frame of the rows that are about an area or a place, on the National Grid (EPSG:27700).

        Areas have their outlines where the scenario gives them, and otherwise the point where people live; sites and
        venues are points. Rows about districts or the whole council have no place here and are left out. Raises
        `UsageError` for a table without areas and places.
        """
        if self._geometry is None:
            raise UsageError(f"the table {self.name} belongs to no run: there are no outlines or points for it")
        return self._geometry(self)

    def __repr__(self) -> str:
        rows, columns = self.shape
        return f"<doorstep.Table {self.name}: {rows} rows × {columns} columns ({', '.join(self.columns)})>"

    def _repr_html_(self) -> str:
        rows, columns = self.shape
        units = self.units
        number = [kind in ("Int64", "Float64") for kind in self._inner.types]

        def head(column: str) -> str:
            unit = f"<br><small>{html.escape(units[column])}</small>" if column in units else ""
            return f"<th scope='col'>{html.escape(column)}{unit}</th>"

        def cell(text: str | None, is_number: bool) -> str:
            shown = "" if text is None else html.escape(text)
            return f"<td style='text-align:{'right' if is_number else 'left'}'>{shown}</td>"

        body = "".join(
            "<tr>" + "".join(cell(text, is_number) for text, is_number in zip(row, number, strict=True)) + "</tr>"
            for row in self._inner.cells(0, _SHOWN)
        )
        more = f", the first {_SHOWN} shown" if rows > _SHOWN else ""
        caption = f"{html.escape(self.name)}: {rows} rows × {columns} columns{more}"
        heads = "".join(head(column) for column in self.columns)
        return f"<table><caption>{caption}</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
