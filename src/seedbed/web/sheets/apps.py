"""Django metadata of the pages that are made to be printed."""

from django.apps import AppConfig


class SheetsPagesConfig(AppConfig):
    """Days, doors and rosters on paper, and cards that sign students in."""

    name = "seedbed.web.sheets"
    label = "sheets_pages"
