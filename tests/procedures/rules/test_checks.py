"""What a pack check refuses in a version: each mistake by name, at its place."""

from dataclasses import replace
from typing import Any

import pytest

from honglam.procedures.contracts import (
    Channel,
    ChannelRule,
    Competence,
    Component,
    Exemption,
    Fee,
    FeeKind,
    Free,
    Level,
    NumberSeries,
    OnlineLevel,
    Process,
    Result,
    ResultTemplate,
    Source,
    TableColumn,
    TemplateBlock,
    VersionContent,
)
from honglam.procedures.rules.form_check import form_faults
from honglam.procedures.rules.storage import digest, to_content
from honglam.procedures.rules.version_check import version_faults
from honglam.worktime.contracts import Duration
from tests.procedures.samples import content, definition, one_page

TEXT = {"type": "string"}
NUMBER = {"type": "integer"}


def found(**changes: Any) -> list[tuple[str, str]]:
    """Place and code of every fault of the sample version with some parts changed."""
    return [(fault.path, fault.code) for fault in version_faults(replace(content(), **changes))]


def test_the_smallest_packs_versions_are_fine() -> None:
    assert version_faults(content()) == []
    assert version_faults(content(number=1)) == []
    assert version_faults(content("1.000002", 1)) == []


def fee(**more: Any) -> Fee:
    return Fee(**{"code": "F", "kind": FeeKind.FEE, "name": "F", "amount": 1, "provisional": True, **more})


def template(*blocks: TemplateBlock, number: str = "{number}/{year}") -> Result:
    made = ResultTemplate(
        title="T", number=NumberSeries(series="s", format=number), signer_role="approver", body=blocks
    )
    return Result(name="R", template=made)


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"legal_basis": ()}, [("legal_basis", "no_citation")]),
        ({"legal_basis": (), "provisional": True}, []),
        ({"sequence": ()}, [("sequence", "no_sequence")]),
        ({"components": ()}, [("components", "no_components")]),
        ({"fees": (), "free": Free(source=Source(document="X"))}, []),
        ({"fees": (), "free": Free()}, [("free", "no_citation")]),
        ({"free": Free(provisional=True)}, [("free", "free_with_fees")]),
        ({"legal_basis": (), "source": Source(document="X")}, []),
        ({"channels": ()}, [("channels", "no_channel"), ("online", "online_unfit")]),
        (
            {"channels": (*content().channels, ChannelRule(channel=Channel.ONLINE, duration=Duration.parse("2wd")))},
            [("channels", "repeated")],
        ),
        ({"online": OnlineLevel.NONE}, [("online", "online_unfit"), ("online", "no_online_reason")]),
        ({"online": OnlineLevel.PARTIAL, "online_reason": "vì"}, []),
        ({"components": (Component(code="A", name="A"),) * 2}, [("components", "repeated")]),
        (
            {"components": (Component(code="A", name="A", when="so_ban >"),)},
            [("components[0].when", "unfinished")],
        ),
        ({"components": (Component(code="A", name="A", when="so_ban"),)}, [("components[0].when", "wrong_kind")]),
        ({"fees": (fee(amount=None),)}, [("fees[0]", "amount_or_formula")]),
        ({"fees": (fee(formula="1"),)}, [("fees[0]", "amount_or_formula")]),
        ({"fees": (fee(provisional=False),)}, [("fees[0]", "no_citation")]),
        ({"fees": (fee(quantity="so_bam"),)}, [("fees[0].quantity", "unknown_name")]),
        ({"fees": (fee(amount=None, formula='"x"'),)}, [("fees[0].formula", "wrong_kind")]),
        (
            {"fees": (fee(exemptions=(Exemption(name="E", percent=0, when="1"),)),)},
            [("fees[0].exemptions[0].when", "wrong_kind"), ("fees[0].exemptions[0].percent", "bad_percent")],
        ),
        ({"competent": Competence()}, [("competent", "competent_unclear")]),
        ({"competent": Competence(agency="A", level=Level.COMMUNE)}, [("competent", "competent_unclear")]),
        (
            {"competent": Competence(level=Level.COMMUNE, unit_from="nha")},
            [("competent.unit_from", "competent_unclear")],
        ),
        (
            {"competent": Competence(level=Level.COMMUNE, unit_from="answer", field="so_ban")},
            [("competent.field", "unknown_ref")],
        ),
        ({"competent": Competence(level=Level.COMMUNE, unit_from="answer", field="chu_ho.xa")}, []),
        ({"process": Process(steps=())}, [("process.steps", "no_steps")]),
        (
            {"channels": (ChannelRule(channel=Channel.ONLINE, duration=Duration.parse("9wd")),)},
            [("process.steps", "hours_unequal")],
        ),
        (
            {"result": template(TemplateBlock(text="{answers.la} {nguoi.ten} {today|la}"))},
            [("result.template.body[0]", "unknown_placeholder")] * 3,
        ),
        (
            {
                "result": template(
                    TemplateBlock(each="thanh_vien", columns=(TableColumn(label="L", value="{item.la}"),))
                )
            },
            [("result.template.body[0]", "unknown_placeholder")],
        ),
        ({"result": template(TemplateBlock(each="so_ban"))}, [("result.template.body[0].each", "unknown_placeholder")]),
        ({"result": template(number="{so}")}, [("result.template.number.format", "unknown_placeholder")]),
        ({"result": template(TemplateBlock(text="{answers.chu_ho.ho_ten|upper}", when="so_ban > 1"))}, []),
    ],
)
def test_faults_of_a_version(changes: dict[str, Any], faults: list[tuple[str, str]]) -> None:
    assert found(**changes) == faults


