# Makes more.json and data/made*.csv: Rscript more.R, with R survey 4.1.1. The data are drawn from a seed and are of nobody.
suppressMessages(library(survey))
options(digits = 15, survey.lonely.psu = "fail")
set.seed(20261124)
rows <- list()
for (h in 1:5) {
  Np <- c(9, 30, 14, 22, 40)[h]; np <- c(3, 4, 5, 4, 6)[h]
  for (i in 1:np) {
    Nm <- sample(10:30, 1); m <- sample(4:9, 1)
    shift <- rnorm(1, 0, 4)
    for (j in 1:m) {
      y <- round(50 + 6 * h + shift + rnorm(1, 0, 9))
      rows[[length(rows) + 1]] <- data.frame(h = h, psu = i, ssu = j, Np = Np, Nm = Nm, w = Np / np * Nm / m, y = y,
        x = round(exp(rnorm(1, 3, .4)), 2), group = sample(c("a", "b", "c"), 1, prob = c(.5, .3, .2)),
        sex = sample(1:2, 1), vote = sample(c("yes", "no", "none"), 1, prob = c(.45, .35, .2)))
    }
  }
}
d <- do.call(rbind, rows)
d$fp <- ave(d$psu, d$h, FUN = function(p) length(unique(p))) / d$Np
d$fm <- ave(d$ssu, d$h, d$psu, FUN = length) / d$Nm
d$k <- sample(1:4, nrow(d), replace = TRUE)                      # frequencies
d$z <- d$y; d$z[sample(nrow(d), 9)] <- NA                        # missing numbers
d$say <- d$vote; d$say[sample(nrow(d), 8)] <- NA                 # missing answers
d$lone <- ifelse(d$h == 3 & d$psu > 1, 2, d$h)                   # stratum 3 keeps one cluster
d$lonepsu <- d$h * 10 + d$psu
d$w0 <- d$w; d$w0[c(4, 17, 40)] <- 0                             # zero weights
d$year <- 2000 + d$sex + (d$y > 70)
d$vote <- factor(d$vote); d$say <- factor(d$say)
write.csv(d, "data/made.csv", row.names = FALSE)

one <- svydesign(id = ~psu, strata = ~h, weights = ~w, data = d, nest = TRUE)
f1 <- svydesign(id = ~psu, strata = ~h, weights = ~w, fpc = ~Np, data = d, nest = TRUE)
two <- svydesign(id = ~psu + ssu, strata = ~h, weights = ~w, fpc = ~Np + Nm, data = d, nest = TRUE)
frac <- svydesign(id = ~psu + ssu, strata = ~h, weights = ~w, fpc = ~fp + fm, data = d, nest = TRUE)
el <- svydesign(id = ~1, strata = ~h, weights = ~w, data = d)
zero <- svydesign(id = ~psu, strata = ~h, weights = ~w0, data = d, nest = TRUE)
dd <- d[rep(seq_len(nrow(d)), d$k), ]
freq <- svydesign(id = ~1, weights = ~I(rep(1, nrow(dd))), data = dd)

F <- list(one = c("--weight", "w", "--strata", "h", "--psu", "psu"),
  f1 = c("--weight", "w", "--strata", "h", "--psu", "psu", "--fpc", "Np"),
  two = c("--weight", "w", "--strata", "h", "--psu", "psu,ssu", "--fpc", "Np,Nm"),
  frac = c("--weight", "w", "--strata", "h", "--psu", "psu,ssu", "--fpc", "fp,fm"),
  el = c("--weight", "w", "--strata", "h"),
  zero = c("--weight", "w0", "--strata", "h", "--psu", "psu"),
  freq = c("--weight", "k", "--weight-kind", "frequency"))
cases <- list()
add <- function(id, call, data, verb, flags, rows, tolerance = 1e-9)
  cases[[length(cases) + 1]] <<- list(id = id, program = "R survey", version = as.character(packageVersion("survey")),
    call = call, data = data, verb = verb, flags = as.list(flags), expected = rows, tolerance = tolerance)
