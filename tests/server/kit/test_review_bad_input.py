"""What Django and the database say of bad input reaches people as a sentence, never as a 500."""

import pytest
from django.db import DataError
from django.test import RequestFactory

from loa.server.kit.answers import RefusalMiddleware
from loa.server.kit.models import AuditEntry


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (AuditEntry.DoesNotExist("x"), 404),
        (DataError("value too long for type character varying(80)"), 422),
        (OverflowError("Python int too large to convert to SQLite INTEGER"), 422),
        (ValueError("A string literal cannot contain NUL (0x00) characters."), 422),
    ],
)
def test_bad_input_is_told_and_not_a_crash(db, error, status):
    request = RequestFactory().get("/api/x/")
    response = RefusalMiddleware(lambda _request: None).process_exception(request, error)
    assert response is not None
    assert response.status_code == status
    assert "NUL" not in response.content.decode()


def test_a_mistake_of_our_own_stays_one(db):
    request = RequestFactory().get("/api/x/")
    assert RefusalMiddleware(lambda _request: None).process_exception(request, ValueError("something else")) is None
