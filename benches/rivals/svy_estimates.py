"""Python svy on the same files: the time of the call alone, the data read and the design declared before. Needs Python 3.12 or newer."""

import sys
import time
from importlib.metadata import version

import polars as pl
import svy

large, groups = sys.argv[1:3]
print(f"svy {version('svy')}, Python {sys.version.split()[0]}")


def sample(path, **design):
    return svy.Sample(pl.read_parquet(path), svy.Design(wgt="weight", **design))


def timed(number, task):
    start = time.perf_counter()
    try:
        task()
    except Exception as error:
        print(f"task {number}: {str(error).splitlines()[0]}")
        return
    print(number, time.perf_counter() - start, flush=True)


clusters = sample(large, stratum="stratum", psu="psu")
timed(0, lambda: clusters.estimation.prop("q"))
replicates = svy.BootstrapWgts(prefix="rep", n_reps=80)
resampled = sample(large, rep_wgts=replicates)
timed(2, lambda: resampled.estimation.mean("x", by="region", method="replication"))
timed(3, lambda: clusters.estimation.median("income", by="age"))
many = sample(groups, stratum="stratum", psu="psu")
timed(4, lambda: many.estimation.prop("q", by=["g", "h", "k"]))
# Takes minutes, so it comes last: the benchmark may stop it.
timed(1, lambda: clusters.estimation.prop("q", by=["sex", "age", "wave"]))
