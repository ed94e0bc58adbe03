"""Ensembles: the command's bytes, whoever answers them."""

from __future__ import annotations

import concurrent.futures
import contextlib
import csv
import pickle
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import doorstep
import pytest
from conftest import command, same_bytes
from doorstep import settings

TABLES = ["members", "plans", "goals", "reach", "targets", "missed", "levels"]
FOUND = ["measures", "robustness", "worst", "keep_frequency", "value_of_information"]


def not_so_certain(most_to_save: str = "£90,000") -> doorstep.Scenario:
    """Two centres in which three numbers are uncertain."""
    numbers = {
        "take-up": settings(
            of="services/stay-and-play/take_up/under-5",
            spread=settings("Pert", low="40%", mode=0.5, high="60%"),
            why="Two counts differ", source="Made up",
        ),
        "premises": settings(
            of="levels/hub/costs/premises",
            spread=settings("Triangular", low="£15,000", mode="£20,000", high="£30,000"),
        ),
        "to-save": settings(
            of="targets/save/amount", spread=settings("Uniform", low="£70,000", high=most_to_save)
        ),
    }  # fmt: skip
    return doorstep.Scenario.example("two-centres").change({"uncertain": settings(numbers=numbers)})


def all_files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def same_folders(one: Path, other: Path) -> list[str]:
    """Their files; fails at the first difference."""
    left, right = all_files(one), all_files(other)
    assert sorted(left) == sorted(right)
    for name, content in left.items():
        assert content == right[name], f"{name} differs"
    return sorted(left)


@pytest.fixture(scope="module")
def on_disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same scenario as files, for the command."""
    folder = tmp_path_factory.mktemp("disk") / "two-centres"
    assert command("init", "two-centres", folder).returncode == 0
    scenario = not_so_certain()
    (folder / Path(scenario.path).name).write_text(scenario.source, encoding="utf-8")
    return folder / Path(scenario.path).name


@pytest.fixture(scope="module")
def held() -> doorstep.Result:
    return doorstep.Scenario.example("two-centres").solve()


@pytest.fixture(scope="module")
def by_command(on_disk: Path, held: doorstep.Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the command makes of 24 futures in 6 parts."""
    folder = tmp_path_factory.mktemp("command")
    held.write(folder / "run")
    out = folder / "ensemble"
    words = ["--members", "24", "--chunk", "4", "--seed", "7", "--hold", f"few={folder / 'run'}"]
    words += ["--hold", f"today-again={folder / 'run'}:status quo"]
    for step in (["plan", on_disk, "--out", out, *words], ["run", out, "--quiet"], ["collect", out]):
        told = command("ensemble", *step)
        assert told.returncode == 0, told.stderr
    return out


def planned(folder: Path | None, held: doorstep.Result, **more: object) -> doorstep.Ensemble:
    how: dict[str, object] = {"members": 24, "chunk": 4, "seed": 7}
    plans = {"few": held, "today-again": (held, "status quo")}
    return doorstep.Ensemble(not_so_certain(), folder, hold=plans, **(how | more))  # type: ignore[arg-type]


def test_plan_parts_and_results_have_the_commands_bytes(by_command: Path, held: doorstep.Result, tmp_path: Path) -> None:
    ensemble = planned(tmp_path / "ensemble", held)
    assert ensemble.status().done == 0 and ensemble.parts == 6
    names = same_folders(ensemble.run().collect().folder, by_command)
    assert {"ensemble.json", "design.parquet", "inputs/scenario.ron", "held/1/sites.csv"} <= set(names)
    assert {f"parts/00005/{name}.parquet" for name in TABLES} <= set(names)
    assert {f"results/{name}.csv" for name in FOUND} <= set(names)


def test_a_run_folder_on_disk_is_held_as_the_result_in_memory_is(
    by_command: Path, held: doorstep.Result, tmp_path: Path
) -> None:
    held.write(tmp_path / "run")
    plans = {"few": tmp_path / "run", "today-again": f"{tmp_path / 'run'}:status quo"}
    ensemble = doorstep.Ensemble(not_so_certain(), tmp_path / "e", members=24, chunk=4, seed=7, hold=plans)
    assert all_files(ensemble.folder) == {
        name: content for name, content in all_files(by_command).items() if not name.startswith(("parts", "results"))
    }


