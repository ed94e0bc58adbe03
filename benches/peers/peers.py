"""Other tools beside doorstep on the same drawn problems: time, memory, and whether they agree.

    python peers.py FOLDER...        each written by `generate … FOLDER --arrays FOLDER/arrays.json`

See README.md for what is measured and what is not.
"""

import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time

# ---------------------------------------------------------------- problems


def read(path):
    """The arrays of a problem, as numpy has them."""
    import numpy as np

    with open(path) as file:
        problem = json.load(file)
    return {key: np.array(value) if isinstance(value, list) else value for key, value in problem.items()}


def levels(problem):
    """Candidate pairs told apart by area and value only: which of these each pair is in, and for each
    its area and its value. Sites of one area and value are one way to be served."""
    import numpy as np

    pairs = np.stack([problem["area"], problem["share"]], axis=1)
    distinct, of_pair = np.unique(pairs, axis=0, return_inverse=True)
    return of_pair.ravel(), distinct[:, 0].astype(int), distinct[:, 1]


# ---------------------------------------------------------------- highspy, two formulations


def matrix(problem, aggregated):
    """Columns: sites, then one for each pair (or level). Rows: each area once, each column of an area at
    most what is open for it, and the budget or the number of sites. Minimised."""
    import numpy as np

    if problem["kind"] == "median":
        areas, sites = len(problem["people"]), int(problem["sites"])
        area, site = np.repeat(np.arange(areas), sites), np.tile(np.arange(sites), areas)
        gain, cost = problem["people"][area] * problem["ways"], np.ones(sites)
        column = np.arange(len(area))
        least, most, limit = 1.0, 1.0, float(problem["open"])
    else:
        areas, sites = len(problem["people"]), len(problem["cost"])
        site, cost = problem["site"], problem["cost"]
        if aggregated:
            column, area, share = levels(problem)
        else:
            column, area, share = np.arange(len(site)), problem["area"], problem["share"]
        gain = -problem["people"][area] * share
        least, most, limit = -np.inf, 1.0, problem["budget"]
    many = len(area)
    # Entries: x in its area's row; x and its sites in its own row; sites in the last row.
    own = areas + np.arange(many)
    rows = np.concatenate([area, own, areas + column, np.full(sites, areas + many)])
    columns = np.concatenate([sites + np.arange(many), sites + np.arange(many), site, np.arange(sites)])
    values = np.concatenate([np.ones(many), np.ones(many), -np.ones(len(site)), cost])
    order = np.argsort(rows, kind="stable")
    return {
        "cost": np.concatenate([np.zeros(sites), gain]),
        "whole": sites,
        "lower": np.concatenate([np.full(areas, least), np.full(many + 1, -np.inf)]),
        "upper": np.concatenate([np.full(areas, most), np.zeros(many), [limit]]),
        "start": np.searchsorted(rows[order], np.arange(areas + many + 1)),
        "index": columns[order],
        "value": values[order],
    }


def highspy_(problem, gap, aggregated):
    import highspy
    import numpy as np

    began = time.perf_counter()
    m = matrix(problem, aggregated)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(m["cost"]), len(m["lower"])
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = m["cost"], np.zeros(lp.num_col_), np.ones(lp.num_col_)
    lp.row_lower_, lp.row_upper_ = m["lower"], m["upper"]
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.append(m["start"], len(m["index"]))
    lp.a_matrix_.index_, lp.a_matrix_.value_ = m["index"], m["value"]
    whole = [highspy.HighsVarType.kInteger] * m["whole"]
    lp.integrality_ = whole + [highspy.HighsVarType.kContinuous] * (lp.num_col_ - m["whole"])
    highs = highspy.Highs()
    for option, value in [("output_flag", False), ("threads", 1), ("presolve", "on"), ("mip_rel_gap", gap)]:
        highs.setOptionValue(option, value)
    highs.passModel(lp)
    built = time.perf_counter()
    highs.run()
    assert highs.getModelStatus() == highspy.HighsModelStatus.kOptimal, highs.getModelStatus()
    return abs(highs.getInfo().objective_function_value), built - began, time.perf_counter() - built


# ---------------------------------------------------------------- modelling tools, plain pairs


def pairs(problem):
    """Area, site and worth of every pair."""
    m = matrix(problem, aggregated=False)
    sites = m["whole"]
    if problem["kind"] == "median":
        areas = len(problem["people"])
        return [(a, s) for a in range(areas) for s in range(sites)], m["cost"][sites:], sites
    return list(zip(problem["area"].tolist(), problem["site"].tolist())), m["cost"][sites:], sites


