"""Addresses of Innovate from within; each of its pages has its own list."""

from django.urls import path

from . import views

app_name = "innovate"
urlpatterns = [
    path("innovate/", views.room, name="room"),
]
