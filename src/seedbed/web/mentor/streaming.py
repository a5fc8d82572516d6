"""Server-sent events from worker threads: few at a time, each over after a while.

A stream holds a worker thread as long as it lives. So only ``MOST_STREAMS`` of a
process live at once, and each ends by itself after ``STREAM_SECONDS``; the browser then
comes back. Whoever finds all of them taken gets one event and the request to come back
within two seconds: the same news, by polling. A lease that nobody gave back is free
again when its time is over.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

MOST_STREAMS = 2
STREAM_SECONDS = 30.0
#: How often a stream looks for news: half of the two seconds that are promised.
TICK_SECONDS = 0.5
#: A line now and then, so that both ends notice when the other is gone.
BEAT_SECONDS = 2.0
_BACK_SOON_MS = 1_500
_GRACE_SECONDS = 10.0


class Leases:
    """Counts who streams; safe to use from many threads."""

    def __init__(
        self, most: int, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._clock = clock
        self._lock = threading.Lock()
        self._until: dict[int, float] = {}
        self._n = 0

    def take(self) -> int | None:
        """Return a lease, or None while all are taken."""
        now = self._clock()
        with self._lock:
            self._until = {n: t for n, t in self._until.items() if t > now}
            if len(self._until) >= self._most:
                return None
            self._n += 1
            self._until[self._n] = now + STREAM_SECONDS + _GRACE_SECONDS
            return self._n

    def give_back(self, lease: int) -> None:
        """Free a lease; giving it back twice does nothing."""
        with self._lock:
            self._until.pop(lease, None)


LEASES = Leases(MOST_STREAMS)


class EventStream:
    """The events of one stream as bytes, until its time is over or it is closed.

    Parameters
    ----------
    draw
        Returns what there is to show now; an empty text ends the stream.
    lease
        From ``leases``; without one a single event is sent.
    """

    def __init__(
        self,
        draw: Callable[[], str],
        *,
        lease: int | None,
        leases: Leases = LEASES,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._draw = draw
        self._lease = lease
        self._leases = leases
        self._clock = clock
        self._sleep = sleep
        self._events = self._run()

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._events)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Give the lease back; the server calls this when the browser is gone."""
        if self._lease is not None:
            self._leases.give_back(self._lease)
            self._lease = None

    def _run(self) -> Iterator[bytes]:
        yield f"retry: {_BACK_SOON_MS}\n\n".encode()
        shown = self._draw()
        yield event("board", shown)
        ends = said = self._clock()
        ends += STREAM_SECONDS
        while self._lease is not None and self._clock() < ends:
            self._sleep(TICK_SECONDS)
            found = self._draw()
            if not found:
                return
            if found != shown:
                yield event("board", found)
                shown, said = found, self._clock()
            elif self._clock() - said >= BEAT_SECONDS:
                yield event("beat", "")
                said = self._clock()


def event(name: str, data: str) -> bytes:
    r"""Return one server-sent event; each line of the data becomes a line of it.

    >>> event("board", "one\ntwo")
    b'event: board\ndata: one\ndata: two\n\n'
    """
    lines = "".join(f"data: {line}\n" for line in data.split("\n"))
    return f"event: {name}\n{lines}\n".encode()
