"""Addresses of Innovate from within; each of its pages has its own list."""

from django.urls import path

from . import charter, charter_actions, charter_pdf, needs, views

app_name = "innovate"
urlpatterns = [
    path("innovate/", views.room, name="room"),
    path("innovate/needs/", needs.needs, name="needs"),
    path("innovate/needs/bring/", needs.bring, name="needs_bring"),
    path("innovate/needs/lists/<uuid:uuid>/", needs.checked, name="needs_list"),
    path("innovate/needs/lists/<uuid:uuid>/save/", needs.save, name="needs_save"),
    path("innovate/needs/seats/", needs.seats, name="needs_seats"),
    path("innovate/needs/count/", needs.count, name="needs_count"),
    path("innovate/needs/request/", needs.ask, name="needs_request"),
    path("innovate/charters/", charter.charters, name="charters"),
    path("innovate/charters/start/", charter.start, name="charter_start"),
    path("innovate/charter/<uuid:uuid>/", charter.charter, name="charter"),
    path(
        "innovate/charter/<uuid:uuid>/board.pdf",
        charter_pdf.board_document,
        name="charter_pdf",
    ),
    path(
        "innovate/charter/<uuid:uuid>/send/", charter_actions.send, name="charter_send"
    ),
    path(
        "innovate/charter/<uuid:uuid>/vote/", charter_actions.vote, name="charter_vote"
    ),
    path(
        "innovate/charter/<uuid:uuid>/waivers/",
        charter_actions.ask_waiver,
        name="waiver_ask",
    ),
    path(
        "innovate/charter/<uuid:uuid>/waivers/<uuid:waiver>/",
        charter_actions.answer_waiver,
        name="waiver_answer",
    ),
    path(
        "innovate/charter/<uuid:uuid>/price/",
        charter_actions.price,
        name="charter_price",
    ),
    path(
        "innovate/charter/<uuid:uuid>/decisions/",
        charter_actions.decide,
        name="charter_decide",
    ),
    path("innovate/charter/<uuid:uuid>/<slug:key>/", charter.section, name="section"),
]
