"""Slack's side of Socket Mode: which sockets the app holds open, and which envelopes wait for an answer."""

import json
import threading
import time
import uuid
from concurrent.futures import Future
from typing import Protocol

from bot.sandbox.shapes import Json, SlackError

MOST_CONNECTIONS = 10
MOST_TICKETS = 100


class Connection(Protocol):
    """One open socket; both calls come from any thread and do not wait."""

    def send(self, text: str) -> None: ...
    def close(self) -> None: ...


class SocketLink:
    """Thread-safe. Each envelope goes to one connection, in turn."""

    def __init__(self, app_id: str) -> None:
        self._app_id = app_id
        self._there = threading.Condition()
        self._tickets: list[str] = []
        self._active: list[Connection] = []
        self._draining: list[Connection] = []
        self._waiting: dict[str, tuple[Connection, Future[Json | None]]] = {}
        self._turn = 0
        self._envelopes = 0

    @property
    def connected(self) -> bool:
        return bool(self._active)

    def issue_ticket(self) -> str:
        with self._there:
            # The app's token bought this ticket; whoever shows it may connect, once.
            self._tickets.append(uuid.uuid4().hex)
            del self._tickets[:-MOST_TICKETS]
            return self._tickets[-1]

    def attach(self, ticket: str, connection: Connection) -> None:
        """Greets a new connection. Raises SlackError for a ticket that was not issued or is used."""
        with self._there:
            if ticket not in self._tickets:
                raise SlackError("invalid_ticket")
            if len(self._active) >= MOST_CONNECTIONS:
                raise SlackError("too_many_websockets")
            self._tickets.remove(ticket)
            connection.send(json.dumps(self._hello(len(self._active) + 1)))
            self._active.append(connection)
            self._there.notify_all()

    def detach(self, connection: Connection) -> None:
        """Forgets a connection that went away; what waits for its answer will not get one."""
        with self._there:
            for connections in (self._active, self._draining):
                if connection in connections:
                    connections.remove(connection)
            lost = [reply for holder, reply in self._waiting.values() if holder is connection]
        for reply in lost:
            if not reply.done():
                reply.set_exception(ConnectionError("the app's socket closed before it answered"))

    def send(self, envelope: Json, within_s: float) -> Json | None:
        """The payload of the app's answer, or None for a bare acknowledgement.

        An app between two connections gets half the time to come back, and the rest to answer. Raises
        TimeoutError, or ConnectionError when no socket is open or it closed.
        """
        until = time.monotonic() + within_s
        reply: Future[Json | None] = Future()
        with self._there:
            if not self._there.wait_for(lambda: self._active, timeout=within_s / 2):
                raise ConnectionError("the app has no open socket")
            connection = self._next()
            self._envelopes += 1
            envelope_id = str(uuid.UUID(int=self._envelopes))
            self._waiting[envelope_id] = (connection, reply)
        try:
            connection.send(json.dumps({"envelope_id": envelope_id, **envelope}))
            return reply.result(timeout=max(0.0, until - time.monotonic()))
        finally:
            with self._there:
                del self._waiting[envelope_id]

    def receive(self, text: str) -> None:
        """A frame from the app: the answer to an envelope. Anything else is ignored, as Slack does."""
        try:
            frame = json.loads(text)
        except ValueError:
            return
        envelope_id = frame.get("envelope_id") if isinstance(frame, dict) else None
        with self._there:
            waiting = self._waiting.get(str(envelope_id))
        if waiting is not None and not waiting[1].done():
            payload = frame.get("payload")
            waiting[1].set_result(payload if isinstance(payload, dict) and payload else None)

    def disconnect(self, reason: str = "refresh_requested") -> int:
        """Tells every connection to make itself anew ("refresh_requested" or "link_disabled") and closes it.

        With "warning" it stays open for what is still on its way. Either way nothing more is sent to it, and
        the app opens new ones. Returns how many were told.
        """
        frame = json.dumps({"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}})
        with self._there:
            told = list(self._active)
            self._draining += told
            self._active.clear()
        for connection in told:
            connection.send(frame)
            if reason != "warning":
                connection.close()
        return len(told)

    def drop(self) -> int:
        """Closes every connection without a word. Returns how many there were."""
        with self._there:
            dropped = [*self._active, *self._draining]
        for connection in dropped:
            self.detach(connection)
            connection.close()
        return len(dropped)

    def _next(self) -> Connection:
        self._turn += 1
        return self._active[self._turn % len(self._active)]

    def _hello(self, connections: int) -> Json:
        return {
            "type": "hello",
            "num_connections": connections,
            "connection_info": {"app_id": self._app_id},
            "debug_info": {"host": "sandbox", "build_number": 1, "approximate_connection_time": 18_060},
        }
