"""Reads our rows with SALib and compares its indices with published values.

    python3 -m venv /tmp/salib && /tmp/salib/bin/pip install SALib
    /tmp/salib/bin/python engine/draw/tests/salib.py

Ends with an error if a published index lies outside an interval of SALib's own around ours (at 99.9 %, and at
least 0.002 wide either way: intervals of indices near 0 are narrower than the estimator's bias).
"""

import subprocess
import sys

import numpy as np
from SALib.analyze import morris, sobol
from SALib.sample import sobol as sobol_sample
from SALib.test_functions import Ishigami, Sobol_G

LEVEL, LEAST = 0.999, 0.002
A = np.array([0, 1, 4.5, 9, 99, 99, 99, 99])


def rows(numbers, design, size, seed):
    command = "cargo run --release -q -p doorstep-draw --example futures --".split()
    out = subprocess.run([*command, numbers, design, str(size), str(seed)], check=True, capture_output=True, text=True)
    return np.loadtxt(out.stdout.splitlines(), delimiter=",")


def problem(numbers):
    count, low, high = (8, 0, 1) if numbers == "g" else (3, -np.pi, np.pi)
    return {"num_vars": count, "names": [f"x{at + 1}" for at in range(count)], "bounds": [[low, high]] * count}


def g_indices():
    own = 1 / (3 * (1 + A) ** 2)
    variance = np.prod(1 + own) - 1
    return own / variance, own * np.prod(1 + own) / (1 + own) / variance


def ishigami_effects():
    """Exact mean and spread of |effects| on Morris's grid of four levels."""
    jump, levels = 2 / 3, np.linspace(0, 1, 4)
    point = lambda u: Ishigami.evaluate(np.array([[2 * np.pi * x - np.pi for x in u]]), 7, 0.1)[0]
    result = []
    for moved in range(3):
        effects = []
        for start in levels[:2]:
            for first in levels:
                for second in levels:
                    low, high = [first, second], [first, second]
                    low.insert(moved, start)
                    high.insert(moved, start + jump)
                    effects.append((point(high) - point(low)) / jump)
        result.append((np.mean(np.abs(effects)), np.std(effects)))
    return result


faults = 0


def compare(what, ours, interval, published):
    global faults
    fits = abs(ours - published) <= max(interval, LEAST)
    faults += not fits
    print(f"  {what:<8} {ours:9.4f} ± {interval:.4f}   published {published:9.4f}{'' if fits else '   NOT WITHIN'}")


for numbers, evaluate, published in [
    ("ishigami", lambda x: Ishigami.evaluate(x, 7, 0.1), ((0.3139, 0.4424, 0), (0.5576, 0.4424, 0.2437))),
    ("g", lambda x: Sobol_G.evaluate(x, A), g_indices()),
]:
    for design in ("saltelli", "saltelli2"):
        second = design == "saltelli2"
        x = rows(numbers, design, 8192, 7)
        # The layout itself: SALib's own rows have the same pattern of which row repeats which value.
        own = sobol_sample.sample(problem(numbers), 64, calc_second_order=second, seed=1)
        block = own.shape[0] // 64
        pattern = lambda sample: [[tuple(one == other) for other in sample[:block]] for one in sample[:block]]
        assert pattern(x) == pattern(own), "the rows do not stand as SALib's do"
        found = sobol.analyze(problem(numbers), evaluate(x), calc_second_order=second, conf_level=LEVEL, seed=1)
        print(f"{numbers}, {design}, 8192 base samples")
        for at, name in enumerate(problem(numbers)["names"]):
            compare(f"S1 {name}", found["S1"][at], found["S1_conf"][at], published[0][at])
            compare(f"ST {name}", found["ST"][at], found["ST_conf"][at], published[1][at])
        if second and numbers == "ishigami":
            compare("S2 x1 x3", found["S2"][0, 2], found["S2_conf"][0, 2], 0.2437)

x = rows("ishigami", "morris", 4000, 7)
found = morris.analyze(problem("ishigami"), x, Ishigami.evaluate(x, 7, 0.1), num_levels=4, conf_level=LEVEL, seed=1)
print("ishigami, Morris, 4000 trajectories of four levels (exact: every point of the grid)")
for at, (size, spread) in enumerate(ishigami_effects()):
    compare(f"mu* x{at + 1}", found["mu_star"][at], found["mu_star_conf"][at], size)
    compare(f"sigma x{at + 1}", found["sigma"][at], 0.05 * spread, spread)

sys.exit(f"{faults} published values lie outside their intervals" if faults else None)
