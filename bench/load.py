"""A closed-loop HTTP load from one process: every connection asks again as soon as it is answered."""

from __future__ import annotations

import math
import selectors
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass

RECEIVE = 65536
OK = 200


@dataclass(frozen=True, slots=True)
class Measured:
    """Requests a second and latencies in milliseconds; `size` is the median of the bytes of an answer.

    `errors`: answers that were not 200. They are counted and their latencies kept.
    """

    rps: float
    p50: float
    p95: float
    p99: float
    requests: int
    errors: int
    size: int


class _Connection:
    def __init__(self, address: tuple[str, int]) -> None:
        self.address = address
        self.socket = self._opened()
        self.request = b""
        self.buffer = bytearray()
        self.started = 0.0

    def _opened(self) -> socket.socket:
        opened = socket.create_connection(self.address)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return opened

    def ask(self, request: bytes) -> None:
        self.request = request
        self.buffer.clear()
        self.started = time.perf_counter()
        self.socket.sendall(request)

    def ask_again(self) -> None:
        """The server closed the connection: the same question on a new one, its clock still running."""
        self.socket.close()
        self.socket = self._opened()
        self.buffer.clear()
        self.socket.sendall(self.request)

    def answered(self) -> tuple[int, int] | None:
        """(status, body length) once the answer is complete; raises ConnectionError when there is no more."""
        received = self.socket.recv(RECEIVE)
        if not received:
            raise ConnectionResetError
        self.buffer += received
        head, found, body = self.buffer.partition(b"\r\n\r\n")
        if not found:
            return None
        length = next(
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length")
        )
        return (int(head[9:12]), length) if len(body) >= length else None


def measure(
    address: tuple[str, int],
    paths: Sequence[str],
    *,
    seconds: float,
    connections: int,
    warm: int = 100,
    encoding: str = "br",
) -> Measured:
    """Ask for the paths in turn, over keep-alive connections, for some seconds after `warm` answers."""
    host, port = address
    requests = [
        f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nAccept-Encoding: {encoding}\r\n\r\n".encode()
        for path in paths
    ]
    with selectors.DefaultSelector() as selector:
        for number in range(connections):
            connection = _Connection(address)
            selector.register(connection.socket, selectors.EVENT_READ, connection)
            connection.ask(requests[number % len(requests)])
        try:
            return _asked_in_turn(selector, requests, seconds=seconds, warm=warm)
        finally:
            for key in list(selector.get_map().values()):
                key.data.socket.close()


def _asked_in_turn(
    selector: selectors.BaseSelector, requests: Sequence[bytes], *, seconds: float, warm: int
) -> Measured:
    latencies: list[float] = []
    statuses: list[int] = []
    sizes: list[int] = []
    asked, begin = len(selector.get_map()), math.inf
    while time.perf_counter() - begin < seconds:
        for key, _events in selector.select():
            connection: _Connection = key.data
            try:
                answer = connection.answered()
            except ConnectionError:
                selector.unregister(key.fileobj)
                connection.ask_again()
                selector.register(connection.socket, selectors.EVENT_READ, connection)
                continue
            if answer is None:
                continue
            latencies.append(time.perf_counter() - connection.started)
            statuses.append(answer[0])
            sizes.append(answer[1])
            if len(latencies) == warm:
                begin = time.perf_counter()
            connection.ask(requests[asked % len(requests)])
            asked += 1
    return summary(latencies[warm:], statuses[warm:], sizes[warm:], time.perf_counter() - begin)


def summary(
    latencies: Sequence[float], statuses: Sequence[int], sizes: Sequence[int], elapsed: float
) -> Measured:
    """What was measured in `elapsed` seconds; `latencies` in seconds, one entry of each list an answer."""
    return Measured(
        rps=round(len(latencies) / elapsed, 1),
        p50=milliseconds(latencies, 0.5),
        p95=milliseconds(latencies, 0.95),
        p99=milliseconds(latencies, 0.99),
        requests=len(latencies),
        errors=sum(status != OK for status in statuses),
        size=int(percentile(sizes, 0.5)),
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of the values do not exceed (nearest rank); 0 of none."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else 0.0


def milliseconds(seconds: Sequence[float], share: float) -> float:
    """A percentile of durations in seconds, in milliseconds with two decimals."""
    return round(1000 * percentile(seconds, share), 2)
