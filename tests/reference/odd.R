# Makes odd.json, data/odd.csv and data/silent.csv: Rscript odd.R, with R survey 4.1.1, on data/made.csv of more.R. What is seldom met: tests
# with missing numbers and answers, tests of replicate designs, domains of replicate designs, answers of everybody and of nobody, strata
# where nobody answered.
suppressMessages(library(survey))
options(digits = 15, survey.lonely.psu = "fail")
d <- read.csv("data/made.csv")
d$v <- d$u; d$v[seq(3, nrow(d), by = 7)] <- NA                   # no ties, some missing
d$all <- ifelse(d$group == "a", "yes", d$vote)                   # everybody in one group
d$rare <- ifelse(d$h == 1 & d$psu == 2, "rare", "usual")         # nobody in some domains
d <- d[c("h", "psu", "w", "group", "sex", "y", "v", "vote", "say", "all", "rare")]
one <- svydesign(id = ~psu, strata = ~h, weights = ~w, data = d, nest = TRUE)
jk <- as.svrepdesign(one, type = "JKn")
W <- weights(jk, "analysis"); colnames(W) <- sprintf("jk%02d", seq_len(ncol(W)))
write.csv(cbind(d, W), "data/odd.csv", row.names = FALSE, na = "")
scales <- sprintf("%.17g", jk$rscales * jk$scale)
writeLines(scales, "data/odd_jkn.rscales")
d <- read.csv("data/odd.csv", na.strings = c("NA", ""))
for (name in c("group", "vote", "say", "all", "rare")) d[[name]] <- factor(d[[name]])
d$s <- factor(d$sex)
designs <- list(one = svydesign(id = ~psu, strata = ~h, weights = ~w, data = d, nest = TRUE),
  jkn = svrepdesign(data = d, repweights = "^jk", weights = ~w, type = "JKn", scale = 1, rscales = as.numeric(scales), combined.weights = TRUE))
flags <- list(one = c("--weight", "w", "--strata", "h", "--psu", "psu"),
  jkn = c("--weight", "w", "--replicates", "jk*", "--replicate-type", "jkn", "--rscales", "odd_jkn.rscales"))
cases <- list()
add <- function(id, call, verb, flags, rows, tolerance = 1e-8, data = "odd.csv")
  cases[[length(cases) + 1]] <<- list(id = id, program = "R survey", version = as.character(packageVersion("survey")),
    call = call, data = data, verb = verb, flags = as.list(flags), expected = rows, tolerance = tolerance)
