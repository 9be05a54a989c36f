"""The catalogue in English: complete for the real province, shown where asked, marked where it stays Vietnamese."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client
from django.utils import translation

from honglam.kernel.clock import now
from honglam.kernel.values import SYSTEM, FieldError, FieldErrors
from honglam.procedures.queries import memory
from honglam.procedures.services.english import put_english, retire_english
from honglam.ui.errors import PageErrors
from honglam.ui.tongues import in_tongue, told

PACK = Path(__file__).parents[2] / "packs" / "ha_tinh"
_ONE = {"name", "form_name", "note", "per", "summary", "title", "description", "label", "hint", "message",
        "declaration", "online_reason"}  # fmt: skip
_MANY = {"requirements", "sequence"}
_NOT_SHOWN = {"template", "keywords"}


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def texts_of(part: Any) -> Iterator[str]:
    """Every text of a procedure's file that a page may show. Results are official papers: Vietnamese only."""
    if isinstance(part, list):
        for item in part:
            yield from texts_of(item)
    elif isinstance(part, dict):
        for key, value in part.items():
            if key in _ONE and isinstance(value, str):
                yield value
            elif key in _MANY and isinstance(value, list):
                yield from value
            elif key not in _NOT_SHOWN:
                yield from texts_of(value)


def texts_of_register(register: Any) -> Iterator[str]:
    """Every text of a register that its pages show; what it counts is shown among the indicators, in Vietnamese."""
    if isinstance(register, list):
        for item in register:
            yield from texts_of_register(item)
    elif isinstance(register, dict):
        for key, value in register.items():
            if key in {"name", "purpose", "hint", "unit"}:
                yield value
            elif key != "measures":
                yield from texts_of_register(value)


def texts_of_outside_indices() -> Iterator[str]:
    """What the pages of indices that others publish say: their own texts and the names of what they are made of."""
    indicators = [one for path in PACK.glob("indicators/dictionary/*.yaml") for one in read(path)["indicators"]]
    names = {one["code"]: one["name"]["vi"] for one in indicators if isinstance(one["name"], dict)}
    for index in read(PACK / "indicators" / "outside.yaml")["indices"]:
        yield from (index["title"], index["publisher"], index["about"])
        held = (index.get("rank"), index.get("score"), *index.get("components", ()))
        yield from (names[code] for code in held if code)


def texts_of_criteria(part: Any) -> Iterator[str]:
    """Every text of a criteria set that its pages show: titles, bands, questions, how points are given."""
    if isinstance(part, list):
        for item in part:
            yield from texts_of_criteria(item)
    elif isinstance(part, dict):
        for key, value in part.items():
            if key in {"title", "label", "asks", "absent", "explain", "article"}:
                yield value
            else:
                yield from texts_of_criteria(value)


def texts_of_dictionary() -> Iterator[str]:
    """What the pages of indicators say: name, topic, definition, what is counted, and the parts."""
    for path in PACK.glob("indicators/dictionary/*.yaml"):
        for one in read(path)["indicators"]:
            yield from (one["name"]["vi"], one["topic"], one["definition"])
            yield from (part["name"] for part in one.get("parts", ()))
            if "noun" in one:
                yield one["noun"]


def texts_of_posts() -> Iterator[str]:
    """Titles of posts, however many agencies share them."""
    for path in PACK.glob("agencies/*.yaml"):
        for agency in read(path).get("agencies", ()):
            yield from (post["title"] for post in agency.get("posts", ()))


