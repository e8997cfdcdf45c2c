"""Writes trend-line.json: straight lines on shares and on log-odds by metafor, the panel with correlated waves by dense algebra.

Needs R with metafor and jsonlite, Python with mpmath. Run: python3 tests/reference/make/trend_line.py"""

import json
import pathlib
import subprocess

import mpmath as mp
from mpmath import __version__ as mp_version

from trend_series import PANEL, SERIES

HERE = pathlib.Path(__file__).parent

R = r"""
suppressMessages({library(metafor); library(jsonlite)})
series <- fromJSON(file("stdin"))
year <- 365.25
CALL <- "rma.uni(yi, vi, mods = ~ I((t - (min(t) + max(t))/2)/365.25), method = 'REML', test = 'adhoc'); confint(); predict()"
one <- function(yi, vi, t, log_odds) {
  x <- (t - (min(t) + max(t)) / 2) / year
  fit <- rma.uni(yi, vi, mods = ~ x, method = "REML", test = "adhoc", control = list(threshold = 1e-15, maxiter = 10000))
  ci <- confint(fit, control = list(tol = 1e-15, maxiter = 10000))$random
  at <- sort(unique(c(min(t), sort(t)[(length(t) + 1) %/% 2], max(t))))
  xs <- (at - (min(t) + max(t)) / 2) / year
  p <- predict(fit, newmods = xs)
  back <- if (log_odds) plogis else identity
  se <- if (log_odds) p$se * plogis(p$pred) * (1 - plogis(p$pred)) else p$se
  X <- cbind(1, range(x)); ends <- as.vector(X %*% coef(fit)); V <- X %*% vcov(fit) %*% t(X)
  g <- if (log_odds) plogis(ends) * (1 - plogis(ends)) * c(-1, 1) else c(-1, 1)
  change <- diff(back(ends)); cse <- sqrt(as.numeric(t(g) %*% V %*% g))
  df <- fit$dfs; q <- qt(.975, df)
  list(tau2 = fit$tau2,
    slope = list(value = fit$beta[2], se = fit$se[2], low = fit$ci.lb[2], high = fit$ci.ub[2], p_value = fit$pval[2], df = df),
    change = list(value = change, se = cse, low = change - q * cse, high = change + q * cse,
                  p_value = 2 * pt(-abs(change / cse), df), df = df),
    tau = list(value = sqrt(fit$tau2), low = ci["tau", "ci.lb"], high = ci["tau", "ci.ub"]),
    i2 = list(value = fit$I2 / 100, low = ci["I^2(%)", "ci.lb"] / 100, high = ci["I^2(%)", "ci.ub"] / 100),
    q = list(value = fit$QE, df = fit$k - fit$p, p_value = fit$QEp),
    fitted = data.frame(t = at, value = back(p$pred), se = se, low = back(p$ci.lb), high = back(p$ci.ub)))
}
cases <- list()
for (name in names(series)) { s <- series[[name]]
  y <- s$y; v <- s$v
  about <- list(program = "R metafor", version = paste0(packageVersion("metafor"), " (", R.version.string, ")"), call = CALL)
  cases[[length(cases) + 1]] <- c(list(series = name, method = "line", provenance = about), data = list(s), expected = list(one(y, v, s$t, FALSE)))
  cases[[length(cases) + 1]] <- c(list(series = name, method = "logit-line", provenance = about), data = list(s),
    expected = list(one(qlogis(y), v / (y * (1 - y))^2, s$t, TRUE)))
}
cat(toJSON(cases, auto_unbox = TRUE, digits = NA, pretty = TRUE))
"""


def panel():
    """REML for correlated waves in 50 digits, straight from the definition: no eigenbasis, no score formula of the program."""
    mp.mp.dps = 50
    t, y = [mp.mpf(x) for x in PANEL["t"]], mp.matrix(PANEL["y"])
    covariance = mp.matrix(PANEL["covariance"])
    k, middle = len(t), (t[0] + t[-1]) / 2
    x = mp.matrix([[1, (u - middle) / mp.mpf("365.25")] for u in t])

    def gls(tau2):
        inverse = mp.inverse(covariance + tau2 * mp.eye(k))
        information = x.T * inverse * x
        beta = mp.inverse(information) * (x.T * inverse * y)
        r = y - x * beta
        return inverse, information, beta, (r.T * inverse * r)[0]

    def restricted(tau2):
        inverse, information, _, q = gls(tau2)
        return (mp.log(mp.det(inverse)) - mp.log(mp.det(information)) - q) / 2

    tau2 = mp.findroot(lambda z: mp.diff(restricted, z), (mp.mpf("1e-5"), mp.mpf("0.01")), solver="anderson", tol=1e-40)
    _, information, beta, q = gls(tau2)
    scale = max(mp.mpf(1), q / (k - 2))
    cov = mp.inverse(information) * scale
    return {
        "series": "panel",
        "method": "line",
        "provenance": {
            "program": "mpmath",
            "version": mp_version,
            "call": "root of d/dtau2 of the restricted log-likelihood with dense inverse(V + tau2 I), 50 digits",
        },
        "data": PANEL,
        "expected": {
            "tau2": float(tau2),
            "slope": {"value": float(beta[1]), "se": float(mp.sqrt(cov[1, 1])), "df": k - 2},
            "tau": {"value": float(mp.sqrt(tau2))},
            "q": {"value": float(gls(mp.mpf(0))[3]), "df": k - 2},
            "fitted": [{"t": float(middle), "value": float(beta[0]), "se": float(mp.sqrt(cov[0, 0]))}],
        },
    }


def main():
    out = subprocess.run(["Rscript", "-e", R], input=json.dumps(SERIES), capture_output=True, text=True, check=True)
    cases = json.loads(out.stdout) + [panel()]
    (HERE.parent / "trend-line.json").write_text(json.dumps(cases, indent=1) + "\n")


main()
