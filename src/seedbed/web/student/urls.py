"""Addresses of the student pages."""

from django.urls import path

from seedbed.web.kit import converters  # noqa: F401 - makes <date:on> known

from . import path as path_page
from . import views

app_name = "student"
urlpatterns = [
    path("my/path/", path_page.path, name="path"),
    path("my/day/", views.today, name="today"),
    path("my/day/<date:on>/", views.on_date, name="day"),
]
