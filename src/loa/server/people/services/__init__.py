"""Verbs about people: accounts, roles, titles, delegations, invitations, sessions."""

from loa.server.people.services.accounts import (
    Newcomer,
    change_password,
    end_account,
    reissue_password,
    take_in,
    take_in_one,
)
from loa.server.people.services.delegations import begin_to_act_for, delegate, end_delegation
from loa.server.people.services.grants import end_grant, grant_role
from loa.server.people.services.invitations import accept_invitation, invite, revoke_invitation
from loa.server.people.services.outside_identities import (
    accept_invitation_outside,
    enter_outside_identity,
    link_outside_identity,
    unlink_outside_identity,
)
from loa.server.people.services.passkeys import add_passkey, end_passkey, enter_passkey
from loa.server.people.services.reopenings import ask_reopening, confirm_reopening, stop_reopening
from loa.server.people.services.second_factors import (
    add_time_code,
    end_time_code,
    enter_password_again,
    enter_recovery_code,
    enter_time_code,
    fits_code,
    renew_recovery_codes,
    reset_second_factors,
)
from loa.server.people.services.sessions import end_session, end_sessions, leave_session, open_session, see_session
from loa.server.people.services.signing_in import note_failed_sign_in, note_lock_out, note_sign_in
from loa.server.people.services.titles import end_title, give_title

__all__ = [
    "Newcomer",
    "accept_invitation",
    "accept_invitation_outside",
    "add_passkey",
    "add_time_code",
    "ask_reopening",
    "begin_to_act_for",
    "change_password",
    "confirm_reopening",
    "delegate",
    "end_account",
    "end_delegation",
    "end_grant",
    "end_passkey",
    "end_session",
    "end_sessions",
    "end_time_code",
    "end_title",
    "enter_outside_identity",
    "enter_passkey",
    "enter_password_again",
    "enter_recovery_code",
    "enter_time_code",
    "fits_code",
    "give_title",
    "grant_role",
    "invite",
    "leave_session",
    "link_outside_identity",
    "note_failed_sign_in",
    "note_lock_out",
    "note_sign_in",
    "open_session",
    "reissue_password",
    "renew_recovery_codes",
    "reset_second_factors",
    "revoke_invitation",
    "see_session",
    "stop_reopening",
    "take_in",
    "take_in_one",
    "unlink_outside_identity",
]
