"""Figures: one Vega-Lite definition each, live in a notebook and static in a report.

Every world's own path is drawn, each chance history a thin line, and below it the paired difference with its interval:
never two bands over one another, which hide what pairing shows. Nothing here changes Altair's settings.
"""

from __future__ import annotations

import io
import math
import re
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from caseload import tables, wording
from caseload.errors import UsageError
from caseload.results import Comparison

if TYPE_CHECKING:
    from altair.typing import ChartType

    from caseload.results import Results

#: Okabe and Ito's colours, which people who cannot tell red from green can tell apart; the baseline is dark grey.
BASELINE_COLOUR = "#4d4d4d"
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#882255", "#999933")
ENDS = {"seen": "#0072b2", "left": "#d55e00", "moved": "#bdbdbd", "still waiting": "#f0f0f0"}
MOST_PATHS = 20
WIDTH = 620
FONT = "Helvetica Neue, Helvetica, Arial, sans-serif"
_DAYS_A_WEEK = 7


class Plots:
    """The figures of a result. Each method returns an Altair chart."""

    def __init__(self, results: Results) -> None:
        self._results = results

    def waits(self, *, service: str | None = None) -> alt.TopLevelMixin:
        """How long those on a list have waited so far, week by week; by default on the longest list."""
        if service is None:
            service = next(iter(tables.longest_lists(self._results, 1)), "")
        return self.trajectory("weekly_still_wait", service=service)

    def lists(self, *, service: str = "", area: str = "") -> alt.TopLevelMixin:
        """How many people are on the lists, week by week."""
        return self.trajectory("list_size", service=service, area=area)

    def trajectory(self, measure: str, *, service: str = "", area: str = "") -> alt.TopLevelMixin:
        """One weekly measure: each world's path, and below it the paired differences with their intervals.

        Raises:
            UsageError: there is no such series.
        """
        title = tables.series_title(measure, service)
        upper = self._paths(self._results.weekly(measure, service=service, area=area), title)
        if not isinstance(self._results, Comparison):
            return _finished(upper)
        lower = self._bands(self._results.weekly_differences(measure, service=service, area=area))
        return _finished(alt.vconcat(upper, lower, spacing=18))

    def differences(self, *, area: str | None = None) -> alt.TopLevelMixin:
        """The main measures' differences from the baseline with their intervals, each on its own scale.

        Raises:
            UsageError: only one world was run.
        """
        if not isinstance(self._results, Comparison):
            raise UsageError("one world has no differences; use compare")
        rows = tables.summary(self._results, area=area)
        rows = rows[rows["policy"] != self._results.worlds[0]]
        return _finished(alt.vconcat(*self._forest(rows), spacing=6))

    def flows(self, *, area: str | None = None) -> alt.TopLevelMixin:
        """How the visits to each service ended in the window reported, by world."""
        frame = tables.exits(self._results, area=area)
        order = list(dict.fromkeys(frame["exit"]))
        chart = (
            alt.Chart(_inline(frame))
            .mark_bar(height=13)
            .encode(
                x=alt.X(
                    "value:Q",
                    title="people, in the window reported",
                    axis=alt.Axis(grid=True, tickCount=6),
                ),
                y=alt.Y("policy:N", title=None, sort=self._results.worlds),
                color=alt.Color(
                    "exit:N",
                    title="how the visit ended",
                    sort=order,
                    scale=alt.Scale(scheme="tableau10"),
                ),
                order=alt.Order("order:Q"),
                tooltip=["service:N", "policy:N", "exit:N", alt.Tooltip("value:Q", format=",.0f")],
            )
            .properties(width=WIDTH - 110, height=alt.Step(17))
            .facet(
                row=alt.Row(
                    "service:N",
                    title=None,
                    sort=list(dict.fromkeys(frame["service"])),
                    header=alt.Header(labelAngle=0, labelAlign="left", labelAnchor="start", labelOrient="top"),
                ),
                spacing=4,
            )
            .resolve_scale(x="independent")
        )
        return _finished(chart)

    def curves(self, *, service: str = "", need: str = "") -> alt.TopLevelMixin:
        """What becomes of people referred, or of those who join one list: seen, left, moved or still waiting."""
        frame = tables.curve(self._results, service=service, need=need)
        frame = frame.assign(week=frame["day"] / _DAYS_A_WEEK)
        chart = (
            alt.Chart(_inline(frame))
            .mark_area(interpolate="step-after")
            .encode(
                x=alt.X("week:Q", title="weeks since joining the list"),
                y=alt.Y(
                    "value:Q",
                    title=None,
                    stack="zero",
                    axis=alt.Axis(format="%"),
                    scale=alt.Scale(domain=[0, 1]),
                ),
                color=alt.Color(
                    "end:N",
                    title=None,
                    scale=alt.Scale(domain=list(ENDS), range=list(ENDS.values())),
                ),
                order=alt.Order("order:Q"),
                tooltip=[
                    "policy:N",
                    "end:N",
                    alt.Tooltip("week:Q", format=".1f"),
                    alt.Tooltip("value:Q", format=".1%"),
                ],
            )
            .properties(width=WIDTH / 2 - 30, height=150)
            .facet(alt.Facet("policy:N", title=None, sort=self._results.worlds), columns=2, spacing=12)
        )
        return _finished(chart)

    def _scale(self, worlds: list[str] | None = None) -> alt.Scale:
        everyone = self._results.worlds
        colours = dict(zip(everyone, (BASELINE_COLOUR, *(COLOURS * len(everyone))), strict=False))
        shown = everyone if worlds is None else worlds
        return alt.Scale(domain=shown, range=[colours[world] for world in shown])

    def _paths(self, weekly: pd.DataFrame, title: str) -> ChartType:
        means = weekly.groupby(["policy", "week"], observed=True, sort=False)["value"].mean().reset_index()
        some = weekly[weekly["replication"].isin(sorted(weekly["replication"].unique())[:MOST_PATHS])]
        colour = alt.Color("policy:N", title=None, scale=self._scale(), legend=alt.Legend(orient="top"))
        base = alt.Chart().encode(
            x=alt.X("week:Q", title="weeks since the start"),
            y=alt.Y("value:Q", title=title, scale=alt.Scale(zero=True)),
            color=colour,
        )
        thin = base.mark_line(strokeWidth=0.6, opacity=0.35).encode(detail="replication:N")
        thick = base.mark_line(strokeWidth=2.2).encode(
            tooltip=["policy:N", "week:Q", alt.Tooltip("value:Q", format=",.3~r")]
        )
        layers = [
            thin.properties(data=_inline(some)),
            thick.properties(data=_inline(means)),
            self._window(),
        ]
        return alt.layer(*layers).properties(width=WIDTH, height=230)

    def _window(self) -> alt.Chart:
        begins = pd.DataFrame({"week": [self._results.provenance.window_from], "text": ["what is reported begins"]})
        return (
            alt.Chart(_inline(begins))
            .mark_rule(strokeDash=[3, 3], color="#9a9a9a")
            .encode(x="week:Q", tooltip="text:N")
        )

    def _bands(self, paired: pd.DataFrame) -> ChartType:
        worlds = self._results.worlds[1:]
        columns = min(len(worlds), 3)
        width = (WIDTH - 46 * (columns - 1)) / columns
        span = [float(paired["low"].min()), float(paired["high"].max())]
        panels = [self._band(paired[paired["policy"] == world], world, width, span) for world in worlds]
        heading = alt.TitleParams(
            [f"Difference from the baseline, on the same luck ({wording.CHANCE_ONLY})"],
            fontSize=12,
            anchor="start",
        )
        return alt.concat(*panels, columns=columns, spacing=14, title=heading)

    def _band(self, paired: pd.DataFrame, world: str, width: float, span: list[float]) -> ChartType:
        chart = alt.Chart(_inline(paired)).encode(x=alt.X("week:Q", title="weeks since the start"))
        band = chart.mark_area(opacity=0.25).encode(
            y=alt.Y(
                "low:Q",
                title=None,
                scale=alt.Scale(domain=[min(span[0], 0.0), max(span[1], 0.0)], nice=True),
            ),
            y2="high:Q",
            color=alt.Color("policy:N", scale=self._scale(), legend=None),
        )
        line = chart.mark_line(strokeWidth=1.6).encode(
            y="difference:Q",
            color=alt.Color("policy:N", scale=self._scale(), legend=None),
            tooltip=[
                "week:Q",
                *(alt.Tooltip(f"{c}:Q", format=",.3~r") for c in ("difference", "low", "high")),
            ],
        )
        zero = alt.Chart(_inline(pd.DataFrame({"zero": [0.0]}))).mark_rule(color="#333", strokeWidth=0.8)
        layers = alt.layer(band, zero.encode(y="zero:Q"), line)
        return layers.properties(
            width=width, height=120, title=alt.TitleParams(world, fontSize=11, fontWeight="normal")
        )

    def _forest(self, rows: pd.DataFrame) -> list[ChartType]:
        return [self._one_measure(part, str(label)) for label, part in rows.groupby("label", sort=False)]

    def _one_measure(self, rows: pd.DataFrame, label: str) -> ChartType:
        worlds = self._results.worlds[1:]
        shown = tables.scaled(rows)
        unit = wording.unit_of(str(rows["unit"].iloc[0])).after_difference.strip()
        base = alt.Chart(_inline(shown)).encode(
            y=alt.Y("policy:N", title=None, sort=worlds, scale=alt.Scale(domain=worlds)),
            color=alt.Color("policy:N", scale=self._scale(), legend=None),
        )
        axis = alt.Axis(grid=True, tickCount=6, title=unit or None, titleFontWeight="normal", titleFontSize=10)
        bar = base.mark_rule(strokeWidth=3, opacity=0.45).encode(x=alt.X("low:Q", axis=axis), x2="high:Q")
        point = base.mark_point(filled=True, size=60, opacity=1).encode(
            x="difference:Q",
            tooltip=[
                "policy:N",
                *(alt.Tooltip(f"{c}:Q", format=",.3~r") for c in ("difference", "low", "high")),
            ],
        )
        zero = alt.Chart(_inline(pd.DataFrame({"zero": [0.0]}))).mark_rule(color="#333").encode(x="zero:Q")
        heading = alt.TitleParams(label, anchor="start", fontSize=12, fontWeight="normal")
        return alt.layer(zero, bar, point).properties(width=WIDTH - 110, height=alt.Step(18), title=heading)


