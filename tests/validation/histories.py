"""Running small scenarios given as text, and reading one value a replication from the results."""

from __future__ import annotations

import zlib
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

import caseload as cl

HEAD = """
schema = 1
[scenario]
title = "A check against theory"
start = 2024-01-01
{times}
"""
ONE_NEED = "[need.any]\nshare = 1.0\n"


def scenario(body: str, *, length: str, warm_up: str = "", more: str = "", needs: str = ONE_NEED) -> cl.Scenario:
    """A scenario from the tables that matter; what every file has is put before them."""
    times = f'length = "{length}"\n' + (f'warm_up = "{warm_up}"\n' if warm_up else "") + more
    with TemporaryDirectory() as folder:
        path = Path(folder) / "check.toml"
        path.write_text(HEAD.format(times=times) + needs + body, encoding="utf-8")
        return cl.load(path)


def seed_of(name: str) -> int:
    """A seed from a name, so that nobody chose it."""
    return zlib.crc32(name.encode())


def run(what: cl.Scenario, name: str, replications: int, **options: object) -> cl.Results:
    """``replications`` chance histories in this process alone: the tests already run side by side."""
    return cl.run(what, replications=replications, seed=seed_of(name), threads=1, progress=False, **options)


def values(results: cl.Results, measure: str, service: str = "", need: str = "") -> np.ndarray:
    """One value a replication."""
    rows = _indexed(results)
    return rows.loc[[(measure, service, need)]].to_numpy()


_index: dict[int, tuple[cl.Results, pd.Series]] = {}


def _indexed(results: cl.Results) -> pd.Series:
    if id(results) not in _index:
        m = results.measures
        whole = m[(m["area"] == "") & (m["stratum"] == "")]
        found = whole.set_index(["measure", "service", "need"])["value"].sort_index(kind="stable")
        _index.clear()
        _index[id(results)] = (results, found)
    return _index[id(results)][1]


def curves(what: cl.Scenario, name: str, replications: int) -> pd.DataFrame:
    """The curves of single replications, for a run of several pools them: the columns of curves and ``replication``."""
    found = []
    for k in range(replications):
        one = cl.run(what, replications=1, seed=seed_of(f"{name} {k}"), threads=1, progress=False).curves
        found.append(one.assign(replication=k))
    return pd.concat(found)
