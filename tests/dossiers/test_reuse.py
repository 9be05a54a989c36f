"""A paper that is held is not handed in again: taken into a draft, filed, taken at the counter, and counted."""

from datetime import date
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from honglam.dossiers import api
from honglam.dossiers.contracts import CountsAsked, DraftChange, DraftView, PaperInput, SupplementReply
from honglam.dossiers.models import Dossier, DraftPaper, Paper, Slip
from honglam.files.models import Claim
from honglam.kernel.ids import uuid7
from honglam.kernel.relay import drain
from honglam.kernel.values import Actor, FieldErrors
from honglam.registries.contracts import PaperDoesNotFit, PaperNotHeld
from honglam.registries.models import HeldPaper, PaperUse
from honglam.registries.services import keeping
from tests.dossiers.scene import ANSWERS, HOUSEHOLD, Scene, vn

SOON = vn("2026-11-20 09:00")


@pytest.fixture
def certificate(scene: Scene) -> HeldPaper:
    """What an earlier dossier of the citizen ended with."""
    scene.resolved()
    drain()
    return HeldPaper.objects.get(origin="issued")


def draft_of(scene: Scene) -> DraftView:
    """A second dossier of the citizen, everything filled in but the paper."""
    draft = api.start_draft(actor=scene.citizen, procedure_code=HOUSEHOLD, at=SOON)
    change = DraftChange(answers=ANSWERS, applicant=scene.submission().applicant, unit_code="99001")
    return api.save_draft(actor=scene.citizen, draft_id=draft.id, change=change, revision=None, at=SOON)


def uses_of(paper: HeldPaper) -> list[str]:
    """What was done with a paper, oldest first."""
    return list(PaperUse.objects.filter(paper=paper).order_by("id").values_list("kind", flat=True))


def missing(scene: Scene, draft_id: UUID) -> list[str]:
    """The fields that keep the draft from being submitted."""
    return [fault.field for fault in api.check_draft(actor=scene.citizen, draft_id=draft_id, at=SOON)]


def test_the_second_dossier_needs_no_upload(scene: Scene, certificate: HeldPaper) -> None:
    draft = draft_of(scene)
    assert missing(scene, draft.id) == ["papers.GT"]
    for _ in range(2):
        draft = api.reuse_paper(
            actor=scene.citizen, draft_id=draft.id, component_code="GT", held_id=certificate.id, at=SOON
        )
    assert len(draft.papers) == 1
    assert missing(scene, draft.id) == []
    submitted = api.submit_draft(actor=scene.citizen, draft_id=draft.id, key="k", at=SOON)
    paper = Paper.objects.get(dossier_id=submitted.dossier_id, component_code="GT")
    assert (paper.held_id, paper.file_id) == (certificate.id, certificate.file_id)
    assert Claim.objects.filter(holder_kind="dossier", holder_id=str(submitted.dossier_id)).count() == 1
    assert uses_of(certificate) == ["deposited", "agreed", "reused"]
    line = PaperUse.objects.get(paper=certificate, kind="reused")
    assert (line.purpose_id, line.purpose_code, line.basis) == (
        submitted.dossier_id,
        submitted.registration_code,
        "consent",
    )


def test_an_officer_who_opens_it_is_shown_to_its_owner(scene: Scene, certificate: HeldPaper) -> None:
    dossier_id = scene.accepted(SOON, papers=(PaperInput(component_code="GT", held_id=certificate.id),))
    assert certificate.file_id is not None
    for actor in (scene.citizen, scene.officer):
        api.get_paper_file(actor=actor, dossier_id=dossier_id, file_id=certificate.file_id, at=SOON)
    looks = PaperUse.objects.filter(paper=certificate, kind="looked")
    assert [(line.actor_name, line.purpose_id) for line in looks] == [("Cán Bộ Officer", dossier_id)]
    assert api.get_dossier(actor=scene.officer, dossier_id=dossier_id, at=SOON).papers[0].held_id == certificate.id
    drain()
    assert HeldPaper.objects.filter(origin="checked").count() == 1, "what came out of the wallet does not go in again"


