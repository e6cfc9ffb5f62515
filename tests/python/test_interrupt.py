"""Ctrl-C, as a terminal sends it: to a program that is in the middle of a long run."""

import signal
import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind")

# A shell that starts the tests in the background has them ignore Ctrl-C, and what they start inherits that;
# a program at a terminal does not, so each program here begins as one.
PROGRAM = """
import signal, sys, threading, time
signal.signal(signal.SIGINT, signal.default_int_handler)
import caseload as cl
from caseload import _core

scenario = cl.load("local/one_town")
begun = _core.run_experiment

def leave(code):  # the time before the interpreter tidies up
    print(time.monotonic())
    sys.exit(code)

def tell(*args, **kwargs):
    print("running", flush=True)
    return begun(*args, **kwargs)
_core.run_experiment = tell
{code}
"""


def interrupted(arguments):
    """Start, wait until the core runs, interrupt: seconds until that was heard, exit code, stderr."""
    program = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert program.stdout.readline() == "running\n"
    time.sleep(0.5)
    assert program.poll() is None, "ended before it could be interrupted"
    sent = time.monotonic()
    program.send_signal(signal.SIGINT)
    out, err = program.communicate(timeout=30)
    return float(out.split()[-1]) - sent, program.returncode, err


def test_the_command_line_stops_within_a_second_with_130_and_writes_nothing(tmp_path):
    code = """
from caseload.cli import main
many = ["--replications", "5000", "--threads", "2", "--out", sys.argv[1]]
leave(main(["compare", "local/one_town", "more_staff", *many]))
"""
    seconds, returned, err = interrupted([sys.executable, "-c", PROGRAM.format(code=code), str(tmp_path / "out")])
    assert returned == 130
    assert "interrupted" in err
    assert seconds < 1.0
    assert list(tmp_path.iterdir()) == []


def test_python_gets_a_keyboard_interrupt_and_goes_on(tmp_path):
    code = """
try:
    cl.run(scenario, replications=5000, threads=1, progress=False)
except KeyboardInterrupt:
    cl.run(scenario, replications=1, progress=False)
    leave(7)
"""
    _, returned, err = interrupted([sys.executable, "-c", PROGRAM.format(code=code)])
    assert returned == 7, err


def test_other_threads_go_on_while_the_core_runs(tmp_path):
    code = """
ticks = 0
def tick():
    global ticks
    while True:
        ticks += 1
        time.sleep(0.01)
threading.Thread(target=tick, daemon=True).start()
try:
    cl.run(scenario, replications=5000, threads=1, progress=False)
except KeyboardInterrupt:
    leave(7 if ticks > 10 else 8)
"""
    _, returned, err = interrupted([sys.executable, "-c", PROGRAM.format(code=code)])
    assert returned == 7, err
