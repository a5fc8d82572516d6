"""The words of the demo's simulated stories and plays; none of it happened."""

from __future__ import annotations

from dataclasses import dataclass

from seedbed.apps.exchange.cards import PlayWords, StoryWords


@dataclass(frozen=True, kw_only=True)
class Told:
    """A released story of a simulated member."""

    words: StoryWords
    days_ago: int
    n_reports: int = 1
    question: str = ""
    answer: str = ""
    told_by: str = ""
    reply: str = ""


STORIES = (
    Told(
        words=StoryWords(
            kind="failure",
            topic="schedule",
            tried="We put tutoring into the first block for every student who asked.",
            happened="Buses came late. For a month a third of the seats stayed "
            "empty, and the tutors were the ones who told us.",
            advice="Ask the drivers before you draw the schedule, and look at empty "
            "seats in the first week, not at the end of the term.",
        ),
        days_ago=6,
        n_reports=2,
        question="Did you move the tutoring, or the buses?",
        answer="The tutoring. Moving a bus takes a board vote; moving a block took "
        "one evening.",
    ),
    Told(
        words=StoryWords(
            kind="failure",
            topic="families",
            tried="We opened the hub with a letter to families two weeks before.",
            happened="Families heard of it from their children first. Forty came to "
            "the board meeting, and we lost the winter to answering.",
            advice="Show ten families the day of their own child before you announce "
            "anything. Change what they ask you to change.",
        ),
        days_ago=20,
    ),
    Told(
        words=StoryWords(
            kind="process",
            topic="staffing",
            tried="Teachers of the established schools could choose to teach two days "
            "a week in the virtual school.",
            happened="In the first year six came, and four of them asked to stay. What "
            "held others back was not pay but the way back.",
            advice="Put the right to return into writing before the first one asks.",
        ),
        days_ago=12,
    ),
    Told(
        words=StoryWords(
            kind="process",
            topic="board",
            tried="We asked the board for three waivers, each with the date it ends.",
            happened="Two were granted in one evening. The third, on seat time, took "
            "three meetings, and a table of what the rule cost us in lessons.",
            advice="Bring the price of the rule, not an argument about it.",
        ),
        days_ago=33,
    ),
    Told(
        words=StoryWords(
            kind="success",
            topic="curriculum",
            tried="Students who passed a skill early could teach it to two others.",
            happened="The two learned as much as with a tutor, and the one who taught "
            "forgot less.",
            advice="Draw the pairs by what they are ready for, not by friendship.",
        ),
        days_ago=9,
    ),
    Told(
        words=StoryWords(
            kind="failure",
            topic="technology",
            tried="One program for all mathematics, bought for three years.",
            happened="It was down for a week in the second month, and nobody had a "
            "plan on paper.",
            advice="Keep a standing schedule that needs no screen, and print it.",
        ),
        days_ago=41,
        n_reports=3,
    ),
    Told(
        words=StoryWords(
            kind="failure",
            topic="rollout",
            tried="We opened three hubs in one year, because the money had to be "
            "spent in that year.",
            happened="Two of them had no mentor who had done it before. By spring one "
            "third of their students had gone back.",
            advice="Spend a year on one hub, and let its mentors open the next. I "
            "would rather have returned the money.",
        ),
        days_ago=27,
        told_by="A superintendent (simulated), Simulated district 7",
        reply="Eleven systems wrote that they wait a year now. That was worth saying "
        "it aloud.",
    ),
)
WAITING = (
    StoryWords(
        kind="failure",
        topic="rollout",
        tried="We doubled the seats of the hub in its second year.",
        happened="The new mentors met the students only in the third week.",
        advice="Grow by as many students as you have mentors who know the work.",
    ),
    StoryWords(
        kind="process",
        topic="schedule",
        tried="We gave each student one open block a day.",
        happened="At first most of them waited to be told what to do with it.",
        advice="Offer three things to choose from, and let the fourth be their own.",
    ),
)
WISHES = (
    ("How a hub ended well, and where its students went", 5),
    ("What a waiver of seat time cost in the second year", 3),
    ("How to tell families that a program stops", 2),
)
_TUTORING = PlayWords(
    title="Tutoring after the first bus",
    summary="Groups of three with one tutor in the second block, when every bus has "
    "arrived, on the one skill that each is ready for next.",
    topic="schedule",
    needs="Two tutors, a room, and a list of what each student is ready for",
    cost="Two tutors for four hours a day",
    measure="Skills newly shown in a week",
    note_kind="failure",
    note="In the first block a third of the seats stayed empty for a month: buses.",
    grade_low=4,
    grade_high=8,
    modality="tutoring",
    steps=(
        "Ask the drivers when each bus arrives.",
        "Set the size of a group to three.",
        "Draw the groups anew each Friday.",
        "Look at empty seats after the first week.",
    ),
    materials=("Exit slips of five questions",),
    parts={
        "rules": [{"name": "tutoring_max", "value": 3}],
        "lessons": [
            {
                "code": "D4-RATIO-1",
                "title": "Ratios on a bus timetable",
                "skill": "6.RP.A.1",
                "modality": "tutoring",
                "minutes": 25,
                "seats": 3,
            },
            {
                "code": "D4-RATE-1",
                "title": "Which bus is faster? Unit rates",
                "skill": "6.RP.A.2",
                "modality": "tutoring",
                "minutes": 25,
                "seats": 3,
            },
        ],
        "charter": {
            "purpose": {
                "pocket_served": "Students who come late because their bus does",
                "alternative_today": "An empty seat, and the same lesson again.",
                "why_a_unit": "A block of the day has to move, and only a unit may.",
            }
        },
        "pilot": {
            "name": "Tutoring after the first bus",
            "aim": "Students whose bus comes late show as many skills as the others.",
        },
    },
)
PLAYS = (
    (_TUTORING, "Simulated district 4"),
    (
        PlayWords(
            **{
                **vars(_TUTORING),
                "title": "Tutoring after lunch",
                "summary": "The same in the block after lunch, for a hub whose buses "
                "are never on time.",
                "note_kind": "process",
                "note": "Students were tired at first; ten minutes outside helped.",
            }
        ),
        "Simulated district 11",
    ),
    (
        PlayWords(
            title="Two days here, three days there",
            summary="Teachers of established schools teach two days a week in the new "
            "unit, and may go back.",
            topic="staffing",
            needs="A written right to return, and a principal who lends",
            cost="One substitute for each two teachers",
            measure="Teachers who ask to stay",
            note_kind="process",
            note="What held people back was not pay but the way back.",
            steps=(
                "Write the right to return.",
                "Ask who would like to come; nobody is sent.",
                "After a term, ask who would like to stay.",
            ),
            parts={
                "pilot": {
                    "name": "Two days here, three days there",
                    "aim": "Teachers with a good post choose the new unit freely.",
                }
            },
        ),
        "Simulated district 20",
    ),
)
