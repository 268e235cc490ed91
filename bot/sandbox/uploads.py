"""Files that the app hands over: announced, uploaded, and then shown in a conversation."""

from dataclasses import dataclass, replace

from bot.sandbox.ids import Ids
from bot.sandbox.shapes import Json, SlackError

MOST_BYTES = 50_000_000


@dataclass(frozen=True)
class Upload:
    """`content` is empty until it is uploaded to the URL with `token`, which works once."""

    id: str
    token: str
    name: str
    length: int
    content: bytes | None = None
    title: str = ""


class Uploads:
    """Not locked by itself."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._by_id: dict[str, Upload] = {}

    def announce(self, name: str, length: int) -> Upload:
        """A file that is to come. Raises SlackError for one that is empty or too large."""
        if not 0 < length <= MOST_BYTES:
            raise SlackError("invalid_arguments", ["[ERROR] length is out of bounds"])
        made = Upload(self._ids.next("F"), self._ids.next("upload", 6), name, length)
        self._by_id[made.id] = made
        return made

    def receive(self, token: str, content: bytes) -> bool:
        """Whether it was awaited: a known token, used for the first time, with as much as was announced."""
        awaited = next((one for one in self._by_id.values() if one.token == token), None)
        if awaited is None or awaited.content is not None or len(content) != awaited.length:
            return False
        self._by_id[awaited.id] = replace(awaited, content=content)
        return True

    def complete(self, file_id: str, title: str) -> Upload:
        """What was uploaded, under its title. Raises SlackError for what never was."""
        found = self._by_id.get(file_id)
        if found is None or found.content is None:
            raise SlackError("file_not_found")
        self._by_id[file_id] = replace(found, title=title or found.name)
        return self._by_id[file_id]

    def find(self, file_id: str) -> Upload | None:
        return self._by_id.get(file_id)


def slack_file(upload: Upload) -> Json:
    """A file as a message carries it."""
    return {"id": upload.id, "name": upload.name, "title": upload.title, "size": upload.length}
