"""The pictures in docs/ are what the present model draws."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import vl_convert

import caseload as cl
import growth

DOCS = Path(__file__).parents[2] / "docs"


def compare_or_write(name: str, svg: str) -> None:
    """Compares with the committed file; with CASELOAD_WRITE_DOCS=1 writes it instead."""
    path = DOCS / name
    if os.environ.get("CASELOAD_WRITE_DOCS") == "1":
        path.write_text(svg, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == svg, f"{name} is stale: CASELOAD_WRITE_DOCS=1 pytest {__file__}"


def test_the_picture_of_the_readme_is_what_the_model_draws() -> None:
    worlds = cl.compare(cl.load("local/one_town"), ["app_first"], replications=8, seed=1)
    compare_or_write("one_town_lists.svg", vl_convert.vegalite_to_svg(worlds.plot.lists().to_json()) + "\n")


def test_the_picture_of_growth_is_that_of_the_figures_measured() -> None:
    compare_or_write(growth.PICTURE.name, growth.draw(pd.read_csv(growth.MEASURED)))
