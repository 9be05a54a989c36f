"""What a citation leads to: the register is looked into before an entry is made, and nothing is said twice."""

import re
from datetime import date
from uuid import UUID

import pytest
from django.test import Client

from honglam.documents import api
from honglam.documents.contracts import ProposalKind, RegisteredAlready, UnknownLink, Verdict
from honglam.documents.models import Citation, Document, DocumentFigure, Proposal
from honglam.documents.queries import imports
from honglam.documents.rules.symbols import may_mean
from honglam.documents.services.registering import describe
from honglam.identity.models import Account
from honglam.kernel.values import Actor
from tests.documents.incoming import confirm, numbers, take, take_all, take_in, view
from tests.dossiers.scene import MORNING, Scene
from tests.files import papers


@pytest.fixture
def clerk(people: Scene) -> Actor:
    """Takes documents in for the department."""
    return people.department_clerk


def _document(code: str, **facts: object) -> Document:
    row = Document(code=code, kind="decision", title=f"Văn bản {code}", validity="unknown", **facts)
    describe(row)
    row.save()
    return row


def _cited(entry: UUID) -> list[tuple[str, str]]:
    """How each place is written, and to which entry it leads."""
    places = Citation.objects.filter(document=entry).select_related("cited")
    return sorted((one.symbol or one.title, one.cited.code if one.cited else "") for one in places)


def _taken(clerk: Actor, *more: str, link: str = "new", **changes: str) -> UUID:
    """A report on its way in whose further citations are all taken with one choice."""
    came = take_in(clerk, papers.report(*more), f"{more}.docx")
    for number in numbers(clerk, came, ProposalKind.CITATION)[2:]:
        take(clerk, came, number, link=link, **changes)
    return came


def _entered(clerk: Actor, *more: str, link: str = "new", **changes: str) -> UUID:
    return confirm(clerk, _taken(clerk, *more, link=link, **changes), document="new", leave=True)


@pytest.mark.parametrize(
    ("symbol", "dated", "other", "may"),
    [
        ("10/QĐ-UBND", date(2025, 1, 2), date(2025, 3, 2), True),
        ("10/QĐ-UBND", date(2025, 1, 2), date(2026, 1, 2), False),
        ("10/QĐ-UBND", None, date(2026, 1, 2), True),
        ("10/QĐ-UBND", date(2026, 1, 2), None, True),
        ("15/2016/QĐ-UBND", date(2017, 1, 2), date(2016, 1, 2), True),
        ("", date(2013, 11, 29), date(2024, 1, 18), False),
    ],
)
def test_a_number_is_given_out_again_every_year(symbol: str, dated: date | None, other: date | None, may: bool) -> None:
    assert may_mean(symbol, dated, other) is may


def test_a_number_that_was_put_right_is_found_in_the_register(clerk: Actor) -> None:
    came = take_in(clerk)
    take(clerk, came, 4, link="new", symbol="10/QĐ-UBND", dated="")
    assert _cited(confirm(clerk, came, leave=True)) == [("10/QĐ-UBND", "qd-10")]
    assert Document.objects.filter(symbol_key="10/qd-ubnd").count() == 1


def test_two_reports_that_name_the_same_make_one_entry(clerk: Actor) -> None:
    first, second = take_in(clerk), take_in(clerk, papers.report("Bản khác."), "khac.docx")
    for came in (first, second):
        take(clerk, came, 4, link="new")
    confirm(clerk, first, leave=True)
    other = confirm(clerk, second, document="new", leave=True)
    named = Document.objects.get(symbol_key="99/kh-ubnd")
    assert _cited(other) == [("99/KH-UBND", named.code)]


@pytest.mark.parametrize("day", ["ngày 09/09/2025 ", ""])
def test_what_was_shown_and_not_chosen_is_not_meant(clerk: Actor, day: str) -> None:
    """The province's own decision of that number is another one: whoever reads the paper said so."""
    entry = _entered(clerk, f"Quyết định số 10/QĐ-UBND {day}của xã còn hiệu lực.", "Quyết định số 10/QĐ-UBND nêu trên.")
    made = Document.objects.filter(symbol_key="10/qd-ubnd").exclude(code="qd-10").get()
    assert _cited(entry) == [("10/QĐ-UBND", made.code)] * 2
    other = _entered(clerk, "Quyết định số 10/QĐ-UBND ngày 09/09/2025 của xã.", link=str(made.id))
    assert _cited(other) == [("10/QĐ-UBND", made.code)]


