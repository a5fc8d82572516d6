"""Addresses of the pages that are made to be printed."""

from django.urls import path

from . import cards, invitations, views

app_name = "sheets"
urlpatterns = [
    path("sheets/", views.sheets, name="sheets"),
    path("sheets/invitations/", invitations.invite, name="invite"),
    path("sheets/cards/", cards.cards, name="cards"),
    path("sheets/cards/make/", cards.make, name="make_cards"),
    path("sheets/cards/end/", cards.end, name="end_card"),
    path("sheets/cards/allow/", cards.allow, name="allow_cards"),
]
