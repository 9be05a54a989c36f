"""A province in which every page has something to show: dossiers in each state, an enterprise, an absence, letters."""

import json
import struct
import time
import zlib
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from honglam.cli.demo_accounts import DOMAIN
from honglam.directory import api as directory
from honglam.directory.models import Agency, Holding, Post
from honglam.dossiers import api as dossiers
from honglam.dossiers.contracts import (
    Applicant,
    BulkVerb,
    BulkWish,
    DraftChange,
    EvidenceKind,
    FeedbackInput,
    FeedbackKind,
    FeedbackTopic,
    Outcome,
    PaperInput,
    ResultInput,
    ReturnEvidence,
    Submission,
    SupplementItem,
)
from honglam.dossiers.models import Dossier, Slip, Task
from honglam.dossiers.rules.links import rating_token
from honglam.dossiers.services.loading.sampling import sample_answers
from honglam.files import api as files
from honglam.identity import api as identity
from honglam.identity.contracts import AskKind, MandateTerms, Power, Role
from honglam.identity.queries import list_memberships
from honglam.identity.services.data_requests import ask
from honglam.identity.services.enterprises import accept_invitation, invite_member
from honglam.identity.services.mandates import offer
from honglam.identity.services.second_factor import install_totp
from honglam.indicators.api import list_sets
from honglam.indicators.contracts import Subject, TableKind
from honglam.kernel import clock, relay
from honglam.kernel.ids import uuid7
from honglam.kernel.values import SYSTEM, Actor, DomainError
from honglam.notices.models import Message
from honglam.payments import api as payments
from honglam.payments.contracts import (
    LineInput,
    Occasion,
    OrderInput,
    Payer,
    RefundRequest,
    StatementEntry,
)
from honglam.payments.contracts import (
    Subject as OrderSubject,
)
from honglam.procedures import api as procedures
from honglam.procedures.api import keeping, national
from honglam.procedures.contracts import Channel
from honglam.procedures.models import LifeEvent
from honglam.queue import api as queue
from honglam.queue.contracts import Priority
from honglam.queue.models import Ticket
from honglam.registries.queries.types import list_types
from honglam.registries.services.bringing import Brought, bring
from honglam.worktime import api as worktime
from tests.journeys.steps import PDF

BIRTH = "1.001193"
COMMUNE = "18073"
_ERASE = {"notices.letters": "", "dossiers.dossiers": ""}
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


PICTURE = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 40, 60, 8, 2, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress((b"\0" + b"\xdc\xee\xf5" * 40) * 60))
    + _chunk(b"IEND", b"")
)


@dataclass
class World:
    """What pages are about, by name; `{name}` in an address of a face is filled from here."""

    named: dict[str, Any] = field(default_factory=dict)

    def fill(self, address: str) -> str:
        """A concrete address."""
        return address.format(**self.named)


def person(name: str) -> Actor:
    """A demo account as the actor it would be."""
    account = identity.find_by_contact(contact=f"{name}@{DOMAIN}")
    assert account is not None, name
    return directory.actor_of_account(account_id=account.id)


def give_app(name: str) -> None:
    """An authenticator app for somebody; whoever is signed in already stays so."""
    install_totp(actor=SYSTEM, account_id=person(name).id or uuid7(), secret=SECRET, at=clock.now())


