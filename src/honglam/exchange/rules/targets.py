"""Where webhooks may go: to addresses on the public network, and to networks that the installation names.

Without this any subscriber could have us knock at doors behind our own firewall (server-side request forgery).
"""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from honglam.exchange.contracts import TargetMalformed

MAX_LENGTH = 500
_DEFAULT_PORTS = {"https": 443, "http": 80}
# Gateways from IPv6 to IPv4 would carry us to any IPv4 address.
_NAT64 = ip_network("64:ff9b::/96")

Address = IPv4Address | IPv6Address
Network = str | IPv4Network | IPv6Network


def check_target(target: str) -> tuple[str, int]:
    """Host and port of an address that may be posted to. Raises `TargetMalformed`."""
    if (
        len(target) > MAX_LENGTH
        or not target.isascii()
        or not target.isprintable()
        or any(c in target for c in ' #\\"')
    ):
        raise TargetMalformed(field="target")
    try:
        parts = urlsplit(target)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise TargetMalformed(field="target") from error
    if parts.scheme not in _DEFAULT_PORTS or not host or "@" in parts.netloc or "%" in parts.netloc or port == 0:
        raise TargetMalformed(field="target")
    if ";" in parts.path.rpartition("/")[2]:
        raise TargetMalformed(field="target")  # our client leaves it out and would post to another address
    return host, port or _DEFAULT_PORTS[parts.scheme]


def is_allowed(address: str, *, private: Iterable[Network]) -> bool:
    """Whether we may connect to this IP address; `private` are networks allowed beside the public one."""
    try:
        there = _unwrapped(ip_address(address))
    except ValueError:
        return False
    if is_named(address, private):
        return True
    if isinstance(there, IPv6Address) and there.is_site_local:
        return False  # given up long ago, so no longer counted as private, and routed inside some networks still
    return there.is_global and not (there.is_multicast or there.is_reserved or there.is_unspecified)


def is_named(address: str, private: Iterable[Network]) -> bool:
    """Whether an IP address lies in one of the networks that the installation names."""
    return any(_unwrapped(ip_address(address)) in ip_network(network) for network in private)


def _unwrapped(address: Address) -> Address:
    """The IPv4 address that an IPv6 one stands for, if it does."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address