nums <- function(...) { l <- list(...); lapply(l, function(v) if (is.numeric(v)) as.numeric(v) else v) }
designs <- list(one = one, f1 = f1, two = two, frac = frac, el = el, zero = zero, freq = freq)
for (n in names(designs)) {
  g <- designs[[n]]
  m <- svymean(~y, g, deff = TRUE); ci <- confint(m, df = degf(g))
  add(paste0("made/", n, "/mean"), "svymean(~y, design, deff = TRUE)", "made.csv", "estimate",
    c("--question", "y", "--stat", "mean", F[[n]]),
    list(c(nums(question = "y", estimate = coef(m)[[1]], se = SE(m)[[1]], low = ci[1], high = ci[2], df = degf(g)),
      if (n == "freq") NULL else list(deff = deff(m)[[1]]))))
  m <- svymean(~z, g, na.rm = TRUE)
  add(paste0("made/", n, "/mean-missing"), "svymean(~z, design, na.rm = TRUE)", "made.csv", "estimate",
    c("--question", "z", "--stat", "mean", F[[n]]), list(nums(question = "z", estimate = coef(m)[[1]], se = SE(m)[[1]])))
  t <- svytotal(~x, g)
  add(paste0("made/", n, "/total"), "svytotal(~x, design)", "made.csv", "estimate",
    c("--question", "x", "--stat", "total", F[[n]]), list(nums(question = "x", estimate = coef(t)[[1]], se = SE(t)[[1]])))
  r <- svyratio(~y, ~x, g)
  add(paste0("made/", n, "/ratio"), "svyratio(~y, ~x, design)", "made.csv", "estimate",
    c("--stat", "ratio", "--ratio", "y/x", F[[n]]), list(nums(estimate = as.numeric(coef(r)), se = as.numeric(SE(r)))))
  v <- svyvar(~year, g)
  add(paste0("made/", n, "/variance"), "svyvar(~year, design)", "made.csv", "estimate",
    c("--question", "year", "--stat", "variance", F[[n]]), list(nums(question = "year", estimate = as.numeric(v), se = SE(v)[[1]])))
  s <- svyby(~vote, ~group + sex, g, svymean)
  rows <- list()
  for (a in c("no", "none", "yes")) for (i in seq_len(nrow(s)))
    rows[[length(rows) + 1]] <- nums(question = "vote", answer = a, group = as.character(s$group[i]), sex = as.character(s$sex[i]),
      estimate = s[[paste0("vote", a)]][i], se = s[[paste0("se.vote", a)]][i])
  add(paste0("made/", n, "/share-by"), "svyby(~vote, ~group + sex, design, svymean)", "made.csv", "estimate",
    c("--question", "vote", "--stat", "share", "--by", "group,sex", F[[n]]), rows)
  t <- svytotal(~say, g, na.rm = TRUE, deff = n != "freq"); ci <- confint(t, df = degf(g))
  rows <- lapply(c("no", "none", "yes"), function(a) { k <- paste0("say", a); c(nums(question = "say", answer = a,
    estimate = coef(t)[[k]], se = SE(t)[[k]], low = ci[k, 1], high = ci[k, 2]), if (n == "freq") NULL else list(deff = deff(t)[[k]])) })
  add(paste0("made/", n, "/total-answers"), "svytotal(~say, design, na.rm = TRUE, deff = TRUE)", "made.csv", "estimate",
    c("--question", "say", "--stat", "total", F[[n]]), rows)
  s <- svyby(~vote, ~group, g, svytotal)
  rows <- lapply(seq_len(nrow(s)), function(i) nums(question = "vote", answer = "yes", group = as.character(s$group[i]),
    estimate = s$voteyes[i], se = s$se.voteyes[i]))
  add(paste0("made/", n, "/total-answer-by"), "svyby(~vote, ~group, design, svytotal)", "made.csv", "estimate",
    c("--question", "vote", "--answer", "yes", "--stat", "total", "--by", "group", F[[n]]), rows)
  sub <- subset(g, sex == 1 & y >= 60)
  s <- svymean(~say, sub, na.rm = TRUE)
  rows <- lapply(c("no", "none", "yes"), function(a) nums(question = "say", answer = a,
    estimate = coef(s)[[paste0("say", a)]], se = SE(s)[[paste0("say", a)]], df = degf(sub)))
  add(paste0("made/", n, "/where"), "svymean(~say, subset(design, sex == 1 & y >= 60), na.rm = TRUE)", "made.csv", "estimate",
    c("--question", "say", "--stat", "share", "--where", "sex == 1 and y >= 60", F[[n]]), rows)
  for (rule in c("math", "school", paste0("hf", 1:9))) {
    p <- c(.2, .5, .73)
    q <- svyquantile(~y, g, p, qrule = rule)$y
    add(paste0("made/", n, "/quantile-", rule), "svyquantile(~y, design, p, qrule = rule)", "made.csv", "estimate",
      c("--question", "y", "--stat", "quantile", "--quantile", "0.2,0.5,0.73", "--quantile-rule", rule, F[[n]]),
      lapply(1:3, function(i) nums(question = "y", quantile = p[i], estimate = q[i, 1], low = q[i, 2], high = q[i, 3], se = q[i, 4])))
  }
  for (st in c("F", "Chisq", "Wald", "adjWald")) {
    # X² is scaled to the respondents; R counts those of zero weight among them. Its p-value does not depend on that.
    if (n == "zero" && st == "Chisq") next
    x <- svychisq(~vote + group, g, statistic = st)
    add(paste0("made/", n, "/chisq-", st), "svychisq(~vote + group, design, statistic = …)", "made.csv", "compare",
      c("--question", "vote", "--by", "group", "--test", c(F = "rao-scott-f", Chisq = "rao-scott", Wald = "wald", adjWald = "adjusted-wald")[[st]], F[[n]]),
      list(list(statistic = as.numeric(x$statistic), df = as.list(as.numeric(x$parameter)), p_value = as.numeric(x$p.value))), 1e-7)
  }
  g2 <- update(g, s2 = factor(sex))
  tt <- svyttest(y ~ s2, g2)
  add(paste0("made/", n, "/t"), "svyttest(y ~ sex, design)", "made.csv", "compare", c("--question", "y", "--by", "sex", "--test", "t", F[[n]]),
    list(list(statistic = as.numeric(tt$statistic), df = list(as.numeric(tt$parameter)), p_value = as.numeric(tt$p.value), difference = as.numeric(tt$estimate))), 1e-8)
}
# A continuous number has no ties, on which ranks would depend on the order of rows.
d$u <- d$x + seq_len(nrow(d)) / 1e4
d$vote <- factor(d$vote); d$say <- factor(d$say)
write.csv(d, "data/made.csv", row.names = FALSE)
for (n in c("one", "two", "el")) {
  g <- update(designs[[n]], u = d$u, s2 = factor(d$sex))
  tt <- svyranktest(u ~ s2, g)
  add(paste0("made/", n, "/rank"), "svyranktest(u ~ sex, design)", "made.csv", "compare", c("--question", "u", "--by", "sex", "--test", "rank", F[[n]]),
    list(list(statistic = as.numeric(tt$statistic), df = list(as.numeric(tt$parameter)), p_value = as.numeric(tt$p.value), difference = as.numeric(tt$estimate))), 1e-8)
}
for (policy in c("remove", "certainty", "adjust", "average")) {
  options(survey.lonely.psu = policy)
  g <- svydesign(id = ~lonepsu, strata = ~lone, weights = ~w, data = d)
  fl <- c("--weight", "w", "--strata", "lone", "--psu", "lonepsu", "--lonely-psu", policy)
  m <- svymean(~y, g)
  add(paste0("made/lonely/", policy, "/mean"), paste0("svymean(~y, design), survey.lonely.psu = ", policy), "made.csv", "estimate",
    c("--question", "y", "--stat", "mean", fl), list(nums(question = "y", estimate = coef(m)[[1]], se = SE(m)[[1]])))
  s <- svyby(~y, ~group, g, svymean)
  add(paste0("made/lonely/", policy, "/by"), paste0("svyby(~y, ~group, design, svymean), survey.lonely.psu = ", policy), "made.csv", "estimate",
    c("--question", "y", "--stat", "mean", "--by", "group", fl),
    lapply(1:3, function(i) nums(question = "y", group = as.character(s$group[i]), estimate = s$y[i], se = s$se[i])))
}
options(survey.lonely.psu = "fail")
# Replicates of every type, made of the one-stage design.
jk <- as.svrepdesign(one, type = "JKn")
W <- weights(jk, "analysis"); colnames(W) <- sprintf("jkn%02d", seq_len(ncol(W)))
B <- matrix(rexp(nrow(d) * 12), ncol = 12) * d$w; colnames(B) <- sprintf("rep%02d", 1:12)
R <- cbind(d[, c("w", "y", "x", "vote", "group", "sex")], round(B, 6), W)
write.csv(R, "data/made_replicates.csv", row.names = FALSE)
writeLines(sprintf("%.17g", jk$rscales * jk$scale), "data/made_jkn.rscales")
R <- read.csv("data/made_replicates.csv")
kinds <- list(brr = list(type = "BRR"), fay = list(type = "Fay", rho = .3), jk1 = list(type = "JK1"), jk2 = list(type = "JK2"),
  bootstrap = list(type = "bootstrap"), sdr = list(type = "ACS"), other = list(type = "other", scale = .2, rscales = seq(.5, 1.6, by = .1)))