def test_a_form_paper_needs_a_form() -> None:
    bare = replace(content(), form=None, fees=(), result=Result(name="R"), process=None)
    assert {fault.code for fault in version_faults(bare)} == {"no_form", "unknown_name"}


def test_what_leans_on_a_broken_form_waits() -> None:
    form = content().form
    assert form is not None
    broken = replace(form, schema={**form.schema, "type": "array"})
    assert found(form=broken) == [("form.schema", "bad_schema")]


@pytest.mark.parametrize(
    ("schema", "place", "code"),
    [
        ({"properties": {"a": {"type": "chữ"}}}, "schema", "bad_schema"),
        ({"properties": []}, "schema", "bad_schema"),
        ({"properties": {"A": TEXT}}, "schema.properties.A", "bad_name"),
        ({"properties": {"today": TEXT}}, "schema.properties.today", "bad_name"),
        ({"properties": {"a": TEXT}, "required": ["b"]}, "schema.required[0]", "required_unknown"),
        ({"properties": {"a": {"type": "string", "format": "cmnd"}}}, "schema.properties.a.format", "unknown_format"),
        ({"properties": {"a": {"$ref": "https://x/y"}}}, "schema", "bad_schema"),
        (
            {"properties": {"a": {"type": "string", "oneOf": [{"const": "x", "title": "X"}, {"const": "x"}]}}},
            "schema.properties.a.oneOf",
            "choice_repeated",
        ),
        (
            {"properties": {"a": {"type": "integer", "minimum": 5, "maximum": 2}}},
            "schema.properties.a.maximum",
            "limits_crossed",
        ),
        (
            {"properties": {"a": {"type": "string", "minLength": 5, "maxLength": 2}}},
            "schema.properties.a.maxLength",
            "limits_crossed",
        ),
        (
            {"properties": {"a": TEXT, "b": {"$ref": "#/properties/a"}}},
            "schema.properties.b.$ref",
            "foreign_reference",
        ),
    ],
)
def test_faults_of_a_schema(schema: dict[str, Any], place: str, code: str) -> None:
    layout = {"pages": [{"title": "T", "sections": [{"fields": []}]}]}
    assert [(fault.path, fault.code) for fault in form_faults(definition(schema, layout))] == [(place, code)]


@pytest.mark.parametrize(
    ("fields", "place", "code"),
    [
        (["b"], "layout.pages[0].sections[0].fields[0].ref", "unknown_ref"),
        (["a", "a"], "layout.pages[0].sections[0].fields[1].ref", "asked_twice"),
        ([{"ref": "a", "widget": "money"}], "layout.pages[0].sections[0].fields[0].widget", "widget_unfit"),
        ([{"ref": "a", "widget": "radio"}], "layout.pages[0].sections[0].fields[0].widget", "widget_unfit"),
        ([{"ref": "a", "prefill": "person.age"}], "layout.pages[0].sections[0].fields[0].prefill", "unknown_prefill"),
        (
            [{"ref": "a", "visible_when": "n > 1"}, "n"],
            "layout.pages[0].sections[0].fields[0].visible_when",
            "asked_later",
        ),
        (
            ["n", {"ref": "a", "visible_when": "n == 'x'"}],
            "layout.pages[0].sections[0].fields[1].visible_when",
            "never_equal",
        ),
        (
            ["n", {"ref": "a", "required_when": "n >"}],
            "layout.pages[0].sections[0].fields[1].required_when",
            "unfinished",
        ),
        (["ds.x"], "layout.pages[0].sections[0].fields[0].ref", "needs_repeat"),
    ],
)
def test_faults_of_a_layout(fields: list[Any], place: str, code: str) -> None:
    rows = {"type": "array", "items": {"type": "object", "properties": {"x": TEXT}}}
    form = one_page({"a": TEXT, "n": NUMBER, "ds": rows}, fields)
    assert [(fault.path, fault.code) for fault in form_faults(form)] == [(place, code)]


