"""How the week of a pilot was, in one tap from My day; the last word stands."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST

from seedbed.apps.pilots import services
from seedbed.web.kit import access
from seedbed.web.kit.fields import whole

#: What each answer says, from 1.
WORDS: dict[int, str | Promise] = {
    1: gettext_lazy("Not good"),
    2: gettext_lazy("Not so good"),
    3: gettext_lazy("All right"),
    4: gettext_lazy("Good"),
    5: gettext_lazy("Great"),
}


@require_POST
@access.only_for("student")
def say(request: HttpRequest) -> HttpResponse:
    """Keep the answer; who is not asked finds nothing here."""
    student = access.get_own_student_or_404(request)
    try:
        pilot = UUID(request.POST.get("pilot", ""))
    except ValueError as error:
        raise Http404 from error
    is_kept = services.answer_pulse(
        pilot=pilot,
        student_id=student.id,
        score=whole(request, "score"),
        on=timezone.localdate(),
        at=timezone.now(),
    )
    if not is_kept:
        raise Http404
    messages.success(request, gettext("Thank you. Your name is not shown with it."))
    return redirect(reverse("student:today") + "#pulse")
