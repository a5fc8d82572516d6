"""Addresses of the student pages."""

from django.urls import path

from seedbed.web.kit import converters  # noqa: F401 - makes <date:on> known

from . import signals, slips, views

app_name = "student"
urlpatterns = [
    path("my/day/", views.today, name="today"),
    path("my/day/<date:on>/", views.on_date, name="day"),
    path("my/day/say/", signals.say, name="say"),
    path("my/day/slip/<uuid:slip>/", slips.slip, name="slip"),
]
