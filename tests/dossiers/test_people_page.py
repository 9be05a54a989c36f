"""The page “whose dossier”: what filing would refuse six pages later is said here, all at once."""

from types import SimpleNamespace

import pytest

from honglam.directory import api as directory
from honglam.directory.contracts import Level
from honglam.dossiers.forms.people import keep_people, read_people
from honglam.kernel.values import FieldErrors
from tests.dossiers.scene import Scene
from tests.dossiers.test_looks import browser_of, draft_of

GOOD = {
    "applicant.name": "Nguyễn Thị An",
    "applicant.id_number": "042190004512",
    "applicant.phone": "0912 345 678",
    "applicant.email": "an@example.vn",
    "unit_code": "99001",
}


def faults(with_numbers: bool = True, **typed: str) -> set[str]:
    sent = GOOD | {name.replace("__", "."): value for name, value in typed.items()}
    try:
        read_people(sent, place_needed=True, with_numbers=with_numbers)
    except FieldErrors as refusal:
        return {fault.field for fault in refusal.errors}
    return set()


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({}, set()),
        ({"applicant__phone": "12"}, {"applicant.phone"}),
        ({"applicant__phone": "0162 345 6789"}, {"applicant.phone"}),
        ({"applicant__email": "an@"}, {"applicant.email"}),
        ({"applicant__id_number": "042190004"}, {"applicant.id_number"}),
        ({"applicant__id_number": "B1234567"}, set()),
        ({"applicant__id_number": ""}, set()),
        ({"applicant__kind": "enterprise"}, set()),
        ({"applicant__kind": "enterprise", "applicant__id_number": "0100109107"}, {"applicant.id_number"}),
        (
            {"applicant__phone": "12", "applicant__email": "x", "applicant__name": "", "unit_code": ""},
            {"applicant.phone", "applicant.email", "applicant.name", "unit_code"},
        ),
    ],
)
def test_every_fault_is_named_at_its_field(typed: dict[str, str], fields: set[str]) -> None:
    assert faults(**typed) == fields


def test_the_counter_may_write_down_whom_it_refuses_as_they_say() -> None:
    assert faults(with_numbers=False, applicant__phone="+856 20 5551 234") == set()


def place(**typed: str) -> str | None:
    return keep_people(GOOD | typed).unit_code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Xã An", "99001"),
        ("Xã An (một phần của Xã Cũ cũ)", "99001"),
        ("Xã Bình", "99002"),
        ("Xã Anh", ""),
        ("", "99001"),
    ],
)
def test_a_place_typed_over_is_the_place(monkeypatch: pytest.MonkeyPatch, text: str, code: str) -> None:
    """Without scripts the code of the former choice stays in the form."""
    known = {"Xã An": "99001", "Xã Bình": "99002"}
    names = {number: name for name, number in known.items()}

    def resolve(*, text: str, on: object) -> SimpleNamespace:
        unit = SimpleNamespace(code=known[text], level=Level.COMMUNE) if text in known else None
        return SimpleNamespace(unit=unit)

    monkeypatch.setattr(directory, "unit_label", lambda *, code, on: names[code])
    monkeypatch.setattr(directory, "resolve_unit", resolve)
    assert place(unit_code="99001", unit_code_text=text) == code


def test_what_is_checked_before_filing_names_the_place(scene: Scene) -> None:
    page = browser_of(scene.citizen).get(f"/ho-so/nhap/{draft_of(scene).id}/kiem-tra/").content.decode()
    assert "Xã An" in page


def test_two_windows_on_the_page_of_people(scene: Scene) -> None:
    draft = draft_of(scene)
    citizen, page = browser_of(scene.citizen), f"/ho-so/nhap/{draft.id}/"
    old = {"_revision": str(draft.revision)}
    assert citizen.post(page, GOOD | old | {"applicant.name": "Trần Thị Bé"}).status_code == 302
    save = f"/ho-so/nhap/{draft.id}/luu/"
    moved = citizen.post(save, GOOD | old, headers={"X-Requested-With": "autosave"})
    assert (moved.status_code, moved.json()) == (409, {"code": "draft_moved_on"})
    shown = citizen.post(page, GOOD | old).content.decode()
    assert "Nội dung đã lưu ở cửa sổ kia" in shown
    assert "Trần Thị Bé" in shown and 'value="Nguyễn Thị An"' in shown
    assert 'data-hl="autosave"' not in shown, "the first key pressed would decide"


@pytest.mark.parametrize(
    ("name", "there", "said"),
    [
        ("return_method", "online", "Tải về trên trang này"),
        ("applicant.kind", "household_business", "Hộ kinh doanh"),
    ],
)
def test_what_was_chosen_in_the_other_window_is_told_too(scene: Scene, name: str, there: str, said: str) -> None:
    draft = draft_of(scene)
    citizen, page = browser_of(scene.citizen), f"/ho-so/nhap/{draft.id}/"
    old = {"_revision": str(draft.revision), "applicant.id_number": ""}
    assert citizen.post(page, GOOD | old | {name: there}).status_code == 302
    shown = citizen.post(page, GOOD | old).content.decode()
    told = shown.partition("Nội dung đã lưu ở cửa sổ kia")[2].partition("<form")[0]
    assert told.count("govuk-summary-list__value") == 1 and said in told
