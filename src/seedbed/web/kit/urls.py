"""Addresses of the kit pages."""

app_name = "kit"
urlpatterns: list[object] = []
