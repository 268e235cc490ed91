"""Who wants to hear that something changed. A listener's mailbox merges what it has not read yet, so it stays
as small as the list of things that can change, however slow its browser is."""

import threading
from collections.abc import Callable, Iterable

from bot.sandbox.shapes import RefusedError

MOST_LISTENERS = 200


class Mailbox:
    """What changed for one listener since it last looked. `wake` comes from any thread and must not block."""

    def __init__(self, user_id: str, wake: Callable[[], None]) -> None:
        self.user_id = user_id
        self.closed = False
        self._wake = wake
        self._lock = threading.Lock()
        self._changed: dict[str, None] = {}

    def put(self, names: Iterable[str]) -> None:
        with self._lock:
            self._changed.update(dict.fromkeys(names))
        self._wake()

    def take(self) -> list[str]:
        """What changed, each once, in the order of first change; empties the mailbox."""
        with self._lock:
            names = list(self._changed)
            self._changed.clear()
        return names

    def close(self) -> None:
        self.closed = True
        self._wake()


class Feed:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._mailboxes: list[Mailbox] = []

    def __len__(self) -> int:
        return len(self._mailboxes)

    def subscribe(self, user_id: str, wake: Callable[[], None]) -> Mailbox:
        mailbox = Mailbox(user_id, wake)
        with self._lock:
            if len(self._mailboxes) >= MOST_LISTENERS:
                raise RefusedError(f"{MOST_LISTENERS} windows are listening already. Close some of them.")
            self._mailboxes.append(mailbox)
        return mailbox

    def unsubscribe(self, mailbox: Mailbox) -> None:
        with self._lock:
            if mailbox in self._mailboxes:
                self._mailboxes.remove(mailbox)

    def tell(self, user_ids: Iterable[str], *names: str) -> None:
        wanted = set(user_ids)
        for mailbox in self._copy():
            if mailbox.user_id in wanted:
                mailbox.put(names)

    def tell_everyone(self, *names: str) -> None:
        for mailbox in self._copy():
            mailbox.put(names)

    def close(self) -> None:
        for mailbox in self._copy():
            mailbox.close()

    def _copy(self) -> list[Mailbox]:
        with self._lock:
            return list(self._mailboxes)
