"""Live boards: the page, its part for htmx, and the stream."""

from __future__ import annotations

from django.test import Client

from seedbed.web.mentor import streaming
from seedbed.web.mentor.streaming import EventStream, Leases


def test_a_board_shows_first_names_and_words(tuesday, sign_in):
    tuesday.asks_for_help(tuesday.cast.ana)

    page = sign_in("clara").get(f"/board/{tuesday.room.pk}/").content.decode()

    assert "<b>Ana</b>" in page
    assert "asked for help" in page
    assert "getting ready" in page
    assert "Alvarez" not in page
    assert "m with Ana" in page


def test_htmx_gets_the_inner_part_alone(tuesday, sign_in):
    client = sign_in("clara")

    part = client.get(f"/board/{tuesday.room.pk}/", headers={"HX-Request": "true"})

    assert "<html" not in part.content.decode()
    assert "<b>Ana</b>" in part.content.decode()
    assert part.headers["Cache-Control"] == "no-store"


def test_without_a_script_the_page_comes_again_by_itself(tuesday, sign_in):
    page = sign_in("clara").get(f"/board/{tuesday.room.pk}/").content.decode()

    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page


def test_another_block_can_be_asked_for(tuesday, sign_in):
    client, address = sign_in("clara"), f"/board/{tuesday.room.pk}/"

    assert ">9:00" in client.get(address + "?block=540").content.decode()
    for wrong in ("x", "1440", "-1"):
        assert client.get(f"{address}?block={wrong}").status_code == 404


def read(answer):
    return b"".join(answer.streaming_content).decode()


def test_with_all_streams_taken_one_event_is_sent(tuesday, sign_in, monkeypatch):
    monkeypatch.setattr("seedbed.web.mentor.boards.LEASES", Leases(0))

    answer = sign_in("clara").get(f"/board/{tuesday.room.pk}/stream/")

    assert answer.headers["Content-Type"] == "text/event-stream"
    sent = read(answer)
    assert sent.startswith("retry: 1500\n\nevent: board\ndata: ")
    assert sent.count("event: board") == 1
    assert "<b>Ana</b>" in sent


def test_news_is_sent_in_the_language_of_the_page(tuesday, sign_in, monkeypatch):
    monkeypatch.setattr("seedbed.web.mentor.boards.LEASES", Leases(0))
    client = sign_in("clara")
    client.post("/language/", {"language": "es"})

    assert "preparándose" in read(client.get(f"/board/{tuesday.room.pk}/stream/"))


def test_a_stream_asks_for_a_sign_in(tuesday):
    assert Client().get(f"/board/{tuesday.room.pk}/stream/").status_code == 302


class Clock:
    """A clock that moves only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def stream(draw, *, leases=None, lease=1, clock=None):
    clock = clock or Clock()
    leases = leases or Leases(1, clock=clock)
    return EventStream(draw, lease=lease, leases=leases, clock=clock, sleep=clock.sleep)


def test_news_is_sent_at_the_next_tick_and_only_then():
    drawn = iter(["one", "one", "two", "two"])
    clock = Clock()
    events = stream(lambda: next(drawn, "two"), clock=clock)

    assert [next(events) for _ in range(3)] == [
        b"retry: 1500\n\n",
        b"event: board\ndata: one\n\n",
        b"event: board\ndata: two\n\n",
    ]
    assert clock.now - 100.0 == 2 * streaming.TICK_SECONDS <= 2


def test_a_quiet_stream_beats_and_ends_by_itself():
    clock = Clock()

    sent = list(stream(lambda: "same", clock=clock))

    assert sent.count(b"event: board\ndata: same\n\n") == 1
    assert sent.count(b"event: beat\ndata: \n\n") == 15
    assert clock.now - 100.0 == streaming.STREAM_SECONDS


def test_a_stream_ends_when_the_board_may_not_be_seen_any_more():
    drawn = iter(["one", ""])

    assert len(list(stream(lambda: next(drawn)))) == 2


def test_a_stream_that_ends_or_breaks_gives_its_lease_back():
    clock = Clock()
    leases = Leases(1, clock=clock)

    def broken():
        raise OSError

    for draw in (lambda: "", broken):
        lease = leases.take()
        assert lease is not None
        assert leases.take() is None
        events = stream(draw, leases=leases, lease=lease, clock=clock)
        try:
            list(events)
        except OSError:
            events.close()
    lease = leases.take()
    stream(lambda: "", leases=leases, lease=lease, clock=clock).close()
    assert leases.take() is not None


def test_a_lease_that_nobody_gave_back_is_free_in_time():
    clock = Clock()
    leases = Leases(1, clock=clock)
    leases.take()

    clock.sleep(streaming.STREAM_SECONDS)
    assert leases.take() is None
    clock.sleep(streaming.STREAM_SECONDS)
    assert leases.take() is not None


def test_most_worker_threads_stay_free_of_streams():
    from seedbed.cli.serve import THREADS

    assert 2 * streaming.MOST_STREAMS < THREADS
