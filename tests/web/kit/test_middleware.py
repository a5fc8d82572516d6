"""Pages travel compressed to browsers that take it; streams never do."""

from __future__ import annotations

import gzip

from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from seedbed.web.kit.middleware import CompressMiddleware

WORDS = b"a page of some length, " * 40


def answered(response, **headers):
    request = RequestFactory().get("/", headers=headers)
    return CompressMiddleware(lambda _request: response)(request)


def test_a_page_is_compressed_for_whoever_takes_it() -> None:
    answer = answered(HttpResponse(WORDS), accept_encoding="gzip, br")

    assert gzip.decompress(answer.content) == WORDS
    assert answer["Vary"] == "Accept-Encoding"
    assert "Content-Encoding" not in answered(HttpResponse(WORDS))


def test_two_answers_of_one_page_differ_in_length() -> None:
    lengths = {
        len(answered(HttpResponse(WORDS), accept_encoding="gzip").content)
        for _ in range(40)
    }

    assert len(lengths) > 1, "so that a length tells no secret"


def test_events_go_out_as_they_are() -> None:
    events = StreamingHttpResponse([b"data: 1\n\n"], content_type="text/event-stream")

    answer = answered(events, accept_encoding="gzip")

    assert "Content-Encoding" not in answer
    assert list(answer) == [b"data: 1\n\n"]


def test_the_sign_in_page_is_compressed(client, db) -> None:
    answer = client.get("/sign-in/", headers={"accept-encoding": "gzip"})

    assert answer["Content-Encoding"] == "gzip"
