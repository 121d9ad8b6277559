"""`kano workshop ...`: whoever sits at the machine that keeps the store opens and leads rooms from its terminal."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from kano.cli import DONE, NEEDS_DECISION, save, say
from kano.commands.layout import columns
from kano.i18n import DEFAULT, Translate
from kano.questionnaire import load
from kano.workshop.address import door_link, join_link, public_address
from kano.workshop.exports import export as make_file
from kano.workshop.exports import kind
from kano.workshop.host import host
from kano.workshop.rights import Actor, Role
from kano.workshop.room import Asks, Options, Place, Room


def open_room(options: Namespace, t: Translate) -> int:
    questionnaire = load(options.file)
    chosen = Options(
        lang=options.lang or DEFAULT,
        asks=Asks(options.asks),
        importance=options.importance,
        segments=Place(options.segments),
        pairs=options.pairs or questionnaire.pairs_asked,
        capacity=options.capacity,
        days=options.days,
    )
    opened = host().service.open_room(questionnaire, chosen)
    base, room = public_address(host().address, options.address), opened.room
    print(f"{t('cli.room-code')}: {room.code}")
    print(f"{t('cli.room-join')}: {join_link(base, room)}")
    print(f"{t('ui.workshop.control-link')}: {door_link(base, Role.FACILITATOR, room, opened.control)}")
    print(f"{t('ui.workshop.view-link')}: {door_link(base, Role.PRESENTER, room, opened.view)}")
    say(t("ui.workshop.control-about"))
    return DONE


def status(options: Namespace, t: Translate) -> int:
    actor, room = _room(options)
    progress = host().service.progress(actor)
    print(f"{room.code}: {t(f'stage.{room.state}')}, {t('workshop.round', round=room.round)}")
    took = "-" if progress.seconds is None else f"{progress.seconds / 60:.0f}"
    figures = {"joined": f"{progress.joined}", "answering": f"{progress.begun - progress.finished}"}
    figures |= {"finished": f"{progress.finished}", "minutes": took}
    for name, figure in figures.items():
        print(f"{t(f'ui.workshop.{name}')}: {figure}")
    names = room.questionnaire.labels(options.lang or DEFAULT).values()
    rows = [[t("column.feature"), "n"], *([name, str(n)] for name, n in zip(names, progress.answered, strict=True))]
    print(columns(rows))
    return DONE


def move(options: Namespace, t: Translate) -> int:
    actor, _ = _room(options)
    room = host().service.move(actor, options.verb)
    print(f"{room.code}: {t(f'stage.{room.state}')}")
    return DONE


def export(options: Namespace, t: Translate) -> int:
    suffix = Path(options.out).suffix[1:]
    kind(options.what, suffix)
    actor, room = _room(options)
    turn, lang = options.round or room.round, options.lang or DEFAULT
    save(options.out, make_file(host().service, actor, turn, options.what, suffix, lang))
    say(t("cli.wrote", file=options.out))
    return DONE


def delete(options: Namespace, t: Translate) -> int:
    actor, room = _room(options)
    if not options.yes:
        say(t("cli.room-delete", code=room.code, n=room.joined))
        return NEEDS_DECISION
    host().service.delete(actor)
    print(t("cli.room-deleted", code=room.code))
    return DONE


def sweep(_: Namespace, t: Translate) -> int:
    host().service.sweep(at_once=True)
    print(t("cli.room-swept"))
    return DONE


def _room(options: Namespace) -> tuple[Actor, Room]:
    actor = host().service.operator(options.code)
    return actor, host().service.room(actor)
