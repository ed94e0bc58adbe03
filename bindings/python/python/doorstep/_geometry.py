"""Where the areas and places of a run are, for maps."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ._errors import UsageError
from ._table import Table

if TYPE_CHECKING:
    import geopandas

__all__ = ["located"]

_GRID = "EPSG:27700"
_PLACES = ("site", "place")


def located(table: Table, files: Mapping[str, bytes], outlines: str | None) -> geopandas.GeoDataFrame:
    """The table's rows about areas or places, with their geometry.

    `files` are those of the run; `outlines` is the property by which outlines of areas are told apart.
    """
    import geopandas

    frame = table.to_pandas()
    columns = set(table.columns)
    if "area" in columns:
        ids, where = frame["area"], _areas(files, outlines)
    elif place := next((name for name in _PLACES if name in columns), None):
        ids, where = frame[place], _points(files, "places.csv", "place")
    elif {"part", "of"} <= columns:
        frame = frame[frame["part"] == "area"]
        ids, where = frame["of"], _areas(files, outlines)
    elif {"by", "part"} <= columns:
        frame = frame[frame["by"] == "area"]
        ids, where = frame["part"], _areas(files, outlines)
    else:
        raise UsageError(f"the table {table.name} is not about areas or places: it cannot be drawn on a map")
    geometry = geopandas.GeoSeries([where.get(one) for one in ids], index=frame.index, crs=_GRID)
    return geopandas.GeoDataFrame(frame, geometry=geometry)


def _areas(files: Mapping[str, bytes], outlines: str | None) -> dict[str, Any]:
    points = _points(files, "areas.csv", "area")
    if "boundaries.geojson" not in files or outlines is None:
        return points
    import geopandas

    features = json.loads(files["boundaries.geojson"])["features"]
    frame = geopandas.GeoDataFrame.from_features(features)
    # The scenario's outlines are longitude and latitude, or already metres of the grid: too large for degrees.
    west, south, east, north = frame.total_bounds
    degrees = max(abs(west), abs(south), abs(east), abs(north)) <= 180
    frame = frame.set_crs("EPSG:4326").to_crs(_GRID) if degrees else frame.set_crs(_GRID)
    shapes = {str(key): shape for key, shape in zip(frame[outlines], frame.geometry, strict=True)}
    return points | shapes


def _points(files: Mapping[str, bytes], name: str, key: str) -> dict[str, Any]:
    from shapely import Point

    rows = Table.from_csv(name, files[name]).rows()
    return {row[key]: Point(row["easting"], row["northing"]) for row in rows}
