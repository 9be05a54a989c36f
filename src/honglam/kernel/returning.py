"""Where a visitor may be led back to: what a page was told in `next` is anybody's text."""

from django.utils.http import url_has_allowed_host_and_scheme


def is_own_page(address: str) -> bool:
    """Whether this is the path of a page of this very site.

    A bare word names no other site either, but Django's `redirect` would take it for the name of a view and fail.
    """
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
