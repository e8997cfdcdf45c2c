# Makes tests.json and data/several.csv: Rscript tests.R, with R survey 4.1.1, on data/made.csv of more.R. Trends over ordered groups,
# equivalence, the degrees of freedom of differences, and multiple-response sets (answers drawn from a seed).
suppressMessages(library(survey))
options(digits = 15, survey.lonely.psu = "fail")
d <- read.csv("data/made.csv")
d$vote <- factor(d$vote); d$f <- factor(d$group)
api <- read.csv("data/apistrat.csv")
one <- svydesign(id = ~psu, strata = ~h, weights = ~w, data = d, nest = TRUE)
two <- svydesign(id = ~psu + ssu, strata = ~h, weights = ~w, fpc = ~Np + Nm, data = d, nest = TRUE)
el <- svydesign(id = ~1, strata = ~h, weights = ~w, data = d)
strat <- svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = api)
flags <- list(one = c("--weight", "w", "--strata", "h", "--psu", "psu"),
  two = c("--weight", "w", "--strata", "h", "--psu", "psu,ssu", "--fpc", "Np,Nm"),
  el = c("--weight", "w", "--strata", "h"),
  strat = c("--weight", "pw", "--strata", "stype", "--fpc", "fpc"))
designs <- list(one = one, two = two, el = el, strat = strat)
cases <- list()
add <- function(id, call, data, flags, rows, tolerance = 1e-9, verb = "compare")
  cases[[length(cases) + 1]] <<- list(id = id, program = "R survey", version = as.character(packageVersion("survey")),
    call = call, data = data, verb = verb, flags = as.list(flags), expected = rows, tolerance = tolerance)

for (n in c("one", "two", "el")) {
  g <- designs[[n]]
  s <- c(a = 1, b = 2, c = 5)
  k <- (s - mean(s)) / sum((s - mean(s))^2)
  m <- svyby(~y, ~group, g, svymean, covmat = TRUE)
  x <- svycontrast(m, k)
  t <- as.numeric(coef(x) / SE(x)); df <- degf(g); h <- qt(.975, df) * as.numeric(SE(x))
  add(paste0("made/", n, "/trend-mean"), "svycontrast(svyby(~y, ~group, design, svymean, covmat = TRUE), (s - mean(s))/sum((s - mean(s))^2)), t on degf(design)",
    "made.csv", c("--question", "y", "--stat", "mean", "--by", "group", "--test", "trend", "--scores", "a=1,b=2,c=5", flags[[n]]),
    list(list(difference = as.numeric(coef(x)), se = as.numeric(SE(x)), low = as.numeric(coef(x)) - h, high = as.numeric(coef(x)) + h,
      statistic = t, df = list(df), p_value = 2 * pt(-abs(t), df))))
  b <- svyby(~vote, ~group, g, svymean, covmat = TRUE)
  rows <- lapply(levels(d$vote), function(a) {
    x <- svycontrast(b, setNames(k, paste0(names(k), ":vote", a)))
    t <- as.numeric(coef(x) / SE(x))
    list(answer = a, difference = as.numeric(coef(x)), se = as.numeric(SE(x)), statistic = t, df = list(df), p_value = 2 * pt(-abs(t), df))
  })
  add(paste0("made/", n, "/trend-share"), "svycontrast(svyby(~vote, ~group, design, svymean, covmat = TRUE), …), t on degf(design)",
    "made.csv", c("--question", "vote", "--stat", "share", "--by", "group", "--test", "trend", "--scores", "a=1,b=2,c=5", flags[[n]]), rows)
  rows <- list(); tost <- list()
  for (p in list(c("a", "b"), c("a", "c"), c("b", "c"))) {
    x <- svycontrast(m, setNames(c(1, -1), p))
    e <- as.numeric(coef(x)); se <- as.numeric(SE(x))
    df <- degf(subset(g, group %in% p))
    rows[[length(rows) + 1]] <- list(question = "y", a = p[1], b = p[2], difference = e, se = se, low = e - qt(.975, df) * se,
      high = e + qt(.975, df) * se, statistic = e / se, df = df, p_value = 2 * pt(-abs(e / se), df))
    sides <- c(pt((e + 6) / se, df, lower.tail = FALSE), pt((e - 6) / se, df))
    tost[[length(tost) + 1]] <- list(a = p[1], b = p[2], difference = e, se = se, low = e - qt(.95, df) * se, high = e + qt(.95, df) * se,
      df = list(df), statistic = if (sides[1] > sides[2]) (e + 6) / se else (e - 6) / se, p_value = max(sides), p_sides = as.list(sides))
  }
  add(paste0("made/", n, "/difference-df"), "svycontrast(svyby(~y, ~group, design, svymean, covmat = TRUE), c(1, -1)), t on degf(subset(design, group %in% pair))",
    "made.csv", c("--question", "y", "--stat", "mean", "--by", "group", flags[[n]]), rows)
  add(paste0("made/", n, "/equivalence"), "the same difference d: pt((d + 6)/se, df, lower.tail = FALSE) and pt((d - 6)/se, df), the larger; d -/+ qt(.95, df) se",
    "made.csv", c("--question", "y", "--stat", "mean", "--by", "group", "--test", "equivalence", "--within", "6", flags[[n]]), tost)
}
tt <- svyttest(api00 ~ sch.wide, update(strat, sch.wide = factor(sch_wide)))
add("api/strat/t", "svyttest(api00 ~ sch_wide, design)", "apistrat.csv",
  c("--question", "api00", "--by", "sch_wide", "--test", "t", flags$strat),
  list(list(statistic = as.numeric(tt$statistic), df = list(as.numeric(tt$parameter)), p_value = as.numeric(tt$p.value), difference = as.numeric(tt$estimate))), 1e-8)