def test_taking_it_out_of_the_draft_takes_the_agreement_back(scene: Scene, certificate: HeldPaper) -> None:
    for leave in (api.detach_paper, api.discard_draft):
        draft = draft_of(scene)
        api.reuse_paper(actor=scene.citizen, draft_id=draft.id, component_code="GT", held_id=certificate.id, at=SOON)
        more = {"file_id": certificate.file_id} if leave is api.detach_paper else {}
        leave(actor=scene.citizen, draft_id=draft.id, at=SOON, **more)  # type: ignore[operator]
        assert not DraftPaper.objects.filter(held=certificate).exists()
        assert uses_of(certificate)[-2:] == ["agreed", "taken_back"]


@pytest.mark.parametrize("component", ["UQ", "CC", "KHONG-CO"])
def test_it_stands_only_for_what_its_kind_answers(scene: Scene, certificate: HeldPaper, component: str) -> None:
    draft = draft_of(scene)
    with pytest.raises(PaperDoesNotFit) as refusal:
        api.reuse_paper(
            actor=scene.citizen, draft_id=draft.id, component_code=component, held_id=certificate.id, at=SOON
        )
    assert refusal.value.field == f"papers.{component}"
    assert not DraftPaper.objects.exists()
    assert uses_of(certificate) == ["deposited"]


def test_nobody_reuses_a_strangers_paper(scene: Scene, certificate: HeldPaper) -> None:
    draft = api.start_draft(actor=scene.stranger, procedure_code=HOUSEHOLD, at=SOON)
    with pytest.raises(PaperNotHeld):
        api.reuse_paper(actor=scene.stranger, draft_id=draft.id, component_code="GT", held_id=certificate.id, at=SOON)
    stolen = scene.submission(papers=(PaperInput(component_code="GT", held_id=certificate.id),))
    with pytest.raises(PaperNotHeld):
        api.submit_dossier(actor=scene.stranger, submission=stolen, key="k", at=SOON)
    assert Dossier.objects.count() == 1
    assert uses_of(certificate) == ["deposited"]


def test_a_file_named_beside_it_is_not_taken(scene: Scene, certificate: HeldPaper) -> None:
    other = scene.file(scene.citizen, "khac.pdf")
    paper = PaperInput(component_code="GT", held_id=certificate.id, file_id=other, file_name="khac.pdf")
    dossier_id = scene.submitted(SOON, papers=(paper,))
    assert Paper.objects.get(dossier_id=dossier_id).file_id == certificate.file_id


def test_what_lost_its_force_meanwhile_is_said_at_its_paper(scene: Scene, certificate: HeldPaper) -> None:
    draft = draft_of(scene)
    api.reuse_paper(actor=scene.citizen, draft_id=draft.id, component_code="GT", held_id=certificate.id, at=SOON)
    HeldPaper.objects.filter(id=certificate.id).update(status="revoked")
    assert missing(scene, draft.id) == ["papers.GT"]
    with pytest.raises(PaperDoesNotFit):
        api.submit_draft(actor=scene.citizen, draft_id=draft.id, key="k", at=SOON)
    assert Dossier.objects.count() == 1


def test_the_counter_takes_what_is_held(scene: Scene, certificate: HeldPaper) -> None:
    sheets = (scene.sheet("TK"), PaperInput(component_code="GT", held_id=certificate.id))
    accepted = scene.walk_in(SOON, papers=sheets)
    assert Paper.objects.get(dossier_id=accepted.dossier_id, component_code="GT").file_id == certificate.file_id
    line = PaperUse.objects.get(paper=certificate, kind="reused")
    assert (line.actor_name, line.basis, line.by_owner) == ("Cán Bộ Reception", "law", False)
    papers = Slip.objects.get(id=accepted.slip_id).content["papers"]
    assert papers[1]["electronic"]


def test_the_counter_cannot_take_what_another_person_holds(scene: Scene, certificate: HeldPaper) -> None:
    applicant = scene.submission().applicant
    other = type(applicant)(name="Trần Văn Lam", id_number="042085009990", phone="0912345678")
    with pytest.raises(PaperNotHeld) as refusal:
        scene.walk_in(
            SOON, applicant=other, papers=(scene.sheet("TK"), PaperInput(component_code="GT", held_id=certificate.id))
        )
    assert refusal.value.field == "papers.GT"
    keeping.hide(actor=scene.citizen, paper_id=certificate.id, hidden=True, at=SOON)
    with pytest.raises(PaperNotHeld):
        scene.walk_in(SOON, papers=(scene.sheet("TK"), PaperInput(component_code="GT", held_id=certificate.id)))