number <- function(x) as.numeric(x)[1]
test <- function(x) list(statistic = number(x$statistic), df = as.list(as.numeric(x$parameter)), p_value = number(x$p.value))
for (n in names(designs)) {
  g <- designs[[n]]
  for (v in c("y", "v")) {
    x <- svyttest(as.formula(paste(v, "~ s")), g)
    add(paste0("odd/", n, "/t-", v), paste0("svyttest(", v, " ~ sex, design)"), "compare",
      c("--question", v, "--by", "sex", "--test", "t", flags[[n]]), list(c(test(x), difference = number(x$estimate))))
  }
  x <- svyranktest(v ~ s, g)
  add(paste0("odd/", n, "/rank"), "svyranktest(v ~ sex, design)", "compare",
    c("--question", "v", "--by", "sex", "--test", "rank", flags[[n]]), list(c(test(x), difference = number(x$estimate))))
  for (of in list(c(a = 1, b = -.5, c = -.5), c(a = .25, c = -.25))) {
    means <- svyby(~y, ~group, g, svymean, covmat = TRUE)
    x <- svycontrast(means, sapply(levels(d$group), function(l) if (l %in% names(of)) of[[l]] else 0))
    df <- degf(subset(g, group %in% names(of)))
    t <- number(coef(x)) / number(SE(x)); half <- qt(.975, df) * number(SE(x))
    weights <- paste0(names(of), "=", of, collapse = ",")
    add(paste0("odd/", n, "/contrast-", length(of)), paste0("svycontrast(svyby(~y, ~group, design, svymean, covmat = TRUE), c(", weights, ")), t and interval on degf of the groups named"),
      "compare", c("--question", "y", "--stat", "mean", "--by", "group", "--test", "contrast", "--scores", weights, flags[[n]]),
      list(list(difference = number(coef(x)), se = number(SE(x)), low = number(coef(x)) - half, high = number(coef(x)) + half,
        statistic = t, df = list(df), p_value = 2 * pt(-abs(t), df))))
  }
  if (n == "one") for (of in c("group", "say")) {
    x <- svyranktest(as.formula(paste("v ~", of)), g)            # R gives chi-square, its k and the second df of the F test
    k <- number(x$statistic)
    add(paste0("odd/", n, "/ranks-", of), paste0("svyranktest(v ~ ", of, ", design)"), "compare",
      c("--question", "v", "--by", of, "--test", "rank", flags[[n]]),
      list(list(statistic = number(x$parameter) / k, df = list(k, number(x$ddf)), p_value = number(x$p.value))))
  }
  for (question in c("vote", "say")) for (kind in c("F", "Chisq", "Wald", "adjWald")) {
    x <- svychisq(as.formula(paste("~", question, "+ group")), g, statistic = kind)
    name <- c(F = "rao-scott-f", Chisq = "rao-scott", Wald = "wald", adjWald = "adjusted-wald")[[kind]]
    add(paste0("odd/", n, "/chisq-", question, "-", kind), paste0("svychisq(~", question, " + group, design, statistic = '", kind, "')"), "compare",
      c("--question", question, "--by", "group", "--test", name, flags[[n]]), list(test(x)), 1e-7)
  }
  # Functions of estimates: linearized by svycontrast, of replicates the function of each.
  part <- function(w, x) { k <- !is.na(x); function(of) sum(w[k] * of(x[k])) / sum(w[k]) }
  odds <- function(w, data) { p <- part(w, data$vote); log(p(function(x) x == "yes") / p(function(x) x == "no")) }
  curve <- function(w, data) { p <- part(w, data$vote); p(function(x) x == "yes")^2 * exp(-p(function(x) x == "no")) / sqrt(p(function(x) x == "none")) - 2 }
  cv <- function(w, data) { p <- part(w, data$y); m <- p(identity); sqrt(nrow(data) / (nrow(data) - 1) * p(function(x) (x - m)^2)) / m }
  gap <- function(w, data) { k <- data$group == "b"; l <- data$group == "a"; odds(w[l], data[l, ]) - odds(w[k], data[k, ]) }
  shares <- function(w, data) { part(w, data$vote)(function(x) x == "yes") / part(w, data$say)(function(x) x == "yes") }
  through <- function(f, linear) if (n == "one") linear() else withReplicates(g, f)
  votes <- svymean(~vote, g, na.rm = TRUE)
  groups <- svyby(~vote, ~group, g, svymean, covmat = TRUE, na.rm = TRUE)
  sums <- svytotal(~y + I(y^2) + I(y - y + 1), g); names(sums) <- c("y", "yy", "N")
  attr(sums, "var") <- matrix(vcov(sums), 3, dimnames = list(names(sums), names(sums)))
  told <- svytotal(~I(as.numeric(!is.na(say) & say == "yes")) + I(as.numeric(!is.na(say))) + I(as.numeric(!is.na(vote) & vote == "yes")) + I(as.numeric(!is.na(vote))), g)
  names(told) <- c("s", "S", "v", "V"); attr(told, "var") <- matrix(vcov(told), 4, dimnames = list(names(told), names(told)))
  size <- nrow(d)
  functions <- list(
    list("log(yes / no)", "vote", through(odds, function() svycontrast(votes, quote(log(voteyes / voteno))))),
    list("yes^2 * exp(-no) / sqrt(none) - 2", "vote", through(curve, function() svycontrast(votes, quote(voteyes^2 * exp(-voteno) / sqrt(votenone) - 2)))),
    list("sd(y) / mean(y)", NA, through(cv, function() svycontrast(sums, substitute(sqrt(k / (k - 1) * (yy / N - (y / N)^2)) / (y / N), list(k = size))))),
    list("share(vote, yes) / share(say, yes)", NA, through(shares, function() svycontrast(told, quote((v / V) / (s / S))))))
  for (f in functions) add(paste0("odd/", n, "/function ", f[[1]]), paste(if (n == "one") "svycontrast" else "withReplicates", "of", f[[1]]), "estimate",
    c(if (is.na(f[[2]])) NULL else c("--question", f[[2]]), "--function", f[[1]], flags[[n]]),
    list(list(estimate = number(coef(f[[3]])), se = number(SE(f[[3]])))))
  x <- through(gap, function() svycontrast(groups, quote(log(`a:voteyes` / `a:voteno`) - log(`b:voteyes` / `b:voteno`))))
  add(paste0("odd/", n, "/function log-odds ratio"), "difference of log(voteyes / voteno) between groups a and b", "compare",
    c("--question", "vote", "--by", "group", "--against", "b", "--function", "log(yes / no)", "--where", "group != 'c'", flags[[n]]),
    list(list(a = "a", b = "b", difference = number(coef(x)), se = number(SE(x)))))
  # Of everybody R has a standard error of 0 or of 1e-17; it is 0.
  b <- svyby(~all, ~group, g, svymean)
  rows <- list()
  errors <- as.matrix(SE(b))
  for (k in seq_len(nrow(b))) for (a in levels(d$all)) {
    se <- errors[k, match(a, levels(d$all))]
    rows[[length(rows) + 1]] <- list(question = "all", answer = a, group = as.character(b$group[k]), estimate = b[k, paste0("all", a)], se = if (se < 1e-12) 0 else se)
  }
  add(paste0("odd/", n, "/everybody"), "svyby(~all, ~group, design, svymean)", "estimate",
    c("--question", "all", "--stat", "share", "--by", "group", flags[[n]]), rows)
  few <- subset(g, h >= 4 & sex == 1)
  m <- svymean(~y, few); half <- qt(.975, degf(few)) * number(SE(m))
  add(paste0("odd/", n, "/domain"), "confint(svymean(~y, subset(design, h >= 4 & sex == 1)), df = degf(subset(design, …)))", "estimate",
    c("--question", "y", "--stat", "mean", "--where", "h >= 4 and sex == 1", flags[[n]]),
    list(list(question = "y", estimate = number(coef(m)), se = number(SE(m)), low = number(coef(m)) - half, high = number(coef(m)) + half, df = degf(few))))
  m <- svymean(~rare, few)
  add(paste0("odd/", n, "/nobody"), "svymean(~rare, subset(design, h >= 4 & sex == 1))", "estimate",
    c("--question", "rare", "--stat", "share", "--where", "h >= 4 and sex == 1", flags[[n]]),
    lapply(1:2, function(i) list(question = "rare", answer = levels(d$rare)[i], estimate = as.numeric(coef(m))[i], se = 0)))
}
# Of six strata two are lonely, one of these without answers (L), and one of two clusters has none either (D).
silent <- data.frame(stratum = rep(c("A", "B", "C", "D", "L", "M"), c(4, 3, 2, 2, 2, 2)),
  psu = c(1, 1, 2, 2, 3, 4, 4, 5, 6, 7, 8, 9, 9, 10, 10), w = c(1, 2, 1, 1, 2, 1, 1, 1, 3, 1, 2, 2, 1, 2, 1),
  x = c(1, 2, 5, NA, 3, 7, 4, 2, 8, NA, NA, NA, NA, 6, 1), say = c("a", "b", "a", NA, "b", "a", "b", "a", "b", NA, NA, NA, NA, "a", "b"),
  part = c(1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1))
