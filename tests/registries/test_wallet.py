"""The wallet fills from what happens to dossiers, once each; its owner rules over it, a stranger sees nothing."""

from datetime import date
from io import BytesIO
from typing import cast
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, transaction

from honglam.dossiers import api as dossiers
from honglam.dossiers.contracts import Applicant, PaperInput
from honglam.files import api as files
from honglam.files.models import Claim
from honglam.identity import api as identity
from honglam.identity.models import Account
from honglam.kernel.ids import uuid7
from honglam.kernel.models import AuditEntry
from honglam.kernel.relay import drain
from honglam.kernel.values import SYSTEM
from honglam.registries import api
from honglam.registries.contracts import (
    AlreadyChecked,
    AlreadyUsed,
    Deposit,
    FileMissing,
    Holder,
    HolderKind,
    NotYours,
    Origin,
    PaperNotHeld,
    Purpose,
    Standing,
    TypeUnknown,
    UseKind,
)
from honglam.registries.models import HeldPaper, PaperType, PaperUse
from honglam.registries.queries import uses, wallet
from honglam.registries.services import bringing, depositing, keeping
from tests.dossiers.scene import HOUSEHOLD, PDF, Scene, later, vn

CERTIFICATE = "GXN-NHA"
SOON = vn("2026-11-20 09:00")
"""The results of the tests are dated two days before."""


def held(scene: Scene, query: str = "") -> list[tuple[str, str]]:
    """Kind and standing of the citizen's papers, newest first."""
    page = wallet.list_papers(actor=scene.citizen, query=query, after=None, limit=20, at=SOON)
    return [(paper.type_code, paper.standing.value) for paper in page.items]


def issued(scene: Scene) -> HeldPaper:
    """The certificate that a dossier of the citizen ended with."""
    scene.resolved()
    drain()
    return HeldPaper.objects.get(origin="issued")


def test_a_result_comes_into_the_wallet_once(scene: Scene) -> None:
    paper = issued(scene)
    drain()
    dossier = scene.row(paper.dossier_id)  # type: ignore[arg-type]
    assert (paper.type_id, paper.number, paper.issued_on) == (CERTIFICATE, "12/GXN-UBND", date(2026, 11, 16))
    assert (paper.holder_number, paper.account_id) == ("042185001234", scene.citizen.id)
    assert (paper.issuer, paper.dossier_code) == ("Ủy ban nhân dân xã An", dossier.code)
    assert len(paper.sha256) == 64
    assert Claim.objects.filter(holder_kind="held_paper", holder_id=str(paper.id)).count() == 1
    assert AuditEntry.objects.filter(subject_kind="held_paper", subject_id=str(paper.id)).count() == 1
    api_again = api.deposit(actor=SYSTEM, papers=(), at=SOON)
    assert api_again == []
    assert HeldPaper.objects.filter(origin="issued").count() == 1


def test_a_paper_that_an_officer_checked_is_kept_with_his_name(scene: Scene) -> None:
    scene.submitted()
    drain()
    assert held(scene) == [], "nobody has looked at it yet"
    scene.accepted()
    drain()
    row = HeldPaper.objects.get()
    assert (row.origin, row.type_id, row.checked_by) == ("checked", CERTIFICATE, "Cán Bộ Reception")


def test_the_same_sheet_in_two_dossiers_is_one_entry(scene: Scene) -> None:
    scene.accepted()
    scene.accepted()
    drain()
    assert HeldPaper.objects.count() == 1


def test_a_wrong_result_loses_its_force(scene: Scene) -> None:
    paper = issued(scene)
    dossiers.revoke_result(
        actor=scene.desk_head,
        dossier_id=paper.dossier_id,
        reason="Sai tên",
        at=later(1),  # type: ignore[arg-type]
    )
    drain()
    paper.refresh_from_db()
    assert (paper.status, paper.status_reason) == ("revoked", "Sai tên")
    offers = api.list_offers(actor=scene.citizen, procedure_code=HOUSEHOLD, at=later(2))
    assert [one.paper.origin for one in offers["GT"]] == [Origin.CHECKED], "only what the result had superseded"


