"""P-values adjusted for many comparisons, for tests/reference/scipy-adjust.json.

Run: pip install statsmodels==0.15.0; python adjust.py > ../scipy-adjust.json
"""

import json

import numpy as np
import statsmodels
from statsmodels.stats.multitest import multipletests

FAMILIES = [
    [0.03],
    [0.01, 0.04, 0.03, 0.005],
    [0.0, 0.2, 1.0, 0.2, 0.05, 0.05],
    [1e-300, 1e-12, 0.5, 0.9, 0.99],
    list(np.random.default_rng(1965).uniform(size=12) ** 3),
]
METHODS = {"holm": "holm", "bh": "fdr_bh", "bonferroni": "bonferroni"}

cases = [
    [name, family, list(multipletests(family, method=method)[1])]
    for family in FAMILIES
    for name, method in METHODS.items()
]
rows = ",\n".join(json.dumps(case) for case in cases)
print(f"""{{"program": "statsmodels {statsmodels.__version__}, numpy {np.__version__}",
"call": "statsmodels.stats.multitest.multipletests(p_values, method=holm|fdr_bh|bonferroni)[1]",
"columns": ["adjustment", "p values", "adjusted"],
"cases": [
{rows}
]}}""")
