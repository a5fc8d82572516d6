"""Addresses of the leader pages."""

app_name = "leader"
urlpatterns: list[object] = []
