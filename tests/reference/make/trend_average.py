"""Writes trend-average.json: pooled means by metafor with three estimators of the between-poll variance, and lines with two of them.

Needs R with metafor and jsonlite. Run: python3 tests/reference/make/trend_average.py"""

import json
import pathlib
import subprocess

from trend_series import SERIES

R = r"""
suppressMessages({library(metafor); library(jsonlite)})
series <- fromJSON(file("stdin"))
names_of <- c(REML = "reml", DL = "dersimonian-laird", PM = "paule-mandel")
tight <- list(threshold = 1e-15, tol = 1e-15, maxiter = 10000)
cases <- list()
add <- function(name, method, estimator, call, expected)
  cases[[length(cases) + 1]] <<- list(series = name, method = method, between = names_of[[estimator]], data = series[[name]],
    provenance = list(program = "R metafor", version = paste0(packageVersion("metafor"), " (", R.version.string, ")"), call = call),
    expected = expected)
for (name in names(series)) for (estimator in names(names_of)) { s <- series[[name]]
  fit <- rma.uni(s$y, s$v, method = estimator, test = "adhoc", control = tight)
  ci <- confint(fit, control = tight)$random
  p <- predict(fit)
  add(name, "average", estimator, sprintf("rma.uni(yi, vi, method = '%s', test = 'adhoc'); confint(); predict()", estimator), list(
    mean = list(value = fit$beta[1], se = fit$se, low = fit$ci.lb, high = fit$ci.ub),
    prediction = list(value = fit$beta[1], low = p$pi.lb, high = p$pi.ub),
    tau = list(value = sqrt(fit$tau2), low = ci["tau", "ci.lb"], high = ci["tau", "ci.ub"]),
    i2 = list(value = fit$I2 / 100, low = ci["I^2(%)", "ci.lb"] / 100, high = ci["I^2(%)", "ci.ub"] / 100),
    q = list(value = fit$QE, df = fit$k - 1, p_value = fit$QEp)))
  if (estimator != "REML") {
    x <- (s$t - (min(s$t) + max(s$t)) / 2) / 365.25
    line <- rma.uni(s$y, s$v, mods = ~ x, method = estimator, test = "adhoc", control = tight)
    add(name, "line", estimator, sprintf("rma.uni(yi, vi, mods = ~ x, method = '%s', test = 'adhoc')", estimator), list(
      slope = list(value = line$beta[2], se = line$se[2], low = line$ci.lb[2], high = line$ci.ub[2], p_value = line$pval[2]),
      tau = list(value = sqrt(line$tau2))))
  }
}
cat(toJSON(cases, auto_unbox = TRUE, digits = NA, pretty = TRUE))
"""

out = subprocess.run(["Rscript", "-e", R], input=json.dumps(SERIES), capture_output=True, text=True, check=True)
cases = json.loads(out.stdout)
path = pathlib.Path(__file__).parent.parent / "trend-average.json"
path.write_text(json.dumps(cases, indent=1) + "\n")
