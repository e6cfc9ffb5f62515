"""Columns of text side by side, for terminals."""

from __future__ import annotations

from collections.abc import Sequence


def aligned(rows: Sequence[Sequence[str]], how: str = "") -> list[str]:
    """Columns side by side, a rule under the first row.

    Args:
        rows: all of one length.
        how: ``l`` or ``r`` for each column; by default the first to the left and the others to the right.
    """
    how = how or "l" + "r" * (len(rows[0]) - 1)
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]

    def line(row: Sequence[str]) -> str:
        cells = zip(row, widths, how, strict=True)
        return "  ".join(c.rjust(w) if h == "r" else c.ljust(w) for c, w, h in cells).rstrip()

    return [line(rows[0]), "  ".join("-" * w for w in widths), *(line(row) for row in rows[1:])]
