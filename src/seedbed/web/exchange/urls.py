"""Addresses of the exchange."""

from django.urls import path

from . import (
    desk,
    directory,
    library,
    packages,
    plays,
    room,
    stories,
    telling,
    writing,
)

app_name = "exchange"
urlpatterns = [
    path("", room.room, name="room"),
    path("stories.csv", room.table, name="table"),
    path("month/", room.month, name="month"),
    path("asked/", room.ask_for, name="ask_for"),
    path("named/", stories.named, name="named"),
    path("tell/", telling.tell, name="tell"),
    path("receipt/", telling.receipt, name="receipt"),
    path("stories/<uuid:uuid>/", stories.story, name="story"),
    path("stories/<uuid:uuid>/helped/", stories.helped, name="helped"),
    path("stories/<uuid:uuid>/ask/", stories.ask, name="ask"),
    path("plays/", library.library, name="plays"),
    path("plays.csv", library.table, name="plays_table"),
    path("plays/<uuid:uuid>/", plays.play, name="play"),
    path("plays/<uuid:uuid>/adopt/", plays.adopt, name="adopt"),
    path("plays/<uuid:uuid>/adapt/", writing.adapt, name="adapt"),
    path("plays/<uuid:uuid>/version/", writing.version, name="version"),
    path("plays/new/", writing.new, name="new_play"),
    path("plays/drafts/<uuid:token>/", writing.draft, name="draft"),
    path("plays/drafts/<uuid:token>/drop/", writing.drop, name="drop_draft"),
    path("directory/", directory.directory, name="directory"),
    path("directory/check/", directory.bring, name="bring_directory"),
    path("directory/<uuid:token>/take/", directory.take, name="take_directory"),
    path("packages/", packages.packages, name="packages"),
    path("packages/ours/", packages.give_out, name="give_package"),
    path("packages/take/", packages.take_in, name="take_package"),
    path("packages/trust/", packages.trust, name="trust"),
    path("desk/", desk.desk, name="desk"),
    path("desk/<uuid:uuid>/", desk.act, name="act"),
    path("desk/replies/<uuid:uuid>/", desk.show_reply, name="show_reply"),
    path("desk/answers/<uuid:uuid>/", desk.show_answer, name="show_answer"),
]
