"""Writes pyarrow.parquet, with a column of every Arrow type that surveys come in: python make-parquet.py, with pyarrow 26.0.1."""

import datetime as dt
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq

days = [dt.date(2024, 5, 17), dt.date(1969, 12, 31), None, dt.date(1900, 2, 28)]
moments = [dt.datetime(2024, 5, 17, 9, 30), dt.datetime(1969, 12, 31), None, dt.datetime(1970, 1, 1, 6, 0, 0, 500000)]
clock = [dt.time(1, 2, 3), dt.time(0), None, dt.time(23, 59, 59, 500000)]
columns = {
    "int8": pa.array([1, -128, None, 127], pa.int8()),
    "int16": pa.array([1, -32768, None, 32767], pa.int16()),
    "uint8": pa.array([1, 0, None, 255], pa.uint8()),
    "uint16": pa.array([1, 0, None, 65535], pa.uint16()),
    "decimal": pa.array([Decimal("1.25"), Decimal("-0.50"), None, Decimal("3.33")], pa.decimal128(10, 2)),
    "date32": pa.array(days, pa.date32()),
    "date64": pa.array(days, pa.date64()),
    "clock_ms": pa.array(clock, pa.time32("ms")),
    "clock_us": pa.array(clock, pa.time64("us")),
    "category": pa.array(["да", "нет", None, "да"]).dictionary_encode(),
    "large": pa.array(["да", "", None, "да"], pa.large_string()),
    "nothing": pa.array([None] * 4, pa.null()),
}
for unit in ("s", "ms", "us", "ns"):
    whole = [moment and moment.replace(microsecond=0) for moment in moments]
    columns[f"at_{unit}"] = pa.array(whole if unit == "s" else moments, pa.timestamp(unit))
columns["zoned"] = pa.array(moments, pa.timestamp("ms", tz="Europe/Moscow"))
pq.write_table(pa.table(columns), "pyarrow.parquet")
