"""`kano workshop`: a room from the terminal, on the same store as the pages."""

import csv
import io
import zipfile

import pytest

from kano.cli import DONE, NEEDS_DECISION, main
from kano.workshop import host as hosts
from kano.workshop import tokens
from kano.workshop.room import Submission


@pytest.fixture(autouse=True)
def shared(tmp_path, monkeypatch):
    monkeypatch.setenv(hosts.DATABASE, f"sqlite:///{tmp_path / 'workshop.db'}")
    monkeypatch.delenv(hosts.ADDRESS, raising=False)
    hosts.host.cache_clear()
    yield hosts.host()
    hosts.host().database.close()
    hosts.host.cache_clear()


def opened(capsys, *options):
    assert main(["workshop", "open", "hotpot", *options]) == DONE
    lines = capsys.readouterr().out.splitlines()
    return lines[0].rpartition(" ")[2], lines


def answered(shared, code, people=6):
    actor = shared.service.operator(code)
    room = shared.service.room(actor)
    for _ in range(people):
        secret = tokens.participant_secret()
        shared.participation.join(shared.participation.door(code, room.key, "192.0.2.1"), secret, "en")
        for screen in shared.participation.phone(code, secret).screens:
            said = {"functional": 1, "dysfunctional": 5, "why": "=1+1"} if screen.is_pair else {"option": 1}
            shared.participation.answer(code, secret, Submission(screen.key, "t:1", 1, **said)).result()


def test_a_room_is_led_from_the_terminal(shared, capsys, tmp_path):
    code, lines = opened(capsys, "--pairs", "20", "--address", "https://kano.example.org")
    assert f"https://kano.example.org/j/{code}?k=" in lines[1]
    assert "/f#f." in lines[2]
    assert "/f#p." in lines[3]
    assert main(["workshop", "start", code.lower()]) == DONE
    answered(shared, code)
    assert main(["workshop", "status", code]) == DONE
    assert "Finished: 6" in capsys.readouterr().out
    assert main(["workshop", "close", code]) == DONE
    file = tmp_path / "answers.csv"
    assert main(["workshop", "export", code, "--out", str(file)]) == DONE
    rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    assert len(rows) == 7
    assert sum(bool(cell) for row in rows[1:] for cell in row if cell) == 6 * (20 * 2 + 2)


def test_results_are_written_in_the_formats_of_reports(shared, capsys, tmp_path):
    code, _ = opened(capsys)
    main(["workshop", "start", code])
    answered(shared, code)
    main(["workshop", "close", code])
    file = tmp_path / "results.xlsx"
    assert main(["workshop", "export", code, "--what", "results", "--out", str(file), "--lang", "zh-Hans"]) == DONE
    assert zipfile.is_zipfile(file)
    reasons = tmp_path / "reasons.csv"
    assert main(["workshop", "export", code, "--what", "reasons", "--out", str(reasons)]) == DONE
    assert '"\'=1+1"' in reasons.read_text(encoding="utf-8-sig")


def test_an_export_while_people_answer_says_what_to_do(shared, capsys, tmp_path):
    code, _ = opened(capsys)
    main(["workshop", "start", code])
    answered(shared, code)
    assert main(["workshop", "export", code, "--out", str(tmp_path / "a.csv")]) == NEEDS_DECISION
    assert capsys.readouterr().err.startswith("kano: ")
    assert not (tmp_path / "a.csv").exists()


def test_a_format_that_a_room_does_not_have_is_refused_before_anything_is_read(capsys, tmp_path):
    assert main(["workshop", "export", "AAAAAAA", "--out", str(tmp_path / "a.doc")]) == NEEDS_DECISION
    assert "answers.doc" in capsys.readouterr().err


def test_an_unknown_code_is_told_in_words(capsys):
    assert main(["workshop", "status", "AAAAAAA"]) == NEEDS_DECISION
    assert capsys.readouterr().err.startswith("kano: ")


def test_a_room_is_deleted_only_when_it_is_said_so(capsys):
    code, _ = opened(capsys)
    assert main(["workshop", "delete", code]) == NEEDS_DECISION
    assert main(["workshop", "status", code]) == DONE
    assert main(["workshop", "delete", code, "--yes"]) == DONE
    assert main(["workshop", "status", code]) == NEEDS_DECISION


def test_rooms_whose_day_has_come_are_swept(capsys, monkeypatch):
    code, _ = opened(capsys, "--days", "1")
    assert main(["workshop", "sweep"]) == DONE
    assert main(["workshop", "status", code]) == DONE
    service = hosts.host().service
    monkeypatch.setattr(service, "_clock", lambda: 4_000_000_000.0)
    assert main(["workshop", "sweep"]) == DONE
    assert main(["workshop", "status", code]) == NEEDS_DECISION