@pytest.mark.parametrize(("listed", "count"), [(False, 1), (True, 2)])
def test_what_a_colleague_entered_meanwhile_was_on_no_open_page(
    clerk: Actor, client: Client, listed: bool, count: int
) -> None:
    came, other = take_in(clerk), take_in(clerk, papers.report("Bản khác."), "khac.docx")
    client.force_login(Account.objects.get(id=clerk.id or ""))
    address = f"/can-bo/van-ban/nhap/{came}/de-xuat/4/"
    assert _shown_on(client, address) == ""
    take(clerk, other, 4, link="new")
    confirm(clerk, other, leave=True)
    made = Document.objects.get(symbol_key="99/kh-ubnd")
    assert _shown_on(client, address) == str(made.id), "opened only now"
    one = view(clerk, came).proposal(4)
    assert one is not None
    sent = {**one.typed, "_revision": str(one.revision), "_do": "take", "link": "new"}
    assert client.post(address, {**sent, "_shown": str(made.id) if listed else ""}).status_code == 302
    ((_, led_to),) = _cited(confirm(clerk, came, document="new", leave=True))
    assert (led_to == made.code) is not listed
    assert Document.objects.filter(symbol_key="99/kh-ubnd").count() == count


def test_the_page_of_a_citation_keeps_what_it_lists(clerk: Actor, client: Client) -> None:
    _document("qd-10-moi", symbol="10/QĐ-UBND", dated=date(2026, 4, 4))
    came = take_in(clerk)
    client.force_login(Account.objects.get(id=clerk.id or ""))
    one = view(clerk, came).proposal(1)
    assert one is not None and len(one.matches) == 2
    listed = " ".join(str(match.id) for match in one.matches)
    assert _shown_on(client, f"/can-bo/van-ban/nhap/{came}/de-xuat/1/") == listed


def _shown_on(client: Client, address: str) -> str:
    """What the page sends back of the entries that it listed."""
    (found,) = re.findall(r'<input type="hidden" name="_shown" value="([^"]*)">', client.get(address).content.decode())
    return str(found)


def test_what_is_shown_after_a_correction_counts_too(clerk: Actor) -> None:
    came = take_in(clerk)
    take(clerk, came, 4, link="new", symbol="10/QĐ-UBND", dated="")
    take(clerk, came, 4, link="new")
    entry = confirm(clerk, came, leave=True)
    assert "qd-10" not in dict(_cited(entry)).values()
    assert Document.objects.filter(symbol_key="10/qd-ubnd").count() == 2


@pytest.mark.parametrize(("dated", "count"), [("02/03/2025", 1), ("09/09/2025", 2)])
def test_what_nobody_was_shown_bears_the_very_day(clerk: Actor, dated: str, count: int) -> None:
    came = take_in(clerk)
    take(clerk, came, 4, link="new", symbol="10/QĐ-UBND", dated=dated)
    confirm(clerk, came, leave=True)
    assert Document.objects.filter(symbol_key="10/qd-ubnd").count() == count


def test_bare_numbers_of_two_kinds_are_two_documents(clerk: Actor) -> None:
    entry = _entered(clerk, "Nghị quyết số 11 được quán triệt.", "Quyết định số 11 còn hiệu lực.")
    made = {one.kind: one.code for one in Document.objects.filter(symbol_key="11")}
    assert set(made) == {"resolution", "decision"}
    assert _cited(entry) == sorted(("11", code) for code in made.values())


@pytest.mark.parametrize("shown", [False, True])
def test_a_document_without_a_number_is_named_once(clerk: Actor, shown: bool) -> None:
    name = {"symbol": "", "title": "Chỉ thị về cải cách", "dated": ""}
    words = ("Kế hoạch số 7/KH-SM còn hai việc.", "Kế hoạch số 8/KH-SM còn ba việc.")
    entry = _entered(clerk, *words, **name)
    (made,) = Document.objects.filter(title="Chỉ thị về cải cách")
    assert (made.kind, _cited(entry)) == ("directive", [("Chỉ thị về cải cách", made.code)] * 2)
    came = _taken(clerk, "Kế hoạch số 9/KH-SM còn một việc.", **name)
    last = numbers(clerk, came, ProposalKind.CITATION)[-1]
    one = view(clerk, came).proposal(last)
    assert one is not None and [str(match.id) for match in one.matches] == [str(made.id)], "it can be chosen"
    if shown:
        take(clerk, came, last, link="new")
    confirm(clerk, came, document="new", leave=True)
    assert Document.objects.filter(title="Chỉ thị về cải cách").count() == 1 + shown


