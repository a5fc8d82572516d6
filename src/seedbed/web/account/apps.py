"""Django metadata of the pages about one's own account."""

from django.apps import AppConfig


class AccountPagesConfig(AppConfig):
    """Ways to sign in, one's calendar, and what is sent by e-mail."""

    name = "seedbed.web.account"
    label = "account_pages"
