"""Addresses of the office pages."""

from django.urls import path

from . import people, views

app_name = "office"
urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/people.csv", people.as_csv, name="people_csv"),
    path("people/alike/", people.alike, name="alike"),
    path("imports/", views.imports, name="imports"),
    path("imports/<uuid:uuid>/", views.report, name="import"),
    path("imports/<uuid:uuid>/save/", views.save, name="save"),
    path("imports/<uuid:uuid>/undo/", views.undo, name="undo"),
    path("imports/<uuid:uuid>/held.csv", views.held, name="held"),
]
