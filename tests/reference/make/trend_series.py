"""The series that the trend references are computed on. Dates are days since 1970-01-01 (the middle of the field period),
values are shares, variances are p(1 - p)/n_effective unless given."""

from datetime import date

# Levada Center, "continue military action" in per cent, all adults, August 2022 to February 2026: first and last field day
# (a whole month where only the month is known) and base (1,600 where none was printed). Sources: data/russia-ukraine/SOURCE.md.
LEVADA = [
    ("2022-08-25", "2022-08-31", 48, 1612), ("2022-09-01", "2022-09-30", 44, 1600), ("2022-10-01", "2022-10-31", 36, 1600),
    ("2022-11-01", "2022-11-30", 41, 1600), ("2023-02-01", "2023-02-28", 43, 1600), ("2023-06-22", "2023-06-28", 39, 1634),
    ("2023-10-19", "2023-10-25", 38, 1607), ("2023-11-23", "2023-11-29", 36, 1625), ("2024-05-01", "2024-05-31", 43, 1600),
    ("2024-06-20", "2024-06-27", 37, 1627), ("2024-07-01", "2024-07-31", 34, 1600), ("2024-08-22", "2024-08-28", 41, 1600),
    ("2024-10-01", "2024-10-31", 36, 1600), ("2025-03-01", "2025-03-31", 34, 1615), ("2025-07-01", "2025-07-31", 31, 1600),
    ("2025-10-01", "2025-10-31", 30, 1600), ("2025-12-11", "2025-12-19", 25, 1618), ("2026-02-18", "2026-02-25", 24, 1625),
]
DEFF = 1.9


def day(text):
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


def shares(times, values, bases, houses=None):
    return {
        "t": times,
        "y": values,
        "v": [p * (1 - p) / n for p, n in zip(values, bases)],
        "n": bases,
        **({"house": houses} if houses else {}),
    }


def levada():
    times = [(day(first) + day(last)) / 2 for first, last, _, _ in LEVADA]
    return shares(times, [p / 100 for _, _, p, _ in LEVADA], [n / DEFF for _, _, _, n in LEVADA])


SERIES = {
    "levada-continue": levada(),
    # Made up: no scatter beyond sampling.
    "calm": shares([19000.0, 19031, 19061, 19092, 19122, 19500], [0.300, 0.304, 0.311, 0.307, 0.318, 0.351], [900.0] * 6),
    # Made up: no movement, so that the likeliest drift is 0; a share near 0.
    "still": shares([19000.0, 19010, 19040, 19041, 19100, 19300], [0.031, 0.030, 0.034, 0.029, 0.031, 0.032], [600.0, 900, 700, 800, 650, 1000]),
    # Made up: three waves, one degree of freedom.
    "three": shares([19000.0, 19180, 19365], [0.62, 0.53, 0.55], [800.0, 850, 820]),
    # Made up: two and three polls in one day, uneven bases, wide scatter, low shares.
    "same-day": shares(
        [20000.0, 20000, 20003.5, 20010, 20040, 20040, 20040, 20100.5, 20190],
        [0.08, 0.13, 0.05, 0.11, 0.09, 0.04, 0.07, 0.02, 0.06],
        [400.0, 1200, 600, 900, 500, 1500, 700, 1000, 450],
    ),
    # Made up: three houses, of which one stands high and one has a single poll.
    "houses": shares(
        [20000.0, 20002, 20006, 20006, 20015, 20021, 20030, 20030, 20044, 20051, 20060, 20070],
        [0.41, 0.46, 0.42, 0.47, 0.43, 0.48, 0.44, 0.40, 0.45, 0.50, 0.46, 0.51],
        [1000.0, 800, 1000, 850, 1000, 800, 1000, 1500, 1000, 900, 1000, 800],
        ["Alpha", "Beta", "Alpha", "Beta", "Alpha", "Beta", "Alpha", "Gamma", "Alpha", "Beta", "Alpha", "Beta"],
    ),
}

# Made up: waves of one panel, correlation 0.6^lag.
_t = [18000.0, 18090, 18200, 18275, 18365, 18500, 18610]
_y = [0.52, 0.48, 0.60, 0.49, 0.63, 0.57, 0.68]
_panel = shares(_t, _y, [700.0] * 7)
_panel["covariance"] = [
    [0.6 ** abs(i - j) * (_panel["v"][i] * _panel["v"][j]) ** 0.5 for j in range(7)] for i in range(7)
]
PANEL = _panel
