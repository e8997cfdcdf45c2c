# R survey on the same data. First argument: "call", the time of the call alone, the data read and the design declared before; "all", with
# both, as topline is timed. R has no Parquet reader of its own, so each file has a CSV of its first columns beside it.
suppressPackageStartupMessages(library(survey))
cat("survey", as.character(packageVersion("survey")), "under", R.version.string, "\n")
arguments <- commandArgs(trailingOnly = TRUE)
path <- sub("parquet$", "csv", arguments[2])
seconds <- function(call) system.time(call)[["elapsed"]]
ahead <- seconds({
  data <- read.csv(path)
  for (name in c("q", "sex", "age", "wave", "region")) data[[name]] <- factor(data[[name]])
  large <- svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, data = data)
})
if (arguments[1] == "call") ahead <- 0
cat(0, ahead + seconds(svymean(~q, large)), "\n")
cat(3, ahead + seconds(svyby(~income, ~age, large, svyquantile, quantiles = 0.5, ci = TRUE)), "\n")
# Task 1 asks for 576 groups of a million rows and task 2 for 80 replicate weights: hours and more memory than a CSV of them is worth.
