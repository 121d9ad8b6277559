"""What stands inline in the pages beside Streamlit: colours, style, scripts, and the policy that allows only these."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup

from kano.workshop.headers import source

DATA = Path(__file__).parents[1] / "data"


def _compact(name: str) -> str:
    """A file without indentation, and without the lines that are comments."""
    lines = (line.strip() for line in (DATA / "phone" / name).read_text(encoding="utf-8").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith(("//", "/*")))


def _mixed(colour: str, ground: str, share: float) -> str:
    """So much of a colour on its ground."""
    pairs = ((int(colour[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(share * c + (1 - share) * g):02x}" for c, g in pairs)


def _variables(palette: Mapping[str, Any], lift: float) -> str:
    """A palette as CSS variables; `lift` is how far a card stands out of the ground."""
    kinds, ground, faint = palette["category"], palette["ground"], palette["faint"]
    card = _mixed(palette["ink"], ground, lift)
    named = {**kinds, "ink": palette["ink"], "faint": faint, "line": palette["grid"], "card": card}
    named |= {"edge": _mixed(faint, card, 0.7), "page": _mixed(kinds["O"], ground, 0.04)}
    named |= {"tint": _mixed(kinds["O"], ground, 0.15), "soft": _mixed(kinds["O"], card, 0.1)}
    named |= {"warm": _mixed(kinds["M"], card, 0.14), "mint": _mixed(kinds["A"], ground, 0.18)}
    named["rim"] = _mixed(faint, card, 0.28)
    return "".join(f"--{name}:{value};" for name, value in named.items())


def _style() -> str:
    palette = json.loads((DATA / "palette.json").read_text(encoding="utf-8"))
    light, dark = _variables(palette["light"], 0), _variables(palette["dark"], 0.07)
    return f":root{{{light}}}\n@media(prefers-color-scheme:dark){{:root{{{dark}}}}}\n{_compact('phone.css')}"


STYLE = Markup(_style())
SCRIPTS = {"": Markup(""), "phone": Markup(_compact("phone.js")), "door": Markup(_compact("door.js"))}


def _policy(script: str) -> str:
    """What a page may load: what stands in it, and answers from here."""
    runs = source(script) if script else "'none'"
    own = "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    return f"default-src 'none'; style-src {source(STYLE)}; script-src {runs}; img-src data:; {own}"


POLICIES = {name: _policy(script) for name, script in SCRIPTS.items()}


def inert(data: object) -> Markup:
    """Data for a script element that never runs: no text in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)
