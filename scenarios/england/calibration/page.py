"""docs/calibration.md and its picture, from calibration/result.json alone. The words stand in page.md.jinja."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import altair as alt
import jinja2
import numpy as np
import pandas as pd
import vl_convert

from calibration.confirm import COUNTS, published_months
from calibration.targets import HERE, MEASURES, published
from calibration.unknowns import AREAS
from caseload.files import write_text

DOCS = HERE.parents[2] / "docs"
Result = dict[str, Any]
WORLDS = ("mean area", "one service", "42 areas")
#: Figures that are not shares, with their decimals.
DECIMALS = {
    "contacts_low_only": 2,
    "contacts_high": 2,
    "contacts_all": 2,
    "contacts_a_referral": 2,
    "booked_hours_a_referral": 2,
    "ended_a_referral": 3,
    "referrals": -2,
    "first_contacts": -2,
    "finished": -2,
}
ALSO = {
    "referrals": "referrals received",
    "first_contacts": "first contacts",
    "finished": "finished courses (two or more contacts)",
    "two_or_more": "ended after two or more contacts, of referrals ended",
    "contacts_all": "contacts a finished course, all",
}
WORDS = {figure: words for figure, words, _, _ in MEASURES} | ALSO
SCALES = {figure: scale for figure, _, scale, _ in MEASURES}
EXPLAINS = {
    "low_only": "share of finished courses with low intensity only",
    "intensity_known": "share of finished courses whose intensities are recorded",
    "growth": "growth of referrals from 2022/23 to 2023/24",
    "access": "first contacts, of referrals",
    "finished_a_referral": "finished courses, of referrals",
    "referrals_2223": "size (referrals)",
}
#: A correlation over 42 areas beyond this comes by chance once in twenty.
BY_CHANCE = 0.30


def read(path: Path) -> Result:
    """The result of the last fit."""
    result: Result = json.loads(path.read_text("utf-8"))
    return result


def write(result: Result, folder: Path = DOCS) -> None:
    """The page and its picture."""
    write_text(folder / "calibration.md", text(result))
    write_text(folder / "calibration_areas.svg", picture(result))


def text(result: Result) -> str:
    """The page."""
    words = jinja2.Environment(  # noqa: S701  (Markdown, from our own result)
        undefined=jinja2.StrictUndefined, keep_trailing_newline=True
    ).from_string((HERE / "page.md.jinja").read_text("utf-8"))
    misses = {t["name"]: abs(t["misses"]) for t in result["fit"]["targets"]}
    return words.render(
        result=result,
        fit=result["fit"],
        runs=result["replications"],
        near=sum(miss <= 1 for miss in misses.values()),
        far=[name for name, miss in misses.items() if miss > 2],
        **targets(result),
        **searched(result),
        **months(result),
        **a_year_later(result),
        **areas(result),
        second=second_wait(result),
        shown=shown(result),
    )


# ---- numbers in words


def told(figure: str, value: float) -> str:
    """A number with the digits it has."""
    if figure not in DECIMALS:
        return f"{100 * value:.1f} %"
    digits = DECIMALS[figure]
    return f"{value:.{digits}f}" if digits >= 0 else f"{round(value, digits):,.0f}"


def signed(value: float, digits: int = 1) -> str:
    """With a proper minus, and none before a nought."""
    return f"{value + 0:+.{digits}f}".replace("-", "−")


def number(value: float) -> str:
    """As a file would have it, thousands apart."""
    return (f"{value:,.0f}" if abs(value) >= 1000 else f"{value:g}").replace("-", "−")


def table(head: list[str], rows: list[list[str]], left: int = 1) -> str:
    """Markdown; the first columns to the left, the rest to the right."""
    align = ["---"] * left + ["--:"] * (len(head) - left)
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, align, *rows])


def in_worlds(year: dict[str, Any], figure: str) -> list[float]:
    """What each world says; counts of a mean area as England's."""
    values = [float(year[world][figure]) for world in WORLDS]
    return [values[0] * AREAS, *values[1:]] if figure in COUNTS else values


def missed(figure: str, model: float, value: float) -> str:
    """In scales; bold beyond two."""
    if figure not in SCALES:
        return ""
    misses = (model - value) / SCALES[figure]
    return f"**{signed(misses)}**" if abs(misses) > 2 else signed(misses)


# ---- what the template asks for


def targets(result: Result) -> dict[str, str]:
    """Published against model, and where the figures come from."""
    year, figures = result["years"]["2022/23"], published("2022/23")
    rows = []
    for figure, words in WORDS.items():
        values, value = in_worlds(year, figure), figures[figure].value
        scale = SCALES.get(figure)
        near = "" if scale is None else f"± {scale:g}" if figure in DECIMALS else f"± {100 * scale:.1f}"
        shown_values = [told(figure, v) for v in values]
        rows.append([words, told(figure, value), near, *shown_values, missed(figure, values[0], value)])
    sources = [[w, figures[f].arithmetic or "as published", figures[f].source] for f, w in WORDS.items()]
    return {
        "targets": table(["2022/23", "published", "scale", *WORLDS, "misses"], rows),
        "sources": table(["figure", "arithmetic", "source"], sources, 3),
    }


