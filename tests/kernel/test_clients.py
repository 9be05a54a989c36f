"""Where requests come from, and under which name their tries are counted."""

import pytest

from honglam.kernel.clients import limit_key
from honglam.kernel.returning import is_own_page
from tests.house import tree


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
    ],
)
def test_tries_over_ipv6_are_counted_by_network(address: str, key: str) -> None:
    assert limit_key(address) == key


def test_no_limit_counts_by_full_address() -> None:
    """A bucket named after an address goes through `limit_key`."""
    found = [
        f"{path.name}:{number}"
        for path in tree.SRC.rglob("*.py")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if ":{client_address(" in line or (":{address}" in line and ("require(" in line or "allow(" in line))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("/", True),
        ("/ho-so/?trang=2", True),
        ("abc", False),
        ("", False),
        ("//elsewhere.example/", False),
        ("/\\elsewhere.example/", False),
        ("https://elsewhere.example/", False),
        ("javascript:alert(1)", False),
    ],
)
def test_which_addresses_lead_back(address: str, own: bool) -> None:
    assert is_own_page(address) is own
