"""Writes trend-local-level.json: a random walk read through known noise.

The main reference is an independent derivation: the readings are one multivariate normal vector with covariance
sigma2 * min(t_i, t_j) + V and a diffuse constant (ordinary kriging), in 40 digits with mpmath; no Kalman filter anywhere. One case
is checked by statsmodels' exact diffuse Kalman smoother too. Run: python3 tests/reference/make/trend_local_level.py"""

import json
import pathlib

import mpmath as mp
import numpy as np
import statsmodels
from mpmath import __version__ as mp_version
from statsmodels.tsa.statespace.kalman_smoother import KalmanSmoother

from trend_series import SERIES

HERE = pathlib.Path(__file__).parent
mp.mp.dps = 40
YEAR = mp.mpf("365.25")
CHI2 = mp.mpf("3.841458820694125958361")  # 0.95 quantile of chi-square with 1 degree of freedom


class Dense:
    def __init__(self, series, design):
        self.t = [(mp.mpf(u) - mp.mpf(series["t"][0])) / YEAR for u in series["t"]]
        self.y, self.noise = mp.matrix(series["y"]), mp.diag([mp.mpf(v) for v in series["v"]])
        self.k = len(self.t)
        self.x = mp.matrix([[1] + list(row) for row in design])
        self.walk = mp.matrix([[min(a, b) for b in self.t] for a in self.t])

    def gls(self, sigma2):
        omega = sigma2 * self.walk + self.noise
        inverse = mp.inverse(omega)
        cov = mp.inverse(self.x.T * inverse * self.x)
        beta = cov * (self.x.T * inverse * self.y)
        return omega, inverse, cov, beta

    def likelihood(self, sigma2):
        omega, inverse, cov, beta = self.gls(sigma2)
        r = self.y - self.x * beta
        return (-mp.log(mp.det(omega)) + mp.log(mp.det(cov)) - (r.T * inverse * r)[0]) / 2

    def best(self):
        grid = [mp.mpf(10) ** (mp.mpf(j) / 4) for j in range(-40, 9)]
        values = [self.likelihood(g) for g in grid]
        at = max(range(len(grid)), key=lambda i: values[i])
        if self.likelihood(mp.mpf(0)) >= values[at]:
            return mp.mpf(0)
        slope = lambda s: mp.diff(self.likelihood, s)
        return mp.findroot(slope, (grid[at - 1], grid[at + 1]), solver="anderson", tol=1e-50)

    def interval(self, best):
        target = self.likelihood(best) - CHI2 / 2
        f = lambda s: self.likelihood(s) - target
        high = max(best, mp.mpf("1e-6"))
        while f(high) > 0:
            high *= 2
        high = mp.findroot(f, (max(best, mp.mpf("1e-9")), high), solver="anderson", tol=1e-30)
        low = mp.mpf(0)
        if f(mp.mpf(0)) < 0:
            low = mp.findroot(f, (mp.mpf(0), best), solver="anderson", tol=1e-30)
        return low, high

    def predict(self, sigma2, dates):
        _, inverse, cov, beta = self.gls(sigma2)
        m = len(dates)
        cross = sigma2 * mp.matrix([[min(a, b) for b in self.t] for a in dates])
        prior = sigma2 * mp.matrix([[min(a, b) for b in dates] for a in dates])
        rows = mp.matrix([[1] + [0] * (self.x.cols - 1) for _ in dates])
        mean = rows * beta + cross * inverse * (self.y - self.x * beta)
        left = rows - cross * inverse * self.x
        return mean, prior - cross * inverse * cross.T + left * cov * left.T


def contrasts(series, anchor):
    names = sorted(set(series["house"]))
    free = [n for n in names if n != anchor] if anchor else names[:-1]
    rows = {n: [int(n == f) for f in free] for n in names}
    if not anchor:
        rows[names[-1]] = [-1] * len(free)
    return names, rows


def error(variance):
    """A standard error; none where a convention or a walk that does not move leaves nothing to estimate."""
    return float(mp.sqrt(variance)) if variance > 0 else None


def case(name, houses=None):
    series = SERIES[name]
    names, rows = contrasts(series, houses if houses != "sum-to-zero" else None) if houses else ([], {})
    design = [rows[h] for h in series["house"]] if houses else [[] for _ in series["t"]]
    dense = Dense(series, design)
    best = dense.best()
    low, high = dense.interval(best)
    first, last = series["t"][0], series["t"][-1]
    at = sorted({first, first + 7, first + 7 * ((last - first) // 14), series["t"][len(series["t"]) // 2], last})
    mean, cov = dense.predict(best, [(mp.mpf(u) - mp.mpf(first)) / YEAR for u in at])
    end = len(at) - 1
    _, _, beta_cov, beta = dense.gls(best)
    effects = []
    for house in names:
        row = mp.matrix([[0] + rows[house]])
        effects.append({"house": house, "value": float((row * beta)[0]), "se": error((row * beta_cov * row.T)[0])})
    change_var = cov[end, end] + cov[0, 0] - 2 * cov[0, end]
    return {
        "series": name,
        "method": "local-level",
        "houses": houses,
        "provenance": {
            "program": "mpmath",
            "version": mp_version,
            "call": "dense multivariate normal, covariance sigma2 min(t_i, t_j) + V, diffuse constant and house effects; 40 digits",
        },
        "data": series,
        "expected": {
            "sigma": {"value": float(mp.sqrt(best)), "low": float(mp.sqrt(low)), "high": float(mp.sqrt(high))},
            "change": {"value": float(mean[end] - mean[0]), "se": error(change_var if best > 0 else 0)},
            "houses": effects,
            "fitted": [{"t": u, "value": float(mean[i]), "se": float(mp.sqrt(cov[i, i]))} for i, u in enumerate(at)],
        },
    }


def by_statsmodels(name, drift):
    """The same smoother by another program, at a drift (variance per year) that is given."""
    series = SERIES[name]
    gaps = np.diff(series["t"], append=series["t"][-1]) / 365.25
    model = KalmanSmoother(1, 1, k_posdef=1)
    model.bind(np.array(series["y"]))
    model["design"], model["transition"], model["selection"] = [[1.0]], [[1.0]], [[1.0]]
    model.obs_cov = np.array(series["v"]).reshape(1, 1, -1)
    model.state_cov = (drift * gaps).reshape(1, 1, -1)
    model.initialize_diffuse()
    found = model.smooth()
    fitted = [
        {"t": t, "value": float(a), "se": float(np.sqrt(v))}
        for t, a, v in zip(series["t"], found.smoothed_state[0], found.smoothed_state_cov[0, 0])
    ]
    return {
        "series": name,
        "method": "local-level",
        "drift": drift,
        "provenance": {
            "program": "statsmodels",
            "version": statsmodels.__version__,
            "call": "KalmanSmoother(1, 1), obs_cov = V_t, state_cov = drift * gap in years, initialize_diffuse(), smooth()",
        },
        "data": series,
        "expected": {"fitted": fitted},
    }


def main():
    cases = [case(name) for name in ("levada-continue", "calm", "still", "three", "same-day", "houses")]
    cases += [case("houses", "sum-to-zero"), case("houses", "Alpha")]
    cases += [by_statsmodels("levada-continue", 0.002), by_statsmodels("same-day", 0.01)]
    (HERE.parent / "trend-local-level.json").write_text(json.dumps(cases, indent=1) + "\n")


main()
