"""Writes the test files of this folder with pyreadstat and pandas. Run here: python make.py"""
import datetime as d
import json

import numpy as np
import pandas as pd
import pyreadstat
from pandas.io.stata import StataWriterUTF8

LONG = ["а" * 200, "b" * 300, "", "long " * 100 + "end", "x", "y", "z", "last"]
TRUTH = {
    "id": [1, 2, 3, 4, 5, 6, 7, 8],
    "q1": [1, 2, 3, 8, 9, 1, None, 2],
    "income": [100.5, 0.1, -3.0, 97.0, 98.0, 99.0, None, 1e10],
    "region": ["north", "south", "NA1", "", "north", "south", "north", "south"],
    "comment": LONG,
    "day": [d.date(2024, 5, 17), d.date(1999, 12, 31), None, d.date(1960, 1, 1), d.date(1900, 2, 28), d.date(2024, 2, 29), d.date(2030, 1, 1), d.date(1970, 1, 1)],
    "at": [d.datetime(2024, 5, 17, 9, 30), d.datetime(1999, 12, 31, 23, 59, 59), None, d.datetime(1960, 1, 1), d.datetime(1900, 2, 28, 12), d.datetime(2024, 2, 29, 0, 0, 1), d.datetime(2030, 1, 1), d.datetime(1970, 1, 1, 6)],
    "wt": [1.5, 0.5, 1.0, 2.0, 0.25, 1.0, 1.0, 0.75],
}
LABELS = ["Respondent", "Согласны ли вы?", "Income, thousand", "Region", "Comment", "Day of interview", "Time of interview", "Weight"]
VALUES = {"q1": {1: "Согласен", 2: "Ни то ни другое", 3: "Не согласен", 8: "Don't know", 9: "Refused"}, "region": {"north": "The North", "south": "The South", "NA1": "Not asked"}}
MISSING = {"q1": [8, 9], "income": [{"lo": 97, "hi": 99}], "region": ["NA1"]}


def table():
    frame = pd.DataFrame({k: v for k, v in TRUTH.items() if k not in ("day", "at")})
    frame["day"] = pd.Series(TRUTH["day"], dtype=object)
    frame["at"] = pd.to_datetime(pd.Series(TRUTH["at"])).astype("datetime64[ms]")
    return frame[list(TRUTH)]


def spss():
    for name, options in {
        "pyreadstat.sav": {},
        "pyreadstat-compressed.sav": {"row_compress": True},
        "pyreadstat.zsav": {"compress": True},
    }.items():
        pyreadstat.write_sav(table(), name, column_labels=LABELS, variable_value_labels=VALUES, missing_ranges=MISSING, **options)
    frame = pd.DataFrame({"low": [-5.0, 1.0, None], "word": ["a", "b", "c"]})
    missing = {"low": [{"lo": float("-inf"), "hi": -1}, 99], "word": ["b", "c"]}
    pyreadstat.write_sav(frame, "pyreadstat-ranges.sav", missing_ranges=missing)


def stata():
    frame = table()
    frame["q1"] = pd.Series([1, 2, 3, "a", "b", 1, None, 2], dtype=object)
    labels = {"q1": {1: "Согласен", 2: "Ни то ни другое", 3: "Не согласен", "a": "Don't know", "b": "Refused"}}
    pyreadstat.write_dta(frame, "pyreadstat.dta", column_labels=LABELS, variable_value_labels=labels, missing_user_values={"q1": ["a", "b"]})
    frame = table()
    frame["day"] = pd.to_datetime(frame["day"].astype("datetime64[s]"))
    frame["month"] = frame["day"]
    frame["quarter"] = frame["day"]
    frame["region"] = frame["region"].astype(str)
    dates = {"day": "td", "at": "tc", "month": "tm"}
    frame = frame.drop(columns="quarter")
    names = dict(zip(TRUTH, LABELS))
    for version, long in ((117, ["comment"]), (118, ["comment"]), (119, [])):
        values = {"q1": {k: (v if version > 117 else str(k)) for k, v in VALUES["q1"].items()}}
        labels = {k: (v if version > 117 else v.encode("ascii", "replace").decode()) for k, v in names.items()}
        out = frame if version > 117 else frame.assign(comment=["c" * 3000, "b"] + [""] * 6)
        if version == 119:
            out = out.assign(comment="x")
            StataWriterUTF8("pandas-119.dta", out, convert_dates=dates, write_index=False, variable_labels=labels, value_labels=values, version=119).write_file()
        else:
            out.to_stata(f"pandas-{version}.dta", convert_dates=dates, write_index=False, variable_labels=labels, value_labels=values, convert_strl=long, version=version)
    old = pd.DataFrame({"id": [1, 2], "name": ["café", "straße"], "x": [0.5, np.nan]})
    old.to_stata("pandas-114-latin1.dta", write_index=False, version=114, byteorder=">")


def sas():
    frame = table()[["id", "q1", "income", "region", "day", "at", "wt"]]
    frame["note"] = ["да", "нет", "", "x", "y", "z", "w", "v"]
    labels = [LABELS[list(TRUTH).index(name)] if name in TRUTH else "Note" for name in frame]
    for version in (5, 8):
        kept = labels if version == 8 else [label.encode("ascii", "replace").decode() for label in labels]
        pyreadstat.write_xport(frame, f"pyreadstat-v{version}.xpt", column_labels=kept, table_name="T", file_format_version=version)


def sheets():
    frame = table()[["id", "q1", "income", "region", "day", "at"]]
    frame["region"] = ["007", "12", "NA", None, "north", "1", "2", "x y"]
    frame["flag"] = [True, False, True, None, True, False, True, False]
    frame.to_excel("pandas.xlsx", index=False)
    frame.to_excel("pandas.ods", index=False, engine="odf")
    with pd.ExcelWriter("two-sheets.xlsx") as book:
        frame.head(2).to_excel(book, sheet_name="wave 1", index=False, startrow=2, startcol=1)
        frame.tail(1).to_excel(book, sheet_name="wave 2", index=False)


spss()
stata()
sas()
sheets()
