"""Whose address it is: the visitor's behind proxies that the installation names, and nobody else's word is taken for it."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from loa.server.kit.proxies import TrustedProxiesMiddleware, networks, visitor_address

PROXIES = networks(["10.0.0.7", "10.1.0.0/16", "fd00::/8"])
addresses = st.ip_addresses().map(str)


@pytest.mark.parametrize(
    ("caller", "forwarded", "visitor"),
    [
        ("10.0.0.7", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.7", "6.6.6.6, 203.0.113.9", "203.0.113.9"),  # what the visitor wrote stands before what the proxy saw
        ("10.0.0.7", "203.0.113.9, 10.1.2.3", "203.0.113.9"),  # two proxies in a row
        ("10.0.0.7", "10.1.2.3", "10.1.2.3"),
        ("203.0.113.9", "6.6.6.6", "203.0.113.9"),  # a stranger's word
        ("10.0.0.7", "", "10.0.0.7"),
        ("10.0.0.7", "unknown", "10.0.0.7"),
        ("10.0.0.7", "6.6.6.6, unknown", "10.0.0.7"),
        ("10.0.0.7", "203.0.113.9:5678", "203.0.113.9"),
        ("10.0.0.7", '"[2001:db8::1]:5678"', "2001:db8::1"),
        ("::ffff:10.0.0.7", "203.0.113.9", "203.0.113.9"),
        ("fd00::1", "::ffff:203.0.113.9", "203.0.113.9"),
        ("", "203.0.113.9", ""),
    ],
)
def test_the_nearest_address_that_is_no_proxy_of_ours_is_the_visitors(caller, forwarded, visitor):
    assert visitor_address(caller, forwarded, trusted=PROXIES) == visitor


@given(addresses, st.lists(addresses | st.text(), max_size=30).map(", ".join))
def test_without_proxies_nothing_that_is_said_changes_the_address(caller, forwarded):
    assert visitor_address(caller, forwarded, trusted=()) == visitor_address(caller, "", trusted=())


@given(st.text(), st.text())
def test_no_header_breaks_it(caller, forwarded):
    assert isinstance(visitor_address(caller, forwarded, trusted=PROXIES), str)


def test_a_setting_that_names_no_address_is_refused_at_the_start():
    with pytest.raises(ImproperlyConfigured, match="LOA_TRUSTED_PROXIES"):
        networks(["may-trung-gian"])


def seen_by_the_house(**meta):
    seen = []
    door = TrustedProxiesMiddleware(lambda request: seen.append(request.META["REMOTE_ADDR"]) or HttpResponse())
    door(RequestFactory().get("/", **meta))
    return seen[0]


def test_it_is_off_until_a_proxy_is_named(settings):
    told = {"REMOTE_ADDR": "10.0.0.7", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}
    assert seen_by_the_house(**told) == "10.0.0.7"
    settings.LOA_TRUSTED_PROXIES = ["10.0.0.7"]
    assert seen_by_the_house(**told) == "203.0.113.9"
