"""Scenarios as workbooks: filled in, saved and read by other programs than the one that wrote them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from conftest import command


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("import")
    assert command("new", "--workbook", home / "new.xlsx").returncode == 0
    assert command("import", home / "new.xlsx", home / "as-written").returncode == 0
    return home


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def find(sheet: openpyxl.worksheet.worksheet.Worksheet, row: str, head: str) -> openpyxl.cell.Cell:
    column = next(cell.column for cell in sheet[1] if cell.value == head)
    at = next(cells[0].row for cells in sheet.iter_rows(min_row=2) if cells[0].value == row)
    return sheet.cell(at, column)


def test_a_workbook_saved_by_openpyxl_is_the_same_scenario(home: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(home / "new.xlsx")
    book.save(tmp_path / "saved.xlsx")
    done = command("import", tmp_path / "saved.xlsx", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert files(tmp_path / "out") == files(home / "as-written")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice on this machine")
def test_a_workbook_saved_by_libreoffice_is_the_same_scenario(home: Path, tmp_path: Path) -> None:
    where = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path), str(home / "new.xlsx")]
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(["soffice", profile, "--headless", *where], check=True, capture_output=True, timeout=300)
    done = command("import", tmp_path / "new.xlsx", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert files(tmp_path / "out") == files(home / "as-written")


def test_what_is_typed_in_is_what_is_solved(home: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(home / "new.xlsx")
    find(book["Levels"], "hub", "costs/staff").value = 70_000.25
    find(book["Lines"], "hire", "name").value = "Hired rooms"
    book["areas.csv"].append(["east", "East", "North", 401000, 302000, 3, 1.5, 80])
    book.save(tmp_path / "typed.xlsx")
    done = command("import", tmp_path / "typed.xlsx", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "out" / "scenario.ron").read_text(encoding="utf-8")
    assert '"staff": "£70,000.25"' in text and '"Hired rooms"' in text
    assert "east,East,North,401000,302000,3,1.5,80" in (tmp_path / "out" / "areas.csv").read_text(encoding="utf-8")
    assert command("solve", "out/scenario.ron", "--quiet", "--out", "run", cwd=tmp_path).returncode == 0


def test_everything_wrong_is_told_at_once_by_sheet_and_cell(home: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(home / "new.xlsx")
    fund = find(book["Lines"], "hire", "fund")
    fund.value = "generall"
    share = find(book["Services"], "stay-and-play", "take_up/under-5")
    share.value = 25
    book["venues.csv"]["F2"].value = "here"
    book.save(tmp_path / "wrong.xlsx")
    done = command("import", tmp_path / "wrong.xlsx", tmp_path / "out")
    assert done.returncode == 1
    for place in (f"Lines!{fund.coordinate}", f"Services!{share.coordinate}", "venues.csv!F2"):
        assert f"wrong.xlsx: {place}: error" in done.stderr, done.stderr
    assert not (tmp_path / "out").exists()


def test_columns_have_notes_and_choices_and_text_stays_text(home: Path) -> None:
    book = openpyxl.load_workbook(home / "new.xlsx")
    for sheet in book:
        assert sheet.sheet_state == "visible" and not sheet.merged_cells.ranges
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row), sheet.title
    lines = book["Lines"]
    assert all(cell.comment for cell in lines[1])
    rules = {str(rule.sqref): rule for rule in lines.data_validations.dataValidation}
    fund = find(lines, "hire", "fund").column_letter
    of_fund = next(rule for cells, rule in rules.items() if cells.startswith(f"{fund}2:"))
    assert of_fund.type == "list" and "Funds" in of_fund.formula1
    # An id typed into an empty row keeps its zeros.
    assert lines.column_dimensions["A"].width > 5
    styles = {name: book[name]["A2"].number_format for name in ("Lines", "Levels", "sites.csv")}
    assert set(styles.values()) == {"@"}