@pytest.mark.parametrize("kind", ["threads", "processes", "dask"])
def test_every_executor_gives_the_same_bytes(
    kind: str, by_command: Path, held: doorstep.Result, tmp_path: Path
) -> None:
    ensemble = planned(tmp_path / "ensemble", held)
    seen: list[doorstep.Progress] = []
    if kind == "threads":
        with concurrent.futures.ThreadPoolExecutor(3) as pool:
            ensemble.run(pool, progress=seen.append)
    elif kind == "processes":
        with concurrent.futures.ProcessPoolExecutor(2) as pool:
            ensemble.run(pool, progress=seen.append)
    else:
        distributed = pytest.importorskip("distributed")
        with (
            distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster,
            distributed.Client(cluster) as client,
        ):
            ensemble.run(client, progress=seen.append)
            workers = {worker["pid"] for worker in client.run(lambda: {"pid": __import__("os").getpid()}).values()}
            assert len(workers) == 2
    assert [(one.best, one.bound) for one in seen] == [(count, 6.0) for count in range(1, 7)]
    same_folders(ensemble.collect().folder, by_command)


def test_what_is_there_is_left_alone_and_what_is_lost_is_answered_again(
    by_command: Path, held: doorstep.Result, tmp_path: Path
) -> None:
    shutil.copytree(by_command, tmp_path / "ensemble")
    for part in (0, 2, 4):
        shutil.rmtree(tmp_path / "ensemble" / "parts" / f"{part:05}")
    ensemble = doorstep.Ensemble.open(tmp_path / "ensemble")
    status = ensemble.status()
    assert (status.done, status.parts, status.members, status.of_members) == (3, 6, 12, 24)
    assert not status.is_complete and sum(status.ended.values()) == 12 and "3 of 6 parts" in status.text
    with pytest.raises(doorstep.EnsembleError, match="3 of 6 parts are not there yet"):
        ensemble.collect()
    assert "Only 3 of 6 parts" in ensemble.collect(partial=True).summary
    kept = ensemble.folder / "parts" / "00001" / "members.parquet"
    before = kept.stat().st_mtime_ns
    assert doorstep.run_chunk(ensemble.folder, 0) is True
    assert doorstep.run_chunk(ensemble.folder, 0) is False
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        ensemble.resume(pool)
    assert kept.stat().st_mtime_ns == before
    assert ensemble.status().is_complete
    same_folders(ensemble.collect().folder, by_command)


def test_a_future_that_cannot_be_is_kept_with_its_reason() -> None:
    scenario = not_so_certain("£200,000")
    ensemble = doorstep.Ensemble(scenario, members=12, chunk=6, seed=3).run().collect()
    rows = list(ensemble.table("members").rows())
    assert [row["member"] for row in rows] == list(range(12))
    told = {row["status"] for row in rows}
    assert "impossible" in told and len(told) > 1
    assert all(row["reason"] for row in rows if row["status"] in ("refused", "failed"))
    assert ensemble.status().ended == {how: sum(row["status"] == how for row in rows) for how in sorted(told)}


def test_a_future_that_the_scenario_refuses_is_kept_with_its_reason() -> None:
    # A take-up above 1 stands nowhere: the future is refused, in the words that check would use.
    design = [{"take-up": up, "premises": 20_000.0, "to-save": 80_000.0} for up in (0.5, 1.5, 0.6)]
    pandas = pytest.importorskip("pandas")
    ensemble = doorstep.Ensemble(not_so_certain(), table=pandas.DataFrame(design)).run().collect()
    rows = list(ensemble.table("members").rows())
    assert [row["status"] == "refused" for row in rows] == [False, True, False]
    assert "1.5 is outside 0 to 1" in rows[1]["reason"]
    assert ensemble.status().ended["refused"] == 1


def test_four_libraries_read_the_parts_by_glob(by_command: Path) -> None:
    import duckdb
    import pandas
    import polars
    import pyarrow.dataset

    ensemble = doorstep.Ensemble.open(by_command)
    glob = str(by_command / "parts" / "*" / "reach.parquet")
    files = sorted((by_command / "parts").glob("*/reach.parquet"))
    rows = len(ensemble.table("reach"))
    total = sum(row["reached"] for row in ensemble["reach"].rows())
    assert len(files) == 6 and rows > 24
    frame = pandas.concat([pandas.read_parquet(file) for file in files])
    assert (len(frame), frame["reached"].sum()) == (rows, pytest.approx(total))
    polar = polars.read_parquet(glob)
    assert (len(polar), polar["reached"].sum()) == (rows, pytest.approx(total))
    arrow = pyarrow.dataset.dataset([str(file) for file in files]).to_table()
    assert (arrow.num_rows, sum(arrow["reached"].to_pylist())) == (rows, pytest.approx(total))
    found = duckdb.sql(f"select count(*), sum(reached) from '{glob}'").fetchall()[0]
    assert found == (rows, pytest.approx(total))


