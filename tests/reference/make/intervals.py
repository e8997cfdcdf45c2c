"""Intervals for shares on a grid, for tests/reference/scipy-intervals.json.

Sison and Glaz's are their formula at 60 digits (mpmath), checked against statsmodels, whose moments lose digits to cancellation in
large samples.

Run: pip install mpmath==1.4.1 scipy==1.17.1 statsmodels==0.15.0; python intervals.py > ../scipy-intervals.json
"""

import json

import mpmath
import numpy as np
import scipy
import statsmodels
from mpmath import mp, mpf
from scipy import stats
from scipy.special import expit, logit
from statsmodels.stats.proportion import multinomial_proportions_confint, proportion_confint

LEVELS = [0.5, 0.9, 0.95, 0.99, 0.999]
SIZES = [5, 20, 100, 842, 1600, 10_000, 1_000_000]
SINGLE = {
    "wald": "normal",
    "wilson": "wilson",
    "korn-graubard": "beta",
    "jeffreys": "jeffreys",
    "agresti-coull": "agresti_coull",
}
QUESTIONS = [
    [528, 960, 112],
    [33, 60, 7],
    [1, 0, 4],
    [12, 8, 0, 0],
    [56, 72, 73, 59, 62, 87, 58],
    [91, 49, 37, 43],
    [3, 2, 1, 1, 1, 1, 1, 0],
    [278, 505, 59],
    [6000, 3000, 700, 300],
    [9999, 1],
    [60, 1, 1],
    [250_000, 450_000, 200_000, 100_000],
]
# Where statsmodels loses all digits: it finds a coverage of 38 (of 1) for the first, and one c too many for the second at 0.999.
CANCELLED = [[9999, 1], [250_000, 450_000, 200_000, 100_000]]
mp.dps = 60


def single():
    for n in SIZES:
        for count in sorted({0, 1, 2, n // 20, n // 3, n // 2, n - 1, n}):
            p = count / n
            for level in LEVELS:
                alpha = 1 - level
                for name, method in SINGLE.items():
                    low, high = proportion_confint(count, n, alpha=alpha, method=method)
                    yield [name, count, n, level, low, high]
                if 0 < count < n:
                    z = stats.norm.isf(alpha / 2)
                    half = z / np.sqrt(n * p * (1 - p))
                    ends = expit(logit(p) + np.array([-half, half]))
                    yield ["logit", count, n, level, *ends]
                    yield ["xlogit", count, n, level, *ends]
                    angle = np.arcsin(np.sqrt(p)) + np.array([-1, 1]) * z / (2 * np.sqrt(n))
                    yield ["arcsine", count, n, level, *np.sin(np.clip(angle, 0, np.pi / 2)) ** 2]


def coverage(counts, n, c):
    """Sison and Glaz's formula (1): truncated Poisson counts, Edgeworth's density of their sum, over P(Poisson(n) = n)."""
    inside, mean, m2, m3, m4 = mpf(1), mpf(0), mpf(0), mpf(0), mpf(0)
    for count in counts:
        support = range(max(count - c, 0), min(count + c, n) + 1)
        weight = mp.exp(-count) * mpf(count) ** support[0] / mp.factorial(support[0])
        sums = [mpf(0)] * 5
        for j in support:
            if j > support[0]:
                weight *= mpf(count) / j
            for r in range(5):
                sums[r] += weight * (j - count) ** r
        a1, a2, a3, a4 = (total / sums[0] for total in sums[1:])
        inside *= sums[0]
        mean += count + a1
        variance = a2 - a1**2
        m2 += variance
        m3 += a3 - 3 * a1 * a2 + 2 * a1**3
        m4 += a4 - 4 * a1 * a3 + 6 * a1**2 * a2 - 3 * a1**4 - 3 * variance**2
    g1, g2, x = m3 / m2 ** mpf(1.5), m4 / m2**2, (n - mean) / mp.sqrt(m2)
    h3, h4, h6 = x**3 - 3 * x, x**4 - 6 * x**2 + 3, x**6 - 15 * x**4 + 45 * x**2 - 15
    density = mp.npdf(x) * (1 + g1 * h3 / 6 + g2 * h4 / 24 + g1**2 * h6 / 72) / mp.sqrt(m2)
    return inside * density / (mp.exp(-n) * mpf(n) ** n / mp.factorial(n))


def exact_coverage(counts, n, c):
    """The same probability without Edgeworth: the truncated counts are convolved."""
    sums = [mpf(1)]
    for count in counts:
        weights = [mp.exp(-count) * mpf(count) ** j / mp.factorial(j) if c >= abs(j - count) else mpf(0) for j in range(n + 1)]
        sums = [mp.fsum(sums[i] * weights[t - i] for i in range(min(t + 1, len(sums))) if weights[t - i]) for t in range(n + 1)]
    return sums[n] / (mp.exp(-n) * mpf(n) ** n / mp.factorial(n))


def narrowest(reached, level, c, n):
    """The first c with reached(c) <= level < reached(c + 1), and both; None when the coverage falls before."""
    now, after = reached(c), reached(c + 1)
    while not now <= level < after:
        if after < now <= level:
            return None
        c, now, after = c + 1, after, reached(c + 2)
    return c, now, after


def sison_glaz(counts, level):
    """The intervals, checked against statsmodels; by the exact coverage where Edgeworth's has a top below the level."""
    n = sum(counts)
    theirs = multinomial_proportions_confint(counts, alpha=1 - level, method="sison-glaz")
    at = int(np.argmax(counts))
    start = max(0, round((counts[at] / n - theirs[at][0]) * n) - 3) if n > 10_000 else 0
    within = lambda f: lambda c: mpf(0) if c == 0 else f(counts, n, c) if c < n else mpf(1)
    found = narrowest(within(coverage), level, start, n)
    c, now, after = found or narrowest(within(exact_coverage), level, 0, n)
    above = c + 2 * (level - now) / (after - now)
    ours = [[max(0.0, float(mpf(k - c) / n)), min(1.0, float((k + above) / n))] for k in counts]
    if found and counts not in CANCELLED:
        assert np.allclose(ours, theirs, rtol=0, atol=1e-8), (counts, level, ours, theirs)
    return ours


def multiple():
    for counts in QUESTIONS:
        for level in LEVELS:
            region = multinomial_proportions_confint(counts, alpha=1 - level, method="goodman")
            yield ["goodman", counts, level, [list(map(float, row)) for row in region]]
            yield ["sison-glaz", counts, level, sison_glaz(counts, level)]
            rows = [proportion_confint(c, sum(counts), (1 - level) / len(counts), "beta") for c in counts]
            yield ["bonferroni", counts, level, [list(map(float, row)) for row in rows]]


def lines(cases):
    return ",\n".join(json.dumps([float(x) if isinstance(x, np.floating) else x for x in case]) for case in cases)


print(f"""{{"program": "statsmodels {statsmodels.__version__}, scipy {scipy.__version__}, numpy {np.__version__}, mpmath {mpmath.__version__}",
"call": "statsmodels.stats.proportion.proportion_confint(count, n, 1 - level, method); logit, xlogit and arcsine by scipy.special.expit, logit and numpy.sin; multinomial_proportions_confint(counts, 1 - level, 'goodman'); sison-glaz: that too, to all digits by mpmath, and with exact coverage where its Edgeworth series fails; bonferroni: proportion_confint(count, n, (1 - level)/k, 'beta')",
"columns": ["interval", "count", "n", "level", "low", "high"],
"single": [
{lines(single())}
],
"simultaneous columns": ["interval", "counts", "level", "bounds"],
"simultaneous": [
{lines(multiple())}
]}}""")