def test_a_result_revoked_before_anybody_heard_goes_in_as_revoked(scene: Scene) -> None:
    dossier_id = scene.resolved()
    dossiers.revoke_result(actor=scene.desk_head, dossier_id=dossier_id, reason="Sai tên", at=later(1))
    drain()
    assert HeldPaper.objects.get(origin="issued").status == "revoked"


def test_of_a_kind_of_which_one_is_in_force_the_newest_is(scene: Scene) -> None:
    first = issued(scene)
    second_dossier = scene.at_last_step(papers=(scene.paper("TK"), scene.paper("GT")))
    result = scene.result(number="13/GXN-UBND", issued_on=date(2026, 11, 20), file_id=_other_file(scene))
    dossiers.issue_result(actor=scene.clerk, dossier_id=second_dossier, result=result, at=later(days=4))
    drain()
    first.refresh_from_db()
    assert (first.status, first.superseded_by.number) == ("superseded", "13/GXN-UBND")  # type: ignore[union-attr]


def test_a_photograph_puts_no_certificate_out_of_force(scene: Scene) -> None:
    certificate = issued(scene)
    photograph = bring(scene, type_code=CERTIFICATE, issued_on=date(2026, 11, 21))
    certificate.refresh_from_db()
    assert (certificate.status, HeldPaper.objects.get(id=photograph).status) == ("valid", "valid")
    older = bring(scene, type_code=CERTIFICATE, issued_on=date(2026, 11, 18), content=b"%older\n")
    assert HeldPaper.objects.get(id=older).superseded_by_id == photograph, "of photographs the latest counts"
    keeping.throw_away(actor=scene.citizen, paper_id=photograph, at=SOON)
    row = HeldPaper.objects.get(id=older)
    assert (row.status, row.superseded_by, row.over_on) == ("valid", None, row.valid_to)


def test_a_certificate_puts_older_photographs_out_of_force(scene: Scene) -> None:
    older = bring(scene, type_code=CERTIFICATE, issued_on=date(2020, 1, 1))
    newer = bring(scene, type_code=CERTIFICATE, issued_on=date(2026, 11, 19), content=b"%newer\n")
    keeping.throw_away(actor=scene.citizen, paper_id=newer, at=SOON)
    assert state_of(older) == ("valid", None)
    certificate = give(scene, date(2026, 11, 10))
    assert state_of(older) == ("superseded", certificate)
    same_day = bring(scene, type_code=CERTIFICATE, issued_on=date(2026, 11, 10), content=b"%same\n")
    assert state_of(same_day) == ("superseded", certificate), "a photograph of it is no newer than it is"
    newest = bring(scene, type_code=CERTIFICATE, issued_on=date(2026, 11, 19), content=b"%newest\n")
    assert [state_of(certificate), state_of(newest)] == [("valid", None)] * 2
    keeping.throw_away(actor=scene.citizen, paper_id=newest, at=SOON)
    assert state_of(older) == state_of(same_day) == ("superseded", certificate)


def test_a_checked_paper_is_in_force_whatever_photograph_came_after_it(scene: Scene) -> None:
    paper = bring(scene, type_code=CERTIFICATE, issued_on=date(2026, 11, 1))
    photograph = bring(scene, type_code=CERTIFICATE, issued_on=date(2026, 11, 5), content=b"%later\n")
    assert state_of(paper) == ("superseded", photograph)
    depositing.note_checked(actor=SYSTEM, checked_by={paper: "Cán Bộ"}, at=SOON)
    row = HeldPaper.objects.get(id=paper)
    assert (row.origin, row.status, row.superseded_by, row.over_on) == ("checked", "valid", None, row.valid_to)
    certificate = give(scene, date(2026, 11, 10))
    assert state_of(paper) == ("superseded", certificate)


def test_the_middle_of_a_chain_goes_and_what_lies_before_is_still_found(scene: Scene) -> None:
    first, second, third = (
        bring(scene, type_code=CERTIFICATE, issued_on=date(2026, 11, day), content=b"%%%d\n" % day) for day in (1, 5, 9)
    )
    assert state_of(first) == ("superseded", second)
    keeping.throw_away(actor=scene.citizen, paper_id=second, at=SOON)
    assert state_of(first) == ("superseded", third)
    keeping.throw_away(actor=scene.citizen, paper_id=third, at=SOON)
    assert state_of(first) == ("valid", None)


