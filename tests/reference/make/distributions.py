"""Quantiles of the normal, t, chi-square, F and beta distributions to 20 digits, for tests/reference/scipy-distributions.json.

Distribution functions are summed as power series with positive terms at 60 digits (mpmath); the quantile is Newton's root of them,
started from SciPy's value. Run: pip install mpmath==1.4.1 gmpy2 scipy==1.17.1; python distributions.py > ../scipy-distributions.json
"""

import json
import math
import sys

import mpmath
import scipy
from mpmath import mp, mpf
from scipy import stats

mp.dps = 60
LOWER = [1e-12, 1e-6, 1e-3, 0.025, 0.5, 0.975]
UPPER = [1e-3, 1e-6, 1e-12]
SHAPES = [0.5, 1.0, 3.7, 40.0, 1e3, 1e4, 2.5e5, 1e7]
DFS = [0.5, 1.0, 2.0, 7.0, 100.0, 1e4, 1e5, 1e7]


def series(first, ratio):
    """Sum of positive terms: `first`, then each `ratio(n)` times the one before."""
    total, term, n = first, first, 0
    while term > total * mpf(10) ** -50:
        term *= ratio(n)
        total += term
        n += 1
    return total


def length(a, b, x):
    """About how many terms the series in x takes."""
    a, b, x = float(a), float(b), float(mp.log(x))
    n = 16.0
    while math.lgamma(a + b + n) - math.lgamma(a + b) - math.lgamma(a + 1 + n) + math.lgamma(a + 1) + n * x > -130:
        n *= 1.5
    return n


def beta_lower(a, b, x, y):
    """I_x(a, b), y = 1 - x: the hypergeometric series (DLMF 8.17.8) in x or in y, whichever is shorter."""
    front = mp.exp(a * mp.log(x) + b * mp.log(y) + mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b))
    if length(a, b, x) < length(b, a, y):
        return series(front / a, lambda n: (a + b + n) * x / (a + 1 + n))
    return 1 - series(front / b, lambda n: (a + b + n) * y / (b + 1 + n))


def gamma_lower(a, x):
    """P(a, x)."""
    return series(mp.exp(a * mp.log(x) - x - mp.loggamma(a + 1)), lambda n: x / (a + 1 + n))


def solve(lower, density, start, tail, p):
    """The positive root of lower(x) = p or 1 - lower(x) = p, by Newton's steps in log x."""
    x = mpf(start)
    target = p if tail == "lower" else 1 - p
    for _ in range(30):
        step = (lower(x) - target) / (density(x) * x)
        x *= mp.exp(-step) if abs(step) < 1 else mp.exp(-step / abs(step))
        if abs(step) < mpf(10) ** -22:
            return x
    raise ArithmeticError("no convergence")


def of_beta(a, b, tail, p):
    a, b = mpf(a), mpf(b)
    frozen = stats.beta(float(a), float(b))
    start = frozen.ppf(float(p)) if tail == "lower" else frozen.isf(float(p))
    odds = mpf(start) / (1 - mpf(start)) if 0 < start < 1 else (p * a * mp.beta(a, b)) ** (1 / a) if tail == "lower" else 1 / (p * b * mp.beta(a, b)) ** (1 / b)
    norm = mp.beta(a, b)
    x = lambda r: (r / (1 + r), 1 / (1 + r))
    root = solve(
        lambda r: beta_lower(a, b, *x(r)),
        lambda r: mp.exp((a - 1) * mp.log(r) - (a + b) * mp.log1p(r)) / norm,
        odds, tail, p,
    )
    return root / (1 + root), root


def of_f(d1, d2, tail, p):
    odds = of_beta(mpf(d1) / 2, mpf(d2) / 2, tail, p)[1]
    return odds * d2 / d1


def of_t(df, tail, p):
    """By t² = F(1, df)."""
    if p == mpf(0.5):
        return mpf(0)
    if p > 0.5:
        return -of_t(df, tail, 1 - p)
    size = mp.sqrt(of_f(mpf(1), mpf(df), "upper", 2 * p))
    return -size if tail == "lower" else size


def of_chi_square(df, tail, p):
    a = mpf(df) / 2
    start = stats.chi2(df).ppf(float(p)) if tail == "lower" else stats.chi2(df).isf(float(p))
    start = start / 2 if start > 0 else (p * mp.gamma(a + 1)) ** (1 / a)
    return 2 * solve(lambda x: gamma_lower(a, x), lambda x: mp.exp((a - 1) * mp.log(x) - x - mp.loggamma(a)), start, tail, p)


def of_normal(tail, p):
    x = mp.findroot(lambda x: mp.log(mp.ncdf(x) / p), stats.norm.ppf(float(p)))
    return x if tail == "lower" else -x


def main():
    cases = []

    def add(name, parameters, quantile):
        for tail, ps in (("lower", LOWER), ("upper", UPPER)):
            for p in ps:
                x = quantile(tail, mpf(p))
                if x != 0 and not mpf(10) ** -300 < abs(x) < mpf(10) ** 300:
                    continue
                cases.append([name, parameters, tail, p, mp.nstr(x, 20, min_fixed=0, max_fixed=0)])
        print(name, parameters, file=sys.stderr)

    add("normal", [], of_normal)
    for df in DFS:
        add("t", [df], lambda tail, p: of_t(df, tail, p))
        add("chi-square", [df], lambda tail, p: of_chi_square(df, tail, p))
    for d1 in DFS:
        for d2 in DFS:
            add("f", [d1, d2], lambda tail, p: of_f(d1, d2, tail, p))
    for a in SHAPES:
        for b in SHAPES:
            add("beta", [a, b], lambda tail, p: of_beta(a, b, tail, p)[0])
    lines = ",\n".join(json.dumps(case) for case in cases)
    program = f"mpmath {mpmath.__version__} at {mp.dps} digits, started from scipy {scipy.__version__}"
    print(f'{{"program": "{program}",\n"call": "python tests/reference/make/distributions.py",\n'
          f'"columns": ["distribution", "parameters", "tail", "p", "quantile"],\n"cases": [\n{lines}\n]}}')


main()
