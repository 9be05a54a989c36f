"""Where a request comes from: the one reading of X-Forwarded-For, for limits and for the history of sign-ins."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The caller's IP address, empty when it cannot be told.

    Only as many entries of X-Forwarded-For are believed as we have proxies in front (`HONGLAM_PROXIES`): anybody may
    send the header.
    """
    address = request.META.get("REMOTE_ADDR", "")
    seen = [entry.strip() for entry in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if entry.strip()]
    proxies: int = settings.PROXIES
    if proxies and seen:
        address = seen[-min(proxies, len(seen))]
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return ""


def limit_key(address: str) -> str:
    """The name under which tries from an address are counted: the address itself, for IPv6 the network it stands in.

    One subscriber has a whole /64: counted by full address, every try could come from another one. Histories keep the
    full address.
    """
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv4Address):
        return str(known)
    if known.ipv4_mapped is not None:
        return str(known.ipv4_mapped)
    return str(ipaddress.ip_network((int(known), 64), strict=False))