@pytest.mark.parametrize("name", TABLES)
def test_a_table_in_memory_is_the_parquet_file(name: str, by_command: Path) -> None:
    import pyarrow.parquet

    table = doorstep.Ensemble.open(by_command).table(name)
    stored = pyarrow.parquet.read_table(by_command / "results" / f"{name}.parquet")
    assert table.to_pyarrow().cast(stored.schema).equals(stored)
    assert table.to_polars().shape == table.shape and len(table.to_pandas()) == len(table)
    for column, kind in table.types.items():
        assert kind == "Utf8" or column in table.units, f"{name}.{column} has no unit"


@pytest.mark.parametrize("name", FOUND)
def test_what_is_found_is_a_table_with_units(name: str, by_command: Path) -> None:
    table = doorstep.Ensemble.open(by_command).table(name)
    with (by_command / "results" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        assert len(table) == len(list(csv.DictReader(file)))
    assert table.columns and all(column in table.units for column, kind in table.types.items() if kind != "Utf8")


def test_the_design_and_the_manifest_tell_what_was_drawn(by_command: Path) -> None:
    ensemble = doorstep.Ensemble.open(by_command)
    assert ensemble.design.columns == ["member", "premises", "take-up", "to-save"]
    assert ensemble.design.units["premises"] == "pounds" and ensemble.design.units["take-up"] == "number"
    assert ensemble.design.shape == (24, 4)
    assert ensemble.manifest["seed"] == 7 and [plan["name"] for plan in ensemble.manifest["held"]] == ["few", "today-again"]
    assert "Latin hypercube" in repr(ensemble) and "mean" in ensemble.summary
    assert ensemble.names == TABLES + FOUND


def test_who_alters_a_manifest_alters_a_copy(by_command: Path) -> None:
    ensemble = doorstep.Ensemble.open(by_command)
    ensemble.manifest["chunk"] = 1
    ensemble.manifest["numbers"][0]["unit"] = "furlongs"
    assert (ensemble.manifest["chunk"], ensemble.parts, ensemble.status().parts) == (4, 6, 6)
    assert ensemble.design.units["premises"] == "pounds"


def test_a_future_by_itself_has_the_best_plan_that_the_ensemble_found(tmp_path: Path) -> None:
    ensemble = doorstep.Ensemble(not_so_certain("£75,000"), tmp_path / "e", members=6, gap=0).run().collect()
    goals = [row for row in ensemble.table("goals").rows() if row["plan"] == "best" and row["goal"] == 1]
    for row in goals[:3]:
        future = ensemble.future(row["member"], tmp_path / f"future-{row['member']}")
        assert future.solve().option("plan").goals[0].value == pytest.approx(row["value"], rel=1e-6)
    with pytest.raises(doorstep.EnsembleError, match="futures 0 to 5"):
        ensemble.future(6, tmp_path / "none")


@pytest.mark.parametrize(
    ("criterion", "how"),
    [
        ("minimax-regret", {}),
        ("cvar", {"share": 0.3, "futures": 8}),
        ("mean", {"members": [3, 7, 9], "gap": 0.01, "effort": 20_000, "seed": 5, "method": "general", "losing": 0.1}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_plan_for_several_futures_has_the_commands_bytes(
    criterion: Any, how: dict[str, Any], by_command: Path, tmp_path: Path
) -> None:
    words = []
    for name, value in how.items():
        words += ["--" + name, ",".join(map(str, value)) if isinstance(value, list) else str(value)]
    told = command("ensemble", "robust", by_command, "--criterion", criterion, *words, "-q", "--out", "run", cwd=tmp_path)
    assert told.returncode == 0, told.stderr
    ensemble = doorstep.Ensemble.open(by_command)
    result = ensemble.robust(criterion, **how)
    assert result.folder is None and result.scenario is not None and result.labels == ["status quo", "plan"]
    (tmp_path / "python").mkdir()
    with contextlib.chdir(tmp_path / "python"):
        written = ensemble.robust(criterion, folder="run", **how)
    assert "futures.csv" in same_bytes(tmp_path / "run", tmp_path / "python" / "run")
    assert written.files["futures.csv"] == result.files["futures.csv"]
    assert written.summary.strip() == told.stdout.split("\n\nWritten to ")[0].strip()
    with (tmp_path / "run" / "futures.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    table = result["futures"]
    assert table.columns == list(rows[0])
    assert len(table) == len(rows) == len(how.get("members", range(how.get("futures", 20))))
    assert [float(row["regret"]) for row in table.rows()] == [float(row["regret"]) for row in rows]


def test_a_plan_for_several_futures_is_held_in_all_of_them(by_command: Path, tmp_path: Path) -> None:
    ensemble = doorstep.Ensemble.open(by_command)
    plan = ensemble.robust("mean", futures=24, folder=tmp_path / "run", threads=1, gap=0)
    plans = {"memory": ensemble.robust("mean", futures=24, threads=2, gap=0), "named": (plan, "plan"), "folder": tmp_path / "run"}
    held = doorstep.Ensemble(not_so_certain(), members=24, seed=7, hold=plans).run().collect()
    goals = [row for row in held.table("goals").rows() if row["goal"] == 1]
    values = {name: [row["value"] for row in goals if row["plan"] == name] for name in plans}
    promised = [float(row["value"]) for row in plan["futures"].rows()]
    assert len(promised) == 24 and all(found == pytest.approx(promised) for found in values.values())
    kept = [row["kept"] for row in held.table("plans").rows() if row["plan"] in plans]
    assert kept == ["yes"] * 72, "a rule kept in each future is kept where the plan is held"


def test_a_plan_for_futures_that_have_none_is_refused_in_the_commands_words(tmp_path: Path) -> None:
    ensemble = doorstep.Ensemble(not_so_certain("£200,000"), tmp_path / "e", members=12, seed=3)
    told = command("ensemble", "robust", ensemble.folder, "--criterion", "mean", "-q", "--out", tmp_path / "run")
    with pytest.raises(doorstep.ImpossibleError, match="no plan keeps every hard rule") as refused:
        ensemble.robust("mean", folder=tmp_path / "run")
    assert told.returncode == refused.value.exit_code == 3 and not (tmp_path / "run").exists()
    assert str(refused.value) == told.stdout.strip().replace("--members", "members=")
    pandas = pytest.importorskip("pandas")
    design = [{"take-up": up, "premises": 20_000.0, "to-save": 80_000.0} for up in (0.5, 1.5)]
    refusing = doorstep.Ensemble(not_so_certain(), table=pandas.DataFrame(design))
    with pytest.raises(doorstep.EnsembleError, match=r"member 1 cannot be .*1\.5 is outside 0 to 1"):
        refusing.robust("mean")
    assert refusing.robust("mean", members=[0]).option().missed == ()


def test_a_plan_that_cannot_be_asked_for_is_told(by_command: Path, tmp_path: Path) -> None:
    ensemble = doorstep.Ensemble.open(by_command)
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(doorstep.OutputError, match="not a run folder"):
        ensemble.robust("mean", folder=tmp_path)
    with pytest.raises(doorstep.EnsembleError, match="there is no member 24"):
        ensemble.robust("mean", members=range(23, 25))
    with pytest.raises(doorstep.EnsembleError, match="named twice"):
        ensemble.robust("mean", members=[2, 2])
    for wrong in (
        {"criterion": "median"}, {"members": []}, {"members": 3}, {"members": ["a"]}, {"members": [1.5]}, {"members": [-1]},
        {"members": [1], "futures": 2}, {"futures": 51}, {"criterion": "cvar", "share": 0}, {"effort": 0},
    ):  # fmt: skip
        with pytest.raises(doorstep.UsageError):
            ensemble.robust(**({"criterion": "mean"} | wrong))  # type: ignore[arg-type]


def test_a_scenario_tells_its_uncertain_numbers() -> None:
    rows = {row["id"]: row for row in not_so_certain().uncertain.rows()}
    assert sorted(rows) == ["premises", "take-up", "to-save"]
    assert (rows["premises"]["low"], rows["premises"]["as_written"], rows["premises"]["high"]) == (15_000, 20_000, 30_000)
    assert rows["take-up"]["why"] == "Two counts differ" and rows["take-up"]["source"] == "Made up"
    with pytest.raises(doorstep.InputError, match="nothing in it is uncertain"):
        _ = doorstep.Scenario.example("two-centres").uncertain


@pytest.mark.parametrize(
    ("how", "members"),
    [
        ({"design": "mc", "members": 5}, 5),
        ({"design": "sobol", "members": 8}, 8),
        ({"design": "grid", "points": 2}, 8),
        ({"design": "saltelli", "base": 4}, 20),
        ({"design": "saltelli", "base": 4, "second_order": True}, 32),
        ({"design": "morris", "trajectories": 3, "levels": 6}, 12),
    ],
    ids=lambda value: value.get("design") if isinstance(value, dict) else str(value),
)
def test_every_design_has_the_commands_bytes(
    how: dict[str, object], members: int, on_disk: Path, tmp_path: Path
) -> None:
    ensemble = doorstep.Ensemble(not_so_certain(), tmp_path / "python", **how)  # type: ignore[arg-type]
    assert len(ensemble.design) == members
    words = []
    for name, value in how.items():
        flag = "--" + name.replace("_", "-")
        words += [flag] if value is True else [flag, str(value)]
    assert command("ensemble", "plan", on_disk, "--out", tmp_path / "cli", *words).returncode == 0
    same_folders(ensemble.folder, tmp_path / "cli")


def test_a_table_of_futures_may_be_any_frame_or_a_file(tmp_path: Path) -> None:
    import pandas
    import polars
    import pyarrow.parquet

    rows = [{"take-up": 0.4 + at / 30, "premises": 15_000 + at / 3, "to-save": 80_000.0} for at in range(4)]
    frame = pandas.DataFrame(rows)
    frame.to_csv(tmp_path / "own.csv", index=False)
    frame.to_parquet(tmp_path / "own.parquet", compression=None)
    tables = [frame, polars.DataFrame(frame.to_dict("list")), tmp_path / "own.csv", str(tmp_path / "own.parquet")]
    designs = [list(doorstep.Ensemble(not_so_certain(), table=table).design.rows()) for table in tables]
    assert designs[0][3]["premises"] == rows[3]["premises"]
    assert all(design == designs[0] for design in designs)
    with pytest.raises(doorstep.UsageError, match="leave design"):
        doorstep.Ensemble(not_so_certain(), table=frame, design="lhs")


def test_a_plan_of_ones_own_can_be_held(tmp_path: Path) -> None:
    plans = {"words": {"elm": "linked"}, "csv": tmp_path / "own.csv"}
    plans["csv"].write_text("site,level\nelm,linked\n", encoding="utf-8")
    ensemble = doorstep.Ensemble(not_so_certain(), members=3, hold=plans, best=False).run().collect()
    rows = list(ensemble.table("plans").rows())
    words = [{**row, "plan": ""} for row in rows if row["plan"] == "words"]
    assert len(words) == 3 and words == [{**row, "plan": ""} for row in rows if row["plan"] == "csv"]
    assert len(ensemble.table("levels")) == 0, "no best plan was looked for"


def test_what_cannot_be_asked_is_told(tmp_path: Path, by_command: Path) -> None:
    with pytest.raises(doorstep.EnsembleError, match="is no ensemble"):
        doorstep.Ensemble.open(tmp_path)
    with pytest.raises(doorstep.EnsembleError, match="there is no part 6"):
        doorstep.run_chunk(by_command, 6)
    with pytest.raises(doorstep.EnsembleError, match="not empty"):
        doorstep.Ensemble(not_so_certain(), by_command)
    with pytest.raises(doorstep.EnsembleError, match="collect"):
        doorstep.Ensemble(not_so_certain(), members=2).table("reach")
    with pytest.raises(doorstep.EnsembleError, match="collect what is there with partial=True$"):
        doorstep.Ensemble(not_so_certain(), members=2).collect()
    with pytest.raises(doorstep.UsageError, match="with best=False there is nothing to ask: .* with hold=$"):
        doorstep.Ensemble(not_so_certain(), best=False)
    with pytest.raises(doorstep.UsageError, match="futures with table=$"):
        doorstep.Ensemble(not_so_certain(), design="table")
    with pytest.raises(doorstep.UsageError, match="there is no table"):
        doorstep.Ensemble.open(by_command).table("people")
    with pytest.raises(doorstep.UsageError, match="without ="):
        doorstep.Ensemble(not_so_certain(), hold={"a=b": {"elm": "linked"}})
    with pytest.raises(doorstep.UsageError):
        doorstep.Ensemble(not_so_certain(), members=-1)
    with pytest.raises(doorstep.InputError) as failed:
        doorstep.Ensemble(not_so_certain(), hold={"no": {"nowhere": "hub"}})
    assert failed.value.faults


def test_who_answers_and_which_future_is_told_where_it_is_none(by_command: Path) -> None:
    ensemble = doorstep.Ensemble.open(by_command)
    for executor in ("dask", 4, concurrent.futures.ThreadPoolExecutor):
        with pytest.raises(doorstep.UsageError, match="a Dask client, an executor of concurrent.futures, or nothing"):
            ensemble.run(executor)
    with pytest.raises(doorstep.UsageError, match="a function is expected, not str"):
        ensemble.run(progress="yes")  # type: ignore[arg-type]
    with pytest.raises(doorstep.UsageError, match="the number of a future is a whole number, not 1.5"):
        ensemble.future(1.5)  # type: ignore[arg-type]


def test_exceptions_come_back_from_other_processes_whole(by_command: Path) -> None:
    with concurrent.futures.ProcessPoolExecutor(1) as pool:
        failed = pool.submit(doorstep.run_chunk, by_command, 99).exception(timeout=120)
    assert isinstance(failed, doorstep.EnsembleError) and "no part 99" in str(failed)
    with pytest.raises(doorstep.InputError) as found:
        doorstep.Scenario.load("nowhere.ron").solve()
    again = pickle.loads(pickle.dumps(found.value))
    assert again.faults == found.value.faults and again.code == found.value.code


def test_inputs_that_were_changed_are_noticed_by_whoever_answers(held: doorstep.Result, tmp_path: Path) -> None:
    ensemble = planned(tmp_path / "ensemble", held)
    sites = ensemble.folder / "inputs" / "sites.csv"
    sites.write_bytes(sites.read_bytes().replace(b"Elm Centre", b"Elm House"))
    with pytest.raises(doorstep.EnsembleError, match="not those it was planned with: sites.csv"):
        ensemble.run()
    with concurrent.futures.ThreadPoolExecutor(1) as pool, pytest.raises(doorstep.EnsembleError, match="planned with"):
        ensemble.run(pool)


def test_progress_counts_parts_and_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    seen: list[doorstep.Progress] = []
    doorstep.Ensemble(not_so_certain(), members=200, chunk=5).run(progress=seen.append)
    assert all(one.aim == "parts" and one.bound == 40 and "of 40 parts" in one.text for one in seen)
    assert [one.best for one in seen] == sorted(one.best or 0 for one in seen)
    assert capfd.readouterr() == ("", "")
    doorstep.Ensemble(not_so_certain(), members=20, chunk=5).run(progress=True)
    assert capfd.readouterr().out == ""


def test_a_temporary_folder_goes_with_its_ensemble() -> None:
    ensemble = doorstep.Ensemble(not_so_certain(), members=2)
    folder = ensemble.folder
    assert (folder / "ensemble.json").is_file()
    del ensemble
    assert not folder.exists()


SLOW = """
import sys, doorstep
scenario = doorstep.Scenario.example("birmingham-early-years", "save-45pc")
ensemble = doorstep.Ensemble(scenario, sys.argv[1], members=400, chunk=1, gap=0, effort=1_000_000_000)
print("begins", flush=True)
try:
    ensemble.run(threads=2)
except KeyboardInterrupt:
    print("interrupted", flush=True)
print(ensemble.status().parts, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to send")
def test_ctrl_c_ends_a_run_promptly_and_leaves_no_half_part(tmp_path: Path) -> None:
    words = [sys.executable, "-c", SLOW, str(tmp_path / "ensemble")]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "begins"
    time.sleep(6)
    process.send_signal(signal.SIGINT)
    begun = time.monotonic()
    assert process.stdout.readline().strip() == "interrupted"
    assert time.monotonic() - begun < 30
    assert process.stdout.readline().strip() == "400"
    assert process.wait(timeout=60) == 0
    for part in (tmp_path / "ensemble").glob("parts/*"):
        assert sorted(path.stem for path in part.iterdir()) == sorted(TABLES)


def test_the_script_for_slurm_answers_every_part_by_this_python(
    by_command: Path, held: doorstep.Result, tmp_path: Path
) -> None:
    ensemble = planned(tmp_path / "an ensemble", held)
    script = ensemble.slurm(tasks=4, memory="1G", time="00:30:00")
    assert "#SBATCH --array=0-3" in script and "#SBATCH --mem=1G" in script and "#SBATCH --time=00:30:00" in script
    assert f"{sys.executable} -m doorstep ensemble run" in script
    assert "'/opt/doorstep' ensemble run" in ensemble.slurm(program="'/opt/doorstep'")
    for task in range(4):
        done = subprocess.run(
            ["bash", "-c", script], env={"SLURM_ARRAY_TASK_ID": str(task), "PATH": "/usr/bin:/bin"},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    same_folders(ensemble.collect().folder, by_command)
