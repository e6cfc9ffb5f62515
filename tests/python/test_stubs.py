import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pybind11_stubgen")

COMMITTED = Path(__file__).parents[2] / "python" / "caseload" / "_core.pyi"


def test_the_committed_stub_is_what_the_generator_gives(tmp_path):
    """To renew it: python -m pybind11_stubgen caseload._core --output-dir python"""
    subprocess.run(
        [sys.executable, "-m", "pybind11_stubgen", "caseload._core", "--exit-code", "--output-dir", str(tmp_path)],
        check=True,
        capture_output=True,
    )
    assert (tmp_path / "caseload" / "_core.pyi").read_text(encoding="utf-8") == COMMITTED.read_text(encoding="utf-8")


def test_everything_in_the_core_is_documented():
    from caseload import _core

    for name, thing in vars(_core).items():
        if name.startswith("__"):
            continue
        assert thing.__doc__, name
        if isinstance(thing, type):
            assert "__repr__" in vars(thing), name
            for member, value in vars(thing).items():
                assert member.startswith("_") or value.__doc__, f"{name}.{member}"