def pulp_(problem, gap, solver):
    import pulp

    began = time.perf_counter()
    ways, worth, sites = pairs(problem)
    model = pulp.LpProblem("peer", pulp.LpMinimize)
    y = [pulp.LpVariable(f"y{s}", cat="Binary") for s in range(sites)]
    x = [pulp.LpVariable(f"x{n}", 0, 1) for n in range(len(ways))]
    model += pulp.lpSum(float(w) * v for w, v in zip(worth, x))
    at = {}
    for n, (area, site) in enumerate(ways):
        at.setdefault(area, []).append(x[n])
        model += x[n] <= y[site]
    for each in at.values():
        model += pulp.lpSum(each) == 1 if problem["kind"] == "median" else pulp.lpSum(each) <= 1
    if problem["kind"] == "median":
        model += pulp.lpSum(y) <= int(problem["open"])
    else:
        model += pulp.lpSum(float(c) * v for c, v in zip(problem["cost"], y)) <= float(problem["budget"])
    built = time.perf_counter()
    # CBC's presolve is on unless it is told off; `presolve=True` is PuLP's word for it.
    tools = {
        "HiGHS": lambda: pulp.HiGHS(msg=False, gapRel=gap, threads=1, presolve="on"),
        "CBC": lambda: pulp.PULP_CBC_CMD(msg=False, gapRel=gap, threads=1, presolve=True),
    }
    model.solve(tools[solver]())
    assert model.status == pulp.LpStatusOptimal
    return abs(pulp.value(model.objective)), built - began, time.perf_counter() - built


def linopy_(problem, gap):
    import linopy
    import numpy as np
    import pandas as pd
    import xarray as xr

    began = time.perf_counter()
    ways, worth, sites = pairs(problem)
    area, site = (np.array(column) for column in zip(*ways))
    way = pd.RangeIndex(len(ways), name="way")
    model = linopy.Model()
    y = model.add_variables(binary=True, coords=[pd.RangeIndex(sites, name="site")], name="y")
    x = model.add_variables(lower=0, upper=1, coords=[way], name="x")
    model.add_constraints(x - y.sel(site=xr.DataArray(site, coords=[way])) <= 0, name="open")
    served = x.groupby(xr.DataArray(area, coords=[way], name="area")).sum()
    median = problem["kind"] == "median"
    model.add_constraints(served == 1 if median else served <= 1, name="once")
    cost = np.ones(sites) if median else problem["cost"]
    limit = float(problem["open"] if median else problem["budget"])
    model.add_constraints((y * xr.DataArray(cost, dims="site")).sum() <= limit, name="limit")
    model.add_objective((x * xr.DataArray(worth, coords=[way])).sum())
    built = time.perf_counter()
    status, _ = model.solve("highs", mip_rel_gap=gap, threads=1, presolve="on", output_flag=False, progress=False)
    assert status == "ok", status
    return abs(model.objective.value), built - began, time.perf_counter() - built


def spopt_(problem, gap):
    """PMedian, and MCLP where all sites cost the same and use does not fade: what spopt knows."""
    import numpy as np
    import pulp
    from spopt.locate import MCLP, PMedian

    solver = pulp.HiGHS(msg=False, gapRel=gap, threads=1, presolve="on")
    began = time.perf_counter()
    if problem["kind"] == "median":
        ways = problem["ways"].reshape(len(problem["people"]), int(problem["sites"]))
        model = PMedian.from_cost_matrix(ways, problem["people"], p_facilities=int(problem["open"]))
    else:
        cost = problem["cost"]
        ways = np.full((len(problem["people"]), len(cost)), 9.0)
        ways[problem["area"], problem["site"]] = 0.0
        open_ = int(problem["budget"] / cost[0] + 1e-9)
        model = MCLP.from_cost_matrix(ways, problem["people"], service_radius=1.0, p_facilities=open_)
    built = time.perf_counter()
    model = model.solve(solver)
    assert model.problem.status == pulp.LpStatusOptimal
    return abs(pulp.value(model.problem.objective)), built - began, time.perf_counter() - built


PEERS = {
    "highspy, pairs": lambda problem, gap: highspy_(problem, gap, False),
    "highspy, levels": lambda problem, gap: highspy_(problem, gap, True),
    "linopy + HiGHS": linopy_,
    "PuLP + HiGHS": lambda problem, gap: pulp_(problem, gap, "HiGHS"),
    "PuLP + CBC": lambda problem, gap: pulp_(problem, gap, "CBC"),
    "spopt + HiGHS": spopt_,
}