def test_the_page_says_of_how_many_nobody_knows_whom_they_mean(people: Scene, clerk: Actor, client: Client) -> None:
    for year in (2015, 2020):
        _document(f"qd-225-{year}", symbol="225/QĐ-TTg", dated=date(year, 2, 1))
    came = take_in(clerk)
    take(clerk, came, 4, link="new", symbol="225/QĐ-TTg", dated="")
    client.force_login(Account.objects.get(id=clerk.id or ""))
    sent = {**view(clerk, came).head, "_revision": "0", "_do": "confirm", "leave": "1"}
    page = client.post(f"/can-bo/van-ban/nhap/{came}/", sent, follow=True).content.decode()
    assert "1 viện dẫn có thể chỉ nhiều văn bản trong sổ" in page
    assert Document.objects.filter(symbol_key="225/qd-ttg").count() == 2


def test_entries_of_other_years_stand_below(clerk: Actor) -> None:
    _document("qd-10-moi", symbol="10/QĐ-UBND", dated=date(2026, 4, 4))
    one = view(clerk, take_in(clerk)).proposal(1)
    assert one is not None
    assert [match.code for match in one.matches] == ["qd-10", "qd-10-moi"], "the place writes 2025"


def test_a_law_that_two_reports_name_is_one(clerk: Actor) -> None:
    words = ("Luật Công nghệ thông tin được quán triệt.", "Sở phổ biến Luật Công nghệ thông tin.")
    for came in [_taken(clerk, more) for more in words]:
        confirm(clerk, came, document="new", leave=True)
    assert Document.objects.filter(kind="law").count() == 1


def test_one_number_of_two_years_is_two_documents(clerk: Actor) -> None:
    entry = _entered(
        clerk,
        "Quyết định số 225/QĐ-TTg ngày 01/02/2015 hết hiệu lực.",
        "Quyết định số 225/QĐ-TTg ngày 01/02/2020 còn hiệu lực.",
        "Quyết định số 225/QĐ-TTg được quán triệt.",
    )
    made = Document.objects.filter(symbol_key="225/qd-ttg").order_by("dated")
    assert [one.dated for one in made] == [date(2015, 2, 1), date(2020, 2, 1)]
    assert _cited(entry) == sorted([("225/QĐ-TTg", made[0].code), ("225/QĐ-TTg", made[1].code), ("225/QĐ-TTg", "")])


def test_a_place_without_a_day_finds_what_another_place_made(clerk: Actor) -> None:
    entry = _entered(
        clerk,
        "Quyết định số 225/QĐ-TTg được quán triệt.",
        "Quyết định số 225/QĐ-TTg ngày 01/02/2020 còn hiệu lực.",
    )
    (made,) = Document.objects.filter(symbol_key="225/qd-ttg")
    assert (made.dated, _cited(entry)) == (date(2020, 2, 1), [("225/QĐ-TTg", made.code)] * 2)


def test_a_document_makes_no_twin_of_itself(clerk: Actor) -> None:
    came = take_in(clerk)
    take(clerk, came, 4, link="new", symbol="47/BC-SM", dated="")
    assert _cited(confirm(clerk, came, leave=True)) == [("47/BC-SM", "")]
    assert Document.objects.filter(symbol_key="47/bc-sm").count() == 1


def test_what_is_likely_bears_the_year_that_is_written(clerk: Actor) -> None:
    came = take_in(clerk, papers.report("Quyết định số 10/QĐ-UBND ngày 05/02/2019 còn hiệu lực."))
    known, _, other = (view(clerk, came).proposal(one) for one in numbers(clerk, came, ProposalKind.CITATION))
    assert known is not None and other is not None
    decision = str(Document.objects.get(code="qd-10").id)
    assert (known.link, other.link) == (decision, "new")
    assert [str(one.id) for one in other.matches] == [decision], "it can still be chosen"


def test_many_namesakes_do_not_hide_the_own_entry(
    people: Scene, clerk: Actor, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "MOST_NAMESAKES", 2)
    own = confirm(clerk, take_in(clerk), leave=True)
    for number in range(3):
        _document(f"trung-{number}", symbol="47/BC-SM", dated=date(2027, 1, 1))
        _document(f"trung-10-{number}", symbol="10/QĐ-UBND", dated=date(2027, 1, 1))
    came = take_in(clerk, papers.report("Theo Báo cáo số 47/BC-SM."), "sao.docx")
    seen = view(clerk, came)
    assert [one.id for one in seen.same] == [own]
    assert next(len(one.matches) for one in seen.proposals if one.kind is ProposalKind.CITATION) == 2
    with pytest.raises(RegisteredAlready):
        confirm(clerk, came, leave=True)
    client.force_login(Account.objects.get(id=clerk.id or ""))
    sent = {**seen.head, "_revision": "0", "_do": "confirm", "leave": "1"}
    asked = client.post(f"/can-bo/van-ban/nhap/{came}/", sent)
    assert asked.status_code == 409
    assert f'name="document" type="radio" value="{own}"' in asked.content.decode()