# How many people give each answer, of everybody and of groups.
totals_of_answers <- function(id, g, fl) {
  t <- svytotal(~vote, g); ci <- confint(t, df = degf(g))
  add(paste0(id, "/total-answers"), "svytotal(~vote, svrepdesign(…))", "made_replicates.csv", "estimate",
    c("--question", "vote", "--stat", "total", fl), lapply(c("no", "none", "yes"), function(a) { k <- paste0("vote", a)
      nums(question = "vote", answer = a, estimate = coef(t)[[k]], se = sqrt(vcov(t)[k, k]), low = ci[k, 1], high = ci[k, 2], df = degf(g)) }))
  s <- svyby(~vote, ~group, g, svytotal); se <- as.matrix(SE(s))
  add(paste0(id, "/total-answers-by"), "svyby(~vote, ~group, svrepdesign(…), svytotal)", "made_replicates.csv", "estimate",
    c("--question", "vote", "--stat", "total", "--by", "group", fl), unlist(lapply(1:3, function(i) lapply(1:3, function(a)
      nums(question = "vote", answer = c("no", "none", "yes")[a], group = as.character(s$group[i]), estimate = s[i, 1 + a], se = se[i, a]))), recursive = FALSE))
}
for (k in names(kinds)) for (mse in c(FALSE, TRUE)) {
  a <- c(list(data = R, repweights = "^rep", weights = ~w, combined.weights = TRUE, mse = mse), kinds[[k]])
  g <- suppressWarnings(do.call(svrepdesign, a))
  fl <- c("--weight", "w", "--replicates", "rep*", "--replicate-type", k, "--mse", if (mse) "on" else "off",
    if (k == "fay") c("--fay-rho", "0.3"), if (k == "other") c("--scale", "0.2", "--rscales", paste(seq(.5, 1.6, by = .1), collapse = ",")))
  m <- svymean(~y, g); v <- svyvar(~y, g); r <- svyratio(~y, ~x, g)
  id <- paste0("made/", k, if (mse) "-mse" else "")
  add(paste0(id, "/mean"), "svymean(~y, svrepdesign(…))", "made_replicates.csv", "estimate", c("--question", "y", "--stat", "mean", fl),
    list(nums(question = "y", estimate = coef(m)[[1]], se = SE(m)[[1]], df = degf(g))))
  add(paste0(id, "/variance"), "svyvar(~y, svrepdesign(…))", "made_replicates.csv", "estimate", c("--question", "y", "--stat", "variance", fl),
    list(nums(question = "y", estimate = as.numeric(v), se = SE(v)[[1]])))
  add(paste0(id, "/ratio"), "svyratio(~y, ~x, svrepdesign(…))", "made_replicates.csv", "estimate", c("--stat", "ratio", "--ratio", "y/x", fl),
    list(nums(estimate = as.numeric(coef(r)), se = as.numeric(SE(r)))))
  totals_of_answers(id, g, fl)
  q <- svyquantile(~x, g, c(.3, .5), qrule = "hf8")$x
  add(paste0(id, "/quantile"), "svyquantile(~x, svrepdesign(…), qrule = 'hf8')", "made_replicates.csv", "estimate",
    c("--question", "x", "--stat", "quantile", "--quantile", "0.3,0.5", "--quantile-rule", "hf8", fl),
    lapply(1:2, function(i) nums(question = "x", quantile = c(.3, .5)[i], estimate = q[i, 1], low = q[i, 2], high = q[i, 3], se = q[i, 4])))
}
g <- svrepdesign(data = R, repweights = "^jkn", weights = ~w, type = "JKn", scale = 1, rscales = jk$rscales * jk$scale, combined.weights = TRUE)
m <- svymean(~y, g)
add("made/jkn/mean", "svymean(~y, svrepdesign(type = 'JKn'))", "made_replicates.csv", "estimate",
  c("--question", "y", "--stat", "mean", "--weight", "w", "--replicates", "jkn*", "--replicate-type", "jkn", "--rscales", "made_jkn.rscales"),
  list(nums(question = "y", estimate = coef(m)[[1]], se = SE(m)[[1]], df = degf(g))))
totals_of_answers("made/jkn", g, c("--weight", "w", "--replicates", "jkn*", "--replicate-type", "jkn", "--rscales", "made_jkn.rscales"))

quote <- function(s) paste0("\"", gsub("\"", "\\\\\"", s), "\"")
json <- function(v) if (is.null(v)) "null" else if (is.list(v)) {
  if (!is.null(names(v))) paste0("{", paste0(quote(names(v)), ": ", vapply(v, json, ""), collapse = ", "), "}")
  else paste0("[", paste0(vapply(v, json, ""), collapse = ", "), "]")
} else if (is.character(v)) quote(v) else if (is.na(v)) "null" else sprintf("%.17g", v)
writeLines(paste0("[\n", paste0("  ", vapply(cases, json, ""), collapse = ",\n"), "\n]"), "more.json")
cat(length(cases), "cases\n")
