"""Addresses of the student pages."""

app_name = "student"
urlpatterns: list[object] = []
