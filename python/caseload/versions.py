"""What it takes to reproduce a figure."""

from __future__ import annotations

import platform
from importlib import metadata

from caseload import _core

_PACKAGES = ("numpy", "pandas", "pyarrow", "scipy", "altair", "vl-convert-python")


def versions() -> dict[str, str]:
    """The versions behind a result: of caseload, its compiler and libraries, Python and the packages it counts on."""
    found = {"caseload": _core.version()}
    found.update(_core.build())
    found["python"] = platform.python_version()
    found["system"] = f"{platform.system()} {platform.machine()}"
    for package in _PACKAGES:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            found[package] = "not installed"
    return found
