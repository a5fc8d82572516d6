"""What a student says from My day: stuck, fine again, too easy, right, too hard."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from seedbed.apps.mentoring import services
from seedbed.web.kit import access

_FEELINGS = ("too_easy", "just_right", "too_hard")


@require_POST
@access.only_for("student")
def say(request: HttpRequest) -> HttpResponse:
    """Keep what the student says and go back to the day."""
    student = access.get_own_student_or_404(request)
    said = request.POST.get("say", "")
    if said == "fine":
        services.withdraw_call(
            student_id=student.id, by_id=access.who(request).id, at=timezone.now()
        )
        messages.success(request, gettext("Good. Your adults know."))
    elif said == "stuck" or said in _FEELINGS:
        services.say(
            student_id=student.id,
            kind=said,
            on=timezone.localdate(),
            at=timezone.now(),
            block_ordinal=_block(request),
        )
        if said in _FEELINGS:
            messages.success(request, gettext("Thank you. Your mentor sees it."))
    else:
        raise Http404
    return redirect(reverse("student:today") + "#say")


def _block(request: HttpRequest) -> int | None:
    """Return the ordinal of the block that the page was about, None between blocks."""
    value = request.POST.get("block", "")
    return int(value) if value.isascii() and value.isdigit() else None
