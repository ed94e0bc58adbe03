"""Bad inputs are told with the command's codes, places and words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import cases
import doorstep
import pytest
from conftest import command


@pytest.fixture(scope="module")
def solved() -> doorstep.Result:
    return doorstep.Scenario.example("two-centres").solve()


def as_json(fault: doorstep.Fault) -> dict[str, object]:
    return {name: getattr(fault, name) for name in ("code", "severity", "file", "sheet", "line", "column", "what", "fix")}


@pytest.mark.parametrize("path", cases.ALL, ids=lambda path: path.stem)
def test_every_bad_input_is_told_as_the_command_tells_it(path: Path, tmp_path: Path) -> None:
    case = cases.read(path)
    scenario = case.write(tmp_path)
    told = command("check", scenario, "--format", "json")
    found = doorstep.Scenario.load(scenario).check()
    assert [as_json(fault) for fault in found] == json.loads(told.stdout)
    if told.returncode:
        with pytest.raises(doorstep.InputError) as refused:
            doorstep.Scenario.load(scenario).solve(effort=1)
        error, words = refused.value, command("solve", scenario, "--out", tmp_path / "never")
        assert words.returncode == error.exit_code == 1
        assert str(error) == words.stderr.strip()
        assert error.faults == found
        first = next(fault for fault in found if fault.is_error)
        assert (error.code, error.place, error.fix) == (first.code, first.place, first.fix)
        assert all(str(fault) in str(error) for fault in found[:50])
        assert not (tmp_path / "never").exists()
    elif case.plan:
        plans = [tmp_path / name for name in case.plan]
        option = ["--option", case.option] if case.option is not None else []
        words = command("score", scenario, *plans, *option, "--out", tmp_path / "run")
        if words.returncode == 1:
            with pytest.raises(doorstep.InputError) as refused:
                doorstep.Scenario.load(scenario).score(plans, option=case.option)
            # Warnings of the scenario come first on the screen.
            assert str(refused.value) == words.stderr.strip()
        else:
            result = doorstep.Scenario.load(scenario).score(plans, option=case.option)
            assert "\n".join(map(str, result.warnings)) == words.stderr.strip()


def test_check_raises_nothing_whatever_it_is_given(tmp_path: Path) -> None:
    for path in ("", ".", "/", str(tmp_path), "no/such/scenario.ron", "-", "--help", "\n", "ü.ron"):
        faults = doorstep.Scenario.load(path).check()
        assert faults and faults[0].is_error, path
    with pytest.raises(doorstep.UsageError, match="no name of a file"):
        doorstep.Scenario.load("\udcff.ron")


def test_a_path_that_does_not_exist_is_a_fault_at_its_place_in_the_variant() -> None:
    scenario = doorstep.Scenario.example("two-centres").change({"targets/svae/amount": "£1"})
    (fault,) = scenario.check()
    assert (fault.code, fault.file, fault.line) == ("DS307", "scenario-changed.ron", 5) or fault.line == 5
    assert "svae" in fault.what and "save" in fault.fix
    with pytest.raises(doorstep.InputError, match="svae"):
        scenario.solve()


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda s: s.solve(gap=2), ["solve", "--gap=2"]),
        (lambda s: s.solve(alternatives=99), ["solve", "--alternatives=99"]),
        (lambda s: s.solve(effort=0), ["solve", "--effort=0"]),
        (lambda s: s.solve(seed=-1), ["solve", "--seed=-1"]),
        (lambda s: s.solve(time_limit=0), ["solve", "--time-limit=0"]),
        (lambda s: s.solve(threads=1000), ["solve", "--threads=1000"]),
        (lambda s: s.solve(threads=-1), ["solve", "--threads=-1"]),
        (lambda s: s.solve(method="magic"), ["solve", "--method=magic"]),
        (lambda s: s.frontier("most-fun"), ["frontier", "--first=most-fun"]),
        (lambda s: s.margins(target="nothing"), ["margins", "--target=nothing"]),
        (lambda s: s.margins(step="lots"), ["margins", "--step=lots"]),
    ],
)
def test_what_cannot_be_asked_is_refused_in_the_commands_words(ask, words, bundled: Path, tmp_path: Path) -> None:
    path = bundled / "two-centres" / "scenario.ron"
    with pytest.raises(doorstep.UsageError) as refused:
        ask(doorstep.Scenario.load(path))
    told = command(*words, "--", path, cwd=tmp_path)
    assert told.returncode == refused.value.exit_code == 2
    said, why = str(refused.value), told.stderr.strip().removeprefix("error: ").split("\n\n")[0]
    assert said == why.replace(f"'{flag_of(why)}'", words[1].removeprefix("--").split("=")[0].replace("-", "_"))
    assert "--" not in said and "<" not in said


def flag_of(told: str) -> str:
    """``--gap <SHARE>``, where the command names a flag so."""
    found = re.search(r"'(--[^']+)'", told)
    return found[1] if found else "no flag"


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda s: s.ladder([]), "a value is required for amounts but none was supplied"),
        (lambda s: s.ladder(["£1"], first="middle"), "invalid value 'middle' for first\n  [possible values: last, first]"),
        (lambda s: s.margins(step="£90m"), 'write step="£1,000", say'),
        (lambda s: s.explain(), "arguments were not provided"),
        (lambda s: s.solve(joint="yes"), "unexpected value 'yes' for joint found"),
        (lambda s: s.change(remove=["targets/save"]).margins(), "name a target with target="),
    ],
)
def test_flags_of_the_command_are_told_as_keywords(ask, said: str) -> None:
    with pytest.raises(doorstep.UsageError) as refused:
        ask(doorstep.Scenario.example("two-centres"))
    assert said in str(refused.value)
    assert not any(word in str(refused.value) for word in ("--", "Usage:", "error:"))


def test_a_path_with_dashes_in_it_is_told_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "my--folder" / "--gap"
    folder.mkdir(parents=True)
    with pytest.raises(doorstep.EnsembleError, match="my--folder.--gap is no ensemble"):
        doorstep.Ensemble.open(folder)


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (lambda s, _: s.change(["targets/save/amount"]), '{"path/of/a/setting": value} is expected, not list'),
        (lambda s, _: s.change({1: "£5m"}), "the path of a setting is expected, not int"),
        (lambda s, _: s.change(remove=3), "remove=.* is expected, not int"),
        (lambda s, _: s.change(remove=[3]), "the path of a setting is expected, not int"),
        (lambda s, _: s.change(name=3), "text as the name is expected, not int"),
        (lambda s, _: s.change(rules=object()), "cannot stand in a scenario"),
        (lambda s, _: doorstep.Scenario.load(None), "the path of a scenario is expected, not NoneType"),
        (lambda s, _: doorstep.Scenario.example(["two-centres"]), "no bundled scenario"),
        (lambda s, _: s.solve(gap="small"), "share"),
        (lambda s, _: s.solve(threads="two"), "two"),
        (lambda s, _: s.solve(progress=3), "a function is expected, not int"),
        (lambda s, _: s.explain(["elm"]), "the id of a site is expected, not list"),
        (lambda s, _: s.ladder("£40,000"), "a list of amounts, .* is expected, not str"),
        (lambda s, _: s.ladder([None]), "None is no amount of money"),
        (lambda s, _: s.margins(step=[1]), "no amount of money"),
        (lambda s, _: s.score(3), "int is no plan"),
        (lambda s, r: doorstep.compare(r, 3), "a result or a run folder is expected, not int"),
        (lambda s, r: doorstep.compare(r, (r, "plan", "status quo")), "is a pair"),
        (lambda s, r: doorstep.compare(r, (r, 1)), "is a pair"),
        (lambda s, r: doorstep.report(r, "page.html"), "a list of runs, .* is expected, not Result"),
        (lambda s, r: doorstep.report([r], 3), "the path of a page is expected, not int"),
        (lambda s, r: doorstep.load_run(3), "a folder is expected, not int"),
        (lambda s, r: r.write(3), "a folder is expected, not int"),
        (lambda s, r: r.table(3), "there is no table 3"),
        (lambda s, _: doorstep.Ensemble("scenario.ron"), "a scenario, .* is expected, not str"),
        (lambda s, r: doorstep.Ensemble(s, hold=[r]), 'hold={"name": plan} is expected, not list'),
        (lambda s, r: doorstep.Ensemble(s, hold={1: r}), "cannot be the name of a plan"),
        (lambda s, _: doorstep.Ensemble(s, hold={"few": 3}), "int is no plan"),
        (lambda s, _: doorstep.Ensemble(s, folder=3), "a folder is expected, not int"),
        (lambda s, _: doorstep.Ensemble(s, members="many"), "a whole number"),
        (lambda s, _: doorstep.Ensemble.open(3), "a folder is expected, not int"),
        (lambda s, _: doorstep.run_chunk("nowhere", "a"), "the number of a part is a whole number, not 'a'"),
    ],
)  # fmt: skip
def test_an_argument_of_another_type_is_told_with_what_is_expected(ask, expected: str, solved: doorstep.Result) -> None:
    with pytest.raises(doorstep.UsageError, match=expected):
        ask(doorstep.Scenario.example("two-centres"), solved)


def test_a_site_that_does_not_exist_is_named() -> None:
    with pytest.raises(doorstep.UsageError, match="there is no site oka"):
        doorstep.Scenario.example("two-centres").explain("oka")


def test_a_folder_that_is_no_run_cannot_be_loaded_or_written_over(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with pytest.raises(doorstep.InputError, match="no run folder"):
        doorstep.load_run(tmp_path / "mine")
    result = doorstep.Scenario.example("two-centres").solve()
    with pytest.raises(doorstep.OutputError, match="letter.txt"):
        result.write(tmp_path / "mine")
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    with pytest.raises(doorstep.InputError):
        doorstep.compare(tmp_path / "mine", result)


def test_faults_and_errors_survive_being_sent_to_another_process() -> None:
    import pickle

    with pytest.raises(doorstep.InputError) as refused:
        doorstep.Scenario.load("nowhere.ron").solve()
    fault = pickle.loads(pickle.dumps(refused.value.faults[0]))
    assert fault == refused.value.faults[0]
    scenario = doorstep.Scenario.example("two-centres").change(name="again")
    assert pickle.loads(pickle.dumps(scenario)) == scenario