def test_the_share_of_reused_papers_is_counted(scene: Scene, certificate: HeldPaper) -> None:
    scene.accepted(SOON, papers=(PaperInput(component_code="GT", held_id=certificate.id),))
    drain()
    drain()
    asked = CountsAsked(first_on=date(2026, 11, 1), last_on=date(2026, 11, 30))
    rows = api.list_reuse(asked=asked)
    assert [(row.agency_name, row.required, row.reused, row.share) for row in rows] == [
        ("Ủy ban nhân dân xã An", 2, 1, 0.5)
    ]
    later = CountsAsked(first_on=date(2026, 11, 20), last_on=date(2026, 11, 30))
    assert [row.share for row in api.list_reuse(asked=later)] == [1.0]
    assert api.list_reuse(asked=CountsAsked(first_on=date(2025, 1, 1), last_on=date(2025, 1, 2))) == []


def test_a_submission_without_papers_of_the_wallet_asks_it_nothing(scene: Scene, certificate: HeldPaper) -> None:
    submission = scene.submission()
    with CaptureQueriesContext(connection) as asked:
        api.submit_dossier(actor=scene.citizen, submission=submission, key=str(uuid7()), at=SOON)
    assert [query["sql"] for query in asked if "registries_" in query["sql"]] == []


def test_a_missing_paper_is_still_missing(scene: Scene) -> None:
    with pytest.raises(FieldErrors):
        api.submit_dossier(actor=scene.citizen, submission=scene.submission(papers=()), key="k", at=SOON)


# A supplement is answered out of the wallet too


def asked(scene: Scene) -> UUID:
    """A second dossier whose paper is to be brought again."""
    dossier_id = scene.processing(SOON)
    scene.ask(dossier_id, at=SOON)
    return dossier_id


def answer(scene: Scene, actor: Actor, dossier_id: UUID, paper: PaperInput) -> None:
    """The paper for the one thing that is lacking."""
    replies = (SupplementReply(item=0, papers=(paper,)),)
    api.answer_supplement(actor=actor, dossier_id=dossier_id, replies=replies, at=SOON)


@pytest.mark.parametrize(("who", "basis"), [("citizen", "consent"), ("reception", "law")])
def test_a_supplement_takes_the_paper_that_is_held(scene: Scene, certificate: HeldPaper, who: str, basis: str) -> None:
    dossier_id = asked(scene)
    other = scene.file(scene.citizen, "khac.pdf")
    paper = PaperInput(component_code="GT", held_id=certificate.id, file_id=other, file_name="khac.pdf")
    answer(scene, scene.actors[who], dossier_id, paper)
    current = Paper.objects.get(dossier_id=dossier_id, component_code="GT", superseded_at=None)
    assert (current.held_id, current.file_id) == (certificate.id, certificate.file_id)
    assert Claim.objects.filter(holder_id=str(dossier_id), file_id=certificate.file_id).exists()
    line = PaperUse.objects.get(paper=certificate, kind="reused")
    assert (line.purpose_id, line.basis) == (dossier_id, basis)


def test_a_supplement_takes_no_strangers_paper_and_none_that_is_not_there(scene: Scene, certificate: HeldPaper) -> None:
    HeldPaper.objects.filter(id=certificate.id).update(holder_number="042085009990", account_id=scene.stranger.id)
    dossier_id = asked(scene)
    for held_id in (certificate.id, uuid7()):
        for file_id in (None, scene.file(scene.citizen, "khac.pdf")):
            with pytest.raises(PaperNotHeld) as refusal:
                paper = PaperInput(component_code="GT", held_id=held_id, file_id=file_id)
                answer(scene, scene.citizen, dossier_id, paper)
            assert refusal.value.field == "papers.GT"
    assert Paper.objects.get(dossier_id=dossier_id, component_code="GT").superseded_at is None
