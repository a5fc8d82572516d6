"""Addresses of Innovate from within; each of its pages has its own list."""

from django.urls import path

from . import network, network_flight, network_people, trajectory, views

app_name = "innovate"
urlpatterns = [
    path("innovate/", views.room, name="room"),
    path("innovate/network/", network.networks, name="networks"),
    path("innovate/network/<uuid:uuid>/", network.network, name="network"),
    path(
        "innovate/network/<uuid:uuid>/people/",
        network_people.people,
        name="network_people",
    ),
    path(
        "innovate/network/<uuid:uuid>/people/new/",
        network_people.person,
        name="network_new_person",
    ),
    path(
        "innovate/network/<uuid:uuid>/people/<int:actor_id>/",
        network_people.person,
        name="network_person",
    ),
    path(
        "innovate/network/<uuid:uuid>/people/<int:actor_id>/talk/",
        network_people.talk,
        name="network_talk",
    ),
    path(
        "innovate/network/<uuid:uuid>/checks/",
        network_flight.checks,
        name="network_checks",
    ),
    path(
        "innovate/network/<uuid:uuid>/flight/",
        network_flight.in_flight,
        name="network_flight",
    ),
    path("innovate/trajectory/", trajectory.trajectory, name="trajectory"),
    path(
        "innovate/trajectory/count/", trajectory.count_people, name="trajectory_count"
    ),
    path("innovate/trajectory/records/", trajectory.records, name="trajectory_records"),
]
