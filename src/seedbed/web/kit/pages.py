"""The pages by name: what each is called, who has it, and what its help says.

One list serves the search, which offers pages, and the help, which explains them.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from seedbed.apps.accounts.cards import AccountCard

from . import access

Words = str | Promise


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page: its name, the views that show it, who has it, and its help.

    ``view`` is where its name leads; without one it is reached from another page.
    """

    name: Words
    roles: tuple[str, ...]
    help: tuple[Words, ...]
    view: str = ""
    also: tuple[str, ...] = ()


PAGES: dict[str, Page] = {
    "my-day": Page(
        name=gettext_lazy("My day"),
        roles=("student",),
        view="student:today",
        also=("student:day",),
        help=(
            gettext_lazy(
                "This is your day: what you do now, what comes next, and with whom."
            ),
            gettext_lazy(
                "Every block tells you why it is there. Open “Why this?” to read it."
            ),
            gettext_lazy(
                "Say too easy, just right or too hard: your mentor reads it, and plans "
                "can follow it."
            ),
            gettext_lazy("If you are stuck, press “I'm stuck”. An adult comes to you."),
        ),
    ),
    "my-path": Page(
        name=gettext_lazy("My path"),
        roles=("student",),
        view="student:path",
        help=(
            gettext_lazy(
                "The map shows what you have shown, what you work on, and what is "
                "ready next."
            ),
            gettext_lazy(
                "Every skill has the answers behind it. Nothing you have shown is "
                "taken "
                "away; a skill may ask to be looked at again."
            ),
            gettext_lazy(
                "The window is what fits this week. You may start any step in it."
            ),
        ),
    ),
    "my-choices": Page(
        name=gettext_lazy("My choices"),
        roles=("student",),
        view="student:choices",
        help=(
            gettext_lazy(
                "Put electives in the order you like them best until the date on the "
                "page. The first one counts most."
            ),
            gettext_lazy(
                "When there are more wishes than seats, a draw that everyone can check "
                "decides. Nobody is put back for wishing honestly."
            ),
            gettext_lazy(
                "You can also ask for another pace, place or hours. Your mentor "
                "answers."
            ),
        ),
    ),
    "family": Page(
        name=gettext_lazy("Their path"),
        roles=("guardian",),
        view="family:home",
        also=("family:path", "family:day", "family:messages"),
        help=(
            gettext_lazy(
                "The first sentence says whether your child is on the way, almost, not "
                "yet, or that it is not known yet. It is never a guess."
            ),
            gettext_lazy(
                "Below it are this week's evidence in words and a question for tonight."
            ),
            gettext_lazy(
                "Under Messages you can ask, or say that something is not right. The "
                "page shows until when an answer is promised."
            ),
        ),
    ),
    "see-today": Page(
        name=gettext_lazy("See today"),
        roles=access.ADULTS,
        view="mentor:today",
        help=(
            gettext_lazy(
                "At most five students to see today, each with a reason and what to do."
            ),
            gettext_lazy(
                "A row goes away when you act on it: go there, or write down the talk."
            ),
            gettext_lazy(
                "The fifth place is kept for good news. The rest of your students "
                "stand "
                "below, those you have not talked with for longest first."
            ),
        ),
    ),
    "my-students": Page(
        name=pgettext_lazy("page", "Students"),
        roles=(*access.ADULTS, *access.LEADERS),
        view="mentor:students",
        help=(
            gettext_lazy(
                "Every student whom you may see: your own, and those seated with you "
                "from two weeks ago to next week."
            ),
            gettext_lazy("A leader sees every student of the unit."),
            gettext_lazy(
                "The choices stand in the address, so a list can be kept as a bookmark."
            ),
        ),
    ),
    "student": Page(
        name=gettext_lazy("A student's page"),
        roles=(*access.ADULTS, *access.LEADERS),
        also=("mentor:student", "mentor:check_in"),
        help=(
            gettext_lazy(
                "Evidence comes first: what was answered lately and what it showed."
            ),
            gettext_lazy("Then the plan, the notes of adults, and the family."),
            gettext_lazy(
                "After a talk, write one line of what you agreed. The next adult reads "
                "it, and the student's row goes from your list."
            ),
        ),
    ),
    "boards": Page(
        name=gettext_lazy("Live boards"),
        roles=(*access.ADULTS, *access.LEADERS),
        view="mentor:rooms",
        also=("mentor:board", "mentor:session", "mentor:slip"),
        help=(
            gettext_lazy(
                "A board shows who in a room is working, waiting, or has asked for "
                "help. It has no scores, so it can be projected."
            ),
            gettext_lazy(
                "It follows within two seconds. If the network goes, it says how old "
                "it is."
            ),
            gettext_lazy(
                "From a session you take attendance in two taps and open an exit slip "
                "of five questions."
            ),
        ),
    ),
    "today": Page(
        name=gettext_lazy("Today"),
        roles=access.LEADERS,
        view="leader:today",
        help=(
            gettext_lazy(
                "What needs an adult today, what would stop tomorrow first: one line "
                "and "
                "one verb each."
            ),
            gettext_lazy("A line goes away when the thing is done, and not before."),
            gettext_lazy("If nothing waits, the page says when the next plan is made."),
        ),
    ),
    "plan": Page(
        name=gettext_lazy("The plan"),
        roles=access.LEADERS,
        view="leader:next",
        also=(
            "leader:day",
            "leader:history",
            "leader:print",
            "leader:students",
            "leader:student",
        ),
        help=(
            gettext_lazy(
                "The plan of a day is a draft until you publish it. What must be "
                "decided "
                "first is on top."
            ),
            gettext_lazy(
                "Every change shows its consequences before you decide, asks for a "
                "reason, and stands in the history."
            ),
            gettext_lazy(
                "If no plan can be made or published, students have their standing "
                "schedule."
            ),
        ),
    ),
    "rules": Page(
        name=gettext_lazy("What rules cost"),
        roles=access.LEADERS,
        also=("leader:costs",),
        help=(
            gettext_lazy(
                "The same day is planned again with one rule changed, so that you see "
                "what the rule costs in learning."
            ),
            gettext_lazy(
                "The plan itself is not touched. It takes half a minute to work out."
            ),
            gettext_lazy(
                "A rule that costs much may be right all the same. The page does not "
                "judge."
            ),
        ),
    ),
    "choices": Page(
        name=gettext_lazy("Choices"),
        roles=access.LEADERS,
        view="leader:choices",
        also=("leader:proof",),
        help=(
            gettext_lazy("Put electives on offer, open a round, give the seats."),
            gettext_lazy(
                "The draw can be checked by anyone with the numbers on the page of "
                "proof."
            ),
            gettext_lazy("Wishes for new electives stand at the end."),
        ),
    ),
    "ways": Page(
        name=gettext_lazy("Ways to agree"),
        roles=access.APPROVERS,
        view="leader:ways",
        help=(
            gettext_lazy(
                "What students ask for in pace, place and hours, and nobody has "
                "answered yet."
            ),
            gettext_lazy("A yes holds for plans made from then on."),
            gettext_lazy("Your note is read by the student."),
        ),
    ),
    "health": Page(
        name=gettext_lazy("Program health"),
        roles=access.LEADERS,
        view="leader:health",
        also=("leader:measure",),
        help=(
            gettext_lazy(
                "Six measures of the last four weeks, each with how sure it is and how "
                "many students it is of."
            ),
            gettext_lazy(
                "They can be split by grade, place, pace, accommodation and language "
                "at "
                "home."
            ),
            gettext_lazy(
                "Groups of fewer than ten students are never shown, nor what would let "
                "them be worked out."
            ),
            gettext_lazy(
                "A difference is a reason to look, not a judgement of the students in "
                "it."
            ),
        ),
    ),
    "money": Page(
        name=gettext_lazy("What it costs"),
        roles=access.LEADERS,
        view="leader:money",
        help=(
            gettext_lazy(
                "Type what the year's budget has for staff, licences and rooms, from "
                "when until when."
            ),
            gettext_lazy(
                "The months then show cost per student and per newly mastered skill, "
                "with a range."
            ),
            gettext_lazy(
                "Where a kind of cost has no line, the page says so and leaves it out."
            ),
        ),
    ),
    "what-works": Page(
        name=gettext_lazy("What works"),
        roles=access.LEADERS,
        view="leader:what_works",
        help=(
            gettext_lazy(
                "Where two ways to learn looked equally good, a draw chose. So the "
                "students differ by the way alone."
            ),
            gettext_lazy(
                "A difference is called clear only where it would be so among "
                "all that were looked at."
            ),
            gettext_lazy(
                "You can switch the draw off; plans then take the best guess."
            ),
        ),
    ),
    "concerns": Page(
        name=gettext_lazy("Families"),
        roles=access.LEADERS,
        view="leader:concerns",
        help=(
            gettext_lazy("What families asked or said is not right, the oldest first."),
            gettext_lazy("Your answer is read by the family at once."),
            gettext_lazy(
                "The weeks below show how often families said that something is not "
                "right."
            ),
        ),
    ),
    "innovate": Page(
        name=gettext_lazy("Innovate from within"),
        roles=access.LEADERS,
        view="innovate:room",
        help=(
            gettext_lazy(
                "The steps to start a small unit inside the system you have, in the "
                "order in which they are taken."
            ),
            gettext_lazy(
                "Each step is a page of its own and can be left and taken up."
            ),
            gettext_lazy("Nothing here changes a student's day by itself."),
        ),
    ),
    "tried": Page(
        name=gettext_lazy("What is tried"),
        roles=("student", "guardian", *access.ADULTS, *access.LEADERS, *access.OFFICE),
        view="innovate:diaries",
        also=("innovate:diary",),
        help=(
            gettext_lazy(
                "Every pilot of the system, with the weeks that its team has opened: "
                "what it expected, and what happened."
            ),
            gettext_lazy("Names of students are taken out. No result is shown here."),
            gettext_lazy(
                "Who teaches or mentors where a pilot runs writes its weeks and what "
                "people say of it here."
            ),
        ),
    ),
    "people": Page(
        name=gettext_lazy("People"),
        roles=access.OFFICE,
        view="office:people",
        also=("office:alike",),
        help=(
            gettext_lazy(
                "Everyone of the school system: role, unit, grade, class, account."
            ),
            gettext_lazy(
                "The choices stand in the address; the CSV holds the same people."
            ),
            gettext_lazy(
                "People come by an import. Who may be here twice is listed apart, with "
                "what to do."
            ),
        ),
    ),
    "imports": Page(
        name=gettext_lazy("Imports"),
        roles=access.OFFICE,
        view="office:imports",
        also=("office:import",),
        help=(
            gettext_lazy(
                "Upload a roster and look at what would change. Nothing is saved "
                "before "
                "you confirm it."
            ),
            gettext_lazy(
                "Problems are grouped by the repair they need. Good rows can be saved "
                "without the others."
            ),
            gettext_lazy(
                "If more than one in twenty people would go, it stops and asks. A "
                "saved "
                "import can be undone for seven days."
            ),
        ),
    ),
    "search": Page(
        name=gettext_lazy("Search"),
        roles=(*access.ADULTS, *access.LEADERS, *access.OFFICE),
        also=("kit:search",),
        help=(
            gettext_lazy(
                "It finds students and adults, skills and lessons, and pages: those "
                "that you may see."
            ),
            gettext_lazy("Press / on any page to write in the box."),
            gettext_lazy("The first letters of a name are enough."),
        ),
    ),
}
_OF_VIEW = {
    view: key for key, page in PAGES.items() for view in (page.view, *page.also) if view
}


def page_of_view(view_name: str) -> str:
    """Return the key of the page that a view shows; empty where there is no help."""
    return _OF_VIEW.get(view_name, "")


def pages_named(account: AccountCard, words: str) -> tuple[tuple[str, str], ...]:
    """Return name and address of the pages of an account's person that fit words."""
    parts = words.casefold().split()
    return tuple(
        (str(page.name), reverse(page.view))
        for page in PAGES.values()
        if page.view
        and account.has_role(*page.roles)
        and all(part in str(page.name).casefold() for part in parts)
    )
