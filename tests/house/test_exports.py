"""Export is a right of its own: every door that hands out a file asks for it, or hands out a working paper and says why."""

import ast

import pytest
from django.urls import reverse

from loa.core.roles import Role
from loa.server.people.models import RoleGrant

from .conftest import SERVER, named, tree_of
from .test_scope import (  # noqa: F401 -- the ward's work, and its cast
    addresses,
    agencies,
    agencies_loaded,
    cast,
    home,
    make_letter,
    path_of,
    sign_in,
    wards_work,
    words,
)

SENDS = {"send_file", "send_table", "FileResponse"}
ASKS = {"exporter_of", "looker_of"}

LETTER = "the letter itself: reading, signing and posting it is the work of whoever sees it"
PICTURE = "shown on its page, not taken away"
OPERATOR = "what an operator needs at the station for today's session"
OWN = "what the actor handed in or is to fill in"
# Doors that hand out a file which is no export, each with its reason.
WORKING_PAPERS = {
    "server/activities/pages.py:photo": PICTURE,
    "server/agencies/pages.py:territory": "public facts: names, codes and versions of territories",
    "server/dispatch/api.py:get_asset": "sound for an enrolled player, which has no rights of a person",
    "server/documents/pages/bringing.py:signed_brought": OWN,
    "server/documents/pages/exchanging.py:packet_file": LETTER,
    "server/documents/pages/exchanging.py:reply_file": LETTER,
    "server/documents/pages/identifying.py:blank_identifiers": OWN,
    "server/documents/pages/reading.py:picture": PICTURE,
    "server/documents/pages/receiving.py:given_original": OWN,
    "server/documents/pages/registers.py:original": LETTER,
    "server/documents/pages/registers.py:paper": LETTER,
    "server/documents/pages/signing.py:signed_file": LETTER,
    "server/site/pages/approving.py:evidence": PICTURE,
    "server/site/pages/personal_data.py:_copy": "what is held about one person: theirs by law, and an act of its own in the trail",
    "server/site/pages/reorganising.py:blank": OWN,
    "server/site/pages/reorganising.py:table": OWN,
    "server/site/pages/reorganising.py:record": "the record of a reorganisation for who manages: no figures of anybody's work",
    "server/site/pages/sessions.py:sound": OPERATOR,
    "server/site/pages/sessions.py:paper": OPERATOR,
    "server/site/pages/studio.py:seen_as": "one approved text as the station, board or printer takes it",
}


def names_called(node):
    return {n.func.id for n in ast.walk(node) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}


def doors():
    return [p for stage in SERVER.iterdir() for p in (stage / "pages.py", stage / "api.py", *(stage / "pages").glob("*.py")) if p.is_file()]


def handing_out():
    """Every function of a door that makes an answer with a file; one that only builds it counts where it is called."""
    for path in doors():
        functions = {f.name: f for f in tree_of(path).body if isinstance(f, ast.FunctionDef)}
        senders = {name for name, f in functions.items() if names_called(f) & SENDS or "Content-Disposition" in ast.unparse(f)}
        callers = {name: {n for n, f in functions.items() if name in names_called(f)} for name in senders}
        for name in senders:
            asking = [functions[name], *(functions[n] for n in callers[name])]
            yield f"{named(path)}:{name}", any(names_called(f) & ASKS for f in asking)


def test_every_door_that_hands_out_a_file_asks_for_export_or_says_why_not():
    found = dict(handing_out())
    assert {door for door, asks in found.items() if not asks} == set(WORKING_PAPERS)


@pytest.mark.django_db
def test_without_export_no_list_and_no_report_comes_as_a_file(client, cast, wards_work):  # noqa: F811
    RoleGrant.objects.filter(person=cast.officer.person_id).update(role=Role.VIEWER)
    sign_in(client, cast.officer, "chi-xem")
    got = []
    for address in (a for a in addresses() if a.name and set(a.wants) <= set(wards_work)):
        for told in ("csv", "xlsx"):
            answer = client.get(path_of(address, wards_work), {"dang": told})
            if answer.get("Content-Disposition", "").startswith("attachment"):
                got.append(address.name)
    papers = {"document-original", "document-paper", "document-given-original", "document-signed-file", "exchange-file", "exchange-reply"}
    working = papers | {"session-sound", "session-paper", "territory", "own-data-export", "bulletin-as"}
    assert set(got) <= working
    assert client.get(reverse("activities"), {"dang": "csv"}).status_code == 403
    RoleGrant.objects.filter(person=cast.officer.person_id).update(rights=["view", "export"])
    assert client.get(reverse("activities"), {"dang": "csv"})["Content-Disposition"].startswith("attachment")
