"""Frames of estimates as they are shown: whole numbers inside, rounded as their intervals allow outside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

#: Of longer frames the beginning and the end are shown.
MOST_ROWS = 60

Words = Callable[[pd.DataFrame], pd.DataFrame]


class Shown(pd.DataFrame):
    """A frame that shows its estimates in words: with intervals, and no more digits than those support.

    What is computed with it has all digits. Where the columns that the words need are gone, it shows like any frame.
    """

    _metadata = ["_words"]  # noqa: RUF012  (so pandas has it)
    _words: Words | None = None

    @property
    def _constructor(self) -> Callable[..., Shown]:
        return Shown

    @classmethod
    def of(cls, frame: pd.DataFrame, words: Words) -> Shown:
        """``frame``, shown by ``words``: a function from rows to the rows as they are read, found by its name."""
        made = cls(frame)
        made._words = words
        return made

    def in_words(self) -> pd.DataFrame | None:
        """The rows as they are read; nothing where columns are missing."""
        plain = pd.DataFrame(self)
        if len(plain) > MOST_ROWS:
            plain = pd.concat([plain.head(MOST_ROWS // 2), plain.tail(MOST_ROWS // 2)])
        try:
            return self._words(plain) if self._words else None
        except (KeyError, AttributeError):
            return None

    def __repr__(self) -> str:
        words = self.in_words()
        return super().__repr__() if words is None else words.to_string() + self._how_many(words)

    def _repr_html_(self) -> Any:
        words = self.in_words()
        if words is None:
            return pd.DataFrame(self)._repr_html_()  # type: ignore[operator]
        return f"<div>{words.to_html()}<p>{self._how_many(words)}</p></div>"

    def _how_many(self, words: pd.DataFrame) -> str:
        return f"\n[{len(words)} of {len(self)} rows]" if len(words) < len(self) else ""
