"""A figure that no rule found: entered by hand at its sentence, confirmed and handed over like the others."""

from decimal import Decimal
from uuid import UUID

import pytest
from django.test import Client

from honglam.documents import api
from honglam.documents.contracts import (
    ImportNotFound,
    ImportSettled,
    NoMoreByHand,
    NoSuchSentence,
    ProposalKind,
    ProposalView,
    Typed,
    Verdict,
)
from honglam.documents.models import DocumentImport
from honglam.documents.services.importing import adding
from honglam.identity.models import Account
from honglam.indicators import api as indicators
from honglam.indicators.contracts import IncomingState
from honglam.indicators.services.figures.incoming import receive_figures
from honglam.kernel.models import AuditEntry
from honglam.kernel.values import Actor, FieldErrors
from tests.documents.incoming import confirm, take, take_in, view
from tests.dossiers.scene import MORNING, Scene
from tests.files import papers

SAID = {"value": "3", "unit": "đề án", "period": "năm 2026", "whom": "Sở Mẫu", "what": "Đề án được duyệt"}
LINE = "Sở đã trình ba đề án. Có 3 đề án được duyệt trong năm, 13 đề án còn lại đang thẩm định."


@pytest.fixture
def clerk(people: Scene) -> Actor:
    """Takes documents in for the department."""
    return people.department_clerk


@pytest.fixture
def came(clerk: Actor) -> UUID:
    """The report with a line of two sentences more."""
    return take_in(clerk, papers.report(LINE))


def browser_of(actor: Actor) -> Client:
    """A browser that is signed in."""
    client = Client()
    client.force_login(Account.objects.get(id=actor.id or ""))
    return client


def line_of(clerk: Actor, came: UUID) -> int:
    """The number of the line's paragraph."""
    return next(one.number for one in view(clerk, came).paragraphs if one.text == LINE)


def add(clerk: Actor, came: UUID, sentence: str = "", typed: Typed = SAID) -> ProposalView:
    """Enter it; as it then stands."""
    sentence = sentence or f"{line_of(clerk, came)}.1"
    number = api.add_figure(actor=clerk, import_id=came, sentence=sentence, typed=typed, at=MORNING)
    made = view(clerk, came).proposal(number)
    assert made is not None
    return made


def test_it_stands_at_its_number_in_its_sentence(clerk: Actor, came: UUID) -> None:
    before = len(view(clerk, came).proposals)
    made = add(clerk, came)
    assert (made.number, made.kind, made.verdict) == (before + 1, ProposalKind.FIGURE, Verdict.ACCEPTED)
    assert LINE[made.start : made.end] == "3", "and not the first letter of 13"
    assert made.quote == "Có 3 đề án được duyệt trong năm, 13 đề án còn lại đang thẩm định."
    assert (made.by_hand, made.decided_by) == (clerk.name, clerk.name)
    written = AuditEntry.objects.get(action="documents.figure_entered")
    assert (written.subject_id, written.detail["number"]) == (str(came), made.number)


def test_what_is_written_in_words_stands_for_its_whole_sentence(clerk: Actor, came: UUID) -> None:
    made = add(clerk, came, f"{line_of(clerk, came)}.0", {**SAID, "value": "3", "what": "Đề án đã trình"})
    assert LINE[made.start : made.end] == made.quote == "Sở đã trình ba đề án."


def test_it_is_corrected_left_out_and_taken_back_like_the_others(clerk: Actor, came: UUID) -> None:
    made = add(clerk, came)
    assert take(clerk, came, made.number, value="4") is Verdict.CORRECTED
    api.drop_proposal(actor=clerk, import_id=came, number=made.number, revision=1, at=MORNING)
    api.reopen_proposal(actor=clerk, import_id=came, number=made.number, revision=2, at=MORNING)
    again = view(clerk, came).proposal(made.number)
    assert again is not None
    assert (again.verdict, again.typed["value"], again.by_hand) == (Verdict.OPEN, "3", clerk.name)


def test_pressed_twice_it_is_entered_once(clerk: Actor, came: UUID) -> None:
    assert add(clerk, came).number == add(clerk, came).number
    other = add(clerk, came, typed={**SAID, "whom": "Xã An"})
    assert other.number == add(clerk, came).number + 1, "the same number about somebody else is another figure"


def test_entered_again_it_counts_as_right_whatever_became_of_it(clerk: Actor, came: UUID) -> None:
    made = add(clerk, came)
    api.drop_proposal(actor=clerk, import_id=came, number=made.number, revision=0, at=MORNING)
    again = add(clerk, came)
    assert (again.number, again.verdict, again.revision) == (made.number, Verdict.ACCEPTED, 2)
    assert take(clerk, came, made.number, value="4") is Verdict.CORRECTED
    again = add(clerk, came)
    assert (again.verdict, again.typed["value"], again.decided_by) == (Verdict.ACCEPTED, "3", clerk.name)
    decided = AuditEntry.objects.filter(action="documents.proposal_decided", subject_id=str(came))
    assert decided.latest("seq").detail["verdict"] == "accepted"
    entry = confirm(clerk, came, leave=True)
    assert [one.said.value for one in api.list_figures(actor=clerk, document_id=entry)] == [Decimal(3)]


