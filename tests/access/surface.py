"""What the matrix is made of: ways to what is Ana's, and the words of a room for whom it does not let in."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.runtime import TEMPLATES
from bot.sandbox.courier import Reply
from bot.slack.render import Renderer
from tests.access.ground import Ground
from tests.front_door import said

Act = Callable[[Ground, str], Reply]
Said = Callable[[Ground], str]


@dataclass(frozen=True)
class Told:
    """What a surface says, however it is worded today."""

    surface: str
    values: tuple[tuple[str, Any], ...]


Words = str | Told


def told(surface: str, **values: Any) -> Told:
    """What a surface says with these values in the place of its example's."""
    return Told(surface, tuple(values.items()))


def missing(words: Words, shown: str, renderer: Renderer) -> list[str]:
    """Those of the words that are not in what was shown, which is JSON."""
    if isinstance(words, str):
        return [] if words in shown else [words]
    in_json = [json.dumps(line, ensure_ascii=False)[1:-1] for line in _lines(words, renderer)]
    return [line for line in in_json if line not in shown]


def _lines(words: Told, renderer: Renderer) -> list[str]:
    example = json.loads((TEMPLATES / words.surface / "example.json").read_text("utf-8"))
    rendered = renderer.render(words.surface, {**example, **dict(words.values)})
    blocks = rendered.blocks if rendered.blocks is not None else rendered.as_view()["blocks"]
    return said({"blocks": blocks}).splitlines()


@dataclass(frozen=True)
class Surface:
    """One way. `act` tries it, as somebody by their key, with all its force; `gently` is what those try whose
    it is to do, and changes nothing. `opens` are words that they read then. `own` is what others read of
    themselves, by kind; "" is the kind of all whom it does not name."""

    act: Act
    opens: Words
    gently: Act | None = None
    own: Mapping[str, Words] = field(default_factory=dict)

    def tried(self, ground: Ground, person: str, allowed: bool) -> Reply:
        return (self.gently if allowed and self.gently else self.act)(ground, person)

    def of_their_own(self, kind: str) -> Words:
        """What that kind of people read of themselves."""
        return self.own[kind] if kind in self.own else self.own[""]


@dataclass(frozen=True)
class Room:
    """`surfaces` by the listener that they reach, with words in brackets where there are several ways.
    `refusals` are what people of the company read, by the letter in the table; `strangers` what others do, by
    kind. `hers` are words that say whose it is, and that nobody reads who is refused."""

    surfaces: Mapping[str, Surface]
    refusals: Mapping[str, Words]
    strangers: Mapping[str, Words]
    hers: tuple[str, ...] = ()


def strangers(surface: str, **values: object) -> dict[str, Words]:
    """By kind, what a room tells whoever is nobody of the company."""
    reasons = {
        "left": "left",
        "guest": "guest",
        "deactivated": "deactivated",
        "outsider": "outsider",
        "unknown": "unknown",
        "app": "bot",
    }
    return {kind: told(surface, reason=reason, **values) for kind, reason in reasons.items()}


def types(command: str, text: str) -> Act:
    return lambda ground, person: ground.type(person, command, text)


def presses(action: str, value: Said) -> Act:
    """On a message."""
    return lambda ground, person: ground.press(person, action, value(ground))


def presses_in_modal(action: str, value: Said, metadata: Said) -> Act:
    return lambda ground, person: ground.press_in_modal(person, action, value(ground), metadata(ground))


def submits(form: str, metadata: Said, **state: Mapping[str, object]) -> Act:
    return lambda ground, person: ground.submit(person, form, metadata(ground), state)


def presses_stale(action: str, value: Said, stale: Said, opens: Words) -> Surface:
    """A button that decides something: whose it is to press it presses what was shown once, and is told."""
    return Surface(presses(action, value), opens, presses(action, stale))


def carries(row: Callable[[Ground], int], edition: int | None = None) -> Said:
    """The number of a row of the ground, and an edition of it, as a control carries them."""
    return lambda ground: str(row(ground)) if edition is None else f"{row(ground)} {edition}"


def always(text: str) -> Said:
    return lambda _ground: text


def typed(text: str) -> dict[str, object]:
    """A text input's state."""
    return {"value": text}


def chosen(value: str) -> dict[str, object]:
    """A menu's state."""
    return {"selected_option": {"value": value}}
