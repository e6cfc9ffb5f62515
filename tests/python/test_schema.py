"""The JSON Schema accepts every shipped file and refuses every malformed structure."""

import datetime
import json
import tomllib
from pathlib import Path

import jsonschema
import pytest

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs" / "scenario.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def as_json(value):
    """A TOML value as JSON has it: dates become texts."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return value


def problems(path):
    content = as_json(tomllib.loads(path.read_text(encoding="utf-8")))
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(content)]


def malformed():
    return sorted((ROOT / "tests" / "malformed").glob("*.toml"))


def is_malformed_in_structure(path):
    return path.read_bytes().startswith(b"#!schema")


def is_toml(path):
    try:
        tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return False
    return True


def name(path):
    return path.relative_to(ROOT).as_posix()


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "path",
    [
        *sorted((ROOT / "scenarios").rglob("*.toml")),
        *sorted((ROOT / "tests" / "scenarios").glob("*.toml")),
        ROOT / "tests" / "malformed" / "parts" / "good.toml",
    ],
    ids=name,
)
def test_the_schema_accepts_what_is_right(path):
    assert problems(path) == []


@pytest.mark.parametrize("path", list(filter(is_malformed_in_structure, malformed())), ids=name)
def test_the_schema_refuses_a_malformed_structure(path):
    assert problems(path) != []


@pytest.mark.parametrize("path", [p for p in malformed() if is_toml(p) and not is_malformed_in_structure(p)], ids=name)
def test_what_only_the_reader_sees_is_marked_so(path):
    assert problems(path) == [], "the schema sees it too: begin the file with #!schema"


def test_enough_malformed_structures_are_tried():
    assert sum(map(is_malformed_in_structure, malformed())) >= 25


@pytest.mark.parametrize("missing", ["title", "start", "length"])
def test_a_scenario_without_a_required_key_is_refused_unless_it_extends_another(missing):
    path = ROOT / "tests" / "malformed" / "parts" / "good.toml"
    content = as_json(tomllib.loads(path.read_text(encoding="utf-8")))
    del content["scenario"][missing]
    assert not VALIDATOR.is_valid(content)
    content["extends"] = "good"
    assert VALIDATOR.is_valid(content)