def test_a_required_answer_must_be_asked_for() -> None:
    form = one_page({"a": TEXT, "b": TEXT}, ["a"], required=["b"])
    assert [fault.code for fault in form_faults(form)] == ["never_asked"]
    worked_out = one_page(
        {"a": TEXT, "b": TEXT}, ["a"], required=["b"], calculated=[{"ref": "b", "formula": 'a + "!"'}]
    )
    assert form_faults(worked_out) == []


@pytest.mark.parametrize(
    ("layout", "place", "code"),
    [
        ({"calculated": [{"ref": "z", "formula": "1"}]}, "layout.calculated[0].ref", "unknown_ref"),
        ({"calculated": [{"ref": "n", "formula": "'x'"}]}, "layout.calculated[0].formula", "wrong_kind"),
        ({"rules": [{"ref": "z", "ensure": "true", "message": "M"}]}, "layout.rules[0].ref", "unknown_ref"),
        ({"rules": [{"ref": "a", "ensure": "n", "message": "M"}]}, "layout.rules[0].ensure", "wrong_kind"),
    ],
)
def test_faults_of_formulas_and_rules(layout: dict[str, Any], place: str, code: str) -> None:
    form = one_page({"a": TEXT, "n": NUMBER}, ["a", "n"], **layout)
    assert [(fault.path, fault.code) for fault in form_faults(form)] == [(place, code)]


def test_a_repeat_needs_a_list_of_objects() -> None:
    section = {"repeat": {"ref": "a"}, "fields": []}
    form = definition({"properties": {"a": TEXT}}, {"pages": [{"title": "T", "sections": [section]}]})
    assert [fault.code for fault in form_faults(form)] == ["not_a_list"]


@pytest.mark.parametrize("limits", [{"min": 5, "max": 2}, {"min": 25}, {"min": 4}])
def test_a_repeat_leaves_room_for_items(limits: dict[str, int]) -> None:
    rows = {"type": "array", "maxItems": 3, "items": {"type": "object", "properties": {"x": TEXT}}}
    section = {"repeat": {"ref": "a", **limits}, "fields": [{"ref": "x"}]}
    form = definition({"properties": {"a": rows}}, {"pages": [{"title": "T", "sections": [section]}]})
    faults = [(fault.path, fault.code) for fault in form_faults(form)]
    assert faults == [("layout.pages[0].sections[0].repeat.max", "limits_crossed")]


def test_a_form_has_pages() -> None:
    assert [fault.code for fault in form_faults(definition({"properties": {"a": TEXT}}, {"pages": []}))] == ["no_pages"]


def test_a_fault_in_an_expression_tells_the_character() -> None:
    (fault,) = version_faults(replace(content(), components=(Component(code="A", name="A", when="1 = 1"),)))
    assert fault.position == 3


STORED: dict[str, Any] = {
    "summary": "S",
    "applicants": ["citizen"],
    "competent": {"agency": "A"},
    "online": "none",
    "clock": {"policy": "pause", "count_from": "instant"},
    "channels": [{"channel": "in_person", "duration": "3wd", "source": {"document": "D", "date": "2025-07-01"}}],
    "decision": {"number": "1/QĐ", "date": "2025-06-20"},
    "result": {"name": "R"},
    "form": {"schema": {"type": "object", "properties": {"date": {"type": "string"}}}, "layout": {"pages": []}},
}


def test_what_is_stored_becomes_values() -> None:
    version: VersionContent = to_content(STORED)
    assert str(version.channels[0].duration) == "3wd"
    assert version.channels[0].source is not None
    assert str(version.channels[0].source.dated) == "2025-07-01"
    assert version.decision is not None
    assert str(version.decision.dated) == "2025-06-20"
    assert version.form is not None
    assert version.form.schema["properties"] == {"date": {"type": "string"}}, "a form may call an answer “date”"
    assert version.competent.kind == "committee"


def test_equal_contents_have_equal_digests() -> None:
    assert digest(STORED) == digest(dict(reversed(STORED.items())))
    assert digest(STORED) != digest({**STORED, "summary": "T"})