def test_the_same_words_of_two_sentences_are_two_figures(clerk: Actor, came: UUID) -> None:
    said = {**SAID, "value": "3"}
    assert add(clerk, came, f"{line_of(clerk, came)}.0", said).number != add(clerk, came, typed=said).number


def test_it_goes_all_the_way_with_who_read_it(clerk: Actor, came: UUID) -> None:
    add(clerk, came)
    entry = confirm(clerk, came, leave=True)
    (figure,) = api.list_figures(actor=clerk, document_id=entry)
    assert (figure.said.value, figure.said.unit, figure.said.whom, figure.by_hand) == (
        Decimal(3), "đề án", "Sở Mẫu", True,
    )  # fmt: skip
    assert figure.place.endswith(f"đoạn {line_of(clerk, came)}")
    assert figure.quote.startswith("Có 3 đề án")
    receive_figures(document_id=entry, at=MORNING)
    (waits,) = indicators.list_incoming(actor=clerk, state=IncomingState.WAITING).items
    assert (waits.quote, waits.whom, waits.by_hand, waits.confirmed_by) == (
        figure.quote, "Sở Mẫu", True, clerk.name,
    )  # fmt: skip
    page = browser_of(clerk).get(f"/can-bo/so-lieu-van-ban/{waits.id}/").content.decode()
    assert "nhập tay" in page and "Sở Mẫu" in page


@pytest.mark.parametrize("sentence", ["", "1", "1.99", "99999.0", "a.b", "-1.0", "1.0.0", "٣.٠"])
def test_a_place_that_the_text_does_not_have_is_refused(clerk: Actor, came: UUID, sentence: str) -> None:
    before = len(view(clerk, came).proposals)
    with pytest.raises(NoSuchSentence):
        api.add_figure(actor=clerk, import_id=came, sentence=sentence or "x", typed=SAID, at=MORNING)
    assert len(view(clerk, came).proposals) == before


@pytest.mark.parametrize(
    ("field", "typed"),
    [("value", ""), ("value", "ba"), ("upper", "x"), ("bound", "perhaps"), ("unit", "x" * 101), ("whom", "x" * 301)],
)
def test_every_fault_is_said_at_its_field(clerk: Actor, came: UUID, field: str, typed: str) -> None:
    with pytest.raises(FieldErrors) as refused:
        add(clerk, came, typed={**SAID, field: typed})
    assert [one.field for one in refused.value.errors] == [field]


def test_strangers_and_late_comers_enter_nothing(people: Scene, clerk: Actor, came: UUID) -> None:
    sentence = f"{line_of(clerk, came)}.1"
    with pytest.raises(ImportNotFound):
        api.add_figure(actor=people.clerk, import_id=came, sentence=sentence, typed=SAID, at=MORNING)
    confirm(clerk, came, leave=True)
    with pytest.raises(ImportSettled):
        api.add_figure(actor=clerk, import_id=came, sentence=sentence, typed=SAID, at=MORNING)


def test_nobody_types_a_table_without_end(clerk: Actor, came: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "MOST_BY_HAND", 1)
    add(clerk, came)
    with pytest.raises(NoMoreByHand):
        add(clerk, came, typed={**SAID, "value": "13"})


def test_the_page_leads_from_the_paragraph_to_the_figure(clerk: Actor, came: UUID) -> None:
    browser, number = browser_of(clerk), line_of(clerk, came)
    base = f"/can-bo/van-ban/nhap/{came}/"
    assert f'href="{base}so-lieu/?doan={number}"' in browser.get(base).content.decode()
    asked = browser.get(f"{base}so-lieu/?doan={number}").content.decode()
    assert 'type="radio"' in asked and "Sở đã trình ba đề án." in asked
    assert 'name="value"' not in browser.get(f"{base}so-lieu/").content.decode()
    wrong = browser.post(f"{base}so-lieu/?doan={number}", {**SAID, "value": "ba", "sentence": f"{number}.1"})
    assert wrong.status_code == 422
    shown = wrong.content.decode()
    assert 'value="ba"' in shown and 'value="Đề án được duyệt"' in shown
    done = browser.post(f"{base}so-lieu/?doan={number}", {**SAID, "sentence": f"{number}.1"})
    assert done["Location"] == f"{base}#p{number}"
    made = view(clerk, came).proposals[-1]
    assert "nhập tay" in browser.get(f"{base}de-xuat/{made.number}/").content.decode()
    DocumentImport.objects.filter(id=came).update(state="confirmed")
    assert browser.get(f"{base}so-lieu/")["Location"] == base


def test_a_cell_is_marked_behind_its_heads(clerk: Actor, came: UUID) -> None:
    cell = next(one for one in view(clerk, came).proposals if one.label.endswith("đồng"))
    shown = browser_of(clerk).get(f"/can-bo/van-ban/nhap/{came}/de-xuat/{cell.number}/").content.decode()
    assert "Mua sắm thiết bị – Kinh phí (triệu đồng): <mark>1.250</mark>" in shown