write.csv(silent, "data/silent.csv", row.names = FALSE, na = "")
options(survey.lonely.psu = "average")
g <- svydesign(id = ~psu, strata = ~stratum, weights = ~w, data = silent)
lonely <- c("--weight", "w", "--strata", "stratum", "--psu", "psu", "--lonely-psu", "average")
for (stat in c("mean", "total")) {
  m <- list(mean = svymean, total = svytotal)[[stat]](~x, g, na.rm = TRUE)
  add(paste0("silent/", stat), paste0("svy", stat, "(~x, design, na.rm = TRUE), survey.lonely.psu = average"), "estimate",
    c("--question", "x", "--stat", stat, lonely), list(list(question = "x", estimate = number(coef(m)), se = number(SE(m)))), data = "silent.csv")
}
m <- svymean(~say, g, na.rm = TRUE)
add("silent/share", "svymean(~say, design, na.rm = TRUE), survey.lonely.psu = average", "estimate", c("--question", "say", "--stat", "share", lonely),
  lapply(1:2, function(i) list(question = "say", answer = c("a", "b")[i], estimate = as.numeric(coef(m))[i], se = as.numeric(SE(m))[i])), data = "silent.csv")
m <- svymean(~x, subset(g, part == 1), na.rm = TRUE)
add("silent/domain", "svymean(~x, subset(design, part == 1), na.rm = TRUE), survey.lonely.psu = average", "estimate",
  c("--question", "x", "--stat", "mean", "--where", "part == 1", lonely), list(list(question = "x", estimate = number(coef(m)), se = number(SE(m)))), data = "silent.csv")
json <- function(x) if (is.null(names(x)) && is.list(x)) paste0("[", paste(sapply(x, json), collapse = ", "), "]") else if (is.list(x))
  paste0("{", paste(sapply(names(x), function(n) paste0('"', n, '": ', json(x[[n]]))), collapse = ", "), "}") else if (is.character(x))
  paste0('"', x, '"') else format(x, digits = 17)
writeLines(c("[", paste0("  ", sapply(cases, json), c(rep(",", length(cases) - 1), "")), "]"), "odd.json")
