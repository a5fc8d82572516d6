"""Addresses of Innovate from within; each of its pages has its own list."""

from django.urls import path

from . import (
    charter,
    charter_actions,
    charter_pdf,
    diaries,
    fund,
    fund_training,
    leading,
    members,
    needs,
    network,
    network_flight,
    network_people,
    pilot_people,
    pilot_report,
    pilot_speakers,
    pilot_start,
    pilot_weeks,
    pilots,
    together,
    trajectory,
    views,
)
from .decisions import answering, rounds, talks
from .decisions import views as decisions

app_name = "innovate"
urlpatterns = [
    path("innovate/", views.room, name="room"),
    path("innovate/needs/", needs.needs, name="needs"),
    path("innovate/needs/bring/", needs.bring, name="needs_bring"),
    path("innovate/needs/lists/<uuid:uuid>/", needs.checked, name="needs_list"),
    path("innovate/needs/lists/<uuid:uuid>/save/", needs.save, name="needs_save"),
    path(
        "innovate/needs/lists/<uuid:uuid>/take-back/",
        needs.take_back,
        name="needs_take_back",
    ),
    path("innovate/needs/seats/", needs.seats, name="needs_seats"),
    path("innovate/needs/count/", needs.count, name="needs_count"),
    path("innovate/needs/count/drop/", needs.drop_count, name="needs_count_drop"),
    path("innovate/needs/request/", needs.ask, name="needs_request"),
    path("innovate/needs/request/drop/", needs.drop_request, name="needs_request_drop"),
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
        "innovate/charter/<uuid:uuid>/unit/",
        charter_actions.name_unit,
        name="charter_unit",
    ),
    path(
        "innovate/charter/<uuid:uuid>/decisions/",
        charter_actions.decide,
        name="charter_decide",
    ),
    path("innovate/charter/<uuid:uuid>/<slug:key>/", charter.section, name="section"),
]
_PILOT = "innovate/pilots/<uuid:uuid>/"
urlpatterns += [
    path("innovate/pilots/", pilots.pilots, name="pilots"),
    path("innovate/pilots/new/", pilot_start.begin, name="pilot-begin"),
    path(_PILOT, pilots.pilot, name="pilot"),
    path(f"{_PILOT}design/", pilot_people.design, name="pilot-design"),
    path(f"{_PILOT}people/", pilot_people.people, name="pilot-people"),
    path(f"{_PILOT}register/", pilot_start.register, name="pilot-register"),
    path(f"{_PILOT}draw/", pilot_start.draw, name="pilot-draw"),
    path(f"{_PILOT}speakers/", pilot_speakers.speakers, name="pilot-speakers"),
    path(f"{_PILOT}week/", pilot_weeks.week, name="pilot-week"),
    path(f"{_PILOT}said/", pilot_weeks.said, name="pilot-said"),
    path(f"{_PILOT}decide/", pilot_weeks.decide, name="pilot-decide"),
    path(f"{_PILOT}scores/", pilot_weeks.scores, name="pilot-scores-stage"),
    path(
        f"{_PILOT}scores/<uuid:scores>/", pilot_weeks.staged_scores, name="pilot-scores"
    ),
    path(
        f"{_PILOT}scores/<uuid:scores>/save/",
        pilot_weeks.save_scores,
        name="pilot-scores-save",
    ),
    path(f"{_PILOT}report/", pilot_report.report, name="pilot-report"),
    path(f"{_PILOT}report.pdf", pilot_report.report_pdf, name="pilot-report-pdf"),
]
urlpatterns += [
    path("tried/", diaries.diaries, name="diaries"),
    path("tried/<uuid:uuid>/", diaries.diary, name="diary"),
    path("tried/<uuid:uuid>/week/", diaries.week, name="diary-week"),
    path("tried/<uuid:uuid>/said/", diaries.said, name="diary-said"),
    path("innovate/fund/", fund.rounds, name="fund"),
    path("innovate/fund/rounds/", fund.open_round, name="fund-open"),
    path(
        "innovate/fund/<uuid:round_uuid>/readers/",
        fund.name_reader,
        name="fund-reader",
    ),
    path("innovate/fund/<uuid:round_uuid>/apply/", fund.begin, name="fund-begin"),
    path("innovate/fund/applications/<uuid:uuid>/", fund.application, name="fund-one"),
    path(
        "innovate/fund/applications/<uuid:uuid>/step/<int:step>/",
        fund.step,
        name="fund-step",
    ),
    path("innovate/fund/applications/<uuid:uuid>/send/", fund.send, name="fund-send"),
    path(
        "innovate/fund/applications/<uuid:uuid>/answer/",
        fund.answer,
        name="fund-answer",
    ),
    path("innovate/readings/", fund.readings, name="fund-readings"),
    path("innovate/readings/training/", fund_training.training, name="fund-training"),
    path("innovate/readings/<uuid:uuid>/", fund.reading, name="fund-reading"),
]
urlpatterns += [
    path("innovate/decisions/", decisions.decisions, name="decisions"),
    path("innovate/decisions/answer/", answering.answer, name="decisions-answer"),
    path("innovate/decisions/talk/", talks.talk, name="decisions-talk"),
    path("innovate/decisions/choose/", talks.choose, name="decisions-choose"),
    path("innovate/decisions/alike/", decisions.alike, name="alike"),
    path("innovate/decisions/table.csv", decisions.positions_csv, name="decisions-csv"),
    path("innovate/decisions/trade-offs/", talks.trade_offs, name="trade-offs"),
    path(
        "innovate/decisions/trade-offs/<int:trade_off_id>/",
        talks.revisit,
        name="revisit",
    ),
    path("innovate/decisions/rounds/", rounds.rounds, name="rounds"),
    path("innovate/decisions/rounds/open/", rounds.open_round, name="round-open"),
    path(
        "innovate/decisions/rounds/<uuid:wave>/close/",
        rounds.close_round,
        name="round-close",
    ),
    path("innovate/decisions/then-and-now/", rounds.then_and_now, name="then-and-now"),
    path("innovate/members/", members.members, name="members"),
    path("innovate/members/lead/", leading.leading, name="leading"),
    path("innovate/members/lead/basic/", leading.name_basic, name="name-basic"),
    path("innovate/members/lead/drop/", leading.drop_basic, name="drop-basic"),
    path("innovate/members/lead/partner/", leading.name_partner, name="name-partner"),
    path("innovate/members/lead/hand-over/", leading.hand_over, name="hand-over"),
    path("innovate/members/line/", members.describe, name="describe"),
    path("innovate/members/ask/", members.ask, name="ask-help"),
    path(
        "innovate/members/help/<uuid:request_uuid>/",
        members.answer_help,
        name="answer-help",
    ),
    path("innovate/members/together/", together.together, name="together"),
    path("innovate/members/basics/", together.keep_basics, name="keep-basics"),
    path("innovate/members/report/", together.report, name="report-year"),
]
urlpatterns += [
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
