"""What a request from Slack says, read from its body: a form or JSON, and nothing that is neither.

Slack sends slash commands as a form, interactions as a form whose field `payload` is JSON, events as JSON. A
body is read strictly: a doubtful one may be read differently by whatever reads it next.
"""

import json
import re
from typing import Any, NoReturn
from urllib.parse import unquote_plus

# Slack's own payloads nest about ten deep; Python gives up somewhere near a thousand.
MOST_DEPTH = 64
MOST_FIELDS = 64

Payload = dict[str, Any]

_FORM = "application/x-www-form-urlencoded"
_JSON = "application/json"
_LONG_VALUE = 500
_JSON_SIGNS = tuple((f"%{ord(sign):02X}", sign) for sign in '"{}[]:,/')
_FIELD_NAME = re.compile(r"[A-Za-z0-9_.\-\[\]]{1,100}")
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_JSON_STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_ALL_BUT_BRACKETS = bytes(code for code in range(256) if code not in b"[]{}")
_ONE_KIND_OF_BRACKET = bytes.maketrans(b"{}", b"[]")
_HALF_OF_A_PAIR = re.compile(r"\\u[dD][89a-fA-F]")


class UnreadableError(ValueError):
    """Why a body cannot be read; never a word of the body itself."""


def read_payload(content_type: str, body: bytes) -> Payload:
    """The command's fields, the interaction or the event in `body`; UnreadableError if it is none of them."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in (_FORM, _JSON):
        raise UnreadableError("the content type is neither a form nor JSON")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise UnreadableError("the body is not UTF-8") from None
    if kind == _JSON:
        return _typed(_json_object(text))
    fields = _form_fields(text)
    if "payload" in fields:
        return _typed(_json_object(fields["payload"]))
    if not (fields.get("command") and fields.get("user_id")) and fields.get("ssl_check") != "1":
        raise UnreadableError("the form is neither a command nor an interaction")
    return fields


def _form_fields(text: str) -> Payload:
    if _BROKEN_ESCAPE.search(text):
        raise UnreadableError("the form has a broken escape")
    fields: Payload = {}
    pairs = text.split("&", MOST_FIELDS)
    if len(pairs) > MOST_FIELDS:
        raise UnreadableError("the form has too many fields")
    for pair in pairs:
        name, _, value = pair.partition("=")
        if not _FIELD_NAME.fullmatch(name):
            raise UnreadableError("the form has a field without a plain name")
        if name in fields:
            raise UnreadableError("the form has a field twice")
        try:
            fields[name] = _unquoted(value)
        except UnicodeDecodeError:
            raise UnreadableError("the form is not UTF-8") from None
    return fields


def _unquoted(value: str) -> str:
    """The value without its escapes. In JSON there are thousands, nearly all of a few kinds: those go first.

    Safe because each % here starts an escape; those for % and + are left for the pass that knows both.
    """
    if "%" not in value and "+" not in value:
        return value
    if len(value) > _LONG_VALUE:
        for escaped, sign in _JSON_SIGNS:
            value = value.replace(escaped, sign)
    return unquote_plus(value, errors="strict")


def _json_object(text: str) -> Payload:
    if _too_deep(text):
        raise UnreadableError(f"the JSON is malformed or nested more than {MOST_DEPTH} deep")
    try:
        value = _DECODER.decode(text)
    except ValueError:
        raise UnreadableError("the JSON is malformed") from None
    if not isinstance(value, dict):
        raise UnreadableError("the JSON is not an object")
    if _HALF_OF_A_PAIR.search(text) and not _is_unicode(value):
        raise UnreadableError("the JSON holds text that is not Unicode")
    return value


def _too_deep(text: str) -> bool:
    """Whether brackets outside strings nest past the limit, or don't pair up; told without any recursion."""
    if text.count("[") + text.count("{") <= MOST_DEPTH:
        return False
    brackets = _JSON_STRING.sub("", text).encode().translate(_ONE_KIND_OF_BRACKET, _ALL_BUT_BRACKETS)
    for _ in range(MOST_DEPTH):
        if not brackets:
            return False
        brackets = brackets.replace(b"[]", b"")  # the innermost level, wherever there is one
    return bool(brackets)


def _is_unicode(value: object) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _typed(payload: Payload) -> Payload:
    if not isinstance(payload.get("type"), str):
        raise UnreadableError("the JSON has no type")
    return payload


def _no_constants(_name: str) -> NoReturn:
    raise ValueError("NaN and infinity are not JSON")


_DECODER = json.JSONDecoder(parse_constant=_no_constants)
