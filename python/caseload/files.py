"""Results on disk: whole or not at all, harmless to open, the same bytes for the same result.

A folder of results is written beside its place under a name of its own and renamed when complete, so nobody finds half
of one. CSV files carry no dates and no machine's name; floats are written in the shortest form that reads back exactly.
Names come from scenario files, which anybody may have written: a spreadsheet must not run them as formulas, and a file
name must not lead out of the folder.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TextIO

import pandas as pd

from caseload.errors import UsageError

MANIFEST = "manifest.json"
_OURS = re.compile(
    r"manifest\.json|measures\.(csv|parquet)|series\.parquet|differences\.csv|report\.html|log_[\w.-]+\.csv"
)
# What a spreadsheet takes for the beginning of a formula (owasp.org/www-community/attacks/CSV_Injection), also in the
# full width of East Asian scripts; and where a cell begins: some spreadsheets part cells at semicolons too.
_FORMULA = "[-=+@\uff0d\uff1d\uff0b\uff20]"
_FORMULA_START = re.compile(rf"(^|;)(?=\s*{_FORMULA})")
_NUMBER = r"-?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?(?=[,\n]|$)"
_FORMULA_CELL = re.compile(rf"(^|[,;])(\"?)(?!{_NUMBER})(?=[^\S\n]*{_FORMULA})", re.MULTILINE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


def check_folder(folder: Path) -> None:
    """Refuse, before any work, a folder that could not be written or that holds what is not ours.

    Raises:
        UsageError: the place is a file, cannot be written, or holds files that no result holds.
    """
    if folder.is_dir():
        foreign = sorted(p.name for p in folder.iterdir() if not (p.is_file() and _OURS.fullmatch(p.name)))
        if foreign:
            raise UsageError(
                f"{folder} holds {foreign[0]!r}, which is not part of a result; choose an empty or a new folder"
            )
    existing = next(p for p in (folder, *folder.absolute().parents) if p.exists())
    if not existing.is_dir():
        raise UsageError(f"{existing} is a file; results need a folder")
    if not os.access(existing, os.W_OK):
        raise UsageError(f"{existing} cannot be written")


def write_folder(folder: Path, fill: Callable[[Path], None]) -> None:
    """Let ``fill`` write into a new folder, then put it in the place of ``folder``. On any error nothing changes."""
    folder = folder.absolute()
    check_folder(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.part")
    aside.mkdir()
    try:
        fill(aside)
        _put_in_place(aside, folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _put_in_place(aside: Path, folder: Path) -> None:
    if not folder.exists():
        aside.rename(folder)
        return
    old = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.old")
    folder.rename(old)
    try:
        aside.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def write_text(path: Path, text: str) -> None:
    """Write a file aside and rename it into place."""
    path = path.absolute()
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        aside.write_text(text, encoding="utf-8", newline="\n")
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def write_csv(target: Path | TextIO, frame: pd.DataFrame) -> None:
    """Write a frame whose text cells are harmless in a spreadsheet. NaN is an empty cell."""
    safe = frame.copy()
    for column in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[column]):
            safe[column] = _harmless_column(safe[column])
    safe.to_csv(target, index=False, lineterminator="\n", encoding="utf-8")


def write_json(path: Path, value: Any) -> None:
    """Write JSON with sorted keys."""
    path.write_text(json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def harmless(text: str) -> str:
    """The text as a cell of one line that no spreadsheet takes for a formula.

    Examples:
        >>> harmless("=1+2"), harmless("NHS Bath"), harmless("a;@SUM(1)")
        ("'=1+2", 'NHS Bath', "a;'@SUM(1)")
    """
    return _FORMULA_START.sub(r"\1'", _CONTROL.sub(" ", text))


def harmless_text(text: str) -> str:
    """CSV text, written elsewhere, in which no cell is a formula; numbers stay as they are.

    Examples:
        >>> harmless_text("=x/gp/0,-2+3,-1.5")
        "'=x/gp/0,'-2+3,-1.5"
    """
    return _FORMULA_CELL.sub(r"\1\2'", text)


def file_names(names: Iterable[str], pattern: str) -> list[str]:
    """One safe file name for each name, distinct also where case does not count; ``pattern`` holds ``{}``.

    Examples:
        >>> file_names(["more_staff", "../etc/passwd", "a/b", "a b"], "log_{}.csv")
        ['log_more_staff.csv', 'log_etc_passwd.csv', 'log_a_b.csv', 'log_a_b-2.csv']
    """
    chosen: list[str] = []
    taken: set[str] = set()
    for name in names:
        plain = re.sub(r"[^A-Za-z0-9_-]+", "_", name).strip("_")[:80] or "policy"
        candidate, number = pattern.format(plain), 1
        while candidate.lower() in taken:
            number += 1
            candidate = pattern.format(f"{plain}-{number}")
        taken.add(candidate.lower())
        chosen.append(candidate)
    return chosen


def _harmless_column(column: pd.Series[Any]) -> pd.Series[Any]:
    # By distinct value: a column of millions holds a handful of names.
    return column.astype(object).map({v: harmless(str(v)) for v in column.unique()})
