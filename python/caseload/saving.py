"""A result as a folder of files; see ``python/README.md`` for what is in each."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from caseload import files, report

if TYPE_CHECKING:
    from caseload.results import Results


def save(results: Results, folder: Path) -> Path:
    """Write ``results`` into ``folder``, whole or not at all; see :meth:`Results.save`."""
    page = report.page(results)  # what is slow or may fail comes before the first file
    files.write_folder(folder, lambda place: _fill(results, page, place))
    return folder


def _fill(results: Results, page: str, place: Path) -> None:
    from caseload.results import DIFFERENCE_COLUMNS, Comparison

    files.write_csv(place / "measures.csv", results.measures)
    _write_parquet(place / "measures.parquet", results.measures)
    _write_parquet(place / "series.parquet", results.series)
    if isinstance(results, Comparison):
        files.write_csv(place / "differences.csv", results.differences[DIFFERENCE_COLUMNS])
    names = files.file_names(results.logs, "log_{}.csv")
    for name, text in zip(names, results.logs.values(), strict=True):
        (place / name).write_text(files.harmless_text(text), encoding="utf-8", newline="\n")
    (place / "report.html").write_text(page, encoding="utf-8", newline="\n")
    files.write_json(place / files.MANIFEST, _manifest(results, dict(zip(results.logs, names, strict=True))))


def _write_parquet(path: Path, frame: pd.DataFrame) -> None:
    frame.to_parquet(path, index=False, compression="zstd")


def _manifest(results: Results, logs: dict[str, str]) -> dict[str, Any]:
    policies = {
        world: [{"name": p.name, "title": p.title, "file": Path(p.file).name, "sha256": _hash(p.file)} for p in told]
        for world, told in results.policies.items()
    }
    return {"format": 1, **results.manifest(), "policies": policies, "logs": logs}


def _hash(file: str) -> str:
    path = Path(file)
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
