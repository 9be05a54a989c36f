"""What is typed at a post office or at the desk and is no text: a zero, blanks that nobody sees, a number twice."""

import pytest
from django.test import Client

from honglam.identity.models import Account
from honglam.kernel.values import Actor
from honglam.postal.contracts import ParcelState, ReportKind, TrackingTaken
from honglam.postal.models import Parcel
from tests.api.conftest import token_for
from tests.postal.conftest import Post

HERE = "/can-bo/buu-chinh/"
TRACKED = "RR123456785VN"


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(id=actor.id))
    return client


@pytest.mark.parametrize(("number", "page"), [("%00", 200), ("PG%00", 422), ("%20%00", 200), ("';--", 422)])
def test_a_number_that_is_none_is_not_found(post: Post, number: str, page: int) -> None:
    """A zero in a query is a blank: nothing was asked for then."""
    assert signed_in(post.clerk_bc1).get(f"{HERE}?so={number}").status_code == page
    headers = {"Authorization": f"Bearer {token_for(post.software, frozenset({'postal:read'}))}"}
    answer = Client().get(f"/api/v1/postal/parcels/{number}", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_fields")


def test_a_zero_in_what_is_typed_is_left_out(post: Post) -> None:
    clerk, desk = signed_in(post.clerk_bc1), signed_in(post.reception)
    dropped = post.prepared()
    assert clerk.post(f"{HERE}{dropped}/tra-lai/", {"reason": "\0 \x01", "drop": "1"}).status_code == 422
    assert clerk.post(f"{HERE}{dropped}/tra-lai/", {"reason": "Người gửi\0 đổi ý", "drop": "1"}).status_code == 302
    assert post.parcel(dropped).reason == "Người gửi đổi ý"
    lost = post.carried()
    post.report(lost, ReportKind.LOST)
    again = f"{HERE}{lost}/gui-lai/"
    assert desk.post(again, {"note": "\0", "address": "\0"}).status_code == 422
    assert desk.post(again, {"note": "Bản 2\0", "address": "Thôn\0 4"}).status_code == 302
    made = Parcel.objects.get(replaces=lost)
    assert (made.receiver["address"], made.enclosures[0]["name"][-7:]) == ("Thôn 4", "(Bản 2)")


def test_two_parcels_closed_at_the_same_moment_do_not_get_one_number(post: Post) -> None:
    first, second = post.prepared(), post.prepared()
    post.collect(first, tracking=TRACKED)
    with pytest.raises(TrackingTaken) as refused:
        post.collect(second, tracking="rr 123456785 vn")
    assert refused.value.field == "tracking"
    assert post.stands(second) is ParcelState.PREPARED
    assert post.collect(second).endswith("00002"), "the refusal left no gap"