@pytest.mark.parametrize("together", [False, True])
def test_a_wrong_result_does_not_come_back_when_a_later_one_was_wrong_too(scene: Scene, together: bool) -> None:
    first, second, third = (give(scene, date(2026, 11, day)) for day in (1, 5, 9))
    assert [state_of(first), state_of(second)] == [("superseded", second), ("superseded", third)]
    wrong = [HeldPaper.objects.get(id=one).origin_id for one in (second, third)]
    for ids in [wrong[::-1]] if together else [wrong[:1], wrong[1:]]:
        assert api.revoke(actor=SYSTEM, origin=Origin.ISSUED, origin_ids=ids, reason="Sai tên", at=SOON) == len(ids)
    assert [state_of(second), state_of(third)] == [("revoked", None)] * 2
    assert state_of(first) == ("valid", None)


def test_what_a_wrong_result_put_out_of_force_is_in_force_again(scene: Scene) -> None:
    first = issued(scene)
    second_dossier = scene.at_last_step(papers=(scene.paper("TK"), scene.paper("GT")))
    result = scene.result(number="13/GXN-UBND", issued_on=date(2026, 11, 20), file_id=_other_file(scene))
    dossiers.issue_result(actor=scene.clerk, dossier_id=second_dossier, result=result, at=later(days=4))
    drain()
    dossiers.revoke_result(actor=scene.desk_head, dossier_id=second_dossier, reason="Sai tên", at=later(days=5))
    drain()
    first.refresh_from_db()
    assert (first.status, first.superseded_by, first.over_on) == ("valid", None, first.valid_to)


def test_what_its_owner_brought_is_checked_once_an_officer_received_it(scene: Scene) -> None:
    brought = bring(scene, type_code=CERTIFICATE, issued_on=date(2026, 11, 1))
    dossier_id = scene.submitted(SOON, papers=(PaperInput(component_code="GT", held_id=brought),))
    drain()
    assert HeldPaper.objects.get(id=brought).origin == "brought", "nobody has looked at it yet"
    scene.accept(dossier_id, SOON)
    drain()
    row = HeldPaper.objects.get()
    assert (row.id, row.origin, row.checked_by) == (brought, "checked", "Cán Bộ Reception")
    assert AuditEntry.objects.filter(subject_id=str(brought), action="registries.paper_checked").count() == 1


def test_a_sheet_brought_and_then_handed_in_is_checked(scene: Scene) -> None:
    brought = bring(scene, type_code=CERTIFICATE, content=b"")
    scene.accepted(SOON)
    drain()
    row = HeldPaper.objects.get(id=brought)
    assert (row.origin, HeldPaper.objects.count()) == ("checked", 1)


def test_what_is_about_a_neighbour_is_not_in_my_wallet(scene: Scene) -> None:
    neighbour = Applicant(name="Trần Văn Lam", id_number="042085009990", phone="0912345678")
    scene.resolved(applicant=neighbour)
    drain()
    assert held(scene) == []
    row = HeldPaper.objects.get(origin="issued")
    assert (row.holder_number, row.account_id) == ("042085009990", None)


def test_a_number_that_was_only_typed_opens_nothing(scene: Scene) -> None:
    paper = issued(scene)
    Account.objects.filter(id=scene.stranger.id).update(citizen_id=paper.holder_number, citizen_id_proof="")
    with pytest.raises(PaperNotHeld):
        wallet.get_paper(actor=scene.stranger, paper_id=paper.id, at=SOON)
    for verb in (keeping.note_download, keeping.throw_away):
        with pytest.raises(PaperNotHeld):
            verb(actor=scene.stranger, paper_id=paper.id, at=SOON)
    assert uses.list_uses(actor=scene.stranger) == []


