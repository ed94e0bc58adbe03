"""Workbooks, read and recalculated by other programs than the one that wrote them."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from conftest import ROOT, TARGET, command

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


def recalculated(written: Path, home: Path) -> Path:
    """The same workbook, every formula worked out again by another program."""
    again = home / "again.xlsx"
    tool = Path(sys.executable).with_name("formualizer")
    subprocess.run([tool, "recalc", written, "-o", again], check=True, capture_output=True)
    return again


def cells(path: Path, *, values: bool) -> dict[tuple[str, str], openpyxl.cell.Cell]:
    book = openpyxl.load_workbook(path, data_only=values)
    return {(sheet.title, cell.coordinate): cell for sheet in book for row in sheet.iter_rows() for cell in row}


@pytest.mark.parametrize("name", ["scenario", "years"])
def test_every_formula_recalculated_is_the_figure_of_the_run_to_the_penny(name: str, runs: Path, tmp_path: Path) -> None:
    written = runs / f"{name}.xlsx"
    again = recalculated(written, tmp_path)
    formulas = [place for place, cell in cells(written, values=False).items() if cell.data_type == "f"]
    saved, found = cells(written, values=True), cells(again, values=True)
    assert len(formulas) > 20
    for place in formulas:
        one, other = saved[place].value, found[place].value
        if isinstance(one, str):
            assert one == other, place
            assert place[0] != "Checks" or one == "yes", place
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


# Sheets whose amounts follow from inputs, and the tables of a run that hold them.
LIVE = {
    "Costing": "costing",
    "Lines by year": "lines",
    "Year to year": "years",
    "Funds": "funds",
    "Fund balances": "fund_balances",
    "Savings": "savings",
    "Targets": "targets_by_year",
    "Section 251": "section_251",
    "Cost centres": "cost_centres",
    "Virements": "virements",
    "Waterfall": "waterfall",
}
BIRMINGHAM = "birmingham-early-years"
CROYDON = "croydon-caseloads"


@pytest.fixture(scope="module")
def again() -> Path:
    """The engine's accounts of a plan under other numbers."""
    told = subprocess.run(
        ["cargo", "build", "--release", "--quiet", "--example", "again"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    return TARGET / "release" / "examples" / "again"


@pytest.fixture(scope="module")
def programmes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Every programme that is changed below: its scenario, its run and its workbook."""
    home = tmp_path_factory.mktemp("programmes")
    for name, scenario in (("two-centres", "years"), (BIRMINGHAM, "years-5m"), (CROYDON, "scenario")):
        shutil.copytree(ROOT / "scenarios" / name, home / name)
        # What is solved here is changed afterwards: any plan will do.
        quick = ["--quiet", "--effort", "20000", "--out", f"{name}-run"]
        assert command("solve", f"{name}/{scenario}.ron", *quick, cwd=home).returncode in (0, 4)
        assert command("report", f"{name}-run", "-o", f"{name}.xlsx", cwd=home).returncode == 0
    yield home


def heading(name: str) -> str:
    plain = name.removesuffix("_gbp").replace("_", " ")
    return plain[:1].upper() + plain[1:] + (", £" if name.endswith("_gbp") else "")


def at(book: openpyxl.Workbook, sheet: str, words: tuple[str, ...], column: str) -> openpyxl.cell.Cell:
    """The cell of a column in the first row that begins with these words."""
    heads = {cell.value: cell.column for cell in book[sheet][4]}
    for row in book[sheet].iter_rows(min_row=5):
        if tuple(cell.value for cell in row[: len(words)]) == words:
            return row[heads[column] - 1]
    raise AssertionError(f"{sheet} has no {words}")


# What is changed: the programme, its file, the changes of the scenario, those of its other files, and those of the
# workbook: sheet, first words of the row, column, value.
Edit = tuple[str, tuple[str, ...], str, float]
CHANGES: dict[str, tuple[str, str, str, list[tuple[str, str, str]], list[Edit]]] = {
    "nothing at all": (BIRMINGHAM, "years-5m", "", [], []),
    "inflation of a kind of prices, a point more": (
        BIRMINGHAM,
        "years-5m",
        'Set("programme/inflation/prices/rates", 0.03)',
        [],
        [
            ("Price indices", ("prices",), f"Rate {year}, on the year before", 0.03)
            for year in ("2016-17", "2017-18", "2018-19", "2019-20")
        ],
    ),
    "odd rates, one of them below nothing": (
        BIRMINGHAM,
        "years-5m",
        'Set("programme/inflation/pay/rates", {"2016-17": 0.01, "2017-18": 0.0234, "2018-19": -0.01, "2019-20": 0.012345})',
        [],
        [
            ("Price indices", ("pay",), "Rate 2017-18, on the year before", 0.0234),
            ("Price indices", ("pay",), "Rate 2018-19, on the year before", -0.01),
            ("Price indices", ("pay",), "Rate 2019-20, on the year before", 0.012345),
        ],
    ),
    "months": (
        BIRMINGHAM,
        "years-5m",
        'Set("programme/moves/effect/2016-17", "1 July"), Set("programme/moves/effect/2017-18", "1 February")',
        [],
        [("Months of moves", ("2016-17",), "Months left", 9), ("Months of moves", ("2017-18",), "Months left", 2)],
    ),
    "a unit cost, and the ledger with it": (
        BIRMINGHAM,
        "years-5m",
        'Set("levels/centre/costs/premises", "£53,123.45")',
        # 43 centres.
        [("ledger.csv", '"£3,480,000"', '"£3,528,308.35"')],
        [("Unit costs", ("premises", "A site at a level", "centre"), "Change here, £", 53123.45)],
    ),
    "a pressure below nothing": (
        CROYDON,
        "scenario",
        'Set("programme/pressures/improvement-money/amounts", '
        '{"2019-20": "-£1,170,000", "2020-21": "-£2,000,000.55", "2021-22": "-£5,220,000"})',
        [],
        [("Pressures and measures", ("improvement-money", "pressure"), "2020-21, £", -2000000.55)],
    ),
    "pay, and a session whose years end in half pennies": (
        CROYDON,
        "scenario",
        'Set("programme/roles/social-workers/pay", "£66,001.37"), '
        'Set("services/stay-and-play/modes/centre/session_costs/sessions", "£280.35")',
        [],
        [
            ("Unit costs", ("social-work", "A post", "Social workers with cases"), "Change here, £", 66001.37),
            ("Unit costs", ("sessions", "A session", "stay-and-play, centre"), "Change here, £", 280.35),
        ],
    ),
    "a unit cost by hand": (
        "two-centres",
        "years",
        'Set("levels/hub/costs/staff", "£61,234.55"), Set("services/stay-and-play/modes/drop-in/session_costs/hire", "£12.35")',
        [],
        [
            ("Unit costs", ("staff", "A site at a level", "hub"), "Change here, £", 61234.55),
            ("Unit costs", ("hire", "A session", "stay-and-play, drop-in"), "Change here, £", 12.35),
        ],
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_changed_workbook_is_the_engine_on_the_changed_scenario_to_the_penny(
    what: str, programmes: Path, again: Path, tmp_path: Path
) -> None:
    name, scenario, changes, files, edits = CHANGES[what]
    shutil.copytree(programmes / name, tmp_path / name)
    changed = tmp_path / name / "changed.ron"
    changed.write_text(f'Variant(base: "{scenario}.ron", name: "Changed", changes: [{changes}])', encoding="utf-8")
    for file, one, other in files:
        path = tmp_path / name / file
        text = path.read_text(encoding="utf-8")
        assert one in text
        path.write_text(text.replace(one, other), encoding="utf-8")
    out = tmp_path / "out"
    told = subprocess.run(
        [again, changed, programmes / f"{name}-run", out], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert told.returncode == 0, told.stderr
    book = openpyxl.load_workbook(programmes / f"{name}.xlsx")
    for sheet, words, column, value in edits:
        at(book, sheet, words, column).value = value
    book.save(tmp_path / "changed.xlsx")
    found = openpyxl.load_workbook(recalculated(tmp_path / "changed.xlsx", tmp_path), data_only=True)
    rows_changed = len({(sheet, words) for sheet, words, _, _ in edits})
    assert found["Checks"]["B3"].value == rows_changed
    assert {row[4] for row in found["Checks"].iter_rows(min_row=5, values_only=True)} == {"yes"}
    compared = 0
    for sheet, table in LIVE.items():
        if sheet not in found.sheetnames:
            continue
        heads = {cell.value: cell.column for cell in found[sheet][4]}
        with (out / f"{table}.csv").open(encoding="utf-8", newline="") as rows:
            for number, row in enumerate(csv.DictReader(rows), start=5):
                for column, wanted in row.items():
                    if not (column.endswith("_gbp") or column == "kept"):
                        continue
                    cell = found[sheet].cell(number, heads[heading(column)])
                    compared += book[sheet][cell.coordinate].data_type == "f"
                    if column == "kept":
                        assert cell.value == wanted, (sheet, cell.coordinate)
                    elif wanted:
                        assert f"{cell.value:.2f}".replace("-0.00", "0.00") == wanted, (sheet, cell.coordinate)
    assert compared > 400


# A grant with a stated budget that the General Fund stands behind, every kind of measure, two rows of a ledger for one
# line: what follows and what does not stand in one book.
LIMITED = """
    Set("funds/grant", RingFenced(budget: {"2026-27": "£12k", "2027-28": "£11k"}, carry: "£2,000", least_spent: "80%")),
    Set("lines/sessions/fund", "grant"), Set("lines/sessions/backed_by", "general"),
    Set("lines/premises/fixed", "£5,000.05"),
    Set("lines/fees", (fund: "general", touchable: true, cashable: true, income: true, fixed: "£2,000")),
    Set("tables/ledger", "ledger.csv"),
    Set("programme/inflation", {
        "pay": (rates: {"2026-27": "3%", "2027-28": PAY}, lines: ["staff", "sessions"]),
        "prices": (rates: "2%", lines: ["premises", "hire", "fees"]),
    }),
    Set("programme/pressures", {"levy": (line: "premises", amounts: {"2026-27": "£0", "2027-28": "£500.55"})}),
    Set("programme/measures", {
        "contracts": (line: "premises", kind: CostReduction, amounts: "£300.15", rag: Amber),
        "fees": (line: "fees", kind: Income, amounts: {"2026-27": "£0", "2027-28": "£400.35"}, rag: Red),
        "grant-pays": (line: "staff", kind: FundSwitch, to: "grant", amounts: "£1,000", rag: Green),
        "no-levy": (line: "premises", kind: Avoidance, amounts: {"2026-27": "£0", "2027-28": "£200"}, rag: Green),
    }),
    Set("targets/cash/amount", "£1,000"), Set("targets/recurring/amount", "£40,000"),
"""
LEDGER = """cost_centre,subjective,objective,section_251,line,amount
1001,employees,early years,3.0.1,staff,"£70,000.10"
1002,agency,early years,3.0.1,staff,"£49,999.90"
1003,premises,early years,3.0.2,premises,"£45,000.05"
1004,employees,sessions,3.0.2,sessions,"£24,875"
1005,fees,sessions,3.0.2,fees,"-£2,000"
"""


def test_what_a_funds_limit_decides_stays_as_run_and_asks_for_a_run(again: Path, tmp_path: Path) -> None:
    home = tmp_path / "two-centres"
    shutil.copytree(ROOT / "scenarios" / "two-centres", home)
    (home / "ledger.csv").write_text(LEDGER, encoding="utf-8")
    for name, rate in (("limited", "0.025"), ("changed", "0.0345")):
        text = f'Variant(base: "years.ron", name: "Limited", changes: [{LIMITED.replace("PAY", rate)}])'
        (home / f"{name}.ron").write_text(text, encoding="utf-8")
    told = command("solve", home / "limited.ron", "--quiet", "--out", "run", cwd=tmp_path)
    assert told.returncode == 0, told.stderr
    told = command("report", "run", "-o", "book.xlsx", cwd=tmp_path)
    assert told.returncode == 0, told.stderr
    subprocess.run([again, home / "changed.ron", "run", "out"], cwd=tmp_path, check=True)
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    at(book, "Price indices", ("pay",), "Rate 2027-28, on the year before").value = 0.0345
    book.save(tmp_path / "changed.xlsx")
    found = openpyxl.load_workbook(recalculated(tmp_path / "changed.xlsx", tmp_path), data_only=True)
    answers = {row[4] for row in found["Checks"].iter_rows(min_row=5, values_only=True)}
    assert answers == {"yes", "run again"}
    compared = 0
    for sheet, table in LIVE.items():
        heads = {cell.value: cell.column for cell in found[sheet][4]}
        with (tmp_path / "out" / f"{table}.csv").open(encoding="utf-8", newline="") as rows:
            for number, row in enumerate(csv.DictReader(rows), start=5):
                for column in (name for name in row if name.endswith("_gbp")):
                    cell = book[sheet].cell(number, heads[heading(column)])
                    # Sums over rows of which some stay as run are neither.
                    mixed = sheet in ("Funds", "Fund balances", "Savings") and "'Lines by year'!" not in str(cell.value)
                    if cell.data_type == "f" and not mixed:
                        compared += 1
                        assert found[sheet][cell.coordinate].value == pytest.approx(float(row[column]), abs=0.0001), cell
    assert compared > 400
    told_of = {row[0]: row[2] for row in found["Contents"].iter_rows(min_row=5, values_only=True)}
    assert told_of["Lines by year"] == "Live" and told_of["Funds"].startswith("In part. Where a fund")


def test_a_run_without_what_makes_up_lines_is_a_workbook_as_before(runs: Path, tmp_path: Path) -> None:
    shutil.copytree(runs / "years", tmp_path / "run")
    for name in ("costing", "prices", "terms"):
        (tmp_path / "run" / f"{name}.csv").unlink()
    assert command("report", "run", "-o", "x.xlsx", cwd=tmp_path).returncode == 0
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    assert "Unit costs" not in book.sheetnames and book["Lines by year"]["I5"].data_type == "f"
    assert book["Lines by year"]["E5"].data_type == "n"


def test_several_runs_stand_side_by_side(runs: Path, tmp_path: Path) -> None:
    less = tmp_path / "town" / "less.ron"
    shutil.copytree(runs / "town", tmp_path / "town")
    changes = 'Set("targets/recurring/amount", "£20,000"), Set("targets/cash/amount", "£1,000")'
    less.write_text(f'Variant(base: "years.ron", name: "Less", changes: [{changes}])', encoding="utf-8")
    assert command("solve", less, "--quiet", "--out", tmp_path / "less").returncode == 0
    shutil.copytree(runs / "years", tmp_path / "years")
    told = command("report", "years", "less", "-o", "all.xlsx", cwd=tmp_path)
    assert told.returncode == 0, told.stderr
    book = openpyxl.load_workbook(recalculated(tmp_path / "all.xlsx", tmp_path), data_only=True)
    saved = cells(tmp_path / "all.xlsx", values=True)
    for place, cell in cells(tmp_path / "all.xlsx", values=False).items():
        if cell.data_type == "f":
            assert book[place[0]][place[1]].value == pytest.approx(saved[place].value, abs=0.0001), place
    sheets = ["Contents", "Options side by side", "Money by line", "Sites", "Lines by year", "Cost reduction by year"]
    assert book.sheetnames == sheets
    side = {row[0]: row[1:] for row in book["Options side by side"].iter_rows(min_row=5, values_only=True)}
    for at_column, run in enumerate(("years", "less")):
        with (tmp_path / run / "money.csv").open(encoding="utf-8", newline="") as rows:
            total = [row for row in csv.DictReader(rows) if row["option"] == "plan" and row["line"] == "total"][0]
        assert f"{side['Cost a year, £'][at_column]:.2f}" == total["cost_gbp"]
        assert f"{side['Counts as saving, £'][at_column]:.2f}" == total["counts_as_saving_gbp"]
    assert side["Cost a year, £"][0] != side["Cost a year, £"][1]
    # Tables by year are of the plan alone.
    assert command("report", "years", "years:alternative 1", "-o", "one.xlsx", cwd=tmp_path).returncode == 0
    assert openpyxl.load_workbook(tmp_path / "one.xlsx").sheetnames == sheets[:4]
