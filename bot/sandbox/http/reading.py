"""Reading requests: never more than a limit, and only what they claim to be."""

import json
from urllib.parse import parse_qsl

from starlette.requests import Request

from bot.sandbox.shapes import Json, RefusedError, SlackError

MOST_BYTES = 2_000_000


async def body_of(request: Request, most: int = MOST_BYTES) -> bytes:
    """Raises RefusedError when it is longer than `most` bytes."""
    chunks: list[bytes] = []
    length = 0
    async for chunk in request.stream():
        length += len(chunk)
        if length > most:
            raise RefusedError(f"That is too much at once: at most {most:,} bytes.")
        chunks.append(chunk)
    return b"".join(chunks)


async def slack_call(request: Request) -> tuple[str, Json]:
    """The token and the arguments of a Web API call, sent as JSON, as a form or in the address.

    Raises SlackError for a body that is not what its content type says.
    """
    values: Json = dict(request.query_params)
    body = await body_of(request)
    content_type = request.headers.get("content-type", "").partition(";")[0].strip()
    if content_type == "application/json":
        values |= _json_object(body)
    elif body and content_type != "application/x-www-form-urlencoded":
        raise SlackError("invalid_post_type")
    else:
        values |= dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    in_arguments = str(values.pop("token", ""))
    scheme, _, in_header = request.headers.get("authorization", "").partition(" ")
    return (in_header if scheme.lower() == "bearer" else in_arguments), values


async def page_call(request: Request) -> Json:
    """The JSON object that the page sent. Raises RefusedError.

    Only JSON is taken: a page from elsewhere cannot send it without asking the browser, which refuses.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise RefusedError("The page's requests are JSON, with the content type application/json.")
    try:
        return _json_object(await body_of(request))
    except SlackError:
        raise RefusedError("The request is no JSON object.") from None


def _json_object(body: bytes) -> Json:
    try:
        parsed = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        raise SlackError("invalid_json") from None
    if not isinstance(parsed, dict):
        raise SlackError("json_not_object")
    return parsed