m <- svyby(~api00, ~sch_wide, strat, svymean, covmat = TRUE)
x <- svycontrast(m, c(No = 1, Yes = -1))
add("api/strat/difference-df", "svycontrast(svyby(~api00, ~sch_wide, design, svymean, covmat = TRUE), c(No = 1, Yes = -1)), t on degf(design)", "apistrat.csv",
  c("--question", "api00", "--stat", "mean", "--by", "sch_wide", flags$strat),
  list(list(question = "api00", a = "No", b = "Yes", difference = as.numeric(coef(x)), se = as.numeric(SE(x)), df = degf(strat))))
# The base is whoever answered any item; an item that is missing for them was not chosen.
set.seed(5)
d$q1 <- rbinom(nrow(d), 1, .6); d$q2 <- rbinom(nrow(d), 1, .3 + .3 * d$q1); d$q3 <- rbinom(nrow(d), 1, .2)
for (q in c("q1", "q2", "q3")) d[[q]][sample(nrow(d), 9)] <- NA
d[c(5, 31, 77), c("q1", "q2", "q3")] <- NA
write.csv(d[c("h", "psu", "ssu", "Np", "Nm", "w", "group", "q1", "q2", "q3")], "data/several.csv", row.names = FALSE, na = "")
any <- !is.na(d$q1) | !is.na(d$q2) | !is.na(d$q3)
for (q in c("q1", "q2", "q3")) d[[q]] <- ifelse(any & is.na(d[[q]]), 0, d[[q]])
d$all <- d$q1 + d$q2 + d$q3
designs <- list(one = svydesign(id = ~psu, strata = ~h, weights = ~w, data = d, nest = TRUE),
  two = svydesign(id = ~psu + ssu, strata = ~h, weights = ~w, fpc = ~Np + Nm, data = d, nest = TRUE),
  el = svydesign(id = ~1, strata = ~h, weights = ~w, data = d))
for (n in c("one", "two", "el")) {
  g <- subset(designs[[n]], any)
  m <- svymean(~q1 + q2 + q3, g, deff = TRUE)
  add(paste0("several/", n, "/cases"), "svymean(~q1 + q2 + q3, subset(design, answered any), deff = TRUE)", "several.csv",
    c("--set", "q=q1,q2,q3", "--question", "q", "--stat", "share", flags[[n]]),
    lapply(1:3, function(i) list(question = "q", answer = paste0("q", i), estimate = coef(m)[[i]], se = SE(m)[[i]], deff = deff(m)[[i]])), verb = "estimate")
  r <- svyratio(~q1 + q2 + q3, ~all, g)
  add(paste0("several/", n, "/responses"), "svyratio(~q1 + q2 + q3, ~I(q1 + q2 + q3), subset(design, answered any))", "several.csv",
    c("--set", "q=q*", "--question", "q", "--stat", "share", "--percent-of", "responses", flags[[n]]),
    lapply(1:3, function(i) list(question = "q", answer = paste0("q", i), estimate = as.numeric(coef(r))[i], se = as.numeric(SE(r))[i])), verb = "estimate")
  b <- svyby(~q1 + q2 + q3, ~group, g, svymean)
  rows <- list()
  for (i in 1:3) for (k in seq_len(nrow(b))) rows[[length(rows) + 1]] <- list(question = "q", answer = paste0("q", i),
    group = as.character(b$group[k]), estimate = b[[paste0("q", i)]][k], se = b[[paste0("se.q", i)]][k])
  add(paste0("several/", n, "/by"), "svyby(~q1 + q2 + q3, ~group, subset(design, answered any), svymean)", "several.csv",
    c("--set", "q=q1,q2,q3", "--question", "q", "--stat", "share", "--by", "group", flags[[n]]), rows, verb = "estimate")
  x <- svycontrast(m, c(1, -1, 0))
  add(paste0("several/", n, "/lead"), "svycontrast(svymean(~q1 + q2 + q3, subset(design, answered any)), c(1, -1, 0))", "several.csv",
    c("--set", "q=q1,q2,q3", "--question", "q", "--stat", "share", "--against", "answers", flags[[n]]),
    list(list(question = "q", a = "q1", b = "q2", difference = as.numeric(coef(x)), se = as.numeric(SE(x)))))
}
json <- function(x) if (is.null(names(x)) && is.list(x)) paste0("[", paste(sapply(x, json), collapse = ", "), "]") else if (is.list(x))
  paste0("{", paste(sapply(names(x), function(n) paste0('"', n, '": ', json(x[[n]]))), collapse = ", "), "}") else if (is.character(x))
  paste0('"', x, '"') else format(x, digits = 17)
writeLines(c("[", paste0("  ", sapply(cases, json), c(rep(",", length(cases) - 1), "")), "]"), "tests.json")
