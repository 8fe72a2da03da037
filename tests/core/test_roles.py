"""Which role holds which right."""

from itertools import combinations

from loa.core.roles import HOLDS, NOT_DELEGATED, RIGHTS_OF_WORD, Right, Role, Word, may_be_given, rights_of, rights_of_grant


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


def test_every_right_is_meant_by_one_of_the_seven_words_and_by_no_other() -> None:
    assert set(RIGHTS_OF_WORD) == set(Word)
    meant = [right for rights in RIGHTS_OF_WORD.values() for right in rights]
    assert sorted(meant) == sorted(Right)


def test_whoever_posts_signs_or_writes_what_leaves_the_office_may_export_and_nobody_else() -> None:
    holders = {role for role, rights in HOLDS.items() if Right.EXPORT in rights}
    assert holders == {Role.DRAFTER, Role.APPROVER, Role.CLERK, Role.COMMUNE_OFFICER}


def test_what_is_handed_down_or_issued_is_so_by_who_may_open_it() -> None:
    for rights in HOLDS.values():
        assert (Right.SEND in rights) == (Right.DIRECT in rights)


def test_a_grant_without_rights_of_its_own_carries_those_of_the_role_and_else_just_its_own() -> None:
    assert rights_of_grant(Role.EDITOR, frozenset()) == HOLDS[Role.EDITOR]
    own = frozenset({Right.VIEW, Right.PLAN})
    assert rights_of_grant(Role.EDITOR, own) == own


def test_a_grant_may_add_export_to_any_role_and_nothing_else() -> None:
    assert all(may_be_given(role) - HOLDS[role] <= {Right.EXPORT} for role in Role)
    assert all(Right.EXPORT in may_be_given(role) for role in Role)


def test_managing_accounts_is_not_delegated() -> None:
    assert Right.MANAGE in NOT_DELEGATED
