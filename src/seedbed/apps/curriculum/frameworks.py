"""Turns a CASE package into rows: new and changed skills, retired ones, links."""

from __future__ import annotations

from dataclasses import dataclass, field

from seedbed.interop.case import CaseItem, CasePackage

from .cards import FrameworkReport
from .models import Framework, Prerequisite, Skill
from .outline import is_taught
from .titles import short_title, strand_title

_COMPARED = (
    "code", "title", "statement", "kind", "strand", "grade_low", "grade_high",
    "is_taught",
)  # fmt: skip
_BATCH = 200


@dataclass
class _Difference:
    """The skills of a package beside those of the database."""

    new: list[Skill] = field(default_factory=list)
    changed: list[Skill] = field(default_factory=list)
    n_same: int = 0


def write_package(package: CasePackage, *, sha256: str) -> FrameworkReport:
    """Make the rows of a framework be what the package says. Call in a transaction.

    A skill that the package no longer holds is kept, because evidence names it, and
    is no longer taught.
    """
    framework, _ = Framework.objects.update_or_create(
        identifier=package.identifier[:255],
        defaults={
            "title": package.title[:500],
            "subject": package.subject[:200],
            "version": package.version[:100],
            "attribution": package.attribution,
            "sha256": sha256,
        },
    )
    known = {skill.identifier: skill for skill in framework.skills.all()}
    difference = _compare(framework, package, known)
    Skill.objects.bulk_create(difference.new, batch_size=_BATCH)
    Skill.objects.bulk_update(difference.changed, _COMPARED, batch_size=_BATCH)
    gone = known.keys() - {item.identifier for item in package.items}
    n_retired = framework.skills.filter(identifier__in=gone, is_taught=True).update(
        is_taught=False
    )
    _write_parents(framework, package)
    _write_links(framework, package)
    return _report(framework, package, difference, n_retired)


def _report(
    framework: Framework, package: CasePackage, difference: _Difference, n_retired: int
) -> FrameworkReport:
    """Return what was done."""
    return FrameworkReport(
        framework_id=framework.pk,
        identifier=framework.identifier,
        title=framework.title,
        n_items=len(package.items),
        n_taught=framework.skills.filter(is_taught=True).count(),
        n_prerequisites=len(package.links),
        n_new=len(difference.new),
        n_changed=len(difference.changed),
        n_same=difference.n_same,
        n_retired=n_retired,
        notes=tuple(note.message for note in package.notes),
    )


def unchanged_report(framework: Framework) -> FrameworkReport:
    """Return the report on a package that is already here, byte for byte."""
    n_items = framework.skills.count()
    return FrameworkReport(
        framework_id=framework.pk,
        identifier=framework.identifier,
        title=framework.title,
        n_items=n_items,
        n_taught=framework.skills.filter(is_taught=True).count(),
        n_prerequisites=Prerequisite.objects.filter(after__framework=framework).count(),
        n_new=0,
        n_changed=0,
        n_same=n_items,
        n_retired=0,
    )


def _compare(
    framework: Framework, package: CasePackage, known: dict[str, Skill]
) -> _Difference:
    """Sort the items of a package into new, changed and same."""
    items = {item.identifier: item for item in package.items}
    with_children = {item.parent for item in package.items}
    difference = _Difference()
    for item in package.items:
        fields = {
            "code": item.code[:100],
            "title": short_title(
                code=item.code, statement=item.statement, short=item.short
            ),
            "statement": item.statement,
            "kind": item.kind[:64],
            "strand": strand_title(_topmost(item, items).statement),
            "grade_low": item.grade_low,
            "grade_high": item.grade_high,
            "is_taught": is_taught(
                kind=item.kind, has_children=item.identifier in with_children
            ),
        }
        skill = known.get(item.identifier)
        if skill is None:
            made = Skill(framework=framework, identifier=item.identifier, **fields)
            difference.new.append(made)
        elif any(getattr(skill, name) != value for name, value in fields.items()):
            for name, value in fields.items():
                setattr(skill, name, value)
            difference.changed.append(skill)
        else:
            difference.n_same += 1
    return difference


def _topmost(item: CaseItem, items: dict[str, CaseItem]) -> CaseItem:
    """Return the item at the head of the outline above an item: its domain."""
    while item.parent:
        item = items[item.parent]
    return item


def _write_parents(framework: Framework, package: CasePackage) -> None:
    """Put each skill under its parent."""
    skills = {skill.identifier: skill for skill in framework.skills.all()}
    moved = []
    for item in package.items:
        skill = skills[item.identifier]
        parent_id = skills[item.parent].pk if item.parent else None
        if skill.parent_id != parent_id:
            skill.parent_id = parent_id
            moved.append(skill)
    Skill.objects.bulk_update(moved, ["parent"], batch_size=_BATCH)


def _write_links(framework: Framework, package: CasePackage) -> None:
    """Make the prerequisite links be those of the package."""
    ids = dict(framework.skills.values_list("identifier", "id"))
    wanted = {(ids[link.before], ids[link.after]) for link in package.links}
    stored = {
        (before_id, after_id): pk
        for pk, before_id, after_id in Prerequisite.objects.filter(
            before__framework=framework, after__framework=framework
        ).values_list("id", "before_id", "after_id")
    }
    gone = [pk for pair, pk in stored.items() if pair not in wanted]
    for start in range(0, len(gone), _BATCH):
        Prerequisite.objects.filter(pk__in=gone[start : start + _BATCH]).delete()
    Prerequisite.objects.bulk_create(
        [
            Prerequisite(before_id=before_id, after_id=after_id)
            for before_id, after_id in sorted(wanted - stored.keys())
        ],
        batch_size=_BATCH,
    )
