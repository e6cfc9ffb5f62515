import subprocess
import sys

import pytest

import caseload as cl


@pytest.mark.parametrize("name", ["local/one_town", "england/talking_therapies"])
def test_shipped_scenarios_are_found_from_anywhere(name):
    code = f"import caseload as cl; print(cl.load({name!r}).title)"
    done = subprocess.run([sys.executable, "-c", code], cwd="/", capture_output=True, text=True, check=True)
    assert done.stdout.strip()


def test_the_names_of_what_is_shipped():
    names = cl.shipped()
    assert "local/one_town" in names
    assert {f"policies/{p}" for p in ("more_staff", "longer_courses", "session_cap", "app_first")} <= set(names)


def test_the_package_says_that_it_is_typed():
    from importlib import resources

    package = resources.files("caseload")
    assert (package / "py.typed").is_file()
    assert (package / "_core.pyi").is_file()
    assert (package / "templates" / "report.html.j2").is_file()


def test_versions_name_all_that_decides_a_result():
    found = cl.versions()
    assert {"caseload", "compiler", "boost", "python", "numpy", "pandas", "scipy"} <= set(found)
    assert found["caseload"] == cl.__version__
