"""A document from file to register: read in the background, gone through one by one, confirmed by a person."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from honglam.documents import access, api
from honglam.documents.contracts import (
    DocumentGrows,
    DocumentKind,
    DocumentNotFound,
    DocumentsAsked,
    DocumentWithMacros,
    ImportMovedOn,
    ImportNotFound,
    ImportSettled,
    ImportState,
    NotADocumentDay,
    NotADocumentNumber,
    NothingCited,
    ProposalKind,
    ProposalMovedOn,
    ReadTooOften,
    RegisteredAlready,
    StillOpen,
    UnknownLink,
    Verdict,
    WordsTooLong,
)
from honglam.documents.models import Citation, Document, DocumentFigure, DocumentImport
from honglam.documents.rules.secrecy import is_stamped
from honglam.documents.services.importing import receiving
from honglam.files import api as files
from honglam.files.contracts import FileTypeNotAllowed
from honglam.kernel import ratelimit
from honglam.kernel.models import AuditEntry, OutboxMessage
from honglam.kernel.values import DomainError, FieldErrors
from tests.cost import cost
from tests.documents.incoming import confirm, numbers, take, take_all, take_in, view
from tests.dossiers.scene import MORNING, Scene
from tests.files import papers


def test_particulars_and_proposals_are_read_with_their_place(people: Scene) -> None:
    clerk = people.department_clerk
    seen = view(clerk, take_in(clerk))
    assert seen.line.state is ImportState.PROPOSED
    assert dict(seen.head) == {
        "kind": "report",
        "symbol": "47/BC-SM",
        "dated": "05/11/2026",
        "issuer": "SỞ MẪU",
        "title": "Kết quả chuyển đổi số năm 2026",
        "recipients": "UBND tỉnh\nCác sở, ban, ngành",
        "signer_post": "KT. PHÓ GIÁM ĐỐC",
        "signer": "Nguyễn Văn Mẫu",
        "note": "",
    }
    assert [(one.kind.value, one.label, one.typed.get("bound", one.typed.get("dated"))) for one in seen.proposals] == [
        ("citation", "10/QĐ-UBND", "03/03/2025"),
        ("figure", "1952 hồ sơ", "exact"),
        ("figure", "85,5 %", "exact"),
        ("citation", "99/KH-UBND", "12/01/2026"),
        ("figure", "300 cán bộ", "above"),
        ("figure", "1250000000 đồng", "exact"),
        ("figure", "300000000 đồng", "exact"),
    ], "the document's own number is no citation of it"
    for one in seen.proposals:
        text = next(part.text for part in seen.paragraphs if part.number == one.paragraph)
        assert one.typed.get("symbol", one.said.get("what", ""))[:6] in text
        assert text[one.start : one.end] in one.quote
    assert [one.section for one in seen.paragraphs if one.is_heading] == ["I"]
    known, unknown = (one for one in seen.proposals if one.kind is ProposalKind.CITATION)
    assert [line.code for line in known.matches] == ["qd-10"], "known to the register"
    assert known.link == str(Document.objects.get(code="qd-10").id)
    assert (unknown.matches, unknown.link) == ((), "new")


def test_only_what_was_taken_one_by_one_enters_the_register(people: Scene) -> None:
    clerk = people.department_clerk
    came = take_in(clerk)
    decision = Document.objects.get(code="qd-10")
    assert take(clerk, came, 1, link=str(decision.id)) is Verdict.ACCEPTED
    assert take(clerk, came, 2) is Verdict.ACCEPTED
    assert take(clerk, came, 3, value="85,6", period="năm 2026") is Verdict.CORRECTED
    assert take(clerk, came, 4, link="new") is Verdict.ACCEPTED
    for number in (5, 6, 7):
        api.drop_proposal(actor=clerk, import_id=came, number=number, revision=0, at=MORNING)
    entry = Document.objects.get(id=confirm(clerk, came, signer="Nguyễn Thị Mẫu"))

    assert (entry.kind, entry.symbol, entry.dated) == ("report", "47/BC-SM", date(2026, 11, 5))
    assert (entry.issuer, entry.signer, entry.recipients) == (
        "SỞ MẪU",
        "Nguyễn Thị Mẫu",
        ["UBND tỉnh", "Các sở, ban, ngành"],
    )
    assert entry.agency_id == people.unit("SO-MAU")
    assert files.read(file_id=entry.file_id) == papers.report()  # type: ignore[arg-type]

    known, named = Citation.objects.filter(document=entry).order_by("code")
    assert (known.cited, known.symbol, known.dated) == (decision, "10/QĐ-UBND", date(2025, 3, 3))
    assert known.place == "Đoạn 9"
    assert known.quote.startswith("Thực hiện Quyết định")
    made = named.cited
    assert made is not None
    assert (made.symbol, made.kind, made.title, made.provisional) == ("99/KH-UBND", "plan", "Kế hoạch 99/KH-UBND", True)
    assert api.get_document(actor=clerk, document_id=decision.id).line.disputed, "three places, two dates"

    assert [
        (one.said.value, one.said.unit, one.said.period, one.place)
        for one in api.list_figures(actor=clerk, document_id=entry.id)
    ] == [(Decimal(1952), "hồ sơ", "", "I, đoạn 11"), (Decimal("85.6"), "%", "năm 2026", "I, đoạn 11")]
    told = OutboxMessage.objects.filter(name="documents.figures_confirmed").latest("id")
    assert told.payload == {"document_id": str(entry.id), "figures": 2}
    found = api.list_documents(actor=clerk, asked=DocumentsAsked(words="ket qua chuyen doi so"))
    assert [one.id for one in found.items] == [entry.id]
    with pytest.raises(DocumentNotFound):
        api.get_document(actor=people.officer, document_id=entry.id)


def test_the_same_file_is_known_by_its_bytes(people: Scene) -> None:
    clerk, head = people.department_clerk, people.department_head
    content = papers.report()
    first, known = api.import_document(actor=clerk, content=content, name="bao-cao.docx", at=MORNING)
    assert not known
    assert api.import_document(actor=head, content=content, name="ten-khac.docx", at=MORNING) == (first, True)
    other, known = api.import_document(actor=people.clerk, content=content, name="bao-cao.docx", at=MORNING)
    assert (other != first, known) == (True, False), "what another agency has is not told"
    api.withdraw_import(actor=clerk, import_id=first, at=MORNING)
    again, known = api.import_document(actor=clerk, content=content, name="bao-cao.docx", at=MORNING)
    assert (again != first, known) == (True, False)


def test_nothing_is_confirmed_unseen_and_nothing_twice(people: Scene) -> None:
    clerk = people.department_clerk
    came = take_in(clerk)
    with pytest.raises(StillOpen) as refusal:
        confirm(clerk, came)
    assert refusal.value.params == {"count": 7}
    entry = confirm(clerk, came, leave=True)
    assert not DocumentFigure.objects.filter(document=entry).exists()
    assert not Citation.objects.filter(document=entry).exists()
    for verb in (
        lambda: confirm(clerk, came, leave=True),
        lambda: take(clerk, came, 1),
        lambda: api.withdraw_import(actor=clerk, import_id=came, at=MORNING),
        lambda: api.save_head(actor=clerk, import_id=came, typed={}, revision=0, at=MORNING),
        lambda: api.read_again(actor=clerk, import_id=came, at=MORNING),
    ):
        with pytest.raises(ImportSettled):
            verb()


@pytest.mark.parametrize("who", ["department_clerk", "specialist"])
def test_what_a_former_agency_took_in_is_its_only_successors_own(people: Scene, who: str) -> None:
    """Whoever works in a unit of the successor too: what one may finish one may read."""
    clerk, former = people.actors[who], people.unit("SO-CU")
    first = take_in(people.department_clerk)
    take_all(people.department_clerk, first)
    entry = confirm(people.department_clerk, first)
    Document.objects.filter(id=entry).update(agency_id=former)
    second = take_in(clerk, papers.report("Bản sao y."), "ban-sao.docx")
    DocumentImport.objects.update(agency_id=former)
    assert {one.id for one in api.list_imports(actor=clerk).items} == {first, second}
    assert [one.id for one in view(clerk, second).same] == [entry]
    take_all(clerk, second)
    with pytest.raises(RegisteredAlready):
        confirm(clerk, second)
    assert confirm(clerk, second, document=str(entry)) == entry
    asked = DocumentsAsked(own=True)
    assert entry in [one.id for one in api.list_documents(actor=clerk, asked=asked).items]
    with pytest.raises(ImportNotFound):
        view(people.clerk, second)
    own = access.own_agency(clerk)
    assert access.sees(own, owner_id=former), "so a citation of it is tied to it"
    assert not access.sees(former, owner_id=own)
    third = take_in(clerk, papers.report("Văn bản khác cùng số."), "khac.docx")
    DocumentImport.objects.filter(id=third).update(agency_id=former)
    made = confirm(clerk, third, document="new", leave=True)
    assert Document.objects.get(id=made).agency_id == former, "it is entered where it was begun"
    assert api.get_document(actor=clerk, document_id=made).line.id == made


def test_a_document_that_the_register_holds_is_entered_once(people: Scene) -> None:
    clerk = people.department_clerk
    first = take_in(clerk)
    take_all(clerk, first)
    entry = confirm(clerk, first)
    second = take_in(clerk, papers.report("Bản sao y."), "ban-sao.docx")
    assert [one.id for one in view(clerk, second).same] == [entry]
    take_all(clerk, second)
    with pytest.raises(RegisteredAlready):
        confirm(clerk, second)
    stranger = Document.objects.get(code="kh-01")
    with pytest.raises(UnknownLink):
        confirm(clerk, second, document=str(stranger.id))
    assert confirm(clerk, second, document=str(entry)) == entry
    assert Citation.objects.filter(document=entry).count() == 2, "what the register knew is not said twice"
    assert DocumentFigure.objects.filter(document=entry).count() == 5, "nor is a figure counted twice"
    assert Document.objects.filter(symbol="47/BC-SM").count() == 1
    third = take_in(clerk, papers.report("Văn bản khác cùng số."), "khac.docx")
    assert confirm(clerk, third, document="new", leave=True) != entry


def test_a_file_does_not_join_an_entry_that_everybody_reads(people: Scene) -> None:
    """The file is for the agency and those above it; an entry of the pack is for every officer."""
    clerk, public = people.department_clerk, Document.objects.get(code="kh-01")
    came = take_in(clerk)
    take(clerk, came, 2)
    with pytest.raises(UnknownLink):
        confirm(clerk, came, document=str(public.id), leave=True, symbol=public.symbol)
    entry = Document.objects.get(id=confirm(clerk, came, leave=True, symbol=public.symbol))
    public.refresh_from_db()
    assert (entry != public, entry.agency_id, public.file_id) == (True, people.unit("SO-MAU"), None)
    assert not DocumentFigure.objects.filter(document=public).exists()
    with pytest.raises(DocumentNotFound):
        api.get_document(actor=people.actors["reception"], document_id=entry.id)


def test_an_entry_that_was_only_named_becomes_whole_with_its_original(people: Scene) -> None:
    clerk = people.department_clerk
    came = take_in(clerk)
    take(clerk, came, 4, link="new")
    confirm(clerk, came, leave=True)
    named = Document.objects.get(symbol="99/KH-UBND")
    assert named.provisional
    typed = {**api.get_entry(actor=clerk, document_id=named.id).typed, "note": "Chưa thấy bản gốc", "reason": "Ghi chú"}
    api.correct_document(actor=clerk, document_id=named.id, typed=typed, revision=named.revision, at=MORNING)
    original = take_in(clerk, papers.report("Bản gốc."), "goc.docx")
    particulars = {"symbol": "99/KH-UBND", "title": "Kế hoạch nối mạng", "dated": "12/01/2026", "kind": "plan"}
    assert confirm(clerk, original, document=str(named.id), leave=True, **particulars) == named.id
    named.refresh_from_db()
    assert (named.provisional, named.title, named.dated) == (False, "Kế hoạch nối mạng", date(2026, 1, 12))
    assert named.file_id is not None
    written = AuditEntry.objects.filter(action="documents.document_imported", subject_id=str(named.id)).get()
    assert {"title": "Kế hoạch 99/KH-UBND", "note": "Chưa thấy bản gốc"}.items() <= written.detail["before"].items()
    found = api.list_documents(actor=clerk, asked=DocumentsAsked(words="noi mang")).items
    assert [one.id for one in found] == [named.id]


def test_a_document_named_twice_gets_one_entry(people: Scene) -> None:
    clerk = people.department_clerk
    more = "Kế hoạch số 099/KH-UBND còn hai nhiệm vụ; Luật Công nghệ thông tin được quán triệt."
    came = take_in(clerk, papers.report(more))
    for number in numbers(clerk, came, ProposalKind.CITATION)[1:]:
        take(clerk, came, number, link="new")
    entry = confirm(clerk, came, leave=True)
    places = Citation.objects.filter(document=entry).select_related("cited").order_by("code")
    assert [(one.symbol, one.cited and one.cited.title) for one in places] == [
        ("99/KH-UBND", "Kế hoạch 99/KH-UBND"),
        ("099/KH-UBND", "Kế hoạch 99/KH-UBND"),
        ("", "Luật Công nghệ thông tin"),
    ]
    assert Document.objects.get(title="Luật Công nghệ thông tin").kind == DocumentKind.LAW


def test_two_windows_do_not_write_over_each_other(people: Scene) -> None:
    clerk, head = people.department_clerk, people.department_head
    came = take_in(clerk)
    assert api.save_head(actor=clerk, import_id=came, typed={"title": "Tên mới"}, revision=0, at=MORNING) == 1
    with pytest.raises(ImportMovedOn):
        api.save_head(actor=head, import_id=came, typed={"title": "Tên khác"}, revision=0, at=MORNING)
    assert view(head, came).head["title"] == "Tên mới"
    assert view(head, came).head["symbol"] == "47/BC-SM", "what was not sent stays"
    api.drop_proposal(actor=head, import_id=came, number=2, revision=0, at=MORNING)
    with pytest.raises(ProposalMovedOn):
        api.take_proposal(
            actor=clerk, import_id=came, number=2, typed={"value": "1"}, link="none", revision=0, at=MORNING
        )
    api.reopen_proposal(actor=clerk, import_id=came, number=2, revision=1, at=MORNING)
    one = view(clerk, came).proposal(2)
    assert one is not None
    assert (one.verdict, one.revision) == (Verdict.OPEN, 2)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"title": " "}, {"title"}),
        ({"kind": "", "title": "x" * 2001}, {"kind", "title"}),
        ({"dated": "31/02/2026"}, {"dated"}),
        ({"dated": "hôm qua", "symbol": "9" * 81}, {"dated", "symbol"}),
    ],
)
def test_every_fault_of_the_particulars_is_said_at_its_field(
    people: Scene, changes: dict[str, str], fields: set[str]
) -> None:
    came = take_in(people.department_clerk)
    with pytest.raises(FieldErrors) as refusal:
        confirm(people.department_clerk, came, leave=True, **changes)
    assert {one.field for one in refusal.value.errors} == fields


@pytest.mark.parametrize(
    ("number", "changes", "field", "fault"),
    [
        (2, {"value": "1,234.5"}, "value", NotADocumentNumber),
        (2, {"value": ""}, "value", NotADocumentNumber),
        (2, {"value": "1,0000001"}, "value", NotADocumentNumber),
        (2, {"upper": "nhiều"}, "upper", NotADocumentNumber),
        (2, {"unit": "x" * 101}, "unit", WordsTooLong),
        (1, {"dated": "00/00/2026"}, "dated", NotADocumentDay),
        (1, {"symbol": ""}, "symbol", NothingCited),
    ],
)
def test_every_fault_of_a_proposal_is_said_at_its_field(
    people: Scene, number: int, changes: dict[str, str], field: str, fault: type[DomainError]
) -> None:
    came = take_in(people.department_clerk)
    with pytest.raises(FieldErrors) as refusal:
        take(people.department_clerk, came, number, **changes)
    assert [(one.field, one.code) for one in refusal.value.errors] == [(field, fault.code)]
    one = view(people.department_clerk, came).proposal(number)
    assert one is not None
    assert one.verdict is Verdict.OPEN


def test_a_citation_leads_only_to_what_one_may_see(people: Scene) -> None:
    hidden = confirm(people.clerk, take_in(people.clerk), leave=True)
    came = take_in(people.department_clerk)
    for link in (str(hidden), "rubbish", ""):
        with pytest.raises(UnknownLink):
            take(people.department_clerk, came, 1, link=link)
    assert view(people.department_clerk, came).same == (), "nor is it named"


@pytest.mark.parametrize("who", ["reception", "administrator", "officer", "province_chairman", "citizen"])
def test_strangers_find_nothing(people: Scene, who: str) -> None:
    came, stranger = take_in(people.department_clerk), people.actors[who]
    for verb in (
        lambda: api.get_import(actor=stranger, import_id=came),
        lambda: api.save_head(actor=stranger, import_id=came, typed={}, revision=0, at=MORNING),
        lambda: api.drop_proposal(actor=stranger, import_id=came, number=1, revision=0, at=MORNING),
        lambda: api.withdraw_import(actor=stranger, import_id=came, at=MORNING),
    ):
        with pytest.raises(ImportNotFound):
            verb()
    assert came not in [one.id for one in api.list_imports(actor=stranger).items]


def test_who_takes_no_documents_in_hands_none_in(people: Scene) -> None:
    for who in ("reception", "citizen"):
        with pytest.raises(ImportNotFound):
            api.import_document(actor=people.actors[who], content=papers.report(), name="a.docx", at=MORNING)
    assert not DocumentImport.objects.exists()


@pytest.mark.parametrize(
    ("content", "name", "refusal"),
    [
        (papers.docx(papers.paragraph("x"), word__vbaProject_dot_bin=b"x"), "a.docx", DocumentWithMacros),
        (papers.docx(papers.paragraph("x"), word__media__a_dot_bin=b"\0" * 40_000_000), "a.docx", DocumentGrows),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "cu.doc", FileTypeNotAllowed),
        (b"MZ\0\0", "a.docx", FileTypeNotAllowed),
    ],
)
def test_hostile_files_are_refused_at_the_door(
    people: Scene, content: bytes, name: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        api.import_document(actor=people.department_clerk, content=content, name=name, at=MORNING)
    assert not DocumentImport.objects.exists()


@pytest.mark.parametrize(
    ("content", "name", "fault"),
    [
        (papers.pdf(["Ngắn"]), "a.pdf", "no_text"),
        (papers.docx("<w:p"), "a.docx", "broken"),
        (("1 hồ sơ " * 60_000).encode(), "a.txt", "too_slow"),
    ],
)
def test_what_cannot_be_read_says_why_and_may_be_tried_again(
    people: Scene, content: bytes, name: str, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("honglam.documents.gateways.reading.SECONDS", 3)
    came = take_in(people.department_clerk, content, name)
    line = view(people.department_clerk, came).line
    assert (line.state, line.fault) == (ImportState.FAILED, fault)
    api.read_again(actor=people.department_clerk, import_id=came, at=MORNING)
    assert view(people.department_clerk, came).line.state is ImportState.WAITING


def test_it_is_read_again_behind_the_others_and_not_without_end(people: Scene) -> None:
    clerk, content = people.department_clerk, papers.pdf(["Ngắn"])
    came = take_in(clerk, content, "quet.pdf")
    after = MORNING + timedelta(hours=1)
    other, _ = api.import_document(
        actor=clerk, content=papers.report(), name="a.docx", at=MORNING + timedelta(minutes=5)
    )
    for _ in range(receiving.MOST_AGAIN):
        DocumentImport.objects.filter(id=came).update(state=ImportState.FAILED.value)
        api.read_again(actor=clerk, import_id=came, at=after)
    begun = receiving.begin_reading(at=after)
    assert begun is not None
    assert begun[0] == other, "who came meanwhile is not made to wait"
    assert view(clerk, came).line.taken_at == MORNING
    DocumentImport.objects.filter(id=came).update(state=ImportState.FAILED.value)
    with pytest.raises(ReadTooOften):
        api.read_again(actor=clerk, import_id=came, at=after)


def test_one_agency_with_many_scans_does_not_hold_up_the_others(people: Scene) -> None:
    many = [
        api.import_document(actor=people.department_clerk, content=papers.report(one), name="a.docx", at=MORNING)[0]
        for one in ("Một.", "Hai.", "Ba.")
    ]
    later = MORNING + timedelta(minutes=1)
    single, _ = api.import_document(actor=people.clerk, content=papers.report(), name="a.docx", at=later)
    begun = [receiving.begin_reading(at=later) for _ in range(receiving.AT_ONCE)]
    assert [one and one[0] for one in begun] == [many[0], single]


@pytest.mark.parametrize("stamp", ["MẬT", "TỐI MẬT", "[ TUYỆT  MẬT ]"])
def test_a_paper_with_a_stamp_of_secrecy_is_not_read(people: Scene, stamp: str) -> None:
    content = papers.docx(papers.table(papers.HEAD), papers.paragraph(stamp), *map(papers.paragraph, papers.BODY))
    came = take_in(people.department_clerk, content, "mat.docx")
    line = view(people.department_clerk, came).line
    assert (line.state, line.fault) == (ImportState.FAILED, "secret")
    row = DocumentImport.objects.get(id=came)
    assert (row.text, row.head, row.proposals.count()) == ([], {}, 0)


def test_a_paper_that_speaks_of_secrets_is_read(people: Scene) -> None:
    content = papers.report("MẬT KHẨU", "Danh mục bí mật nhà nước độ Mật do Sở lập có 3 tài liệu.")
    assert view(people.department_clerk, take_in(people.department_clerk, content)).line.state is ImportState.PROPOSED


@pytest.mark.parametrize(
    ("line", "stamped"),
    [
        ("Loại văn bản | THƯỜNG | MẬT | TỐI MẬT", False),
        ("THƯỜNG    MẬT", False),
        ("Độ mật | MẬT | TỐI MẬT | TUYỆT MẬT", False),
        ("SỞ MẪU | MẬT", True),
        ("MẬT | Số: 1/BC-SM | MẬT", True),
    ],
)
def test_the_heads_of_a_table_are_no_stamp(line: str, stamped: bool) -> None:
    assert is_stamped(f"BÁO CÁO\n{line}\n1 | 2 | 3") is stamped


def test_a_reader_that_was_killed_is_replaced_and_given_up_in_the_end(people: Scene) -> None:
    came, _ = api.import_document(actor=people.department_clerk, content=papers.report(), name="a.docx", at=MORNING)
    at = MORNING
    for _ in range(receiving.MOST_TRIES):
        assert receiving.begin_reading(at=at) is not None
        assert receiving.begin_reading(at=at) is None, "in somebody's hands"
        at += receiving.GIVEN_UP + timedelta(seconds=1)
    assert receiving.begin_reading(at=at) is None
    assert view(people.department_clerk, came).line.fault == "too_slow"


def test_what_was_withdrawn_while_it_was_read_stays_so(people: Scene) -> None:
    came, _ = api.import_document(actor=people.department_clerk, content=papers.report(), name="a.docx", at=MORNING)
    assert receiving.begin_reading(at=MORNING) is not None
    api.withdraw_import(actor=people.department_clerk, import_id=came, at=MORNING)
    receiving.settle_failed(import_id=came, fault="broken", at=MORNING)
    assert DocumentImport.objects.get(id=came).state == ImportState.DROPPED


def test_nobody_hands_in_without_end(people: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "MOST_IMPORTS", 1)
    take_in(people.department_clerk)
    with pytest.raises(ratelimit.TooManyRequests):
        take_in(people.department_clerk)


def test_a_page_asks_a_fixed_number_of_questions(people: Scene) -> None:
    clerk = people.department_clerk
    more = [f"Kế hoạch số {number}/KH-SM giao {number} đơn vị." for number in range(100, 140)]
    for came in (take_in(clerk), take_in(clerk, papers.report(*more))):
        assert cost(lambda came=came: view(clerk, came)) == 4  # type: ignore[misc]
    assert cost(lambda: api.list_imports(actor=clerk)) == 1
