"""Every table is read by every library, with the figures of the run folder's own files."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

import doorstep
import duckdb
import geopandas
import pandas
import polars
import pyarrow
import pytest
from conftest import CITY, HOW


@pytest.fixture(scope="module")
def results() -> dict[str, doorstep.Result]:
    small = doorstep.Scenario.example("two-centres")
    tight = small.change({"targets/save/amount": "£150,000"})
    solved = small.solve()
    return {
        "solve": solved,
        "years": doorstep.Scenario.example("two-centres", "years").solve(),
        "croydon": doorstep.Scenario.example("croydon-caseloads").solve(effort=300),
        "city": doorstep.Scenario.example(*CITY).solve(**HOW),
        "venues": doorstep.Scenario.example("send-choice").solve(),
        "score": small.score({"elm": "closed"}),
        "impossible": tight.solve(),
        "frontier": small.frontier(points=4),
        "ladder": small.ladder(["£40,000", "£80,000"]),
        "margins": small.margins(step=1000),
        "choices": small.choices(),
        "explain": small.explain("elm"),
    }


def tables(results: dict[str, doorstep.Result]) -> list[tuple[str, doorstep.Table, list[dict[str, str]]]]:
    found = []
    for question, result in results.items():
        for name, table in result.tables.items():
            content = result.files[name + ".csv"].decode()
            found.append((f"{question}/{name}", table, list(csv.DictReader(io.StringIO(content)))))
    return found


def as_written(value: Any, unit: str, cell: str) -> bool:
    """Is this the figure that the file has?"""
    if cell == "":
        return value is None or value == ""
    if isinstance(value, bool):
        return cell == ("yes" if value else "no")
    if isinstance(value, int) and unit.startswith("pence"):
        return Decimal(cell) * 100 == value
    if isinstance(value, (int, float)):
        return float(cell) == value
    return bool(value == cell)


def test_every_cell_is_the_cell_of_the_file(results: dict[str, doorstep.Result]) -> None:
    seen = set()
    for name, table, rows in tables(results):
        units = table.units
        assert len(table) == len(rows), name
        read = list(table.rows())
        arrow = pyarrow.table(table).to_pylist()
        assert read == arrow, name
        for row, cells in zip(read, rows, strict=True):
            whys = [column for column in row if column.endswith("_why_not")]
            written = [column for column in row if column not in whys]
            assert len(written) == len(cells), name
            for column, cell in zip(written, cells.values(), strict=True):
                why = row.get(column + "_why_not")
                value = row[column] if why is None else why
                assert as_written(value, units.get(column, ""), cell), f"{name}: {column}: {value!r} and {cell!r}"
        seen.add(name.split("/")[1])
    assert {"sites", "money", "reach", "equity", "inequality", "clash", "repairs", "frontier", "ladder"} <= seen
    assert {"years", "savings", "one_offs", "waterfall", "who_goes_where", "alternatives", "margins"} <= seen


def test_money_is_whole_pence_and_says_so(results: dict[str, doorstep.Result]) -> None:
    for name, table, rows in tables(results):
        head = rows[0].keys() if rows else ()
        assert not [column for column in table.columns if column.endswith("_gbp")], name
        for column in (column for column in head if column.endswith("_gbp")):
            pence = column.removesuffix("_gbp") + "_pence"
            assert table.types[pence] == "Int64" and table.units[pence].startswith("pence"), f"{name}: {column}"
            field = pyarrow.table(table).schema.field(pence)
            assert field.metadata[b"unit"].startswith(b"pence")
    money = results["solve"]["money"]
    pounds = money.pounds()
    assert pounds.columns[-1] == "counts_as_saving_gbp" and pounds.units["cost_gbp"] == "pounds a year"
    assert [row["cost_gbp"] * 100 for row in pounds.rows()] == [row["cost_pence"] for row in money.rows()]
    total = [row for row in money.rows() if row["line"] == "total" and row["option"] == "plan"]
    assert total[0]["counts_as_saving_pence"] == results["solve"].option().saving_pence == 8_395_000


def test_types_follow_from_names_and_never_from_what_stands_in_a_table(results: dict[str, doorstep.Result]) -> None:
    known: dict[str, dict[str, str]] = {}
    for name, table, _ in tables(results):
        question, kind = name.split("/")
        types = table.types
        before = known.setdefault(kind, types)
        for column in before.keys() & types.keys():
            assert before[column] == types[column], f"{question}: {kind}: {column}"


def test_no_column_of_numbers_is_left_as_words(results: dict[str, doorstep.Result]) -> None:
    ids = {"of", "part", "year", "instead", "asked", "value", "low", "high", "within", "access_within", "id", "moves_in"}
    for name, table, rows in tables(results):
        for column, kind in table.types.items():
            if kind != "Utf8" or column in ids or column.endswith("_why_not"):
                continue
            cells = [row[column] for row in rows if row.get(column)]
            numbers = [cell for cell in cells if cell.replace(".", "", 1).lstrip("-").isdigit()]
            assert not cells or len(numbers) < len(cells), f"{name}: {column} holds numbers"


def test_pandas_polars_pyarrow_and_duckdb_read_every_table(results: dict[str, doorstep.Result]) -> None:
    for name, table, rows in tables(results):
        arrow = table.to_pyarrow()
        arrow.validate(full=True)
        assert arrow.num_rows == len(rows), name
        frame = table.to_pandas()
        assert isinstance(frame, pandas.DataFrame) and frame.shape == table.shape, name
        assert frame.attrs["units"] == table.units
        polar = table.to_polars()
        assert isinstance(polar, polars.DataFrame) and polar.shape == table.shape, name
        assert polar.to_dicts() == arrow.to_pylist(), name
        counted = duckdb.sql("select count(*) from arrow").fetchall()
        assert counted == [(len(rows),)], name
        if hasattr(pandas.DataFrame, "from_arrow"):
            assert pandas.DataFrame.from_arrow(table).shape == table.shape


def test_a_table_is_handed_out_without_a_copy(results: dict[str, doorstep.Result]) -> None:
    reach = results["city"]["reach"]
    one, other = pyarrow.table(reach), pyarrow.table(reach)
    column = one.schema.get_field_index("reached")
    address = [table.column(column).chunk(0).buffers()[1].address for table in (one, other)]
    assert address[0] == address[1]


def test_geopandas_reads_areas_and_places(results: dict[str, doorstep.Result]) -> None:
    city = results["city"]
    areas = city["areas"].to_geopandas()
    assert isinstance(areas, geopandas.GeoDataFrame) and areas.crs.to_epsg() == 27700
    assert len(areas) == len(city["areas"]) and not areas.geometry.isna().any()
    assert set(areas.geom_type) <= {"Polygon", "MultiPolygon"}
    reach = city["reach"].to_geopandas()
    assert set(reach["part"]) == {"area"} and not reach.geometry.isna().any()
    assert set(city["equity"].to_geopandas()["by"]) == {"area"}
    sites = city["sites"].to_geopandas()
    assert set(sites.geom_type) == {"Point"} and len(sites) == len(city["sites"])
    # A point lies where its area's outline is.
    points = city["areas"].to_pandas()
    where = geopandas.GeoSeries(geopandas.points_from_xy(points["easting"], points["northing"]), crs=areas.crs)
    inside = areas.geometry.buffer(500).contains(where)
    assert inside.mean() > 0.95
    small = results["solve"]
    assert set(small["areas"].to_geopandas().geom_type) == {"Point"}
    assert len(small["places"].to_geopandas()) == 3
    with pytest.raises(doorstep.UsageError, match="cannot be drawn"):
        small["money"].to_geopandas()


def test_tables_show_themselves_in_a_notebook(results: dict[str, doorstep.Result]) -> None:
    for name, table, _ in tables(results):
        shown = table._repr_html_()
        assert shown.startswith("<table><caption>") and shown.count("<tr>") <= 13, name
        assert "scope='col'" in shown
    assert "pence a year" in results["solve"]["money"]._repr_html_()
    assert "£" in results["solve"]._repr_html_()
    spoilt = doorstep.Table.from_csv("sites.csv", b"site,name\n<b>,&\n")
    assert "<b>" not in spoilt._repr_html_() and "&lt;b&gt;" in spoilt._repr_html_()


def test_a_file_that_is_no_such_table_is_refused() -> None:
    for content in (b"option,cost_gbp\nplan,lots\n", b"option,cost_gbp\nplan,1\n2,3,4\n", b"kept\nperhaps\n", b"\xff\xfe"):
        with pytest.raises(doorstep.UsageError):
            doorstep.Table.from_csv("money.csv", content)
    with pytest.raises(doorstep.UsageError, match="There are"):
        doorstep.Scenario.example("two-centres").solve().table("nothing")


def test_a_plan_may_be_any_kind_of_table(results: dict[str, doorstep.Result]) -> None:
    scenario = doorstep.Scenario.example("two-centres")
    levels = {"site": ["elm"], "level": ["closed"]}
    expected = results["score"]["money"].to_pyarrow()
    for plan in (pandas.DataFrame(levels), polars.DataFrame(levels), pyarrow.table(levels), {"levels": {"elm": "closed"}}):
        assert scenario.score(plan)["money"].to_pyarrow() == expected
    again = scenario.score(results["solve"])
    assert again.option().saving_pence == results["solve"].option().saving_pence
    offers = results["solve"]["offers"].to_pandas().query("option == 'plan'")
    own = offers.rename(columns={"weekly_sessions": "sessions"})[["service", "mode", "place", "sessions"]]
    assert scenario.score(own).status in ("scored", "impossible")
    for wrong in (3, None, [1, 2], object()):
        with pytest.raises(doorstep.UsageError, match="is no plan"):
            scenario.score(wrong)
