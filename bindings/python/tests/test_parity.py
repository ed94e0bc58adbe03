"""The library and the command give the same bytes for the same question."""

from __future__ import annotations

import csv
from pathlib import Path

import doorstep
import pytest
from conftest import CITY, HOW, command, same_bytes

# Enough for a plan, and soon at an end.
SMALL = 300

# A city's years take minutes at any effort; everything else is asked in full.
SLOW = {("birmingham-early-years", "years-16m"), ("birmingham-early-years", "years-5m")}
ALL = [(name, variant) for name, variants in doorstep.examples().items() for variant in (None, *variants)]
SOLVED = [each for each in ALL if each not in SLOW and each[0] != "birmingham-early-years"]
SOLVED += [CITY]
CODES = {"proven": 0, "stopped": 4, "impossible": 3, "nothing found": 4}


def file_of(variant: str | None) -> str:
    return f"{variant or 'scenario'}.ron"


@pytest.mark.parametrize(("name", "variant"), SOLVED)
def test_a_solve_gives_the_commands_folder(name: str, variant: str | None, bundled: Path, tmp_path: Path) -> None:
    path = bundled / name / file_of(variant)
    how = HOW if (name, variant) == CITY else {"effort": SMALL}
    words = [f"--{name}={value}" for name, value in how.items()]
    told = command("solve", path, *words, "--quiet", "--out", tmp_path / "cli")
    result = doorstep.Scenario.load(path).solve(**how)
    assert CODES[result.status] == told.returncode
    result.write(tmp_path / "python")
    names = same_bytes(tmp_path / "cli", tmp_path / "python")
    assert "sites.csv" in names and "manifest.json" in names
    shown = told.stdout.split("\n\nWritten to ")[0]
    assert result.summary.strip() == shown.strip()


@pytest.mark.parametrize("name", [name for name in doorstep.examples() if name != "birmingham-early-years"])
def test_a_bundled_scenario_is_the_one_that_init_writes(name: str, bundled: Path, tmp_path: Path) -> None:
    doorstep.Scenario.example(name).solve(effort=SMALL).write(tmp_path / "memory")
    doorstep.Scenario.load(bundled / name / "scenario.ron").solve(effort=SMALL).write(tmp_path / "disk")
    same_bytes(tmp_path / "memory", tmp_path / "disk")


@pytest.mark.parametrize(("name", "variant"), [each for each in ALL if each not in SLOW])
def test_a_score_of_todays_plan_gives_the_commands_folder(
    name: str, variant: str | None, bundled: Path, tmp_path: Path
) -> None:
    path = bundled / name / file_of(variant)
    plan = tmp_path / "plan.csv"
    today = bundled / name / "sites.csv"
    if not today.exists():
        pytest.skip("a scenario without sites has no levels to state")
    head, *rows = today.read_text(encoding="utf-8").splitlines()
    columns = head.split(",")
    site, level = columns.index("id"), columns.index("baseline")
    cells = list(csv.reader(rows))
    plan.write_text("site,level\n" + "".join(f"{row[site]},{row[level]}\n" for row in cells), encoding="utf-8")
    told = command("score", path, plan, "--quiet", "--out", tmp_path / "cli")
    assert told.returncode in (0, 3), told.stderr
    result = doorstep.Scenario.load(path).score(plan)
    result.write(tmp_path / "python")
    same_bytes(tmp_path / "cli", tmp_path / "python")
    scored = doorstep.Scenario.load(path).score({row[site]: row[level] for row in cells})
    assert scored["money"].to_pyarrow() == result["money"].to_pyarrow()


