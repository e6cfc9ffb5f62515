"""The command line.

Answers go to stdout, everything about the answering (problems, progress) to stderr. Exit codes: 0 done; 2 bad input,
nothing written; 130 interrupted, nothing written; 1 a fault of ours.
"""

from __future__ import annotations

import argparse
import os
import sys
import tomllib
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypedDict

import caseload._core as _core
from caseload import evidence, files, tables
from caseload.compare import compare, run
from caseload.description import describe
from caseload.errors import ScenarioError, UsageError
from caseload.results import Results
from caseload.scenario import library_folders, load, shipped
from caseload.versions import versions

DONE, FAULT, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    parser = _parser()
    args = parser.parse_args(arguments)
    command: Callable[[argparse.Namespace], None] = args.command
    try:
        command(args)
        sys.stdout.flush()
    except (ScenarioError, UsageError) as error:
        _complain(str(error))
        return BAD_INPUT
    except KeyboardInterrupt:
        _complain("interrupted; nothing was written")
        return INTERRUPTED
    except BrokenPipeError:  # whoever read us has heard enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        _complain(f"caseload: {error}; nothing was written")
        return FAULT
    except Exception:  # noqa: BLE001
        traceback.print_exc()
        _complain("caseload: this is a fault of ours, not of your input; please report the lines above")
        return FAULT
    return DONE


def _complain(message: str) -> None:
    print(message, file=sys.stderr)


def _check(args: argparse.Namespace) -> None:
    if _is_policy(args.scenario):
        info = _core.check_policy(args.scenario, folders=library_folders(), strict=args.strict)
        print(
            f"{args.scenario}: policy {info.name!r} is sound" + (", every number accounted for" if args.strict else "")
        )
        return
    scenario = load(args.scenario)
    notes = scenario.check(strict=args.strict, policies=args.policies)
    for note in notes:
        print(f"warning: {note}")
    print(f"{args.scenario}: sound; {evidence.counted_evidence(scenario.evidence(args.policies))}")


def _ledger(args: argparse.Namespace) -> None:
    ledger = load(args.scenario).evidence(args.policies)
    if args.csv:
        files.write_csv(sys.stdout, ledger)
    else:
        print(evidence.ledger_text(ledger))


def _graph(args: argparse.Namespace) -> None:
    graph = load(args.scenario).graph(policies=args.policies, week=args.week)
    text = graph.svg() if args.format == "svg" else graph.dot
    if args.out is None:
        print(text)
    else:
        files.write_text(args.out, text)
        print(args.out)


def _describe(args: argparse.Namespace) -> None:
    scenario = load(args.scenario)
    told = describe(scenario, args.policies, areas=_areas(args.areas), versions=args.versions)
    if args.out is not None:
        print(told.write(args.out, format=args.format or ""))
    else:
        print(told.html() if args.format == "html" else told.markdown(), end="")


def _run(args: argparse.Namespace) -> None:
    scenario, folder = load(args.scenario), _folder(args)
    _finish(run(scenario, policies=args.policies, **_how(args)), folder)


def _compare(args: argparse.Namespace) -> None:
    scenario, folder = load(args.scenario), _folder(args)
    _finish(compare(scenario, args.policies, **_how(args)), folder)


class _How(TypedDict):
    """What :func:`run` and :func:`compare` take alike."""

    replications: int
    seed: int
    threads: int
    areas: str | list[str] | None
    log: bool
    log_people: int


def _how(args: argparse.Namespace) -> _How:
    return {
        "replications": args.replications,
        "seed": args.seed,
        "threads": args.threads,
        "areas": _areas(args.areas),
        "log": args.log,
        "log_people": args.log_people,
    }


def _folder(args: argparse.Namespace) -> Path:
    folder: Path = args.out
    files.check_folder(folder)
    return folder


def _finish(results: Results, folder: Path) -> None:
    print(tables.as_text(results))
    print()
    for warning in results.warnings:
        print(f"warning: {warning}")
    sys.stdout.flush()  # the answer first: drawing the report takes longer than the run of a town
    results.save(folder)
    print("Report:")
    print(folder / "report.html")


def _schema(args: argparse.Namespace) -> None:  # noqa: ARG001
    print(_core.json_schema())


def _reference(args: argparse.Namespace) -> None:  # noqa: ARG001
    print(_core.format_reference())


