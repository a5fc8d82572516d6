"""Addresses of the family pages."""

from django.urls import path

from seedbed.web.kit import converters  # noqa: F401 - makes <date:on> known

from . import asking, correspondence, links, pulse, tried, views

app_name = "family"
urlpatterns = [
    path("family/", views.home, name="home"),
    path("family/messages/", correspondence.messages_page, name="messages"),
    path("family/link/<str:token>/", links.open_link, name="link"),
    path("family/close/", links.close, name="close"),
    path("family/<uuid:child>/", views.path, name="path"),
    path("family/<uuid:child>/day/", views.day, name="day"),
    path("family/<uuid:child>/pulse/", pulse.pulse, name="pulse"),
    path("family/<uuid:child>/tried/", tried.tried, name="tried"),
    path("family/<uuid:child>/ask/", asking.ask, name="ask"),
    path("family/<uuid:child>/day/<date:on>/", views.on_date, name="on_date"),
]
