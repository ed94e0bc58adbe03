"""The stubs say what the extension has, and programs that use the library can be checked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

EXAMPLE = """
import doorstep

scenario = doorstep.Scenario.example("two-centres").change({"targets/save/amount": "£60,000", "least_decay": 0.2})
result: doorstep.Result = scenario.solve(alternatives=2, gap=0.01, method="general")
saving: int = result.option().saving_pence
gap: float | None = result.options[1].goals[0].gap
units: dict[str, str] = result["money"].units
doorstep.compare(result, (result, "status quo")).text.splitlines()
try:
    scenario.explain("elm")
except doorstep.InputError as error:
    codes: list[str] = [fault.code for fault in error.faults]
"""


def mypy(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *words], capture_output=True, text=True, check=False)


def test_the_stubs_are_those_of_the_extension() -> None:
    found = mypy("mypy.stubtest", "doorstep._doorstep", "--mypy-config-file", str(CONFIG))
    assert found.returncode == 0, found.stdout + found.stderr


def test_a_program_can_be_checked_strictly(tmp_path: Path) -> None:
    (tmp_path / "example.py").write_text(EXAMPLE, encoding="utf-8")
    found = mypy("mypy", "--strict", str(tmp_path / "example.py"))
    assert found.returncode == 0, found.stdout
    wrong = 'import doorstep\ndoorstep.Scenario.example("two-centres").solve(method="magic", effort="lots")\n'
    (tmp_path / "wrong.py").write_text(wrong, encoding="utf-8")
    found = mypy("mypy", "--strict", str(tmp_path / "wrong.py"))
    assert found.returncode == 1 and found.stdout.count("arg-type") == 2, found.stdout


def test_the_library_itself_is_checked_strictly() -> None:
    found = mypy("mypy", "--config-file", str(CONFIG), "-p", "doorstep")
    assert found.returncode == 0, found.stdout


CONFIG = Path(__file__).resolve().parents[1] / "pyproject.toml"