def app_code() -> str:
    """What such an app shows now."""
    return str(format_hotp_value(hotp_value(SECRET, int(time.time()) // 30)))


def make() -> World:
    """Everything once. Verbs only: what stands here, people could have done."""
    world = World()
    _places(world)
    _dossiers(world)
    _drafts(world)
    _people(world)
    _money(world)
    _bulk(world)
    _post(world)
    _directives(world)
    _figures(world)
    _rounds(world)
    _scoring(world)
    _documents(world)
    _registers(world)
    _counter(world)
    return world


def _post(world: World) -> None:
    """The post is a world of its own, which stands on this one."""
    from tests.journeys.world_of_post import send_by_post

    send_by_post(world)


def _directives(world: World) -> None:
    """What leaders gave to their units."""
    from tests.journeys.world_of_directives import direct

    direct(world)


def _figures(world: World) -> None:
    """What was said of indicators."""
    from tests.journeys.world_of_figures import measure

    measure(world)


def _rounds(world: World) -> None:
    """What agencies report to the receiver of a round."""
    from tests.journeys.world_of_rounds import report
    from tests.journeys.world_of_writing import write

    report(world)
    write(world)


def _scoring(world: World) -> None:
    """How agencies assess themselves, are judged, and appeal."""
    from tests.journeys.world_of_scoring import score

    score(world)


def _documents(world: World) -> None:
    """The register of documents."""
    from tests.journeys.world_of_documents import register

    register(world)


def _registers(world: World) -> None:
    """What agencies keep in the registers of the pack, and what committees concluded."""
    from tests.journeys.world_of_registers import keep

    keep(world)


def _places(world: World) -> None:
    """An agency with its units, a post that is held, one that nobody holds."""
    commune = Agency.objects.get(code="UBND-XA-18073")
    held = Holding.objects.filter(account_id=person("chuyenvien.xa").id).latest("pk")
    deputy = Holding.objects.filter(account_id=person("truongphong.xa").id).latest("pk")
    free = Post.objects.filter(agency=commune).exclude(pk__in=Holding.objects.values("post_id"))[0]
    world.named |= {"commune": commune.pk, "post": held.post_id, "holding": held.pk, "free_post": free.pk}
    world.named["officer_account"] = held.account_id
    world.named |= {"birth": BIRTH, "life_event": LifeEvent.objects.first().code}  # type: ignore[union-attr]
    day = clock.today() + timedelta(days=7)
    absence = directory.register_absence(
        actor=person("chuyenvien.xa"),
        holding_id=held.pk,
        deputy_holding_id=deputy.pk,
        first_day=day,
        last_day=day + timedelta(days=3),
        at=clock.now(),
    )
    world.named["absence"] = absence.id


def submission(an: Actor) -> Submission:
    """A complete birth registration with a photograph and a PDF."""
    at, on = clock.now(), clock.today()
    version = procedures.current_version(code=BIRTH, on=on)
    person = identity.get_person(account_id=an.id or uuid7())
    answers = sample_answers(
        version=version, channel=Channel.ONLINE, on=on, number=person.citizen_id, unit_code=COMMUNE
    )
    assert answers is not None
    asked = procedures.papers_for(version_id=version.version_id, channel=Channel.ONLINE, answers=answers, on=on)
    papers = []
    for number, paper in enumerate(one for one in asked if one.upload):
        content, name = (PICTURE, "giay-chung-sinh.png") if number == 0 else (PDF, "giay-to.pdf")
        stored = files.store(actor=an, content=content, name=name, at=at, purpose="paper")
        papers.append(PaperInput(component_code=paper.code, file_id=stored.id, file_name=stored.name))
    who = Applicant(name=person.full_name, id_number=person.citizen_id, phone="0912345678", email=person.email)
    return Submission(procedure_code=BIRTH, applicant=who, answers=answers, papers=tuple(papers), unit_code=COMMUNE)


def _dossiers(world: World) -> None:
    an, clerk = person("an"), person("tiepnhan.xa")
    filed = submission(an)
    for state in ("registered", "accepted", "asked", "working", "signing", "resolved", "returned"):
        at = clock.now()
        found = dossiers.submit_dossier(actor=an, submission=filed, key=str(uuid7()), at=at).dossier_id
        world.named[state] = found
        if state != "registered":
            dossiers.accept_dossier(actor=clerk, dossier_id=found, at=at)
    row = Dossier.objects.get(id=world.named["accepted"])
    world.named |= {"code": row.code, "paper": filed.papers[0].file_id, "version": row.version_id}
    world.named["slip"] = Slip.objects.filter(dossier=row).first().id  # type: ignore[union-attr]
    _ask(world.named["asked"])
    _to_the_step(world.named["working"], steps=1)
    for state in ("signing", "resolved", "returned"):
        _to_the_step(world.named[state], steps=9)
    for state in ("resolved", "returned"):
        _issue(world.named[state])
    evidence = ReturnEvidence(kind=EvidenceKind.SIGNATURE, recipient_name="Nguyễn Thị An")
    dossiers.return_result(
        actor=person("traketqua.xa"), dossier_id=world.named["returned"], evidence=evidence, at=clock.now()
    )


def _task(dossier_id: UUID) -> Task:
    return Task.objects.filter(dossier_id=dossier_id, state="open").latest("opened_at")


OFFICERS = ("chuyenvien.xa", "truongphong.xa", "lanhdao.xa", "vanthu.xa", "giamdoc.xa")


def _to_the_step(dossier_id: UUID, *, steps: int) -> None:
    """Finish steps until the clerk has it (or so many): whoever may, does."""
    for _ in range(steps):
        task = _task(dossier_id)
        if task.kind in ("clerk", "return"):
            return
        for name in OFFICERS:
            view = dossiers.get_dossier(actor=person(name), dossier_id=dossier_id, at=clock.now())
            action = next((one for one in view.actions if one.verb == "finish_step"), None)
            if action is None:
                continue
            way = action.choices[0].code if action.choices else ""
            try:
                dossiers.finish_step(actor=person(name), task_id=task.id, outcome=way, at=clock.now())
                break
            except DomainError:
                continue
        else:
            raise AssertionError(f"nobody may finish {task.step_name}")


def settle_dossier(dossier_id: UUID) -> None:
    """From reception to the result: whoever's turn it is, does it."""
    _to_the_step(dossier_id, steps=9)
    _issue(dossier_id)


def _issue(dossier_id: UUID) -> None:
    clerk = person("vanthu.xa")
    stored = files.store(actor=clerk, content=PDF, name="giay-khai-sinh.pdf", at=clock.now(), purpose="result")
    result = ResultInput(
        outcome=Outcome.GRANTED,
        number="125/2026",
        issued_on=clock.today(),
        title="Giấy khai sinh",
        file_id=stored.id,
        file_name=stored.name,
        signer_name="Chủ tịch",
    )
    dossiers.issue_result(actor=clerk, dossier_id=dossier_id, result=result, at=clock.now())


def _ask(dossier_id: UUID) -> None:
    items = (SupplementItem(component_code="", name="Giấy chứng sinh", lacks="Ảnh mờ, không đọc được số"),)
    for name in OFFICERS:
        view = dossiers.get_dossier(actor=person(name), dossier_id=dossier_id, at=clock.now())
        if any(one.verb == "request_supplement" for one in view.actions):
            dossiers.request_supplement(
                actor=person(name), dossier_id=dossier_id, items=items, reason="Giấy tờ chưa rõ", at=clock.now()
            )
            return
    raise AssertionError("nobody may ask")


def _drafts(world: World) -> None:
    an, at = person("an"), clock.now()
    empty = dossiers.start_draft(actor=an, procedure_code=BIRTH, at=at)
    full = dossiers.start_draft(actor=an, procedure_code=BIRTH, at=at)
    filed = submission(an)
    change = DraftChange(applicant=filed.applicant, answers=dict(filed.answers), unit_code=COMMUNE)
    dossiers.save_draft(actor=an, draft_id=full.id, change=change, revision=None, at=at)
    for paper in filed.papers:
        dossiers.attach_paper(actor=an, draft_id=full.id, paper=paper, at=at)
    vehicles = dossiers.start_draft(actor=an, procedure_code="1.000703", at=at)
    world.named |= {"draft": full.id, "empty_draft": empty.id, "vehicles": vehicles.id}
    world.named["draft_file"] = filed.papers[0].file_id
    dossiers.ask_to_sign(actor=an, draft_id=full.id, contact="binh@honglam.example", at=at)
    world.named["cosigner"] = dossiers.list_cosigners(actor=an, draft_id=full.id)[0].id
    world.named["look"] = dossiers.ask_look(actor=an, draft_id=full.id, question="Đã đủ chưa?", at=at).id


def _enterprises(world: World, an: Actor, binh: Actor) -> None:
    """One with a member and an open invitation, one whose papers nobody saw, and somebody whose card nobody saw."""
    at, partner = clock.now(), person("ketoan.xa")
    enterprise = identity.list_memberships(account_id=binh.id or uuid7())[0].enterprise.id
    for guest in ("an", "ketoan.xa"):
        invite_member(actor=binh, enterprise_id=enterprise, contact=f"{guest}@{DOMAIN}", role=Role.MEMBER, at=at)
    invited = list_memberships(account_id=partner.id or uuid7(), accepted=False)[0]
    accept_invitation(actor=partner, membership_id=invited.id, at=at)
    identity.add_enterprise(actor=an, tax_code="0100109106", name="Hợp tác xã Mẫu", at=at)
    world.named |= {"enterprise": enterprise, "unconfirmed": partner.name}


def _terms(giver: Actor) -> MandateTerms:
    paper = files.store(actor=giver, content=PDF, name="giay-uy-quyen.pdf", at=clock.now(), purpose="mandate")
    return MandateTerms(
        contact=f"binh@{DOMAIN}",
        powers=frozenset(Power),
        first_day=clock.today(),
        last_day=clock.today() + timedelta(days=30),
        topics=frozenset({BIRTH}),
        paper_id=paper.id,
    )


def _people(world: World) -> None:
    """An enterprise with an invitation, an auditor with an app, a paper in a wallet, a letter that did not arrive."""
    an, binh, at = person("an"), person("binh"), clock.now()
    asked = ask(actor=an, kind=AskKind.ERASE, items=_ERASE, wish="Tôi không dùng nữa.", at=at)
    world.named["data_request"] = asked.id
    world.named["mandate"] = offer(actor=an, terms=_terms(an), at=at).id
    give_app("kiemtra.tinh")
    keeper = person("kiemsoat.p-kstthc-vpubt")
    records = [{"MA_TTHC": BIRTH, "TENTTHC": "Đăng ký khai sinh", "YEUCAU": "Có mặt"}, {"MA_TTHC": "?"}]
    sent = json.dumps(records).encode()
    world.named["national"] = national.bring_in(actor=keeper, file_name="ban-ghi.json", content=sent, at=at)
    world.named["version_draft"] = keeping.start_draft(actor=keeper, code="1.000703", at=at).id
    kind = list_types()[0].code
    content = SimpleUploadedFile("van-bang.pdf", PDF)
    own = bring(actor=an, paper=Brought(type_code=kind, number="", issuer="", issued_on=None), content=content, at=at)
    world.named |= {"own": own, "held": own}
    index = next(one.index for one in list_sets(on=clock.today()) if one.scale(Subject.AGENCY))
    world.named |= {"index": index, "table": next(iter(TableKind)).value, "measure": "dossiers.received"}
    _enterprises(world, an, binh)
    while relay.drain():
        pass
    lost = Message.objects.filter(channel="email").latest("pk")
    Message.objects.filter(pk=lost.pk).update(state="dead", attempts=8, last_error="550 mailbox unavailable")
    world.named |= {"message": lost.pk, "an": an.id}
    case = FeedbackInput(
        kind=FeedbackKind.REFLECTION,
        topic=FeedbackTopic.DELAY,
        content="Hồ sơ chậm, hẹn hai lần mà chưa có kết quả.",
        agency_id=world.named["commune"],
        may_publish=True,
    )
    told = dossiers.file_feedback(actor=an, case=case, at=at)
    world.named |= {"feedback": told.id, "feedback_code": told.code}
    world.named["rating"] = rating_token(world.named["returned"], settings.SECRET_KEY.encode())


def owe(key: str, *, desk_id: int, payee_id: int, amount: int = 8_000) -> UUID:
    """An order of the citizen at a desk."""
    an = person("an")
    line = LineInput(code="le-phi", kind="charge", name="Lệ phí cấp bản sao", gross=amount, amount=amount)
    order = OrderInput(
        key=key,
        subject=OrderSubject(kind="face", id=uuid7(), code=f"H27-{key}", title="Cấp bản sao trích lục"),
        occasion=Occasion.ON_RECEIPT,
        payee_id=payee_id,
        desk_id=desk_id,
        payer=Payer(name="Nguyễn Thị An", address="Phường Thành Sen", account_id=an.id),
        lines=(line,),
    )
    return payments.open_order(actor=person("tiepnhan.xa"), order=order, at=clock.now()).id


def _money(world: World) -> None:
    """What is owed, what was paid in cash, a refund asked for, a transfer nobody can tell, a day that was closed."""
    cashier, at = person("traketqua.xa"), clock.now()
    desk_id = cashier.unit_id or 0
    owed, paid = (owe(key, desk_id=desk_id, payee_id=world.named["commune"]) for key in ("owed", "paid"))
    receipt = payments.take_cash(actor=cashier, order_id=paid, given=10_000, at=at)
    request = RefundRequest(amount=8_000, reason="Nộp hai lần", decision_number="12/QĐ-UBND", decision_on=clock.today())
    world.named |= {"owed": owed, "paid": paid, "receipt": receipt.id}
    world.named["refund"] = payments.ask_refund(actor=cashier, order_id=paid, request=request, at=at)
    world.named["attempt"] = payments.start_attempt(actor=person("an"), order_id=owed, at=at).attempt_id
    accountant = person("ketoan.xa")
    entry = StatementEntry(booked_on=clock.today(), amount=5_000, text="khong ro noi dung", bank_ref="FT1", row=2)
    account = payments.list_accounts(actor=accountant)[0]
    world.named["statement"] = payments.upload_statement(
        actor=accountant, account_code=account.code, name="sao-ke.csv", entries=[entry], at=at
    )
    other, centre = person("traketqua.tinh"), directory.get_agency(agency_id=person("traketqua.tinh").agency_id or 0)
    world.named["closing"] = payments.close_day(
        actor=other, desk_id=other.unit_id or centre.id, on=clock.today(), counted=0, note="", at=at
    )


def _bulk(world: World) -> None:
    """A head hands a dossier to an officer, as many would be handed."""
    head, officer = person("truongphong.xa"), person("chuyenvien.xa")
    wish = BulkWish(verb=BulkVerb.ASSIGN, dossier_ids=(world.named["accepted"],), holder_id=officer.id)
    world.named["bulk"] = dossiers.start_bulk(actor=head, wish=wish, key=str(uuid7()), at=clock.now())
    while relay.drain():
        pass


def _counter(world: World) -> None:
    """A number that waits in the hall, whatever the hour; a paper scanned and not taken over yet."""
    at = clock.now()
    clerk = person("tiepnhan.xa")
    world.named["hall"] = queue.get_desk(actor=clerk, at=at).hall.code
    world.named["kiosk"] = queue.find_kiosk(actor=clerk)
    ticket = queue.take_by_phone(
        actor=clerk,
        code=str(world.named["hall"]),
        group_code=queue.get_desk(actor=clerk, at=at).hall.groups[0].code,
        priority=Priority.ELDERLY,
        at=worktime.next_working_moment(at=at),
    )
    Ticket.objects.update(day=clock.local(at).date())
    world.named["ticket"] = ticket.token
    content = SimpleUploadedFile("to-khai.png", PICTURE)
    scan = dossiers.scan_file(actor=clerk, component_code="TK", name="to-khai.png", content=content, at=at)
    world.named["scan"] = scan.id
