"""Threads, signals, progress and panics."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time

import doorstep
import pytest
from conftest import CITY, HOW

SLOW = """
import time, doorstep
scenario = doorstep.Scenario.example("birmingham-early-years", "save-45pc")
print("begins", flush=True)
begun = time.monotonic()
try:
    scenario.solve(effort=1_000_000_000, gap=0, method="{method}")
except KeyboardInterrupt:
    print("interrupted", flush=True)
# The library still answers.
print(doorstep.Scenario.example("two-centres").solve().status, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to send")
@pytest.mark.parametrize("method", ["auto", "general"])
@pytest.mark.parametrize("after", [0.3, 4.0, 12.0])
def test_ctrl_c_ends_a_solve_promptly_and_leaves_the_library_sound(method: str, after: float) -> None:
    script = SLOW.format(method=method)
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "begins"
    time.sleep(after)
    process.send_signal(signal.SIGINT)
    begun = time.monotonic()
    assert process.stdout.readline().strip() == "interrupted"
    took = time.monotonic() - begun
    assert process.stdout.readline().strip() == "proven"
    assert process.wait(timeout=60) == 0
    assert took < 5, f"{took:.1f} s on a busy machine"


def test_other_threads_run_while_one_solves() -> None:
    counted, done = 0, threading.Event()

    def count() -> None:
        nonlocal counted
        while not done.is_set():
            counted += 1
            time.sleep(0.001)

    other = threading.Thread(target=count)
    scenario = doorstep.Scenario.example(*CITY)
    other.start()
    begun = time.monotonic()
    scenario.solve(**HOW, alternatives=0)
    took = time.monotonic() - begun
    done.set()
    other.join()
    # With the GIL held it would have been none at all.
    assert counted > took * 50, f"{counted} in {took:.1f} s"


def test_several_threads_solve_at_once_and_find_the_same() -> None:
    scenario = doorstep.Scenario.example("two-centres")
    found: list[bytes] = []

    def solve(threads: int) -> None:
        found.append(scenario.solve(threads=threads).files["manifest.json"])

    threads = [threading.Thread(target=solve, args=(count,)) for count in (1, 2, 3, 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4 and len(set(found)) == 1


def test_progress_is_told_to_a_function() -> None:
    seen: list[doorstep.Progress] = []
    scenario = doorstep.Scenario.example(*CITY)
    scenario.solve(**HOW, alternatives=0, progress=seen.append)
    assert seen and all(one.aim and one.text for one in seen)
    assert [one.seconds for one in seen] == sorted(one.seconds for one in seen)
    assert any(one.gap is None or one.gap >= 0 for one in seen)


def test_what_a_progress_function_raises_ends_the_solve() -> None:
    class Enough(Exception):
        pass

    def enough(_: doorstep.Progress) -> None:
        raise Enough

    scenario = doorstep.Scenario.example("birmingham-early-years", "save-45pc")
    begun = time.monotonic()
    with pytest.raises(Enough):
        scenario.solve(effort=1_000_000_000, gap=0, progress=enough)
    assert time.monotonic() - begun < 60


def test_progress_goes_to_stderr_and_never_to_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    doorstep.Scenario.example(*CITY).solve(**HOW, alternatives=0, progress=True)
    shown = capsys.readouterr()
    assert " s  " in shown.err and shown.out == ""


def test_a_panic_is_an_ordinary_exception() -> None:
    from doorstep import _doorstep

    with pytest.raises(doorstep.InternalError, match="on purpose") as failed:
        _doorstep.panic_on_purpose()
    assert isinstance(failed.value, doorstep.DoorstepError)
    assert isinstance(failed.value, Exception)
    assert doorstep.Scenario.example("two-centres").solve().status == "proven"


def test_a_library_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    result = doorstep.Scenario.example("two-centres").solve()
    doorstep.compare(result, result)
    with pytest.raises(doorstep.InputError):
        doorstep.Scenario.load("nowhere.ron").solve()
    assert capfd.readouterr() == ("", "")