def test_a_walk_in_finds_it_once_the_number_is_vouched_for(scene: Scene) -> None:
    walker = identity.create_account(actor=SYSTEM, full_name="Lê Văn Núi", at=SOON)
    actor = identity.actor_of(account_id=walker.id)
    scene.resolved(applicant=Applicant(name="Lê Văn Núi", id_number="042085001111", phone="0912345678"))
    drain()
    page = wallet.list_papers(actor=actor, query="", after=None, limit=5, at=SOON)
    assert page.items == []
    Account.objects.filter(id=walker.id).update(citizen_id="042085001111", citizen_id_proof="counter")
    page = wallet.list_papers(actor=actor, query="", after=None, limit=5, at=SOON)
    assert [paper.number for paper in page.items] == ["12/GXN-UBND", ""], "the result, and the paper that was checked"


def test_search_ignores_accents(scene: Scene) -> None:
    issued(scene)
    for query in ("giay xac nhan", "VIỆC NHÀ", "12/gxn", "12 gxn ubnd", "xa an"):
        assert held(scene, query), query
    assert held(scene, "khai sinh") == []
    assert held(scene, "%") == []


def test_the_wallet_is_walked_by_key(scene: Scene) -> None:
    issued(scene)
    first = wallet.list_papers(actor=scene.citizen, query="", after=None, limit=1, at=SOON)
    second = wallet.list_papers(actor=scene.citizen, query="", after=first.next_cursor, limit=1, at=SOON)
    assert first.next_cursor
    assert second.next_cursor is None
    assert {first.items[0].origin, second.items[0].origin} == {Origin.ISSUED, Origin.CHECKED}


def test_a_hidden_paper_is_offered_to_nobody(scene: Scene) -> None:
    paper = issued(scene)
    HeldPaper.objects.exclude(id=paper.id).update(status="revoked")
    purpose = Purpose(kind="counter", procedure_code=HOUSEHOLD)
    assert api.list_offers(actor=scene.citizen, procedure_code=HOUSEHOLD, at=SOON)["GT"]
    keeping.hide(actor=scene.citizen, paper_id=paper.id, hidden=True, at=SOON)
    assert api.list_offers(actor=scene.citizen, procedure_code=HOUSEHOLD, at=SOON) == {}
    assert (
        api.see_held(
            actor=scene.reception, kind=HolderKind.PERSON, number=paper.holder_number, purpose=purpose, at=SOON
        )
        == {}
    )
    keeping.hide(actor=scene.citizen, paper_id=paper.id, hidden=False, at=SOON)
    assert api.list_offers(actor=scene.citizen, procedure_code=HOUSEHOLD, at=SOON)["GT"]


def test_an_officers_sight_at_the_counter_is_written_down_and_shown(scene: Scene) -> None:
    paper = issued(scene)
    purpose = Purpose(kind="counter", procedure_code=HOUSEHOLD, procedure_name="Đăng ký việc nhà")
    for actor in (scene.officer, scene.auditor, scene.stranger):
        seen = api.see_held(actor=actor, kind=HolderKind.PERSON, number=paper.holder_number, purpose=purpose, at=SOON)
        assert seen == {}, "only a desk may ask what somebody holds"
    seen = api.see_held(
        actor=scene.reception, kind=HolderKind.PERSON, number=paper.holder_number, purpose=purpose, at=SOON
    )
    assert seen["GT"][0].paper.number == "12/GXN-UBND"
    line = uses.list_uses(actor=scene.citizen, paper_id=paper.id)[0]
    assert (line.kind, line.actor_name, line.purpose.procedure_name) == (
        UseKind.OFFERED,
        "Cán Bộ Reception",
        "Đăng ký việc nhà",
    )
    assert line.agency_name
    assert not line.by_owner


def test_the_log_cannot_be_rewritten(scene: Scene) -> None:
    issued(scene)
    for statement in ("UPDATE registries_paperuse SET actor_name = 'ai'", "DELETE FROM registries_paperuse"):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def bring(scene: Scene, **changes: object) -> UUID:
    """The citizen puts a scan of an authorisation into the wallet."""
    values = {"type_code": "UY-QUYEN", "number": "01/GUQ", "issued_on": date(2026, 11, 1)}
    content = BytesIO(PDF + cast(bytes, changes.pop("content", b"%uy quyen\n")))
    content.name = "uy-quyen.pdf"
    return bringing.bring(
        actor=scene.citizen,
        paper=bringing.Brought(**{**values, **changes}),  # type: ignore[arg-type]
        content=content,  # type: ignore[arg-type]
        at=SOON,
    )


