"""Which role holds which right."""

from itertools import combinations

from loa.core.roles import HOLDS, Right, Role, rights_of


def test_every_role_is_in_the_table_and_may_look() -> None:
    assert set(HOLDS) == set(Role)
    assert all(Right.VIEW in rights for rights in HOLDS.values())


def test_every_right_is_held_by_somebody() -> None:
    assert frozenset().union(*HOLDS.values()) == set(Right)


def test_no_single_role_both_writes_and_approves() -> None:
    assert [role for role, rights in HOLDS.items() if {Right.WRITE, Right.APPROVE} <= rights] == []


def test_whoever_manages_accounts_neither_writes_nor_approves() -> None:
    assert HOLDS[Role.ADMINISTRATOR].isdisjoint({Right.WRITE, Right.APPROVE, Right.DIRECT})


def test_a_viewer_only_looks() -> None:
    assert HOLDS[Role.VIEWER] == {Right.VIEW}


def test_roles_together_hold_what_each_holds() -> None:
    assert rights_of(frozenset()) == frozenset()
    for one, other in combinations(Role, 2):
        assert rights_of(frozenset({one, other})) == HOLDS[one] | HOLDS[other]
