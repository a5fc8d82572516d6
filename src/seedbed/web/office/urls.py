"""Addresses of the office pages."""

app_name = "office"
urlpatterns: list[object] = []
