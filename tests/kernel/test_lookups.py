"""`among`: what `IN` finds, with one parameter."""

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from honglam.directory.models import Agency, Post


@pytest.mark.django_db
@pytest.mark.parametrize("empty", [True, False])
def test_it_finds_what_in_finds(empty: bool) -> None:
    ids = [] if empty else list(Agency.objects.order_by("id").values_list("id", flat=True)[:3])
    assert set(Agency.objects.filter(Q(id__among=ids))) == set(Agency.objects.filter(id__in=ids))
    assert set(Post.objects.filter(Q(agency_id__among=ids))) == set(Post.objects.filter(agency_id__in=ids))
    assert set(Post.objects.exclude(Q(agency_id__among=ids))) == set(Post.objects.exclude(agency_id__in=ids))


@pytest.mark.django_db
def test_however_many_they_are_they_are_one_parameter() -> None:
    with CaptureQueriesContext(connection) as asked:
        assert not Agency.objects.filter(Q(id__among={-1, -2, -3})).exists()
    assert "ANY('{" in asked[0]["sql"] and " IN (" not in asked[0]["sql"]
