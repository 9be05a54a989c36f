"""Originals kept at the one-stop: on the receipt, given back with a tick, seen by the head while they are overdue."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from honglam.dossiers import api
from honglam.dossiers.contracts import DossierNotFound, NoOriginals, NotYourTurn, PaperInput, PaperKind, SlipKind
from honglam.dossiers.models import Paper, Slip
from honglam.dossiers.views.originals import originals
from honglam.identity.models import Account
from honglam.kernel.models import AuditEntry
from honglam.kernel.values import Actor, DomainError
from tests.dossiers.scene import MORNING, Scene, later
from tests.dossiers.test_words import shown


def kept(scene: Scene) -> PaperInput:
    """The deed lies on the counter and goes back."""
    return replace(scene.sheet("GT"), originals=1, kind=PaperKind.ORIGINAL, goes_back=True)


def resolved(scene: Scene) -> Any:
    """A dossier with a result at the desk and an original beside it."""
    return scene.resolved(papers=(scene.paper("TK"), scene.paper("GT"), kept(scene)))


def listed(actor: Actor, **asked: bool) -> list[tuple[str, bool]]:
    return [(one.name, one.overdue) for one in api.list_originals(actor=actor, **asked).items]


def test_the_receipt_says_what_goes_back(scene: Scene) -> None:
    accepted = scene.walk_in(papers=(scene.sheet("TK"), kept(scene)))
    papers = Slip.objects.get(id=accepted.slip_id).content["papers"]
    assert [paper["goes_back"] for paper in papers] == [False, True]
    printed = api.print_forms(
        actor=scene.reception, dossier_ids=[accepted.dossier_id], kind=SlipKind.RECEIPT, at=MORNING
    )
    assert printed.startswith(b"%PDF")


def test_what_is_ticked_at_the_hand_over_went_back(scene: Scene) -> None:
    dossier_id = resolved(scene)
    assert listed(scene.reception) == [("Giấy tờ chứng minh việc nhà", False)]
    paper = Paper.objects.get(dossier=dossier_id, kept_at__isnull=False)
    evidence = replace(scene.signature(), originals=(paper.id,))
    api.return_result(actor=scene.reception, dossier_id=dossier_id, evidence=evidence, at=later(1))
    paper.refresh_from_db()
    assert (paper.given_back_at, paper.given_back_to) == (later(1), "Nguyễn Thị Hồng")
    assert listed(scene.reception) == []
    last = api.get_dossier(actor=scene.reception, dossier_id=dossier_id, at=later(2)).timeline[-1]
    assert last.content["originals"] == ["Giấy tờ chứng minh việc nhà"]


def test_what_was_forgotten_is_overdue_until_it_is_given_back(scene: Scene) -> None:
    dossier_id = resolved(scene)
    api.return_result(actor=scene.reception, dossier_id=dossier_id, evidence=scene.signature(), at=later(1))
    for who in (scene.reception, scene.desk_head, scene.chairman):
        assert listed(who, overdue=True) == [("Giấy tờ chứng minh việc nhà", True)]
    assert listed(scene.other_reception) == listed(scene.citizen) == []
    paper = Paper.objects.get(dossier=dossier_id, kept_at__isnull=False)
    client = Client()
    client.force_login(Account.objects.get(id=scene.desk_head.id))
    assert "quá hạn" in client.get("/can-bo/ban-chinh/?qua-han").content.decode()
    sent = {"ho_so": str(dossier_id), "giay": str(paper.id)}
    assert client.post("/can-bo/ban-chinh/", sent).status_code == 302
    assert client.post("/can-bo/ban-chinh/", sent).status_code == 422, "once"
    assert client.post("/can-bo/ban-chinh/", {"giay": "x"}).status_code == 404
    assert AuditEntry.objects.filter(action="dossiers.original_given_back").count() == 1


def test_whoever_hands_over_results_gives_originals_back(scene: Scene) -> None:
    """Where one officer receives and another hands over."""
    dossier_id = resolved(scene)
    paper = Paper.objects.get(dossier=dossier_id, kept_at__isnull=False)
    returner = replace(scene.reception, roles=frozenset({"result_officer", "cashier"}))
    assert [one.may_give_back for one in api.list_originals(actor=returner).items] == [True]
    api.give_back_originals(actor=returner, dossier_id=dossier_id, paper_ids=[paper.id], recipient="", at=later(1))
    assert listed(returner) == []


def test_whoever_only_answers_for_the_desk_is_offered_no_button(scene: Scene) -> None:
    resolved(scene)
    for actor, offered in ((scene.desk_head, True), (scene.chairman, False)):
        text = shown(originals, actor)
        assert "Giấy tờ chứng minh việc nhà" in text
        assert ('name="giay"' in text) is offered, actor.name


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("officer", NotYourTurn), ("other_reception", DossierNotFound), ("stranger", DossierNotFound)],
)
def test_only_the_desk_gives_back(scene: Scene, who: str, refusal: type[DomainError]) -> None:
    dossier_id = resolved(scene)
    paper = Paper.objects.get(dossier=dossier_id, kept_at__isnull=False)
    with pytest.raises(refusal):
        api.give_back_originals(
            actor=scene.actors[who], dossier_id=dossier_id, paper_ids=[paper.id], recipient="", at=later(1)
        )
    paper.refresh_from_db()
    assert paper.given_back_at is None


def test_the_notice_of_stopping_lists_only_what_still_lies_here(scene: Scene) -> None:
    def returned(back: bool) -> list[str]:
        dossier_id = scene.processing(papers=(scene.paper("TK"), scene.paper("GT"), kept(scene)))
        if back:
            ids = [Paper.objects.get(dossier=dossier_id, kept_at__isnull=False).id]
            api.give_back_originals(
                actor=scene.reception, dossier_id=dossier_id, paper_ids=ids, recipient="", at=MORNING
            )
        api.stop_dossier(
            actor=scene.unit_head, dossier_id=dossier_id, reason="Có tranh chấp", legal_basis="Điều 9", at=MORNING
        )
        slip = Slip.objects.get(dossier=dossier_id, kind=SlipKind.STOP.value)
        return list(slip.content["returned_papers"])

    assert (returned(back=False), returned(back=True)) == (["Giấy tờ chứng minh việc nhà"], [])


def test_a_paper_of_another_dossier_is_not_given_back_here(scene: Scene) -> None:
    mine, other = resolved(scene), resolved(scene)
    paper = Paper.objects.get(dossier=other, kept_at__isnull=False)
    with pytest.raises(NoOriginals):
        api.give_back_originals(actor=scene.reception, dossier_id=mine, paper_ids=[paper.id], recipient="", at=later(1))


def test_whoever_only_watches_reads_names_covered(scene: Scene) -> None:
    resolved(scene)
    watching = replace(scene.chairman, roles=frozenset({"leader"}))
    for actor, name in ((scene.reception, "Nguyễn Thị Hồng"), (watching, "Nguyễn T. H.")):
        assert [one.applicant for one in api.list_originals(actor=actor).items] == [name], actor.name
