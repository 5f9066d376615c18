"""A download ends in time whatever the server holds back: real connections to servers that stall."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
from reading_files import only_problem, read_all

from briefer.reading import fetching
from briefer.reading.deadline import Deadline
from briefer.reading.raw import Unreadable

SECONDS = 0.3
HEADERS = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"


@contextmanager
def server(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """Serve connections until the client ends them; yield host and port."""

    def serve() -> None:
        with suppress(OSError):  # the test is over
            while True:
                connection, _ = listening.accept()
                with connection, suppress(OSError):
                    answer(connection)
                    while connection.recv(65536):
                        pass

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"127.0.0.1:{listening.getsockname()[1]}"
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()


def silence(connection: socket.socket) -> None:
    pass


def half_of_the_headers(connection: socket.socket) -> None:
    connection.sendall(HEADERS)


def provisional_answers_for_ever(connection: socket.socket) -> None:
    # Each of them ends a wait: no limit on a single wait is ever reached.
    while True:
        connection.sendall(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")


def half_of_a_page(connection: socket.socket) -> None:
    connection.sendall(HEADERS + b"Content-Length: 1000\r\n\r\nFighters entered the town.")


def a_page_without_an_end(connection: socket.socket) -> None:
    # It ends with the connection, so a connection that is cut looks like a page that is whole.
    connection.sendall(HEADERS + b"Connection: close\r\n\r\nTown taken\nFighters entered the town.\n")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_SECONDS_IN_ALL", SECONDS)
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def complaint(url: str) -> str:
    reading, bulletins = read_all(url, allow_private_urls=True)
    assert bulletins == []
    return only_problem(reading).message


@pytest.mark.parametrize(
    "answer",
    [
        silence,
        half_of_the_headers,
        provisional_answers_for_ever,
        half_of_a_page,
        a_page_without_an_end,
    ],
)
def test_a_server_that_stalls_is_left(answer):
    with server(answer) as host:
        assert complaint(f"http://{host}/") == f"not whole after {SECONDS} seconds"


def test_a_handshake_that_stalls_is_left():
    with server(silence) as host:
        assert complaint(f"https://{host}/") == f"not whole after {SECONDS} seconds"


def test_redirects_share_one_limit(monkeypatch):
    def onward(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n")

    monkeypatch.setattr(fetching, "MOST_REDIRECTS", 10**9)
    with server(onward) as host:
        assert complaint(f"http://{host}/") == f"not whole after {SECONDS} seconds"


def test_a_connection_that_is_not_taken_is_left():
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        waiting = [socket.socket() for _ in range(4)]  # more than the queue holds
        try:
            for each in waiting:
                each.setblocking(False)
                each.connect_ex(full.getsockname())
            url = f"http://127.0.0.1:{full.getsockname()[1]}/"
            assert complaint(url) == f"not whole after {SECONDS} seconds"
        finally:
            for each in waiting:
                each.close()


def test_no_thread_and_no_connection_outlive_the_download():
    before = threading.active_count()
    ours, theirs = socket.socketpair()

    class Stream:
        def get_extra_info(self, name: str) -> socket.socket:
            return ours

    with ours, theirs:
        with Deadline(60) as deadline:
            deadline.watch("connection.connect_tcp.complete", {"return_value": Stream()})
            assert 0 < deadline.left(20) <= 20
            assert threading.active_count() == before + 1
        assert threading.active_count() == before
        ours.close()
        assert theirs.recv(1) == b""  # the copy is closed too


def test_a_connection_that_comes_too_late_is_ended():
    ours, theirs = socket.socketpair()

    class Stream:
        def get_extra_info(self, name: str) -> socket.socket:
            return ours

    with ours, theirs, Deadline(0) as deadline:
        deadline.watch("connection.connect_tcp.complete", {"return_value": Stream()})
        assert theirs.recv(1) == b""
        with pytest.raises(Unreadable, match="not whole after 0 seconds"):
            deadline.left(20)
