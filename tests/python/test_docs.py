"""What the documentation shows is what happens."""

import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import caseload

ROOT = Path(__file__).parents[2]
MODULES = [m.name for m in pkgutil.iter_modules(caseload.__path__) if not m.name.startswith("_")]


@pytest.mark.parametrize("name", ["", *MODULES])
def test_examples_in_docstrings_give_what_they_say(name):
    module = importlib.import_module(f"caseload.{name}" if name else "caseload")
    assert doctest.testmod(module).failed == 0


def snippets_of(page: str) -> list[str]:
    path = ROOT / page
    return re.findall(r"```python\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL) if path.is_file() else []


PAGES = [page for page in ("README.md", "python/README.md") if snippets_of(page)]


@pytest.mark.parametrize("page", PAGES)
def test_snippets_run(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    space: dict[str, object] = {}
    for snippet in snippets_of(page):
        exec(compile(snippet, page, "exec"), space)
