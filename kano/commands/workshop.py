"""`kano workshop ...`: whoever sits at the machine that keeps the store opens and leads rooms from its terminal."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime
from pathlib import Path

from kano.cli import DONE, NEEDS_DECISION, save, say, say_findings
from kano.commands.layout import columns
from kano.i18n import DEFAULT, Translate
from kano.questionnaire import load
from kano.workshop.address import door_link, join_link, public_address
from kano.workshop.exports import export as make_file
from kano.workshop.exports import kind
from kano.workshop.host import host
from kano.workshop.rights import Actor, Role
from kano.workshop.room import LEAST, Asks, Opened, Options, Place, Room

SWITCHES = {
    "reveal": {"revealed": True},
    "hide": {"revealed": False},
    "lock": {"locked": True},
    "unlock": {"locked": False},
}


def open_room(options: Namespace, t: Translate) -> int:
    questionnaire = load(options.file)
    chosen = Options(
        lang=options.lang or DEFAULT,
        asks=Asks(options.asks),
        importance=questionnaire.importance if options.importance is None else options.importance,
        why=options.why,
        segments=Place(options.segments),
        pairs=options.pairs or questionnaire.pairs_asked,
        capacity=options.capacity,
        days=options.days,
    )
    _links(host().service.open_room(questionnaire, chosen), options.address, t)
    return DONE


def rotate(options: Namespace, t: Translate) -> int:
    """New links, for whoever lost his or showed it: the terminal is the way back into a room."""
    actor, _ = _room(options)
    _links(host().service.rotate(actor), options.address, t)
    say(t("cli.links-old"))
    return DONE


def status(options: Namespace, t: Translate) -> int:
    actor, room = _room(options)
    progress = host().service.progress(actor)
    print(f"{room.code}: {t(f'stage.{room.state}')}, {t('workshop.round', round=room.round)}")
    figures = {"joined": f"{progress.joined}", "answering": f"{progress.answering}"}
    figures |= {"finished": f"{progress.finished}"} | ({"minutes": progress.minutes} if room.round == 1 else {})
    for name, figure in figures.items():
        print(f"{t(f'ui.workshop.{name}')}: {figure}")
    names = room.questionnaire.labels(options.lang or DEFAULT).values()
    rows = [[t("column.feature"), "n"], *([name, _few(n)] for name, n in zip(names, progress.answered, strict=True))]
    print(columns(rows))
    return DONE


def move(options: Namespace, t: Translate) -> int:
    actor, _ = _room(options)
    room = host().service.move(actor, options.verb)
    print(f"{room.code}: {t(f'stage.{room.state}')}")
    return DONE


def switch(options: Namespace, t: Translate) -> int:
    actor, room = _room(options)
    host().service.set(actor, **SWITCHES[options.verb])
    print(t(f"cli.now-{options.verb}", code=room.code))
    return DONE


def next_round(options: Namespace, t: Translate) -> int:
    actor, _ = _room(options)
    room = host().service.next_round(actor)
    print(f"{room.code}: {t(f'stage.{room.state}')}, {t('workshop.round', round=room.round)}")
    return DONE


def keep(options: Namespace, t: Translate) -> int:
    actor, _ = _room(options)
    room = host().service.keep(actor, options.days)
    print(t("cli.room-kept", code=room.code, day=f"{datetime.fromtimestamp(room.expires):%Y-%m-%d}"))
    return DONE


def export(options: Namespace, t: Translate) -> int:
    suffix = Path(options.out).suffix[1:]
    kind(options.what, suffix)
    actor, room = _room(options)
    turn, lang = options.round or room.round, options.lang or DEFAULT
    made = make_file(host().service, actor, turn, options.what, suffix, lang)
    save(options.out, made.data)
    say(t("cli.wrote", file=options.out))
    say_findings(made.remarks, t)
    return DONE


def delete(options: Namespace, t: Translate) -> int:
    actor, room = _room(options)
    if not options.yes:
        say(t("cli.room-delete", code=room.code, n=room.joined))
        return NEEDS_DECISION
    host().service.delete(actor)
    print(t("cli.room-deleted", code=room.code))
    return DONE


def sweep(options: Namespace, t: Translate) -> int:
    """A first sweep only tells which rooms are due. The clock may be wrong, so deleting them must be said."""
    due = host().service.sweep()
    if due and not options.yes:
        say(t("cli.sweep-ask", n=len(due)))
        return NEEDS_DECISION
    host().service.sweep(due)
    print(t("cli.room-swept", n=len(due)))
    return DONE


def _room(options: Namespace) -> tuple[Actor, Room]:
    actor = host().service.operator(options.code)
    return actor, host().service.room(actor)


def _links(opened: Opened, address: str, t: Translate) -> None:
    base, room = public_address(host().address, address), opened.room
    print(f"{t('cli.room-code')}: {room.code}")
    print(f"{t('cli.room-join')}: {join_link(base, room)}")
    print(f"{t('ui.workshop.control-link')}: {door_link(base, Role.FACILITATOR, room, opened.control)}")
    print(f"{t('ui.workshop.view-link')}: {door_link(base, Role.PRESENTER, room, opened.view)}")
    say(t("ui.workshop.control-about"))
    if not host().address and not address:
        say(t("cli.room-address", address=base))


def _few(n: int) -> str:
    """A number of answers, as far as it leaves a room."""
    return f"<{LEAST}" if 0 < n < LEAST else f"{n}"
