# R survey on the same data: the time of the call alone, the data read and the design declared before. R has no Parquet reader of its
# own, so each file has a CSV of its first columns beside it.
suppressPackageStartupMessages(library(survey))
cat("survey", as.character(packageVersion("survey")), "under", R.version.string, "\n")
paths <- sub("parquet$", "csv", commandArgs(trailingOnly = TRUE))
declared <- function(path, keys) {
  data <- read.csv(path)
  for (name in keys) data[[name]] <- factor(data[[name]])
  svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, data = data)
}
timed <- function(task, call) cat(task, system.time(call)[["elapsed"]], "\n")
large <- declared(paths[1], c("q", "sex", "age", "wave", "region"))
timed(0, svymean(~q, large))
timed(3, svyby(~income, ~age, large, svyquantile, quantiles = 0.5, ci = TRUE))
# Task 1 asks for 576 groups of a million rows and task 2 for 80 replicate weights: hours and more memory than a CSV of them is worth.