QUESTIONS = {
    "frontier": (["--points", "4"], lambda scenario: scenario.frontier(points=4)),
    "ladder": (["--amounts", "£40,000", "£80,000"], lambda scenario: scenario.ladder([40_000, "£80,000"])),
    "margins": (["--step", "£10,000"], lambda scenario: scenario.margins(step=10_000)),
    "choices": (["--within", "0.05"], lambda scenario: scenario.choices(within=0.05)),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_further_question_gives_the_commands_folder(question: str, bundled: Path, tmp_path: Path) -> None:
    path = bundled / "two-centres" / "scenario.ron"
    words, ask = QUESTIONS[question]
    assert command(question, path, *words, "--quiet", "--out", tmp_path / "cli").returncode == 0
    ask(doorstep.Scenario.load(path)).write(tmp_path / "python")
    same_bytes(tmp_path / "cli", tmp_path / "python")


def test_why_a_site_is_kept_gives_the_commands_folder(bundled: Path, tmp_path: Path) -> None:
    path = bundled / "two-centres" / "scenario.ron"
    assert command("explain", path, "elm", "--quiet", "--out", tmp_path / "cli").returncode == 0
    result = doorstep.Scenario.load(path).explain("elm")
    result.write(tmp_path / "python")
    same_bytes(tmp_path / "cli", tmp_path / "python")
    assert "who_goes_where" in result


def test_a_change_is_the_variant_that_says_so(bundled: Path, tmp_path: Path) -> None:
    base = doorstep.Scenario.load(bundled / "two-centres" / "scenario.ron")
    changed = base.change({"targets/save/amount": "£60,000"}, remove=["rules/floor"], name="Less, and no floor")
    written = bundled / "two-centres" / changed._shown
    result = changed.solve()
    written.write_text(changed.source, encoding="utf-8")
    try:
        assert command("solve", written, "--quiet", "--out", tmp_path / "cli").returncode == 0
    finally:
        written.unlink()
    result.write(tmp_path / "python")
    same_bytes(tmp_path / "cli", tmp_path / "python")


def test_a_comparison_says_what_the_command_says(bundled: Path, tmp_path: Path) -> None:
    scenario = doorstep.Scenario.load(bundled / "two-centres" / "scenario.ron")
    scenario.solve().write(tmp_path / "a")
    scenario.change({"targets/save/amount": "£40,000"}).solve().write(tmp_path / "b")
    told = command("compare", tmp_path / "a", tmp_path / "b", "--csv", tmp_path / "tables")
    found = doorstep.compare(tmp_path / "a", tmp_path / "b")
    assert found.text.strip() == told.stdout.split("\n\nWritten to ")[0].strip()
    assert {path.stem for path in (tmp_path / "tables").glob("*.csv")} == set(found.tables)
    loaded = doorstep.compare(doorstep.load_run(tmp_path / "a"), doorstep.load_run(tmp_path / "b"))
    assert loaded.text == found.text
    memory = doorstep.compare(scenario.solve(), (scenario.solve(), "status quo"))
    assert "1: plan" in str(memory) and "2: status quo" in str(memory) and "doorstep-" not in str(memory)
    assert memory["money"].types["B minus A"] == "Int64"


def test_a_page_is_the_commands_page(bundled: Path, tmp_path: Path) -> None:
    doorstep.Scenario.load(bundled / "two-centres" / "scenario.ron").solve().write(tmp_path / "run")
    assert command("report", tmp_path / "run", "-o", tmp_path / "cli.html").returncode == 0
    doorstep.load_run(tmp_path / "run").report(tmp_path / "python.html")
    assert (tmp_path / "cli.html").read_bytes() == (tmp_path / "python.html").read_bytes()


def test_the_command_of_the_wheel_is_the_program(bundled: Path, tmp_path: Path) -> None:
    import subprocess
    import sys

    for words in (["--version"], ["help"], ["list"], ["reference", "DS110"], ["solve"], ["solve", "nowhere.ron"]):
        ours = subprocess.run(
            [sys.executable, "-m", "doorstep", *words], capture_output=True, text=True, check=False, cwd=tmp_path
        )
        theirs = command(*words, cwd=tmp_path)
        assert (ours.returncode, ours.stdout, ours.stderr) == (theirs.returncode, theirs.stdout, theirs.stderr)


def test_a_ledger_is_kept_as_the_command_keeps_it(bundled: Path, tmp_path: Path) -> None:
    path = bundled / "two-centres" / "scenario.ron"
    command("solve", path, "--quiet", "--out", "runs/a", cwd=tmp_path)
    (tmp_path / "python").mkdir()
    doorstep.Scenario.load(path).solve().write(tmp_path / "python" / "runs" / "a")
    assert (tmp_path / "runs/runs.csv").read_bytes() == (tmp_path / "python/runs/runs.csv").read_bytes()