def all_texts() -> set[str]:
    found = {text for path in PACK.glob("procedures/*/*.yaml") for text in texts_of(read(path))}
    found |= {event["description"] for event in read(PACK / "life_events.yaml")["life_events"]}
    found |= {text for path in PACK.glob("registers/*.yaml") for text in texts_of_register(read(path))}
    found |= set(texts_of_posts()) | set(texts_of_outside_indices()) | set(texts_of_dictionary())
    found |= {text for path in PACK.glob("indicators/sets/*.yaml") for text in texts_of_criteria(read(path))}
    branding = read(PACK / "pack.yaml")["branding"]
    found |= {branding["name"], branding["short_name"], branding["contact"]["address"]}
    types = read(PACK / "paper_types.yaml")["types"]
    return found | {kind["name"] for kind in types} | {kind["kept_because"] for kind in types}


def all_english() -> dict[str, str]:
    return {vi: en for path in PACK.glob("english/*.yaml") for vi, en in read(path)["texts"].items()}


def test_every_text_of_the_catalogue_has_english_and_no_english_is_left_over() -> None:
    texts, said = all_texts(), all_english()
    assert sorted(texts - said.keys()) == []
    assert sorted(said.keys() - texts) == []


def test_names_and_letters_have_english() -> None:
    named = [
        *read(PACK / "fields.yaml")["fields"],
        *read(PACK / "life_events.yaml")["life_events"],
        *(read(path) for path in PACK.glob("procedures/*/*.yaml")),
    ]
    assert [one["code"] for one in named if not one.get("name_en")] == []
    letters = [letter for path in PACK.glob("notices/*.yaml") for letter in read(path)["notices"]]
    assert [
        (letter["code"], part)
        for letter in letters
        for part in ("subject", "body", "sms")
        if part in letter and not letter[part].get("en")
    ] == []


def test_english_keeps_the_numbers_of_the_law() -> None:
    """A form's number and a decree's are names: 151/2025/NĐ-CP stays 151/2025/NĐ-CP."""
    number = re.compile(r"\d+/\d{4}/[A-ZĐ\-]+")
    lost = [vi for vi, en in all_english().items() if set(number.findall(vi)) - set(number.findall(en))]
    assert lost == []


@pytest.fixture
def said(db: None) -> Iterator[None]:
    memory.forget()
    put_english(actor=SYSTEM, code="thu", texts={"Tên giấy tờ": "Name of the paper"}, at=now())
    memory.forget()
    yield
    memory.forget()


def test_a_text_is_told_in_the_visitors_language(said: None) -> None:
    with translation.override("vi"):
        assert (told("Tên giấy tờ"), in_tongue("Tên giấy tờ")) == ("Tên giấy tờ", "Tên giấy tờ")
    with translation.override("en"):
        assert (told("Tên giấy tờ"), in_tongue("Tên giấy tờ")) == ("Name of the paper", "Name of the paper")
        assert told("Giấy <khác>") == '<span lang="vi">Giấy &lt;khác&gt;</span>'
        assert (in_tongue("Giấy khác"), told(""), told(None)) == ("Giấy khác", "", None)
        missing = FieldErrors(
            [FieldError(field="ten", code="required", message="Fill in: %(label)s.", params={"label": "Tên giấy tờ"})]
        )
        assert PageErrors.of(missing)["ten"] == "Fill in: Name of the paper."
    retire_english(actor=SYSTEM, code="thu", at=now())
    memory.forget()
    with translation.override("en"):
        assert in_tongue("Tên giấy tờ") == "Tên giấy tờ"


def test_a_procedures_page_speaks_english(client: Client, trivial: None) -> None:
    page = client.get("/thu-tuc/1.000001/").content.decode()
    assert 'lang="vi">' not in page.partition("<main")[2]
    text = page.partition("<h1")[2].partition(">")[2].partition("<")[0].strip()
    memory.forget()
    put_english(actor=SYSTEM, code="thu", texts={text: "Registration of a household"}, at=now())
    memory.forget()
    client.get("/ui/ngon-ngu/en/")
    spoken = client.get("/thu-tuc/1.000001/").content.decode()
    memory.forget()
    assert "Registration of a household</h1>" in spoken
    assert '<span lang="vi">' in spoken, "what has no English says that it is Vietnamese"
