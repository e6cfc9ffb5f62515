"""Figures: one Vega-Lite definition each, live in a notebook and static in a report.

Every world's own path is drawn, each chance history a thin line, and below it the paired difference with its interval:
never two bands over one another, which hide what pairing shows. Nothing here changes Altair's settings.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from caseload import figures, tables, wording
from caseload.beside import with_beside
from caseload.errors import UsageError
from caseload.results import Comparison

if TYPE_CHECKING:
    from altair.typing import ChartType

    from caseload.results import Results

#: Okabe and Ito's colours, which people who cannot tell red from green can tell apart; the baseline is dark grey.
BASELINE_COLOUR = "#4d4d4d"
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#882255", "#999933")
ENDS = {"seen": "#0072b2", "left unseen": "#d55e00", "moved": "#bdbdbd", "still waiting": "#f0f0f0"}
EXITS = {
    "seen, or completed": "#0072b2",
    "ended early, by agreement": "#56b4e9",
    "dropped out": "#e69f00",
    "gave up waiting": "#d55e00",
    "no reply to the letter": "#cc79a7",
    "turned away by the wait": "#882255",
    "recovered while waiting": "#009e73",
    "moved by a crisis": "#999933",
    "still on the list at the end": "#bdbdbd",
    "still in treatment at the end": "#dedede",
}
#: Altair refuses frames with more rows than this; of many chance histories as many are drawn as stay below.
MOST_ROWS = 5000
MOST_PATHS = 20
WIDTH = 620
FONT = "Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif"
_DAYS_A_WEEK = 7
_LONG = f"Difference from the baseline, on the same luck ({wording.CHANCE_ONLY})"
_SHORT = "Difference"
_HEADER = alt.Header(labelAngle=0, labelAlign="left", labelAnchor="start", labelOrient="top", labelPadding=2)


class Plots:
    """The figures of a result. Each method returns an Altair chart."""

    def __init__(self, results: Results) -> None:
        self._results = results

    def waits(self, *, service: str | None = None) -> alt.TopLevelMixin:
        """How long those seen in a week had waited, those still waiting have, and how many left; by default on the
        longest list.
        """  # noqa: D205
        if service is None:
            service = next(iter(figures.longest_lists(self._results, 1)), "")
        return self.trajectory("weekly_seen_wait", service=service)

    def lists(self, *, service: str = "", area: str = "") -> alt.TopLevelMixin:
        """How many people are on the lists, week by week."""
        return self.trajectory("list_size", service=service, area=area)

    def trajectory(self, measure: str, *, service: str = "", area: str = "") -> alt.TopLevelMixin:
        """One weekly measure: each world's path, and below it the paired differences with their intervals.

        An average over some is drawn with what stands beside it, the one below the other.

        Raises:
            UsageError: there is no such series.
        """
        results = self._results
        told = [name for name in with_beside(measure) if name == measure or self._has(name, service, area)]
        height, below = (230, 120) if len(told) == 1 else (130, 65)
        panels: list[ChartType] = []
        for name in told:
            weekly = results.weekly(name, service=service, area=area)
            panels.append(self._paths(weekly, figures.series_title(name, service if len(told) == 1 else ""), height))
            if isinstance(results, Comparison):
                paired = results.weekly_differences(name, service=service, area=area)
                panels.append(self._bands(paired, below, words=_LONG if name == measure else _SHORT))
        return _finished(alt.vconcat(*panels, spacing=18)) if len(panels) > 1 else _finished(panels[0])

    def _has(self, measure: str, service: str, area: str) -> bool:
        frame = self._results.series
        return bool(((frame["measure"] == measure) & (frame["service"] == service) & (frame["area"] == area)).any())

    def differences(self, *, area: str | None = None) -> alt.TopLevelMixin:
        """The main measures' differences from the baseline with their intervals, each on its own scale.

        Raises:
            UsageError: only one world was run.
        """
        if not isinstance(self._results, Comparison):
            raise UsageError("one world has no differences; use compare")
        rows = tables.summary(self._results, area=area)
        rows = rows[(rows["policy"] != self._results.worlds[0]) & rows["headline"]]
        return _finished(self._forest(rows))

    def flows(self, *, area: str | None = None) -> alt.TopLevelMixin:
        """How the visits to each service ended in the window reported, by world; intervals stand in the tooltips."""
        frame = figures.exits(self._results, area=area)
        ends = [end for end in EXITS if end in set(frame["exit"])]
        colours = alt.Scale(domain=ends, range=[EXITS[end] for end in ends])
        frame = frame.assign(
            people=[tables.shown_estimate({**r, "mean": r["value"]}) for r in frame.to_dict("records")]
        )
        chart = (
            alt.Chart(_shown(frame))
            .mark_bar(height=13)
            .encode(
                x=alt.X("value:Q", title=None, axis=alt.Axis(tickCount=6, format=",d")),
                y=alt.Y("policy:N", title=None, sort=self._names(), axis=alt.Axis(ticks=False, domain=False)),
                color=alt.Color("exit:N", title="how the visit ended", sort=ends, scale=colours),
                order=alt.Order("order:Q"),
                tooltip=["service:N", "policy:N", "exit:N", "people:N"],
            )
            .properties(width=WIDTH - 110, height=alt.Step(17))
            .facet(row=alt.Row("service:N", title=None, sort=list(dict.fromkeys(frame["service"])), header=_HEADER))
            .resolve_scale(x="independent")
            .properties(spacing=8)
        )
        return _finished(chart)

    def curves(self, *, service: str = "", need: str = "") -> alt.TopLevelMixin:
        """What becomes of people referred, or of those who join one list: seen, left, moved or still waiting.

        The bars at weeks 6 and 18 are the intervals of the share seen by then.
        """
        frame = figures.curve(self._results, service=service, need=need)
        frame = frame.assign(week=frame["day"] / _DAYS_A_WEEK)
        marks = figures.seen_by(self._results, service=service, need=need)
        marks = marks[marks["week"] <= frame["week"].max()]
        since = "weeks since joining the list" if service else "weeks since first referral"
        colours = alt.Scale(domain=list(ENDS), range=list(ENDS.values()))
        x, share = alt.X("week:Q", title=since), alt.Tooltip("value:Q", format=".1%")
        y = alt.Y("value:Q", title=None, stack="zero", axis=alt.Axis(format="%"), scale=alt.Scale(domain=[0, 1]))
        panels = []
        for world in self._results.worlds:
            title = alt.TitleParams(self._titled(world), fontSize=12, fontWeight="normal", anchor="start")
            areas = alt.Chart(_shown(frame[frame["policy"] == world])).mark_area(interpolate="step-after")
            areas = areas.encode(
                x=x,
                y=y,
                color=alt.Color("end:N", title=None, scale=colours, legend=alt.Legend(orient="top")),
                order=alt.Order("order:Q"),
                tooltip=["policy:N", "end:N", alt.Tooltip("week:Q", format=".1f"), share],
            )
            bars = alt.Chart(_shown(marks[marks["policy"] == world])).mark_rule(strokeWidth=2.5, color="#111")
            words = [alt.Tooltip(f"{column}:Q", format=".1%") for column in ("value", "low", "high")]
            bars = bars.encode(x="week:Q", y=alt.Y("low:Q"), y2="high:Q", tooltip=["policy:N", "week:Q", *words])
            panels.append(alt.layer(areas, bars).properties(width=WIDTH, height=110, title=title))
        return _finished(alt.vconcat(*panels, spacing=8))

    def _titled(self, world: str) -> str:
        one = f" ({wording.ONE_HISTORY})" if self._results.provenance.replications == 1 else ""
        return wording.plain_name(world) + one

    def _names(self) -> list[str]:
        return [wording.plain_name(world) for world in self._results.worlds]

    def _colour(self, *, legend: bool) -> alt.Color:
        names = self._names()
        colours = (BASELINE_COLOUR, *(COLOURS * len(names)))[: len(names)]
        shown = alt.Legend(orient="top", symbolOpacity=1, symbolStrokeWidth=3, labelLimit=400) if legend else None
        return alt.Color("policy:N", title=None, scale=alt.Scale(domain=names, range=list(colours)), legend=shown)

    def _paths(self, weekly: pd.DataFrame, title: str, height: int) -> ChartType:
        means = figures.weekly_means(weekly)
        paths = max(1, min(MOST_PATHS, MOST_ROWS // max(len(means), 1)))
        some = weekly[weekly["replication"].isin(sorted(weekly["replication"].unique())[:paths])]
        axes = {
            "x": alt.X("week:Q", title=None, scale=alt.Scale(nice=False)),
            "y": alt.Y("value:Q", title=title, scale=alt.Scale(zero=True)),
            "color": self._colour(legend=True),
        }
        thin = alt.Chart(_shown(some)).mark_line(strokeWidth=0.7, opacity=0.3).encode(**axes, detail="replication:N")
        numbers = [alt.Tooltip(f"{column}:Q", format=",.3~r") for column in ("value", "low", "high")]
        thick = alt.Chart(_shown(means)).mark_line(strokeWidth=2.2)
        thick = thick.encode(**axes, tooltip=["policy:N", "week:Q", *numbers])
        chart = alt.layer(thin, thick, *self._window()).properties(width=WIDTH, height=height)
        if self._results.provenance.replications > 1:
            return chart
        return chart.properties(title=alt.TitleParams(wording.ONE_HISTORY, fontSize=11, fontWeight="normal"))

    def _window(self) -> list[alt.Chart]:
        """A dashed line where what is reported begins, if that is not the start."""
        begins = self._results.provenance.window_from
        if begins <= 0:
            return []
        line = pd.DataFrame({"week": [begins], "text": ["what is reported begins"]})
        return [alt.Chart(line).mark_rule(strokeDash=[3, 3], color="#9a9a9a").encode(x="week:Q", tooltip="text:N")]

    def _bands(self, paired: pd.DataFrame, height: int, words: str) -> ChartType:
        worlds = self._results.worlds[1:]
        columns = min(len(worlds), 3)
        width = (WIDTH - 46 * (columns - 1)) / columns
        span = [min(float(paired["low"].min()), 0.0), max(float(paired["high"].max()), 0.0)]
        panels = [self._band(paired[paired["policy"] == w], w, width, height, span) for w in worlds]
        heading = alt.TitleParams(words, fontSize=12, fontWeight="normal", anchor="start", offset=8)
        return alt.concat(*panels, columns=columns, spacing=14, title=heading)

    def _band(self, paired: pd.DataFrame, world: str, width: float, height: int, span: list[float]) -> ChartType:
        y = alt.Scale(domain=span, nice=True)
        chart = alt.Chart(_shown(paired)).encode(
            x=alt.X("week:Q", title="weeks since the start", scale=alt.Scale(nice=False)),
            color=self._colour(legend=False),
        )
        band = chart.mark_area(opacity=0.25).encode(y=alt.Y("low:Q", title=None, scale=y), y2="high:Q")
        numbers = [alt.Tooltip(f"{c}:Q", format=",.3~r") for c in ("difference", "low", "high")]
        line = chart.mark_line(strokeWidth=1.6).encode(y="difference:Q", tooltip=["week:Q", *numbers])
        zero = alt.Chart(pd.DataFrame({"zero": [0]})).mark_rule(color="#333", strokeWidth=0.8).encode(y="zero:Q")
        title = alt.TitleParams(wording.plain_name(world), fontSize=11, fontWeight="normal")
        return alt.layer(band, zero, line).properties(width=width, height=height, title=title)

    def _forest(self, rows: pd.DataFrame) -> ChartType:
        shown = _shown(figures.scaled(rows))
        names = self._names()[1:]
        axis = alt.Axis(tickCount=6, title=None)
        base = alt.Chart().encode(
            y=alt.Y("policy:N", title=None, sort=names, axis=alt.Axis(ticks=False, domain=False)),
            color=self._colour(legend=False),
        )
        bar = base.mark_rule(strokeWidth=3, opacity=0.45).encode(x=alt.X("low:Q", axis=axis), x2="high:Q")
        numbers = [alt.Tooltip(f"{c}:Q", format=",.3~r") for c in ("difference", "low", "high")]
        point = base.mark_point(filled=True, size=60, opacity=1).encode(
            x="difference:Q", tooltip=["policy:N", *numbers]
        )
        zero = alt.Chart().mark_rule(color="#333").encode(x=alt.datum(0))
        order = list(dict.fromkeys(shown["label"]))
        layers = alt.layer(zero, bar, point, data=shown).properties(width=WIDTH - 110, height=alt.Step(18))
        panels: ChartType = layers.facet(row=alt.Row("label:N", title=None, sort=order, header=_HEADER))
        panels = panels.resolve_scale(x="independent")
        return panels.properties(spacing=8)


def svg(chart: alt.TopLevelMixin, *, prefix: str) -> str:
    """The chart as SVG for a page that holds several: the ids in it begin with ``prefix``. Needs no network."""
    target = io.StringIO()
    chart.save(target, format="svg")
    text = target.getvalue()
    text = re.sub(r'\bid="([^"]+)"', rf'id="{prefix}-\1"', text)
    return re.sub(r"url\(#([^)]+)\)", rf"url(#{prefix}-\1)", text)


def _shown(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows with plain names, and numbers rounded to what an eye can see."""
    columns: dict[str, list[Any]] = {str(name): frame[name].tolist() for name in frame.columns}
    for name, values in columns.items():
        if pd.api.types.is_float_dtype(frame[name]):
            columns[name] = [float(f"{value:.5g}") for value in values]
    if "policy" in columns:
        columns["policy"] = [wording.plain_name(world) for world in columns["policy"]]
    return pd.DataFrame(columns)


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
