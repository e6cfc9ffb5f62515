"""Long work in the compiled core, with a bar that moves and a Ctrl-C that is heard.

The work runs on a thread of its own, without the interpreter's lock; this thread naps, draws the bar and catches the
interrupt. On Ctrl-C the work is told to stop (it looks at the flag between events) and is waited for.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from tqdm.auto import tqdm

T = TypeVar("T")
_NAP = 0.05  # seconds between two looks


class Watched(Protocol):
    """What the core tells about work under way, and how it is told to stop."""

    @property
    def done(self) -> int:
        """How many parts are finished."""

    @property
    def total(self) -> int:
        """How many parts there are; 0 before that is known."""

    def cancel(self) -> None:
        """Ask the work to stop at its next look."""


class _Work(Generic[T]):
    def __init__(self, work: Callable[[], T]) -> None:
        self.result: T | None = None
        self.error: BaseException | None = None
        self.finished = threading.Event()
        self._work = work
        self.thread = threading.Thread(target=self._run, name="caseload")

    def _run(self) -> None:
        try:
            self.result = self._work()
        except BaseException as error:  # noqa: BLE001  (it is raised again where somebody can catch it)
            self.error = error
        finally:
            self.finished.set()


def watch(work: Callable[[], T], progress: Watched, *, description: str, show: bool = True) -> T:
    """Run ``work`` while showing ``progress``; return its result or raise its error.

    Args:
        work: called once, on another thread; must release the interpreter's lock.
        progress: what ``work`` reports to and listens to.
        description: what stands beside the bar.
        show: draw the bar where somebody can see it move: on stderr in a terminal, as a widget in Jupyter.

    Raises:
        KeyboardInterrupt: within a second of Ctrl-C, after the work has stopped.
    """
    task = _Work(work)
    with tqdm(desc=description, disable=not (show and is_watched()), unit="run", leave=False) as bar:
        task.thread.start()
        try:
            while not task.finished.wait(_NAP):  # not join(): interrupted, it takes a running thread for ended
                _draw(bar, progress)
        except BaseException:
            progress.cancel()
            task.finished.wait()
            raise
        finally:
            task.thread.join()
    if task.error is not None:
        raise task.error
    return task.result  # type: ignore[return-value]


def is_watched() -> bool:
    """Whether somebody can see a bar move: stderr is a terminal, or this is Jupyter."""
    return "ipykernel" in sys.modules or bool(sys.stderr and sys.stderr.isatty())


def _draw(bar: tqdm[None], progress: Watched) -> None:
    total = progress.total
    if total and bar.total != total:
        bar.reset(total=total)
    bar.update(progress.done - bar.n)
