"""Files that are sent into a conversation, in the thread of a message that says what they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.slack.render import Rendered

# Nobody waits for an answer while files go out, and they may be large.
UPLOAD_TIMEOUT_S = 120
# What is raised when files did not get through.
NOT_UPLOADED = (SlackApiError, SlackRequestError, URLError, OSError)


@dataclass(frozen=True)
class File:
    """`name` may begin with one folder: folder/name."""

    name: str
    content: bytes


def post_to(client: WebClient, user_id: str, rendered: Rendered) -> tuple[str, str]:
    """Writes to somebody by direct message; gives its channel and ts. SlackApiError or OSError if Slack does
    not take it."""
    answer = client.chat_postMessage(
        channel=user_id, text=rendered.text, blocks=rendered.blocks, unfurl_links=False, unfurl_media=False
    )
    return str(answer["channel"]), str(answer["ts"])


def upload(client: WebClient, channel: str, ts: str, files: Sequence[File]) -> None:
    """Puts the files into the thread of a message. Raises what is in NOT_UPLOADED."""
    patient = WebClient(
        token=client.token,
        base_url=client.base_url,
        timeout=UPLOAD_TIMEOUT_S,
        ssl=client.ssl,
        proxy=client.proxy,
        retry_handlers=[],
    )
    uploads = [{"file": file.content, "filename": file.name, "title": file.name} for file in files]
    patient.files_upload_v2(file_uploads=uploads, channel=channel, thread_ts=ts)
