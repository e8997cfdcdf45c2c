# Writes the test files of this folder with haven. Run here: Rscript make.R
library(haven)
q1 <- labelled_spss(c(1, 2, 3, 8, 9, 1, NA, 2), c("Согласен" = 1, "Ни то ни другое" = 2, "Не согласен" = 3, "Don't know" = 8, "Refused" = 9),
                    na_values = 8, label = "Согласны ли вы?")
income <- labelled_spss(c(100.5, 0.1, -3, 97, 98, 99, NA, 1e10), na_range = c(97, Inf), label = "Income, thousand")
region <- labelled_spss(c("north", "south", "refused", "", "north", "south", "north", "south"), c("The North" = "north", "Refused" = "refused"),
                        na_values = "refused", label = "Region")
comment <- c(strrep("а", 200), strrep("b", 300), "", paste0(strrep("long ", 100), "end"), "x", "y", "z", "last")
day <- as.Date(c("2024-05-17", "1999-12-31", NA, "1960-01-01", "1900-02-28", "2024-02-29", "2030-01-01", "1970-01-01"))
at <- as.POSIXct(c("2024-05-17 09:30:00", "1999-12-31 23:59:59", NA, "1960-01-01 00:00:00", "1900-02-28 12:00:00",
                   "2024-02-29 00:00:01", "2030-01-01 00:00:00", "1970-01-01 06:00:00"), tz = "UTC")
wt <- c(1.5, .5, 1, 2, .25, 1, 1, .75)
spss <- data.frame(id = 1:8, q1, income, region, comment, day, at, wt)
write_sav(spss, "haven.sav", compress = "byte")
write_sav(spss, "haven-none.sav", compress = "none")
write_sav(spss, "haven.zsav", compress = "zsav")

tagged <- labelled(c(1, 2, 3, tagged_na("a"), tagged_na("z"), 1, NA, 2), c("Согласен" = 1, "Ни то ни другое" = 2, "Don't know" = tagged_na("a"), "Refused" = tagged_na("z")),
                   label = "Согласны ли вы?")
stata <- data.frame(id = 1:8, q1 = tagged, income = c(100.5, .1, -3, 97, 98, 99, NA, 1e10), comment, day, at, wt)
for (version in 13:14) write_dta(stata, sprintf("haven-%d.dta", version), version = version, strl_threshold = 2045)
write_dta(stata, "haven-strl.dta", version = 14, strl_threshold = 100)
ascii <- data.frame(id = 1:3, quest = labelled(c(1, tagged_na("b"), NA), c("Yes" = 1, "Refused" = tagged_na("b"))), number = c(1.5, NA, -2), string = c("a", "", "ccc"))
write_dta(ascii, "haven-8.dta", version = 8)

sas <- data.frame(id = 1:8, q1 = c(1, 2, 3, tagged_na("A"), tagged_na("Z"), 1, NA, 2), income = stata$income,
                  region = c("north", "south", "not asked", "", "север", "south", "north", "south"), day, at, wt)
attr(sas$q1, "label") <- "Do you agree?"
write_xpt(sas, "haven-v5.xpt", version = 5, name = "T")
write_xpt(sas, "haven-v8.xpt", version = 8, name = "T")
suppressWarnings(write_sas(sas, "haven.sas7bdat"))