#: The figures that stand in the README beside the scenario.
SHORT = (
    "no_contact", "one_contact", "finished", "contacts_low_only", "contacts_high", "within_28_days", "within_42_days",
    "within_126_days", "recovery", "improvement", "deterioration",
)  # fmt: skip


def summary(result: Result) -> str:
    """A short table, for the README beside the scenario."""
    year, figures = result["years"]["2022/23"], published("2022/23")
    rows = [[WORDS[f], told(f, figures[f].value), *(told(f, value) for value in in_worlds(year, f))] for f in SHORT]
    return table(["2022/23", "published", *WORLDS], rows)


def searched(result: Result) -> dict[str, Any]:
    """The unknowns, and what the targets leave open of them."""
    fit = result["fit"]
    rows = [
        [
            u["name"],
            *(number(u[k]) for k in ("low", "high", "start")),
            f"**{number(u['value'])}**" + (", end of the range" if u["at_bound"] else ""),
            f"{100 * u['left_open']:.0f} %",
            u["why"],
        ]
        for u in fit["unknowns"]
    ]
    wide = sorted((u for u in fit["unknowns"] if u["left_open"] > 0.5), key=lambda u: -u["left_open"])
    least = [[f"{d['misses']:.1f}", direction(d)] for d in fit["directions"] if d["misses"] < 5]
    pairs = [[p["a"], p["b"], signed(p["correlation"], 2)] for p in fit["confused"]]
    head = ["unknown", "low", "high", "start", "fitted", "left open", "where the range comes from"]
    return {
        "unknowns": table(head, rows),
        "open": [f"{u['name']} ({100 * u['left_open']:.0f} %)" for u in wide],
        "directions": table(["misses", "what moves together"], least, 2) if least else "None below 5.",
        "pairs": table(["one", "the other", "correlation"], pairs, 2) if pairs else "None beyond 0.8 either way.",
    }


def direction(row: dict[str, float]) -> str:
    """Its larger parts in words, the largest first."""
    parts = sorted(((abs(v), k, v) for k, v in row.items() if k != "misses"), reverse=True)
    return ", ".join(f"{signed(v, 2)} {k}" for size, k, v in parts if size >= 0.25)


def months(result: Result) -> dict[str, str]:
    """Shares of the published months that lie in the year."""
    model = pd.DataFrame(result["months"]).set_index("month")
    real = pd.DataFrame(published_months()).set_index("month").astype(float)
    real = real.loc[real.index.isin(model.index)]
    model = model.loc[real.index, real.columns]
    real, model = real / real.sum(), model / model.sum()
    rows = [[month, *(f"{100 * f.loc[month, c]:.1f}" for c in real for f in (real, model))] for month in real.index]
    off = (model / real - 1).abs().max()
    head = ["month", *(f"{kind}, {whose}" for kind in real for whose in ("published", "model"))]
    return {
        "months": table(head, rows),
        "months_off": ", ".join(f"{100 * share:.0f} % ({kind})" for kind, share in off.items()),
    }


def a_year_later(result: Result) -> dict[str, Any]:
    """2023/24, predicted from its referrals."""
    now, before = result["years"]["2023/24"], published("2022/23")
    figures = {f: figure for f, figure in published("2023/24").items() if f in WORDS}
    rows, hits = [], 0
    for f, figure in figures.items():
        values = in_worlds(now, f)
        hits += f in SCALES and abs(values[0] - figure.value) <= 2 * SCALES[f]
        shown_values = [told(f, v) for v in (before[f].value, figure.value, *values)]
        rows.append([WORDS[f], *shown_values, missed(f, values[0], figure.value)])
    then = result["years"]["2022/23"]["mean area"]["within_42_days"]
    six = "within_42_days"
    return {
        "later": table(["2023/24", "published 2022/23", "published", *WORLDS, "misses"], rows),
        "later_hits": hits,
        "later_compared": sum(f in SCALES for f in figures),
        "later_model": signed(100 * (now["mean area"][six] - then)),
        "later_real": signed(100 * (figures[six].value - before[six].value)),
    }


def second_wait(result: Result) -> str:
    """The model's own, by year."""
    weeks = ("second_of_seen", "second_of_left", "second_still", "second_median")
    shares, lists = ("second_within_6_weeks", "second_within_18_weeks"), ("list_step2", "list_step3")
    rows = []
    for year, worlds in result["years"].items():
        v = worlds["mean area"]
        told_weeks, told_lists = (["never" if v[k] is None else f"{v[k]:.1f}" for k in of] for of in (weeks, lists))
        rows.append([year, *told_weeks, *(f"{100 * v[k]:.0f} %" for k in shares), *told_lists])
    head = ["", "mean of those who came", "of those who left", "of those still waiting", "half have come by"]
    head += ["within 6 weeks", "within 18 weeks", "list for low intensity", "list for high intensity"]
    return table(head, rows)