def test_a_colleagues_choice_stays_and_is_not_named(people: Scene, clerk: Actor, client: Client) -> None:
    hidden, other = (_document(f"rieng-{n}", agency_id=people.unit("UBND-XA-99001")) for n in range(2))
    came = take_in(clerk)
    Proposal.objects.filter(document_import=came, number=1).update(cited=hidden, verdict="accepted")
    one = view(clerk, came).proposal(1)
    assert one is not None
    assert (one.link, one.elsewhere) == (str(hidden.id), True)
    assert [match.code for match in one.matches] == ["qd-10"]
    client.force_login(Account.objects.get(id=clerk.id or ""))
    page = client.get(f"/can-bo/van-ban/nhap/{came}/de-xuat/1/").content.decode()
    assert hidden.title not in page
    assert "Một văn bản khác trong sổ" in page
    with pytest.raises(UnknownLink):
        take(clerk, came, 1, link=str(other.id))
    assert take(clerk, came, 1, link=str(hidden.id)) is Verdict.ACCEPTED
    Document.objects.filter(pk=hidden.pk).update(retired_at=MORNING)
    one = view(clerk, came).proposal(1)
    assert one is not None
    assert (one.link, one.elsewhere) == ("none", False), "what was taken out is nobody's choice any more"
    with pytest.raises(UnknownLink):
        take(clerk, came, 1, link=str(hidden.id))


def test_a_copy_adds_what_the_entry_does_not_say_yet(clerk: Actor) -> None:
    entry = _entered(clerk, "Luật Công nghệ thông tin được quán triệt.", link="none")
    copy = take_in(clerk, papers.report("Luật Giao dịch điện tử được quán triệt."), "sao.docx")
    take(clerk, copy, numbers(clerk, copy, ProposalKind.CITATION)[2], link="none")
    assert confirm(clerk, copy, document=str(entry), leave=True) == entry
    assert _cited(entry) == [("Luật Công nghệ thông tin", ""), ("Luật Giao dịch điện tử", "")]


@pytest.mark.parametrize(("first", "then"), [("none", "qd-10"), ("qd-10", "none"), ("qd-10", "qd-10")])
def test_one_place_of_two_copies_is_written_once(clerk: Actor, first: str, then: str) -> None:
    link = {"none": "none", "qd-10": str(Document.objects.get(code="qd-10").id)}
    came, copy = take_in(clerk), take_in(clerk, papers.report("Bản sao y."), "sao.docx")
    take(clerk, came, 1, link=link[first])
    entry = confirm(clerk, came, leave=True)
    take(clerk, copy, 1, link=link[then])
    confirm(clerk, copy, document=str(entry), leave=True)
    assert _cited(entry) == [("10/QĐ-UBND", "qd-10")]


def test_what_a_copy_says_of_another_relation_is_new(clerk: Actor) -> None:
    came, copy = take_in(clerk), take_in(clerk, papers.report("Bản sao y."), "sao.docx")
    take(clerk, came, 1)
    entry = confirm(clerk, came, leave=True)
    take(clerk, copy, 1, relation="replaces")
    confirm(clerk, copy, document=str(entry), leave=True)
    relations = Citation.objects.filter(document=entry).values_list("relation", flat=True)
    assert set(relations) == {"cites", "replaces"}


def test_bare_numbers_of_two_sentences_are_two_figures(clerk: Actor) -> None:
    bare = {"unit": "", "period": "", "what": "", "bound": "exact", "value": "3"}
    came, copy = take_in(clerk), take_in(clerk, papers.report("Bản sao y."), "sao.docx")
    take(clerk, came, 2, **bare)
    entry = confirm(clerk, came, leave=True)
    take(clerk, copy, 2, **bare)
    take(clerk, copy, 5, **bare)
    done = api.confirm_import(
        actor=clerk,
        import_id=copy,
        typed=view(clerk, copy).head,
        revision=0,
        document=str(entry),
        leave=True,
        at=MORNING,
    )
    assert (done.document_id, done.citations, done.figures, done.known) == (entry, 0, 1, 1)
    assert DocumentFigure.objects.filter(document=entry).count() == 2


def test_the_page_says_what_was_known(people: Scene, clerk: Actor, client: Client) -> None:
    first = take_in(clerk)
    take_all(clerk, first)
    entry = confirm(clerk, first)
    copy = take_in(clerk, papers.report("Bản sao y."), "sao.docx")
    take_all(clerk, copy)
    client.force_login(Account.objects.get(id=clerk.id or ""))
    sent = {**view(clerk, copy).head, "_revision": "0", "_do": "confirm", "document": str(entry)}
    page = client.post(f"/can-bo/van-ban/nhap/{copy}/", sent, follow=True).content.decode()
    assert "Đã thêm 0 viện dẫn và số liệu; 7 mục đã có từ trước." in page
