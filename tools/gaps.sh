#!/usr/bin/env bash
# The proven gap on Birmingham at 5, 15 and 60 seconds, all goal stages included, and the memory it
# took, as a Markdown table. Needs the release build and python3. About six minutes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
printf '| scenario | limit, s | took, s | goal 1 found | bound | gap | in the plan | goal 2: changes | bound | memory, MB |\n'
printf '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n'
for name in ${1:-save-21pc save-45pc save-60pc halved-capacity}; do
    for limit in ${2:-5 15 60}; do
        python3 - "$name" "$limit" "$out/run" <<'PY'
import json, os, resource, subprocess, sys, time
name, limit, out = sys.argv[1:]
started = time.time()
end = subprocess.run(
    ["target/release/doorstep", "solve", "--method", os.environ.get("METHOD", "auto"), f"scenarios/birmingham-early-years/{name}.ron", "--time-limit", limit,
     "--gap", "0", "--effort", "1000000000", "--alternatives", "0", "--quiet", "--out", out],
    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
took = time.time() - started
memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
plan = None
if os.path.exists(f"{out}/manifest.json"):
    options = json.load(open(f"{out}/manifest.json"))["options"]
    plan = options[1] if end in (0, 4) and len(options) > 1 else None
if plan is None:
    print(f"| {name} | {limit} | {took:.1f} | no plan (exit {end}) | | | | | | {memory:.0f} |")
else:
    cell = lambda value, form: "–" if value is None else format(value, form)
    first, second = plan["goals"][0], plan["goals"][1]
    found, bound = first["found"] or first["value"], first["bound"]
    gap = "–" if bound is None else f"{abs(bound - found) / abs(bound):.2%}"
    print(f'| {name} | {limit} | {took:.1f} | {found:,.1f} | {cell(bound, ",.1f")} | {gap} | {first["value"]:,.1f} '
          f'| {second["value"]:.0f} | {cell(second["bound"], ".0f")} | {memory:.0f} |', flush=True)
PY
        rm -rf "$out/run"
    done
done