def knows(peer, problem):
    """Can this tool be asked this question?"""
    if problem["kind"] == "median":
        return peer != "highspy, levels"
    same = set(problem["cost"].tolist()), set(problem["share"].tolist())
    return peer != "spopt + HiGHS" or (len(same[0]) == 1 and same[1] == {1.0})


# ---------------------------------------------------------------- one process each


def process(command, limit):
    """Runs it: seconds, peak megabytes, what it said. None where it was stopped."""
    with tempfile.TemporaryFile("w+") as said:
        began = time.perf_counter()
        child = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
        while True:
            ended, status, used = os.wait4(child.pid, os.WNOHANG)
            took = time.perf_counter() - began
            if ended:
                break
            if took > limit:
                child.kill()
                os.wait4(child.pid, 0)
                return None
            time.sleep(0.002)
        said.seek(0)
        text = said.read()
    if os.waitstatus_to_exitcode(status) not in (0, 4):
        sys.exit(f"{' '.join(command)}\n{text}")
    return took, used.ru_maxrss / 1024, text


def run_peer(peer, folder, args):
    found = process([sys.executable, __file__, "--one", peer, "--gap", str(args.gap), folder], args.limit)
    if found is None:
        return None
    value, build, solve = json.loads(found[2].splitlines()[-1])
    return {"value": value, "whole": found[0], "solve": build + solve, "memory": found[1]}


def run_doorstep(folder, args):
    with tempfile.TemporaryDirectory() as out:
        command = [args.doorstep, "solve", f"{folder}/scenario.ron", "--out", f"{out}/run", "--quiet"]
        command += ["--alternatives", "0", "--gap", str(args.gap), "--effort", str(10**12)]
        found = process([*command, "--method", args.method], args.limit)
        if found is None:
            return None
        with open(f"{out}/run/manifest.json") as file:
            plan = [option for option in json.load(file)["options"] if option["label"] == "plan"][0]
        with open(f"{out}/run/timing.txt") as file:
            solve = float(file.read().split()[0])
    return {"value": plan["goals"][0]["value"], "whole": found[0], "solve": solve, "memory": found[1]}


# ---------------------------------------------------------------- the table


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", help="drawn problems of one kind, of several seeds")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--gap", type=float, default=1e-4)
    parser.add_argument("--limit", type=float, default=300, help="seconds for one process")
    parser.add_argument("--doorstep", default="target/release/doorstep")
    parser.add_argument("--method", default="decomposed", help="which of doorstep's methods")
    parser.add_argument("--peers", nargs="*", default=list(PEERS), choices=list(PEERS), metavar="PEER")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    args = parser.parse_args()
    arrays = [f"{folder}/arrays.json" for folder in args.folders]
    if args.one:
        print(json.dumps(PEERS[args.one](read(arrays[0]), args.gap)))
        return
    problems = [read(path) for path in arrays]
    peers = [peer for peer in args.peers if all(knows(peer, problem) for problem in problems)]
    ours = f"doorstep, {args.method}"
    runs = {name: [[] for _ in args.folders] for name in [ours, *peers]}
    for _ in range(args.rounds):
        for n, folder in enumerate(args.folders):
            for name in runs:
                found = run_doorstep(folder, args) if name == ours else run_peer(name, folder, args)
                runs[name][n].append(found)
                print(f"{name}, {folder}: {found}", file=sys.stderr)
    for n, folder in enumerate(args.folders):
        values = {name: each[n][0]["value"] for name, each in runs.items() if each[n][0]}
        low, high = min(values.values()), max(values.values())
        if high - low > (args.gap + 1e-6) * max(abs(high), 1):
            sys.exit(f"{folder}: the values differ by more than the gap: {values}")
    table(runs, ours)


def table(runs, ours):
    """Medians over rounds, geometric means over problems, peak memory over all."""

    def mean(name, key):
        if any(run is None for problem in runs[name] for run in problem):
            return None
        medians = [statistics.median(run[key] for run in problem) for problem in runs[name]]
        return math.exp(statistics.fmean(math.log(max(value, 1e-3)) for value in medians))

    print("| tool | whole process, s | ratio | build and solve, s | peak memory, MB |\n|---|---|---|---|---|")
    for name in runs:
        whole, first = mean(name, "whole"), mean(ours, "whole")
        if whole is None:
            print(f"| {name} | stopped at the limit | | | |")
            continue
        memory = max(run["memory"] for problem in runs[name] for run in problem)
        ratio = f"{whole / first:.1f}" if first else ""
        print(f"| {name} | {whole:.2f} | {ratio} | {mean(name, 'solve'):.2f} | {memory:.0f} |")


if __name__ == "__main__":
    main()
