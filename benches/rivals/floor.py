"""The floor: a bare polars group-by of the columns that each estimate needs; for replicates, reading them; no standard errors."""

import sys
import time

import polars as pl

large, groups = sys.argv[1:3]
print(f"polars {pl.__version__}, {pl.thread_pool_size()} threads")
weight = pl.col("weight").sum()


def sums(path, *keys):
    return lambda: pl.scan_parquet(path).group_by(*keys).agg(weight).collect()


replicates = [f"rep{i}" for i in range(1, 81)]
tasks = [
    (sums(large, "stratum", "psu", "q"), 15),
    (sums(large, "stratum", "psu", "q", "sex", "age", "wave"), 7),
    (lambda: pl.scan_parquet(large).select("x", "region", "weight", *replicates).collect(), 5),
    (lambda: pl.scan_parquet(large).group_by("age").agg(pl.col("income").median(), weight).collect(), 7),
    (sums(groups, "stratum", "psu", "q", "g", "h", "k"), 7),
]
for number, (task, runs) in enumerate(tasks):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        task()
        times.append(time.perf_counter() - start)
    print(number, sorted(times)[runs // 2])
