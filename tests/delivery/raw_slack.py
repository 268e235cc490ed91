"""A server that says whatever a test wants, byte for byte, where the sandbox always speaks HTTP and JSON."""

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

Answers = Mapping[str, bytes]


def answer(body: bytes, status: str = "200 OK", kind: str = "application/json", extra: str = "") -> bytes:
    """A whole HTTP answer. `extra` are more header lines, each ended by CR LF."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{extra}\r\n"
    return head.encode("latin-1") + body


@contextmanager
def saying(answers: Answers | bytes) -> Iterator[str]:
    """Serves one answer a call, by method or the same to all; gives the base_url."""

    def talk(connection: socket.socket) -> None:
        method = _read_call(connection)
        connection.sendall(answers if isinstance(answers, bytes) else answers[method])

    with listening_with(talk) as url:
        yield url


@contextmanager
def listening_with(talk: Callable[[socket.socket], None]) -> Iterator[str]:
    """Hands each connection to `talk`, then closes it; gives the base_url."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_serve, args=(server, talk), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        # Closing alone would leave the thread waiting for one more connection.
        server.shutdown(socket.SHUT_RDWR)
        thread.join(2)


def nobody_listens() -> str:
    """A base_url that refuses every connection."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    return f"http://127.0.0.1:{port}/"


def _serve(server: socket.socket, talk: Callable[[socket.socket], None]) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with connection:
            connection.settimeout(2)
            try:
                talk(connection)
            except OSError:
                continue  # the client gave up, as some tests want


def _read_call(connection: socket.socket) -> str:
    """Reads one request to its end and names its Web API method."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += _more(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    lengths = [line.split(":")[1] for line in lines if line.lower().startswith("content-length:")]
    missing = (int(lengths[0]) if lengths else 0) - len(body)
    while missing > 0:
        missing -= len(_more(connection))
    return lines[0].split(" ")[1].strip("/")


def _more(connection: socket.socket) -> bytes:
    received = connection.recv(65536)
    if not received:
        raise ConnectionError("the client went away")
    return received
