"""Writes trend-loess.json: local lines by R's loess and by dense algebra.

R's loess gives all waves that are equally exact the same standard errors as this project does when they scatter more than sampling
allows (its residual scale s is then the one of max(1, s^2)), so the cases with equal variances carry values, standard errors, s^2 and
degrees of freedom from R. For uneven variances R gives the fitted values; standard errors, s^2 and degrees of freedom come from numpy
least squares, wave by wave. Run: python3 tests/reference/make/trend_loess.py"""

import json
import pathlib
import subprocess

import numpy as np

from trend_series import SERIES

R = r"""
suppressMessages(library(jsonlite))
cases <- fromJSON(file("stdin"), simplifyDataFrame = FALSE)
for (i in seq_along(cases)) { d <- cases[[i]]$data; t <- d$t; y <- d$y; w <- 1 / d$v
  fit <- loess(y ~ t, weights = w, span = cases[[i]]$span, degree = 1, surface = "direct", statistics = "exact")
  p <- predict(fit, data.frame(t = cases[[i]]$at), se = TRUE)
  cases[[i]]$r <- list(values = I(as.vector(p$fit)), se = I(as.vector(p$se.fit)), scale2 = p$residual.scale^2, df = p$df)
}
cat(toJSON(list(version = R.version.string, cases = cases), auto_unbox = TRUE, digits = NA))
"""


def operator(t, v, span, at):
    """The row of the loess operator at a date, by least squares on root-weighted data."""
    distance = np.abs(t - at)
    reach = np.sort(distance)[int(np.floor(len(t) * span + 1e-5)) - 1]
    weight = np.where(distance < reach, (1 - (distance / reach) ** 3) ** 3, 0) / v
    root = np.sqrt(weight)
    design = np.column_stack([np.ones_like(t), (t - at) / 100])
    return np.linalg.pinv(design * root[:, None])[0] * root


def dense(data, span, dates):
    t, y, v = (np.array(data[key]) for key in "tyv")
    left = np.eye(len(t)) - np.array([operator(t, v, span, u) for u in t])
    residual = left @ y
    scaled = left * np.sqrt(v)[None, :] / np.sqrt(v)[:, None]
    square = scaled @ scaled.T
    first, second = np.trace(square), np.trace(square @ square)
    ratio = residual @ (residual / v) / first
    rows = [operator(t, v, span, u) for u in dates]
    return {
        "scatter": {"value": ratio},
        "df": {"value": first**2 / second},
        "fitted": [
            {"t": u, "value": float(row @ y), "se": float(np.sqrt((row**2 @ v) * max(1, ratio)))}
            for u, row in zip(dates, rows)
        ],
    }


def main():
    wanted = [("levada-continue", 0.75), ("levada-continue", 0.5), ("same-day", 1.0), ("houses", 0.75), ("calm", 1.0)]
    inputs = []
    for equal in (True, False):
        for name, span in wanted:
            data = {key: SERIES[name][key] for key in "tyv"}
            if equal:
                data = {**data, "v": [1e-4] * len(data["t"])}
            inputs.append({"series": name, "span": span, "equal": equal, "data": data, "at": sorted(set(data["t"]))})
    out = subprocess.run(["Rscript", "-e", R], input=json.dumps(inputs), capture_output=True, text=True, check=True)
    answer = json.loads(out.stdout)
    cases = []
    for case in answer["cases"]:
        r, at = case["r"], case["at"]
        mine = dense(case["data"], case["span"], at)
        about = {"program": "R stats::loess", "version": answer["version"]}
        call = "loess(y ~ t, weights = 1/v, span, degree = 1, surface = 'direct', statistics = 'exact'); predict(se = TRUE)"
        if case["equal"]:
            # Standard errors follow R's s where it is above 1; below, the sampling error itself is kept.
            low = max(1.0, r["scale2"] ** -0.5)
            expected = {
                "scatter": {"value": r["scale2"]},
                "df": {"value": r["df"]},
                "fitted": [{"t": t, "value": y, "se": se * low} for t, y, se in zip(at, r["values"], r["se"])],
            }
        else:
            about = {"program": "R stats::loess and numpy", "version": f"{answer['version']}, numpy {np.__version__}"}
            call += " for the values; numpy.linalg.pinv row by row for the rest"
            expected = mine
            for point, value in zip(expected["fitted"], r["values"]):
                assert abs(point["value"] - value) < 1e-9, (case["series"], point, value)
                point["value"] = value
        cases.append({"series": case["series"], "method": "loess", "span": case["span"], "provenance": {**about, "call": call},
                      "data": case["data"], "expected": expected})
    path = pathlib.Path(__file__).parent.parent / "trend-loess.json"
    path.write_text(json.dumps(cases, indent=1) + "\n")


main()
