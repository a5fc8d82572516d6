import pytest

from seedbed.apps.accounts.errors import NotAllowedError
from seedbed.apps.accounts.models import Account, Role, RoleKind, Unit
from seedbed.apps.accounts.permissions import require

pytestmark = pytest.mark.django_db


def test_the_leader_of_the_unit_may(cast):
    require(cast.dana.pk, "leader", action="publish the day", unit_id=cast.hub.pk)


def test_a_student_may_not_and_is_told_what_it_takes(cast):
    ana = Account.objects.get(username="ana")

    with pytest.raises(NotAllowedError) as refusal:
        require(ana.pk, "leader", action="publish the day", unit_id=cast.hub.pk)

    assert str(refusal.value) == (
        "Ana Alvarez may not publish the day; it takes the role of leader of "
        "Riverside Hub."
    )


def test_the_leader_of_one_unit_may_not_in_another(cast):
    annex = Unit.objects.create(name="Annex")

    with pytest.raises(NotAllowedError, match=r"the role of leader of Annex\."):
        require(cast.dana.pk, "leader", action="publish the day", unit_id=annex.pk)


def test_a_role_without_a_unit_covers_every_unit(cast):
    require(cast.rosa.pk, "registrar", action="import", unit_id=cast.hub.pk)


def test_a_system_leader_may_do_what_a_leader_may(cast):
    Role.objects.filter(person_id=cast.rosa.person_id).update(
        kind=RoleKind.SYSTEM_LEADER
    )

    require(cast.rosa.pk, "leader", action="publish the day", unit_id=cast.hub.pk)
