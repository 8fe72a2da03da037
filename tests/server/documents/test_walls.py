"""What runs behind walls is ended when it takes too long, too much memory, or writes too much; nothing of it stays behind."""

import sys
import time

from loa.server.documents.leafing import walls


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def run(code, tmp_path, **limits):
    return walls.run(python(code), folder=tmp_path, **{"seconds": 10, "memory_mb": 500, **limits})


def test_what_ends_well_says_what_it_has_to_say(tmp_path):
    done = run("print('xong')", tmp_path)
    assert (done.well, done.said) == (True, b"xong\n")


def test_what_takes_too_long_is_killed_with_all_it_started(tmp_path):
    began = time.monotonic()
    code = "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', \"import time; time.sleep(1.5); open('late', 'w')\"]); time.sleep(60)"
    assert run(code, tmp_path, seconds=0.7).code is None
    assert time.monotonic() - began < 5
    time.sleep(1.5)
    assert not (tmp_path / "late").exists()


def test_what_wants_too_much_memory_fails_alone(tmp_path):
    done = run("x = bytearray(900_000_000)", tmp_path)
    assert not done.well
    assert b"MemoryError" in done.complained


def test_what_burns_the_processor_is_ended_by_its_limit(tmp_path):
    done = run("while True: pass", tmp_path, seconds=1)
    assert not done.well


def test_nothing_of_our_surroundings_reaches_it(tmp_path, monkeypatch):
    monkeypatch.setenv("LOA_SECRET", "bi-mat")
    done = run("import os; print('LOA_SECRET' in os.environ, os.environ['HOME'])", tmp_path)
    assert done.said.decode().split() == ["False", str(tmp_path)]