def test_the_owner_brings_and_erases_what_nobody_used(scene: Scene) -> None:
    paper_id = bring(scene)
    found = wallet.get_paper(actor=scene.citizen, paper_id=paper_id, at=SOON)
    assert (found.origin, found.valid_to, found.standing) == (Origin.BROUGHT, date(2027, 5, 1), Standing.VALID)
    keeping.throw_away(actor=scene.citizen, paper_id=paper_id, at=SOON)
    row = HeldPaper.objects.get(id=paper_id)
    assert (row.holder_name, row.number, row.file_id, row.folded) == ("–", "–", None, "")
    assert (row.holder_number, row.account_id) == ("", scene.citizen.id)
    assert not Claim.objects.filter(holder_kind="held_paper", holder_id=str(paper_id)).exists()
    with pytest.raises(PaperNotHeld):
        wallet.get_paper(actor=scene.citizen, paper_id=paper_id, at=SOON)


def test_the_same_file_with_another_number_corrects_its_entry(scene: Scene) -> None:
    paper_id = bring(scene)
    assert bring(scene, number="", issued_on=None) == paper_id
    assert HeldPaper.objects.get(id=paper_id).number == "01/GUQ", "what is left open takes nothing away"
    assert bring(scene, number="02/GUQ", issued_on=date(2026, 11, 3)) == paper_id
    row = HeldPaper.objects.get()
    assert (row.number, row.issued_on, row.valid_to, row.over_on) == (
        "02/GUQ",
        date(2026, 11, 3),
        date(2027, 5, 3),
        date(2027, 5, 3),
    )
    assert "02" in row.folded and "01/guq" not in row.folded
    assert AuditEntry.objects.get(action="registries.paper_corrected").detail == {"fields": ["number", "issued_on"]}
    HeldPaper.objects.update(origin=Origin.CHECKED.value)
    assert bring(scene, number="02/GUQ", issued_on=date(2026, 11, 3)) == paper_id
    with pytest.raises(AlreadyChecked):
        bring(scene, number="03/GUQ")
    assert HeldPaper.objects.get().number == "02/GUQ"


def test_a_checked_paper_that_says_nothing_is_brought_with_details(scene: Scene) -> None:
    paper_id = bring(scene, number="", issued_on=None)
    HeldPaper.objects.update(origin=Origin.CHECKED.value)
    assert bring(scene) == paper_id
    row = HeldPaper.objects.get()
    assert (row.number, row.issued_on) == ("", None), "somebody answers for it as it stands"
    HeldPaper.objects.update(issued_on=date(2026, 11, 2))
    with pytest.raises(AlreadyChecked):
        bring(scene)


def test_what_a_dossier_rests_on_is_not_rewritten(scene: Scene) -> None:
    brought = bring(scene, type_code=CERTIFICATE, issued_on=date(2026, 11, 1))
    scene.submitted(SOON, papers=(PaperInput(component_code="GT", held_id=brought),))
    assert bring(scene, type_code=CERTIFICATE, issued_on=date(2026, 11, 1)) == brought
    with pytest.raises(AlreadyUsed) as refusal:
        bring(scene, type_code=CERTIFICATE, number="99/GUQ", issued_on=date(2020, 1, 1))
    assert (refusal.value.field, refusal.value.params["number"]) == ("paper", "01/GUQ")
    row = HeldPaper.objects.get(id=brought)
    assert (row.origin, row.number, row.issued_on) == ("brought", "01/GUQ", date(2026, 11, 1))


def test_what_cannot_be_brought(scene: Scene) -> None:
    with pytest.raises(TypeUnknown) as refusal:
        bring(scene, type_code="KHONG-CO")
    assert refusal.value.field == "type"
    brought = bringing.Brought(type_code="UY-QUYEN")
    with pytest.raises(FileMissing):
        bringing.bring(actor=scene.citizen, paper=brought, content=None, at=SOON)
    with pytest.raises(TypeUnknown):
        bring(scene, type_code="GP-MAU")  # a paper of enterprises
    assert not HeldPaper.objects.exists()