def _version(args: argparse.Namespace) -> None:  # noqa: ARG001
    for name, version in versions().items():
        print(f"{name} {version}")


def _list(args: argparse.Namespace) -> None:  # noqa: ARG001
    print("\n".join(shipped()))


def _areas(text: str | None) -> str | list[str] | None:
    return text.split(",") if text and "," in text else text


def _is_policy(name: str) -> bool:
    """Whether a file holds policies and no scenario. What cannot be read counts as a scenario and is told as such."""
    candidates = [Path(name)]
    for folder in library_folders():
        candidates += [folder / f"{name}.toml", folder / "policies" / f"{name}.toml"]
    for path in candidates:
        if path.is_file():
            try:
                table = tomllib.loads(path.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                return False
            return "policy" in table and not {"scenario", "extends", "service"} & table.keys()
    return False


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="caseload",
        description="Simulate mental-health services and compare what policies do to the people in them.",
        epilog="SCENARIO and POLICY are paths or shipped names; 'caseload list' prints those.",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def add(name: str, function: Callable[[argparse.Namespace], None], text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(command=function)
        return command

    check = add("check", _check, "Check a scenario or a policy file; all problems at once.")
    _scenario(check, policies="*")
    check.add_argument("--strict", action="store_true", help="every number needs a source or the word assumption")
    ledger = add("evidence", _ledger, "Print every number with what it rests on.")
    _scenario(ledger, policies="*")
    ledger.add_argument("--csv", action="store_true", help="as CSV, with every column")
    graph = add("graph", _graph, "Draw the pathway with its expected flows.")
    _scenario(graph, policies="*")
    graph.add_argument("--format", choices=["dot", "svg"], default="dot", help="svg needs Graphviz (default: dot)")
    graph.add_argument(
        "--week",
        type=float,
        default=0.0,
        help="values in force in this week of the run (default: 0)",
    )
    graph.add_argument("--out", type=Path, help="a file (default: stdout)")

    told = add(
        "describe", _describe, "Describe the model by the reporting guideline STRESS-DES, and what is left to write."
    )
    _scenario(told, policies="*")
    _which_areas(told)
    told.add_argument("--format", choices=["markdown", "html"], help="default: markdown, or html if FILE ends so")
    told.add_argument(
        "--out", type=Path, metavar="FILE", help="a file, beside Markdown also its picture (default: stdout)"
    )
    told.add_argument("--no-versions", dest="versions", action="store_false", help="the same text on every machine")

    one = add("run", _run, "Run one world and write its results.")
    _scenario(one, policies="*")
    _running(one, replications=10)
    several = add(
        "compare",
        _compare,
        "Compare the scenario as it is with one world a policy ('a + b': both in one).",
    )
    _scenario(several, policies="+")
    _running(several, replications=20)

    add("schema", _schema, "Print the JSON Schema of scenario and policy files, for editors.")
    add(
        "reference",
        _reference,
        "Print every key of the file format with its unit, default and meaning.",
    )
    add("list", _list, "Print the names of shipped scenarios and policies.")
    add("version", _version, "Print the versions that decide a result.")
    return parser


def _scenario(parser: argparse.ArgumentParser, *, policies: str) -> None:
    parser.add_argument("scenario", metavar="SCENARIO", help="path or shipped name")
    parser.add_argument("policies", metavar="POLICY", nargs=policies, help="path or name of a policy")


def _which_areas(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--areas",
        metavar="one|all|CODE",
        help="codes are separated by commas (default: all where there are areas)",
    )


def _running(parser: argparse.ArgumentParser, *, replications: int) -> None:
    add = parser.add_argument
    add(
        "--replications",
        type=int,
        default=replications,
        metavar="N",
        help="chance histories (default: %(default)s)",
    )
    add(
        "--seed",
        type=int,
        default=1,
        metavar="S",
        help="the same seed gives the same bits (default: %(default)s)",
    )
    add(
        "--threads",
        type=int,
        default=0,
        metavar="T",
        help="at once; 0 is as many as the machine has (default)",
    )
    _which_areas(parser)
    add(
        "--out",
        type=Path,
        default=Path("caseload-results"),
        metavar="DIR",
        help="folder (default: %(default)s)",
    )
    add(
        "--log",
        action="store_true",
        help="also write an event log of the first replication of every world",
    )
    add(
        "--log-people",
        type=int,
        default=0,
        metavar="N",
        help="log only the first N people (implies --log)",
    )
