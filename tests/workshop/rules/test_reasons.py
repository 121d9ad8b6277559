"""The promise of a room: a reason is read by the facilitator, but not next to its writer's other answers."""

from dataclasses import replace

import numpy as np

from kano.workshop import results

ANSWERS = [(1, 5, "zebra"), (1, 3, "apple"), (3, 5, "mango"), (5, 1, ""), (3, 3, "fig"), (1, 4, "pear")]


def study_of(host, led):
    for functional, dysfunctional, why in ANSWERS:
        secret = led.join()
        led.send(secret, "f1", functional, dysfunctional, why=why and f"first {why}")
        led.send(secret, "f2", dysfunctional, functional, why=why)
    led.move("close")
    taken = host.service.taken(led.actor, 1)
    return taken, results.study(taken, 1, "en")


def test_reasons_stand_with_their_feature_and_with_nobodys_answers(host, led):
    taken, study = study_of(host, led)
    assert study.data.why is None
    found = study.verbatims()
    keys = taken.room.questionnaire.keys()
    first, second = (found.of(key) for key in keys[:2])
    assert [sorted(quotes.texts) for quotes in second] == [sorted(why for *_, why in ANSWERS if why)]
    assert len(first) == 1
    assert all((quotes.kinds, quotes.people) == ((), None) for quotes in found.quotes)
    assert {row["categories"] for row in found.rows()} == {""}
    assert {finding.code for finding in found.findings} == {"verbatims-untied"}


def test_no_segment_and_no_screening_brings_a_reason_nearer_to_its_writer(host, led):
    _, study = study_of(host, led)
    some = replace(study, data=study.data.take(np.arange(2)))
    assert some.verbatims().rows() == study.verbatims().rows()
    beside = study.verbatims(segment="anything")
    assert (beside.quotes, sum(beside.unshown.values())) == ((), 10)


def test_they_are_those_of_the_file_of_reasons(host, led):
    taken, study = study_of(host, led)
    file = results.reasons_csv(taken.room, taken.pairs, "en").decode("utf-8-sig")
    assert all(f'"{text}"' in file for _, text in study.reasons)
    assert len(study.reasons) == len(file.splitlines()) - 1
