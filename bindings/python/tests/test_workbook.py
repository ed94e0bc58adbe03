"""Workbooks, read and recalculated by other programs than the one that wrote them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from conftest import command

HOSTILE = ['=HYPERLINK("http://evil")', "@SUM(1)", "+cmd|' /C calc'!A0", "-2+3", "=1+1", "\tTab", "'quoted"]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of one year and one of several, with names that look like formulas."""
    home = tmp_path_factory.mktemp("workbook")
    assert command("init", "two-centres", home / "town").returncode == 0
    scenario = home / "town" / "scenario.ron"
    text = scenario.read_text(encoding="utf-8")
    named = text.replace('name: "Two centres', 'name: "=1+1 Two centres', 1)
    assert named != text
    scenario.write_text(named, encoding="utf-8")
    for name in ("scenario", "years"):
        assert command("solve", f"town/{name}.ron", "--quiet", "--out", name, cwd=home).returncode == 0
        assert command("report", name, "-o", f"{name}.xlsx", cwd=home).returncode == 0
    return home


def cells(path: Path, *, values: bool) -> dict[tuple[str, str], openpyxl.cell.Cell]:
    book = openpyxl.load_workbook(path, data_only=values)
    return {(sheet.title, cell.coordinate): cell for sheet in book for row in sheet.iter_rows() for cell in row}


@pytest.mark.parametrize("name", ["scenario", "years"])
def test_every_formula_recalculated_is_the_figure_of_the_run_to_the_penny(name: str, runs: Path, tmp_path: Path) -> None:
    written, again = runs / f"{name}.xlsx", tmp_path / "again.xlsx"
    tool = Path(sys.executable).with_name("formualizer")
    subprocess.run([tool, "recalc", written, "-o", again], check=True, capture_output=True)
    formulas = [place for place, cell in cells(written, values=False).items() if cell.data_type == "f"]
    saved, found = cells(written, values=True), cells(again, values=True)
    assert len(formulas) > 20
    for place in formulas:
        one, other = saved[place].value, found[place].value
        if isinstance(one, str):
            assert one == other == "yes", place
        else:
            assert one == pytest.approx(other, abs=0.0001), place


@pytest.mark.parametrize("name", ["scenario", "years"])
def test_sheets_have_what_the_tables_have(name: str, runs: Path) -> None:
    book = openpyxl.load_workbook(runs / f"{name}.xlsx", data_only=True)
    told = [row[0].value for row in book["Contents"].iter_rows(min_row=5) if row[1].value]
    assert told == book.sheetnames[1:]
    for sheet in book:
        assert not sheet.merged_cells.ranges and sheet.sheet_state == "visible"
    lines = (runs / name / "money.csv").read_text(encoding="utf-8").splitlines()
    sheet = book["Money by option"]
    assert sheet.max_row == 4 + len(lines) - 1
    cost = lines[0].split(",").index("cost_gbp") + 1
    assert f"{sheet.cell(sheet.max_row, cost).value:.2f}" == lines[-1].split(",")[cost - 1]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_that_looks_like_a_formula_is_text(hostile: str, runs: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    run.mkdir()
    for path in (runs / "scenario").iterdir():
        run.joinpath(path.name).write_bytes(path.read_bytes())
    sites = run / "sites.csv"
    lines = sites.read_text(encoding="utf-8").splitlines()
    cell = '"' + hostile.replace('"', '""') + '"'
    first, _, rest = lines[1].split(",", 2)
    sites.write_text("\n".join([lines[0], f"{first},{cell},{rest}", *lines[2:]]) + "\n", encoding="utf-8")
    assert command("report", "run", "-o", "x.xlsx", cwd=tmp_path).returncode == 0
    found = cells(tmp_path / "x.xlsx", values=False)[("Sites", "B5")]
    assert found.data_type == "s" and found.value.strip() == hostile.strip()
