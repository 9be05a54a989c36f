"""The tree, what stands inside an agency, what a post sees, what is inherited."""

from datetime import date

import pytest

from honglam.directory.contracts import (
    AgencyKind,
    AgencySuccessionView,
    CircleInTree,
    Level,
    PostRole,
    SuccessionKind,
)
from honglam.directory.rules.scopes import predecessors, scope_ids, scope_root
from honglam.directory.rules.tree import ancestors, check_no_circle, closure, is_internal, waves

TREE = {1: None, 2: 1, 3: 2, 4: 1, 9: None}


def way(old: int, new: int, kind: SuccessionKind = SuccessionKind.MERGE) -> AgencySuccessionView:
    return AgencySuccessionView(old_id=old, new_id=new, kind=kind, since=date(2025, 3, 1), scope="")


def test_ancestors_begin_with_the_agency_itself() -> None:
    assert ancestors(3, TREE) == (3, 2, 1)
    assert ancestors(9, TREE) == (9,)


def test_the_closure_holds_each_pair_once() -> None:
    pairs = list(closure(TREE))
    assert len(pairs) == len(set(pairs)) == 9
    assert (1, 3, 2) in pairs
    assert (3, 3, 0) in pairs
    assert (9, 3, 1) not in pairs


@pytest.mark.parametrize(("agency", "parent"), [(1, 3), (2, 2), (2, 3)])
def test_nobody_stands_below_himself(agency: int, parent: int) -> None:
    with pytest.raises(CircleInTree):
        check_no_circle(agency, parent, TREE)


def test_moving_elsewhere_is_no_circle() -> None:
    check_no_circle(3, 4, TREE)
    check_no_circle(2, None, TREE)


def test_waves_put_each_after_its_parent() -> None:
    assert waves({"C": "B", "A": "there already", "B": "A", "D": ""}) == [["A", "D"], ["B"], ["C"]]
    with pytest.raises(CircleInTree):
        waves({"A": "B", "B": "A"})


@pytest.mark.parametrize(
    ("kind", "level", "parent", "inside"),
    [
        (AgencyKind.DIVISION, Level.PROVINCE, 1, True),
        (AgencyKind.OFFICE, Level.PROVINCE, 1, False),
        (AgencyKind.OFFICE, Level.COMMUNE, 1, True),
        (AgencyKind.ONE_STOP, Level.PROVINCE, 1, False),
        (AgencyKind.ONE_STOP, Level.COMMUNE, 1, True),
        (AgencyKind.ONE_STOP, Level.DISTRICT, 1, True),
        (AgencyKind.CULTURE_SOCIAL_DIVISION, Level.COMMUNE, 1, True),
        (AgencyKind.DEPARTMENT, Level.PROVINCE, 1, False),
        (AgencyKind.COMMITTEE, Level.COMMUNE, 1, False),
        (AgencyKind.AGENCY, Level.PROVINCE, 1, False),
        (AgencyKind.DIVISION, Level.PROVINCE, None, False),
    ],
)
def test_what_is_a_unit_inside_an_agency(kind: AgencyKind, level: Level, parent: int | None, inside: bool) -> None:
    assert is_internal(kind, level, parent) is inside


@pytest.mark.parametrize(
    ("role", "root"),
    [
        (PostRole.PROCESSING_OFFICER, 3),
        (PostRole.RECEPTION_OFFICER, 3),
        (PostRole.RESULT_OFFICER, 3),
        (PostRole.UNIT_HEAD, 3),
        (PostRole.ONE_STOP_HEAD, 3),
        (PostRole.CLERK, 2),
        (PostRole.APPROVER, 2),
        (PostRole.LEADER, 2),
        (PostRole.AUDITOR, 2),
        (PostRole.PROCEDURE_CONTROLLER, 2),
        (PostRole.ADMINISTRATOR, 2),
    ],
)
def test_a_role_sees_its_unit_or_its_agency(role: PostRole, root: int) -> None:
    assert scope_root(unit_id=3, agency_id=2, roles=[role]) == root


def test_the_wider_of_several_roles_counts() -> None:
    assert scope_root(unit_id=3, agency_id=2, roles=[PostRole.PROCESSING_OFFICER, PostRole.CLERK]) == 2


def test_predecessors_come_through_others_but_not_through_transfers() -> None:
    ways = [
        way(5, 2),
        way(6, 5, SuccessionKind.RENAME),
        way(7, 2, SuccessionKind.TRANSFER),
        way(8, 2, SuccessionKind.SPLIT),
    ]
    assert predecessors(2, ways) == (5, 8, 6)
    assert predecessors(9, ways) == ()


def test_predecessors_in_a_circle_end() -> None:
    assert predecessors(1, [way(2, 1), way(1, 2)]) == (2,)


def test_no_scope_lies_inside_another() -> None:
    above = {2: (2, 1), 3: (3, 2, 1), 5: (5,), 6: (6, 5)}
    assert scope_ids(2, (3, 5, 6), above) == (2, 5)
