"""What a phone sends: where it asks and who it is, fields of a form, the languages that its browser speaks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl

from starlette.requests import Request

from kano.errors import KanoError
from kano.i18n import DEFAULT, LANGUAGES
from kano.text import clean
from kano.workshop import tokens
from kano.workshop.hosts import hosts
from kano.workshop.room import WHY_LENGTH, Submission

Form = Mapping[str, str]

COOKIE = "kano_j"
SIDES, ABOUT = ("functional", "dysfunctional"), ("option",)
NUMBERS = (*SIDES, *ABOUT, "importance")
MOST_FIELDS = 30
TRADITIONAL = ("hant", "tw", "hk", "mo")


def code_of(request: Request) -> str:
    return tokens.typed_code(request.path_params.get("code", ""))


def secret_of(request: Request) -> str:
    return request.cookies.get(COOKIE, "")


def known(request: Request, form: Form | None = None) -> str:
    """The secret of a participant. Raises KanoError `participant-unknown` for what is none, without a look anywhere,
    and for a form of whoever was in this browser before."""
    secret = secret_of(request)
    stale = form is not None and form.get("owner", owner(secret)) != owner(secret)
    if stale or not tokens.is_participant_secret(secret):
        raise KanoError("participant-unknown")
    return secret


def owner(secret: str) -> str:
    """Tells the answers that wait on a phone from those of another person, and nothing about the secret."""
    return tokens.digest(f"owner {secret}")[:12]


def wants_json(request: Request) -> bool:
    return request.scope["path"].endswith("/s") or "application/json" in request.headers.get("accept", "")


async def fields(request: Request) -> Form:
    """The fields of a form, the last of those of one name; the gate bounds its size. Raises KanoError."""
    body = (await request.body()).decode("utf-8", "replace")
    try:
        return dict(parse_qsl(body, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError as problem:
        raise KanoError("screen-unknown") from problem


def blank(form: Form) -> tuple[str, ...]:
    """The questions of a screen that were left open, unless the person passes over them."""
    asked = SIDES if form.get("screen", "").startswith("f") else ABOUT
    return () if "skip" in form else tuple(name for name in asked if not form.get(name))


def given(form: Form) -> dict[str, int | str]:
    """What a person gave, as a screen shows it again."""
    numbers: dict[str, int | str] = {name: _number(form[name]) for name in NUMBERS if form.get(name)}
    return numbers | ({"why": clean(form["why"], WHY_LENGTH)} if form.get("why") else {})


def submission(form: Form) -> Submission:
    """An answer in numbers, for the rules to judge. Raises KanoError `screen-unknown` where there should be one."""
    return Submission(
        form.get("screen", ""),
        form.get("key", ""),
        round=_number(form.get("round", "")),
        functional=_number(form.get("functional") or "0"),
        dysfunctional=_number(form.get("dysfunctional") or "0"),
        importance=_number(form["importance"]) if form.get("importance") else None,
        why=form.get("why", ""),
        option=_number(form.get("option") or "0"),
    )


def _number(text: str) -> int:
    if (number := whole(text)) is None:
        raise KanoError("screen-unknown")
    return number


def whole(text: str) -> int | None:
    """A number as our pages write it, None for whatever else."""
    return int(text) if re.fullmatch("[0-9]{1,4}", text) else None


def secure(request: Request) -> bool:
    """Whether the browser came by https, also when a proxy that says nothing of it took it off."""
    return request.scope["scheme"] == "https" or hosts().secure(request.headers.get("host", ""))


def language(request: Request, among: Sequence[str] = tuple(LANGUAGES), default: str = DEFAULT) -> str:
    """The language of the link, else of the browser."""
    asked = request.query_params.get("lang", "")
    return asked if asked in among else spoken(request.headers.get("accept-language", ""), among, default)


def spoken(header: str, among: Sequence[str], default: str) -> str:
    """The language that a browser likes best (its `Accept-Language`) among those that there are.

    Either kind of Chinese is nearer to the other than English is.
    """
    liked = sorted(map(_liked, header.lower().split(",")[:MOST_FIELDS]), key=lambda pair: -pair[1])
    wanted = [lang for tag, _ in liked for lang in _meant(tag)]
    return next((lang for lang in wanted if lang in among), default)


def _liked(part: str) -> tuple[str, float]:
    """A language tag and how much it is liked."""
    tag, _, weight = part.partition(";")
    found = re.fullmatch(r"\s*q=([01](?:\.[0-9]{1,3})?)\s*", weight)
    return tag.strip(), float(found[1]) if found else 1.0


def _meant(tag: str) -> tuple[str, ...]:
    if not tag.startswith("zh"):
        return tuple(lang for lang in LANGUAGES if tag.split("-")[0] == lang)
    both, parts = ("zh-Hant", "zh-Hans"), tag.split("-")
    return both if "hans" not in parts and any(part in TRADITIONAL for part in parts) else both[::-1]
