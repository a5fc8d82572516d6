"""What one lesson adds to one student's day."""

from __future__ import annotations

from seedbed.engines.scheduler.day import Day, Timetable

_NONE = -1


class OwnWorth:
    """Expected gain of students' days, one lesson exchanged."""

    def __init__(self, day: Day, timetable: Timetable) -> None:
        self.day, self.timetable = day, timetable
        options = day.options
        pairs = zip(options.student.tolist(), options.lesson.tolist(), strict=True)
        self._gain = dict(zip(pairs, options.gain.tolist(), strict=True))

    def alone(self, student: int, lesson: int) -> float:
        """Return what a lesson is worth to a student, counted in full."""
        return float(self._gain.get((student, lesson), 0.0))

    def adds(self, student: int, block: int, lesson: int | None = None) -> float:
        """Return what a lesson adds to a student's day in a block; None is what stands.

        It counts in full only if it is the best of its skill that day.
        """
        lesson = (
            int(self.timetable.lesson[student, block]) if lesson is None else lesson
        )
        rest = self.timetable.lesson[student].copy()
        rest[block] = _NONE
        without = self._worth(student, rest.tolist())
        rest[block] = lesson
        return self._worth(student, rest.tolist()) - without

    def _worth(self, s: int, lessons: list[int]) -> float:
        by_skill: dict[int, list[float]] = {}
        for lesson in lessons:
            if lesson >= 0:
                skill = int(self.day.lessons.skill[lesson])
                by_skill.setdefault(skill, []).append(self.alone(s, lesson))
        share = self.day.limits.repeat_share
        return sum(
            value * share**n
            for values in by_skill.values()
            for n, value in enumerate(sorted(values, reverse=True))
        )
