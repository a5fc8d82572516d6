"""The API through which tools send evidence."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError
from ninja.security import HttpBearer

from seedbed.apps.evidence import services
from seedbed.apps.evidence.cards import EvidenceReport
from seedbed.apps.evidence.errors import TooManyRowsError, UnknownKeyError
from seedbed.lib.errors import SeedbedError

from .body import objects_of
from .errors import BodyTooLargeError
from .schemas import (
    ATTEMPTS_BODY,
    STATEMENTS_BODY,
    ErrorOut,
    HeldGroupOut,
    ReportOut,
)

_UNAUTHORIZED, _TOO_LARGE, _UNPROCESSABLE = 401, 413, 422


class Key(HttpBearer):
    """The key of a tool; whether it is known is decided with the first query."""

    def authenticate(
        self,
        request: HttpRequest,  # noqa: ARG002 - the shape is django-ninja's
        token: str,
    ) -> str | None:
        """Return the key that the header holds."""
        return token or None


api = NinjaAPI(
    title="Seedbed",
    version="1",
    description="Send what students answered. Sending a row again changes nothing.",
    urls_namespace="api:v1",
    auth=Key(),
    # The page of documentation loads scripts from elsewhere, which no page here may.
    docs_url=None,
)
_ANSWERS = {
    200: ReportOut,
    _UNAUTHORIZED: ErrorOut,
    _TOO_LARGE: ErrorOut,
    _UNPROCESSABLE: ErrorOut,
}


@api.post("/attempts", response=_ANSWERS, openapi_extra=ATTEMPTS_BODY)
def post_attempts(request: HttpRequest) -> ReportOut:
    """Take in answers, each an object with the columns of the evidence file."""
    return _report(
        services.receive_attempts(
            key=_key(request), rows=objects_of(request), at=datetime.now(UTC)
        )
    )


@api.post("/statements", response=_ANSWERS, openapi_extra=STATEMENTS_BODY)
def post_statements(request: HttpRequest) -> ReportOut:
    """Take in xAPI 1.0.3 or 2.0 statements."""
    return _report(
        services.receive_statements(
            key=_key(request), statements=objects_of(request), at=datetime.now(UTC)
        )
    )


def _key(request: HttpRequest) -> str:
    """Return the key that ``Key`` found on the request."""
    return str(getattr(request, "auth", ""))


def _report(report: EvidenceReport) -> ReportOut:
    """Return a report as the API says it."""
    return ReportOut(
        source=report.source,
        n_rows=report.n_rows,
        n_new=report.n_new,
        n_duplicate=report.n_duplicate,
        n_held=report.n_held,
        n_conflict=report.n_conflict,
        n_skipped=report.n_skipped,
        held=[
            HeldGroupOut(
                reason=group.reason,
                message=group.message,
                n=group.n,
                rows=list(group.rows),
            )
            for group in report.held_groups
        ],
    )


def _refusal(
    request: HttpRequest, *, status: int, code: str, sentences: list[str]
) -> HttpResponse:
    """Return the one JSON shape that every refusal has."""
    said = ErrorOut(error=sentences[0], errors=sentences, code=code)
    return api.create_response(request, said.dict(), status=status)


@api.exception_handler(SeedbedError)
def _refuse(request: HttpRequest, error: SeedbedError) -> HttpResponse:
    status = _UNPROCESSABLE
    if isinstance(error, UnknownKeyError):
        status = _UNAUTHORIZED
    elif isinstance(error, BodyTooLargeError | TooManyRowsError):
        status = _TOO_LARGE
    return _refusal(request, status=status, code=error.code, sentences=[str(error)])


@api.exception_handler(AuthenticationError)
def _refuse_stranger(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    return _refuse(request, UnknownKeyError())


@api.exception_handler(ValidationError)
def _refuse_shape(request: HttpRequest, error: ValidationError) -> HttpResponse:
    sentences = [str(one.get("msg", one)) for one in error.errors] or [
        "Not understood."
    ]
    return _refusal(
        request, status=_UNPROCESSABLE, code="bad-body", sentences=sentences
    )
