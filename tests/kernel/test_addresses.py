"""A NUL in a query string never reaches a page."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from honglam.kernel.addresses import PlainQueries


@pytest.mark.parametrize(
    ("query", "read"),
    [
        ("", None),
        ("q=H99-001", "H99-001"),
        ("q=%00", " "),
        ("q=a%00b", "a b"),
        ("q=%0%000", "%0 0"),
        ("q=%%0000", "% 00"),
        ("q=%2500", "%00"),
        ("q=Nguy%E1%BB%85n", "Nguyễn"),
        ("q=\0", " "),
    ],
)
def test_it_is_a_blank(rf: RequestFactory, query: str, read: str | None) -> None:
    found = []
    request = rf.get("/")
    request.META["QUERY_STRING"] = query
    PlainQueries(lambda asked: found.append(asked.GET.get("q")) or HttpResponse())(request)
    assert found == [read]
