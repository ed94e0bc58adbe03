"""What several tests need: the command as the program has it, and folders to ask it in."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
COMMAND = Path(os.environ.get("DOORSTEP_COMMAND", TARGET / "release" / "doorstep"))

# What the command itself documents as different from run to run.
DIAGNOSTICS = {"timing.txt"}

# A city that is solved in seconds, though not to the end.
CITY = ("birmingham-early-years", "save-5m")
HOW = {"effort": 12_000}


def command(*words: str | os.PathLike[str], cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The program, built from the same commit."""
    return subprocess.run(
        [str(COMMAND), *map(str, words)], cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False
    )


def same_bytes(one: Path, other: Path) -> list[str]:
    """Names of the files compared; fails at the first difference."""
    names = sorted(path.name for path in one.iterdir())
    assert names == sorted(path.name for path in other.iterdir())
    for name in set(names) - DIAGNOSTICS:
        assert (one / name).read_bytes() == (other / name).read_bytes(), f"{name} differs"
    return names


@pytest.fixture(scope="session")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every bundled scenario, written out by the command."""
    import doorstep

    folder = tmp_path_factory.mktemp("bundled")
    for name in doorstep.examples():
        assert command("init", name, folder / name).returncode == 0
    return folder


def pytest_configure() -> None:
    if not COMMAND.exists():
        pytest.exit(f"{COMMAND} is missing: cargo build --release, or run tools/python.sh", returncode=2)
