"""E-mails that a page sends at once: whether any can be sent, and the sending."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage


def can_be_sent() -> bool:
    """Tell whether e-mail leaves this server, and is not printed into its log."""
    return not settings.EMAIL_BACKEND.endswith("console.EmailBackend")


def send(subject: str, text: str, *, to: str) -> bool:
    """Send one e-mail; return False if the mail server did not take it."""
    try:
        EmailMessage(subject, text, to=[to]).send()
    except OSError:  # smtplib's errors are OSErrors
        return False
    return True