def shown(result: Result) -> str:
    """Figures with no, or only a loose, counterpart in the model."""
    year = result["years"]["2022/23"]["mean area"]
    reliable, stepped = published("2022/23")["reliable_recovery"], published("2024/25")["step_up"]
    not_kept = published("c. 2018")["missed"]
    alone = "the model has one recovery, and whoever recovers has improved: it is set to recovery, and misses this one"
    rows = [
        ["reliable recovery", told("", reliable.value), told("", year["recovery"]), alone],
        [
            "step up, of courses that begin with low intensity",
            *(told("", v) for v in (stepped.value, year["step_up"])),
            f"{stepped.arithmetic}; two contacts or more of each there, one or more here",
        ],
        ["appointments missed, of all", *(told("", v) for v in (not_kept.value, year["missed"])), not_kept.arithmetic],
    ]
    return table(["figure", "published", "model", "note"], [[a, b, c, d] for a, b, c, d in rows], 1)


# ---- areas


def area_frame(result: Result) -> pd.DataFrame:
    """One row an area: published, predicted, and what might explain the difference."""
    frame = pd.DataFrame(result["areas"])
    frame["miss_6_weeks"] = frame["model_within_42_2324"] - frame["within_42_2324"]
    frame["miss_finished"] = frame["model_finished_2223"] / frame["finished_2223"] - 1
    return frame


def areas(result: Result) -> dict[str, Any]:
    """What the areas say, and what goes with the misses."""
    frame = area_frame(result)
    both = frame[[*EXPLAINS, "miss_6_weeks", "miss_finished"]].corr()
    explains = [
        [words, *(bold(both.loc[k, m]) for m in ("miss_6_weeks", "miss_finished"))] for k, words in EXPLAINS.items()
    ]
    r = float(np.corrcoef(frame["within_42_2324"], frame["model_within_42_2324"])[0, 1])
    worst = frame.loc[frame["miss_6_weeks"].abs().sort_values(ascending=False).index].head(6)
    named = [
        [a["name"], *(f"{100 * a[k]:.0f} %" for k in ("within_42_2324", "model_within_42_2324")),
         *(f"{a[k]:,.0f}" for k in ("finished_2223", "model_finished_2223"))]
        for a in worst.to_dict("records")
    ]  # fmt: skip
    now, later = (frame[f"model_finished_{y}"] / frame[f"finished_{y}"] for y in ("2223", "2324"))
    return {
        "waits": {
            "published": spread(100 * frame["within_42_2324"], "%.0f %%"),
            "model": spread(100 * frame["model_within_42_2324"], "%.0f %%"),
            "r": signed(r, 2),
            "words": waits_in_words(r),
        },
        "courses": {"now": spread(now, "%.2f"), "later": spread(later, "%.2f")},
        "by_chance": f"{BY_CHANCE:.2f}",
        "explains_n": 2 * len(EXPLAINS),
        "explains": table(["of an area", "within six weeks", "finished courses"], explains),
        "worst": table(["area", "published, 6 weeks", "model", "published, finished 2022/23", "model"], named),
    }


def waits_in_words(r: float) -> str:
    """What a correlation allows to say."""
    if abs(r) <= BY_CHANCE:
        return "The model's waits by area say nothing about the real ones."
    return "The order of areas is partly right." if r > 0 else "The order of areas is the wrong way round."


def spread(values: pd.Series[float], form: str) -> str:
    """From least to most, with the median."""
    low, middle, high = (form % v for v in (values.min(), values.median(), values.max()))
    return f"{low} to {high} (median {middle})"


def bold(r: float) -> str:
    """A correlation; bold beyond chance."""
    return f"**{signed(r, 2)}**" if abs(r) > BY_CHANCE else signed(r, 2)


def picture(result: Result) -> str:
    """Two scatters as SVG."""
    frame = area_frame(result)
    left = scatter(frame, "within_42_2324", "model_within_42_2324", "First contact within 6 weeks, 2023/24", ".0%")
    right = scatter(frame, "finished_2223", "model_finished_2223", "Finished courses, 2022/23", ",.0f")
    chart = alt.hconcat(left, right, spacing=36).configure_view(stroke=None)
    return vl_convert.vegalite_to_svg(chart.configure(font="Liberation Sans, Arial, sans-serif").to_json()) + "\n"


def scatter(frame: pd.DataFrame, x: str, y: str, title: str, form: str) -> alt.LayerChart:
    """Published against model; on the dashed line they agree."""
    shares = form == ".0%"
    low = float(np.floor(10 * frame[[x, y]].min().min()) / 10) if shares else 0.0
    high = 1.0 if shares else float(np.ceil(frame[[x, y]].max().max() / 10000) * 10000)
    scale = alt.Scale(domain=[low, high], nice=False)
    axis = alt.Axis(format=form, grid=False, tickCount=5)
    line = alt.Chart(pd.DataFrame({x: [low, high], y: [low, high]})).mark_line(color="#999999", strokeDash=[4, 3])
    points = alt.Chart(frame[[x, y]]).mark_circle(size=42, color="#0072b2", opacity=0.75)
    both = (line + points).encode(
        x=alt.X(f"{x}:Q", title="published", scale=scale, axis=axis),
        y=alt.Y(f"{y}:Q", title="model", scale=scale, axis=axis),
    )
    return both.properties(width=270, height=270, title=title)