def svg(chart: alt.TopLevelMixin, *, prefix: str) -> str:
    """The chart as SVG for a page that holds several: the ids in it begin with ``prefix``. Needs no network."""
    target = io.StringIO()
    chart.save(target, format="svg")
    text = target.getvalue()
    text = re.sub(r'\bid="([^"]+)"', rf'id="{prefix}-\1"', text)
    return re.sub(r"url\(#([^)]+)\)", rf"url(#{prefix}-\1)", text)


def _inline(frame: pd.DataFrame) -> alt.InlineData:
    """The rows as plain values, rounded to what an eye can see. Beside Altair's limit on rows, which is for pages."""
    columns = {str(name): [_plain(value) for value in frame[name].tolist()] for name in frame.columns}
    return alt.InlineData(values=[dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)])


def _plain(value: Any) -> Any:
    if not isinstance(value, float):
        return value
    return float(f"{value:.5g}") if math.isfinite(value) else None


def _finished(chart: Any) -> alt.TopLevelMixin:
    return (  # type: ignore[no-any-return]
        chart.configure(font=FONT, background="white")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor="#444",
            titleColor="#333",
            titleFontWeight="normal",
            gridColor="#e6e6e6",
            domainColor="#999",
        )
        .configure_legend(labelFontSize=12, symbolStrokeWidth=3)
        .configure_header(labelFontSize=12, labelColor="#333")
    )
