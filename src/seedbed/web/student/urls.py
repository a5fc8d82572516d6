"""Addresses of the student pages."""

from django.urls import path

from seedbed.web.kit import converters  # noqa: F401 - makes <date:on> known

from . import choices, pulse, signals, slips, views
from . import path as path_page

app_name = "student"
urlpatterns = [
    path("my/path/", path_page.path, name="path"),
    path("my/day/", views.today, name="today"),
    path("my/day/<date:on>/", views.on_date, name="day"),
    path("my/day/say/", signals.say, name="say"),
    path("my/day/pulse/", pulse.say, name="pulse"),
    path("my/day/slip/<uuid:slip>/", slips.slip, name="slip"),
    path("my/choices/", choices.choices, name="choices"),
    path("my/choices/<uuid:uuid>/rank/", choices.rank, name="rank"),
    path("my/choices/<uuid:uuid>/give-back/", choices.give_back, name="give_back"),
    path("my/choices/ways/", choices.ask_way, name="ask_way"),
    path("my/choices/ways/end/", choices.withdraw_way, name="withdraw_way"),
    path("my/choices/wishes/", choices.ask_elective, name="ask_elective"),
]
