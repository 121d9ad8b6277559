"""The process in which files of strangers are read: what it may use, how it ends, and that it is not believed."""

import ast
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from kano.errors import KanoError
from kano.foreign.cells import Column, packed
from kano.foreign.limits import limit
from kano.readers import child, open_grid
from tests.readers.bombs import GOOD, book, sav

FOREIGN = Path(child.MAIN).parent
TEXTS = [[str(cell) for cell in row] for row in GOOD]


def rows(grid):
    return [grid.row(i) for i in range(len(grid))]


def refused(read=None):
    with pytest.raises(KanoError) as caught:
        (read or (lambda: open_grid(book(S=GOOD), "a.xlsx")))()
    return caught.value


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Replace what runs in the child; `order` is what it was asked."""

    def replace(code):
        file = tmp_path / "main.py"
        start = f"import json, os, sys\nsys.path.append({str(FOREIGN.parents[1])!r})\n"
        file.write_text(f"{start}order = json.loads(sys.stdin.buffer.readline())\n{code}")
        monkeypatch.setattr(child, "MAIN", file)

    return replace


def says(expression):
    """Code that answers with the reason why a file cannot be read."""
    answer = f"packed({{'error': 'file-unreadable', 'values': {{'reason': str({expression})}}}})"
    return f"from kano.foreign.cells import packed\nsys.stdout.buffer.write(b''.join({answer}))\n"


def alive():
    return psutil.Process().children(recursive=True)


@pytest.mark.parametrize(
    "code",
    ["os.abort()", "os.kill(os.getpid(), 11)", "sys.exit(3)", "raise MemoryError", "x = bytearray(10**13)", "pass"],
)
def test_a_child_that_breaks_is_an_error_in_words(program, code):
    program(code)
    assert refused().code == "file-crashed"
    assert alive() == []


def is_left(info):
    return info["cmdline"] == ["sleep", "60"] and info["ppid"] == 1


def ended_soon(left):
    """Whether nothing is left; what was killed takes the system a moment to clear away."""
    until = time.perf_counter() + 2
    while left() and time.perf_counter() < until:
        time.sleep(0.02)
    return not left()


def test_a_child_without_end_is_ended_with_all_that_it_started(program, monkeypatch):
    monkeypatch.setattr(child, "SECONDS", 0.6)
    program("import subprocess\nsubprocess.Popen(['sleep', '60'])\nwhile True: pass")
    started = time.perf_counter()
    error = refused()
    assert error.code == "file-too-slow"
    assert time.perf_counter() - started < 3
    assert alive() == []
    assert ended_soon(lambda: [p for p in psutil.process_iter(["cmdline", "ppid"]) if is_left(p.info)])


def test_a_child_has_no_more_time_than_its_limit(program, monkeypatch):
    monkeypatch.setitem(child.LIMITS, "CPU", 1)
    program("from kano.foreign.limits import limit\nlimit(order['limits'])\nwhile True: pass")
    assert refused().code == "file-too-slow"


def test_a_child_is_ended_when_the_waiting_is_interrupted(program, monkeypatch):
    program("while True: pass")
    whole = subprocess.Popen.wait

    def interrupted(*_, **__):
        monkeypatch.setattr(subprocess.Popen, "wait", whole)
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess.Popen, "wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        open_grid(book(S=GOOD), "a.xlsx")
    assert alive() == []


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="limits are those of POSIX")
def test_the_limits_hold_and_the_session_is_its_own(program):
    import resource

    names = [*child.LIMITS, "AS"]
    limits = f"[resource.getrlimit(getattr(resource, 'RLIMIT_' + n))[0] for n in {names}]"
    code = "import resource\nfrom kano.foreign.limits import limit\nlimit(order['limits'])\n"
    program(code + says(f"json.dumps([{limits}, os.getsid(0) == os.getpid()])"))
    found, own = json.loads(refused().values["reason"])
    for name, most in zip(names, found, strict=True):
        hard = resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))[1]
        asked = {**child.LIMITS, "AS": child.MEMORY}[name]
        assert most == (asked if hard == resource.RLIM_INFINITY else min(asked, hard))
    assert own


def test_nothing_of_the_server_reaches_the_child(program, monkeypatch):
    monkeypatch.setenv("KANO_SECRET", "canary")
    monkeypatch.setenv("PYTHONPATH", "canary")
    with tempfile.TemporaryFile() as other:
        os.set_inheritable(other.fileno(), True)
        listed = "sorted(os.listdir('/proc/self/fd'))" if Path("/proc/self/fd").exists() else "[]"
        program(says(f"json.dumps([dict(os.environ), sys.argv[1:], {listed}])"))
        environment, arguments, files = json.loads(refused().values["reason"])
    assert set(environment) <= {"OPENBLAS_NUM_THREADS", "RUST_BACKTRACE", "SYSTEMROOT", "LD_LIBRARY_PATH", "LC_CTYPE"}
    assert arguments == []
    assert files in ([], ["0", "1", "2", "3"])  # The last is the list itself.


def test_a_flood_ends_at_the_limit_on_the_size_of_files(program, monkeypatch):
    monkeypatch.setitem(child.LIMITS, "FSIZE", 1_000_000)
    flood = "while True: os.write(1, bytes(100_000))"
    program(f"from kano.foreign.limits import limit\nlimit(order['limits'])\n{flood}")
    assert refused().code == "file-crashed"


def answer(**changed):
    columns = [Column(), Column()]
    columns[0].extend(["a", "1"])
    columns[1].extend(["b", "2"])
    start, *codes = list(packed({"sheets": ["S"]}, columns))[1:]
    text = json.dumps({**json.loads(start), **changed}).encode()
    return len(text).to_bytes(8, "little") + text + b"".join(codes)


def test_an_answer_that_is_whole_is_taken(monkeypatch):
    monkeypatch.setattr(child, "_ask", lambda *_: (0, answer()))
    assert rows(open_grid(book(S=GOOD), "a.xlsx")) == [["a", "b"], ["1", "2"]]


@pytest.mark.parametrize(
    "given",
    [
        b"",
        b"\xff" * 100,
        (5).to_bytes(8, "little") + b"[" * 5,
        (200_000).to_bytes(8, "little") + b"[" * 200_000,
        answer()[:-1],
        answer(rows=3),
        answer(rows=-1),
        answer(rows=10**9),
        answer(rows="2"),
        answer(rows=None),
        answer(kinds=["B"]),
        answer(kinds=["B", "x"]),
        answer(kinds=["I", "I"]),
        answer(columns=[["a"], ["b", "2"]]),
        answer(columns=[["a", 1], ["b", "2"]]),
        answer(columns={"a": 1, "b": 2}),
        answer(columns=5),
        answer(sheets=[]),
        answer(sheets=None),
        answer(error="file-missing", values={}),
        answer(error="file-unreadable", values={}),
        answer(error="sheet-too-large", values=[1]),
        answer(error=["x"], values={}),
        b"\x02" + bytes(7) + b"[]",
        b"\x02" + bytes(7) + b"{}",
    ],
)
def test_an_answer_that_is_not_what_a_reader_writes_is_not_taken(monkeypatch, given):
    monkeypatch.setattr(child, "_ask", lambda *_: (0, given))
    assert refused().code == "file-crashed"
    assert refused(lambda: open_grid(sav(), "a.sav")).code == "file-crashed"


def test_what_a_child_says_is_cleaned_and_short(program):
    program(says("'\\x1b[31m' + chr(0x202e) + 'x' * 9999"))
    reason = refused().values["reason"]
    assert len(reason) <= 200
    assert reason.isprintable()


def test_many_threads_read_at_once_and_few_children_run():
    data, most, go = book(S=GOOD), [0], threading.Event()

    def count():
        while not go.is_set():
            most[0] = max(most[0], len(psutil.Process().children()))
            time.sleep(0.001)

    counter = threading.Thread(target=count)
    counter.start()
    with ThreadPoolExecutor(16) as pool:
        grids = list(pool.map(lambda _: rows(open_grid(data, "a.xlsx")), range(48)))
    go.set()
    counter.join()
    assert grids == [TEXTS] * 48
    assert 1 <= most[0] <= child.AT_ONCE
    assert alive() == []


def test_when_all_readers_are_busy_for_long_the_user_is_told(monkeypatch):
    monkeypatch.setattr(child, "_free", threading.BoundedSemaphore(1))
    monkeypatch.setattr(child, "PATIENCE", 0.05)
    child._free.acquire()
    assert refused().code == "readers-busy"
    child._free.release()
    assert rows(open_grid(book(S=GOOD), "a.xlsx")) == TEXTS


def test_a_machine_that_starts_no_more_processes_is_busy_and_gives_its_place_back(monkeypatch):
    def full(*_, **__):
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(child, "_free", threading.BoundedSemaphore(1))
    with monkeypatch.context() as changed:
        changed.setattr(subprocess, "Popen", full)
        assert refused().code == "readers-busy"
    assert rows(open_grid(book(S=GOOD), "a.xlsx")) == TEXTS


def test_a_system_without_limits_and_files_in_memory_reads_all_the_same(monkeypatch, tmp_path):
    monkeypatch.delattr(os, "memfd_create", raising=False)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert rows(open_grid(book(S=GOOD), "a.xlsx")) == TEXTS
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setitem(sys.modules, "resource", None)
    limit({"CPU": 1})
    monkeypatch.delattr(os, "killpg", raising=False)
    monkeypatch.setattr(child, "TIME_IS_UP", None)
    assert rows(open_grid(book(S=GOOD), "a.xlsx")) == TEXTS


def test_a_system_without_process_groups_ends_its_children_too(program, monkeypatch):
    monkeypatch.delattr(os, "killpg", raising=False)
    monkeypatch.setattr(child, "SECONDS", 0.5)
    program("while True: pass")
    assert refused().code == "file-too-slow"
    assert alive() == []


def test_what_runs_in_the_child_imports_nothing_else_of_kano():
    allowed = {"kano.foreign", "python_calamine", "pyreadstat", *sys.stdlib_module_names}
    for file in FOREIGN.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
            assert all(any(name == a or name.startswith(f"{a}.") for a in allowed) for name in names), file.name


@pytest.mark.parametrize(("make", "most"), [(lambda: book(S=GOOD), 0.15), (sav, 1.0)], ids=["xlsx", "sav"])
def test_a_small_file_is_read_at_once(make, most):
    data, times = make(), []
    for _ in range(7):
        started = time.perf_counter()
        open_grid(data, "a")
        times.append(time.perf_counter() - started)
    assert min(times) < most
