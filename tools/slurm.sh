#!/usr/bin/env bash
# An ensemble on Slurm, tried for real: a cluster of this one machine, made for the occasion and stopped again.
# Debian or Ubuntu, as root. It
#
#   1. installs the Debian packages slurmctld, slurmd, slurm-client and munge where they are missing, and says so;
#   2. starts munged, slurmctld and slurmd with a configuration of their own in a temporary folder: nothing in
#      /etc is read or written, and a cluster that runs here already is left alone;
#   3. plans a small ensemble, submits the script that `doorstep ensemble slurm` prints, waits, collects;
#   4. answers the same ensemble without Slurm and compares every byte of parts/ and results/;
#   5. takes some parts away, submits the script again, and compares again.
#
# The last line is `slurm: 2 of 2 runs give the bytes of a local run`. DOORSTEP_COMMAND names another program than
# target/release/doorstep.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf 'slurm: %s\n' "$*"; }
stop() {
    printf 'slurm: %s\n' "$@" >&2
    exit 1
}

[[ $(id -u) == 0 ]] || stop "root is needed: it installs packages and starts a cluster's daemons"
doorstep=${DOORSTEP_COMMAND:-${CARGO_TARGET_DIR:-$PWD/target}/release/doorstep}
[[ -x $doorstep ]] || stop "$doorstep is missing: source tools/setup.sh && cargo build --release"

needed=()
for pair in slurmctld:slurmctld slurmd:slurmd sbatch:slurm-client munged:munge; do
    PATH=$PATH:/usr/sbin command -v "${pair%%:*}" >/dev/null || needed+=("${pair##*:}")
done
if ((${#needed[@]})); then
    command -v apt-get >/dev/null || stop "missing: ${needed[*]}. Only Debian's and Ubuntu's packages are known here"
    say "installing the Debian packages ${needed[*]}"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${needed[@]}" >/dev/null
    # Fresh packages may start services of their own, which nobody has asked for.
    if [[ -d /run/systemd/system ]]; then
        for name in "${needed[@]}"; do systemctl disable --quiet --now "$name" 2>/dev/null || true; done
    fi
fi
export PATH=$PATH:/usr/sbin

home=$(mktemp -d /tmp/doorstep-slurm.XXXXXX)
chmod 755 "$home"
started=()
finish() {
    local status=$? pid
    for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
    for pid in "${started[@]}"; do wait "$pid" 2>/dev/null || true; done
    if ((status)); then
        tail -n 15 "$home"/*.log "$home"/jobs/slurm-*.out >&2 2>/dev/null || true
        say "stopped; what was made is in $home" >&2
    else
        rm -rf "$home"
    fi
}
trap finish EXIT

# A free port of this machine.
port() {
    local port
    for port in $(shuf -i 20000-30000 -n 50); do
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || {
            printf '%s' "$port"
            return
        }
    done
}

mkdir "$home/munge" "$home/state" "$home/spool" "$home/jobs"
head -c 1024 /dev/urandom >"$home/munge/key"
chmod 600 "$home/munge/key"
host=$(hostname -s)
cpus=$(getconf _NPROCESSORS_ONLN)
cat >"$home/slurm.conf" <<CONF
ClusterName=doorstep
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$(port)
SlurmdPort=$(port)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$home/munge/socket
CredType=cred/munge
StateSaveLocation=$home/state
SlurmdSpoolDir=$home/spool
SlurmctldPidFile=$home/slurmctld.pid
SlurmdPidFile=$home/slurmd.pid
ProctrackType=proctrack/pgid
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
ReturnToService=2
SchedulerType=sched/builtin
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmdParameters=config_overrides
NodeName=$host NodeAddr=127.0.0.1 CPUs=$cpus RealMemory=4000 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF=$home/slurm.conf

begin() {
    local log=$1
    shift
    "$@" >"$home/$log.log" 2>&1 &
    started+=($!)
}
begin munged munged --foreground --force --num-threads=2 --key-file="$home/munge/key" --socket="$home/munge/socket" \
    --pid-file="$home/munge/pid" --seed-file="$home/munge/seed" --log-file="$home/munge/log"
for _ in $(seq 100); do [[ -S $home/munge/socket ]] && break || sleep 0.1; done
begin slurmctld slurmctld -D -c -i -f "$SLURM_CONF"
begin slurmd slurmd -D -c -f "$SLURM_CONF" -N "$host"
for _ in $(seq 300); do
    [[ $(sinfo --noheader --format=%t 2>/dev/null || true) == idle ]] && break || sleep 0.2
done
[[ $(sinfo --noheader --format=%t) == idle ]] || stop "the cluster does not start: $(sinfo 2>&1)"
say "a cluster of this machine runs: Slurm $(sinfo --version | cut -d ' ' -f 2), $cpus processors"

cd "$home/jobs"
"$doorstep" init two-centres scenario >/dev/null
cat >scenario/uncertain.ron <<'RON'
Variant(
    base: "scenario.ron",
    name: "Two centres, not so certain",
    changes: [
        Set("uncertain", (numbers: {
            "take-up": (of: "services/stay-and-play/take_up/under-5", spread: Pert(low: "40%", mode: 0.5, high: "60%")),
            "premises": (of: "levels/hub/costs/premises", spread: Triangular(low: "£15,000", mode: "£20,000", high: "£30,000")),
        })),
    ],
)
RON
for folder in cluster local; do
    "$doorstep" ensemble plan scenario/uncertain.ron --members 40 --chunk 5 --seed 1 --out $folder >/dev/null
done
"$doorstep" ensemble run local --threads 1 --quiet >/dev/null
"$doorstep" ensemble collect local >/dev/null

# Submits the script and waits for it; then the folder has to be the local one's.
right=0
try() {
    timeout 300 sbatch --wait job.sh || stop "the job failed: $(sinfo -R 2>&1)"
    "$doorstep" ensemble collect cluster >/dev/null
    diff -r cluster local || stop "the folders differ"
    right=$((right + 1))
    say "$1: the same bytes in $(find cluster -type f | wc -l) files"
}
"$doorstep" ensemble slurm cluster --tasks 3 --memory 500M --time 00:10:00 >job.sh
try "8 parts in 3 tasks"
rm -r cluster/parts/00001 cluster/parts/00002 cluster/parts/00006 cluster/results
try "3 parts again after they were lost"
say "$right of 2 runs give the bytes of a local run"