def test_what_the_law_keeps_says_why(scene: Scene) -> None:
    paper = issued(scene)
    with pytest.raises(NotYours) as refusal:
        keeping.throw_away(actor=scene.citizen, paper_id=paper.id, at=SOON)
    assert refusal.value.params["reason"] == "Lưu theo Luật Mẫu, Điều 7"
    paper.refresh_from_db()
    assert paper.erased_at is None


def test_what_the_law_no_longer_keeps_goes_at_night(scene: Scene) -> None:
    paper, kept = bring(scene), issued(scene)
    PaperUse.objects.bulk_create(
        [
            PaperUse(
                paper_id=paper,
                at=SOON,
                kind="reused",
                actor_name="",
                purpose_kind="dossier",
                basis="law",
                by_owner=False,
            )
        ]
    )
    assert keeping.erase_over(at=later(days=360)) == 0
    assert keeping.erase_over(at=later(days=365 * 7)) == 1
    assert HeldPaper.objects.get(id=paper).erased_at is not None
    assert HeldPaper.objects.get(id=kept.id).erased_at is None
    last = PaperUse.objects.filter(paper_id=paper).order_by("-id").values_list("kind", flat=True)[0]
    assert last == "erased"


def test_what_is_kept_for_long_does_not_hide_what_is_not(scene: Scene) -> None:
    older, kept = bring(scene), issued(scene)
    PaperType.objects.filter(code=CERTIFICATE).update(kept_months=600)
    HeldPaper.objects.filter(id=kept.id).update(over_on=date(2020, 1, 1))
    HeldPaper.objects.filter(id=older).update(over_on=date(2020, 2, 1))
    assert keeping.erase_over(at=later(days=365 * 7), limit=1) == 1
    assert HeldPaper.objects.get(id=older).erased_at is not None


def test_a_kind_of_paper_retired_keeps_what_it_has(scene: Scene) -> None:
    issued(scene)
    PaperType.objects.filter(code=CERTIFICATE).update(retired_at=SOON)
    assert (CERTIFICATE, "valid") in held(scene)
    assert api.list_offers(actor=scene.citizen, procedure_code=HOUSEHOLD, at=SOON) == {}


def test_papers_of_nobody_and_of_the_wrong_kind_are_passed_over(scene: Scene) -> None:
    file_id = scene.file(scene.citizen)
    for holder, type_code in (
        (Holder(kind=HolderKind.PERSON), CERTIFICATE),
        (Holder(kind=HolderKind.ENTERPRISE, number="0100109106"), CERTIFICATE),
        (Holder(kind=HolderKind.PERSON, number="1"), "KHONG-CO"),
    ):
        paper = Deposit(
            origin=Origin.CHECKED,
            origin_id=file_id,
            holder=holder,
            title="",
            file_id=file_id,
            file_name="a.pdf",
            type_code=type_code,
        )
        assert api.deposit(actor=SYSTEM, papers=(paper,), at=SOON) == []


def give(scene: Scene, on: date) -> UUID:
    """The citizen gets a certificate of that day."""
    content = PDF + f"%{on}\n".encode()
    paper = Deposit(
        origin=Origin.ISSUED,
        origin_id=uuid7(),
        holder=Holder(kind=HolderKind.PERSON, number="042185001234", account_id=scene.citizen.id),
        title="",
        file_id=files.store(actor=scene.clerk, content=content, name="kq.pdf", at=SOON, purpose="dossier").id,
        file_name="kq.pdf",
        type_code=CERTIFICATE,
        issued_on=on,
    )
    return api.deposit(actor=SYSTEM, papers=(paper,), at=SOON)[0]


def state_of(paper_id: UUID) -> tuple[str, UUID | None]:
    """Status, and what put it out of force."""
    row = HeldPaper.objects.get(id=paper_id)
    return row.status, row.superseded_by_id


def _other_file(scene: Scene) -> UUID:
    return files.store(actor=scene.clerk, content=PDF + b"%2\n", name="kq2.pdf", at=SOON, purpose="dossier").id
