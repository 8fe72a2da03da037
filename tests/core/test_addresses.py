import pytest

from loa.core.addresses import reachable_from_outside


@pytest.mark.parametrize("address", ["https://loa.hanoi.gov.vn", "http://loa.vn:8080/x", "https://8.8.8.8", " https://loa.vn "])
def test_a_public_address_is_reachable(address):
    assert reachable_from_outside(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "loa.vn",
        "http://localhost:8000",
        "http://127.0.0.1",
        "http://127.9.9.9:80",
        "http://0.0.0.0",
        "http://[::1]/",
        "http://192.168.1.5",
        "http://10.0.0.1",
        "http://169.254.1.1",
        "http://may-chu",
        "http://may-chu.local",
        "http://loa.lan.",
        "http://loa.internal",
        "ftp://loa.vn",
        "http://[sai",
        "http://",
    ],
)
def test_an_inner_address_is_not(address):
    assert not reachable_from_outside(address)
