"""What there is to fill in about a form, a page, a section and a question."""

from honglam.kernel.values import text_noop
from honglam.procedures.rules.designing.kinds import KINDS
from honglam.procedures.rules.keeping import words
from honglam.procedures.rules.keeping.outline import Box, Input, Part, Rows, Sheet
from honglam.procedures.rules.keeping.sheets import condition
from honglam.procedures.rules.prefill import BINDINGS

_KINDS = tuple((code, label) for code, (label, _node, _widget) in KINDS.items())
_PREFILL = tuple((name, name) for name in sorted(BINDINGS))

QUESTION: tuple[Part, ...] = (
    Box(name="label", label=text_noop("Question in words")),
    Box(name="kind", label=text_noop("Kind of answer"), input=Input.CHOICE, options=_KINDS, short=True),
    Box(
        name="ref", label=text_noop("Name of the answer"), short=True,
        hint=text_noop("Conditions and results use it. Empty: made from the words."),
    ),
    Box(name="required", label=text_noop("Must be answered when it is shown"), input=Input.YES, always=True),
    Box(name="hint", label=text_noop("Help under the question")),
    Box(
        name="choices", label=text_noop("Choices"), input=Input.OPTIONS,
        hint=text_noop("One on each line, as “code | words”. Only for questions with choices."),
    ),
    condition("visible_when", text_noop("Shown only if"), text_noop("For example: loai == 'khac'")),
    condition("required_when", text_noop("Must be answered if")),
    Box(
        name="prefill", label=text_noop("Filled in beforehand with"), input=Input.CHOICE, options=_PREFILL,
        blank=text_noop("Nothing"), short=True,
    ),
    Box(
        name="width", label=text_noop("Width"), input=Input.CHOICE, options=words.WIDTHS,
        blank=text_noop("the usual width"), short=True,
    ),
    condition("formula", text_noop("Worked out from"), text_noop("People see the answer and cannot change it.")),
    Box(name="least", label=text_noop("At least"), input=Input.NUMBER, short=True),
    Box(name="most", label=text_noop("At most"), input=Input.NUMBER, short=True),
    Box(name="shortest", label=text_noop("Fewest characters"), input=Input.NUMBER, short=True),
    Box(name="longest", label=text_noop("Most characters"), input=Input.NUMBER, short=True),
)  # fmt: skip

SECTION: tuple[Part, ...] = (
    Box(name="title", label=text_noop("Title of the section")),
    Box(name="description", label=text_noop("Words under the title"), input=Input.AREA),
    condition("visible_when", text_noop("Shown only if")),
    Box(
        name="repeat.ref", label=text_noop("Repeated: name of the list"), short=True,
        hint=text_noop("Fill it in and the section can be answered several times."),
    ),
    Box(name="repeat.title", label=text_noop("Repeated: what one is called"), short=True),
    Box(name="repeat.min", label=text_noop("Repeated: at least"), input=Input.NUMBER, short=True),
    Box(name="repeat.max", label=text_noop("Repeated: at most"), input=Input.NUMBER, short=True),
)  # fmt: skip

PAGE: tuple[Part, ...] = (Box(name="title", label=text_noop("Title of the page")),)

WHOLE: tuple[Part, ...] = (
    Box(name="declaration", label=text_noop("Declaration before filing"), input=Input.AREA),
    Rows(
        name="rules", label=text_noop("Checks between answers"), item=text_noop("check"), title="message",
        boxes=(
            Box(name="ref", label=text_noop("Stands at the answer"), short=True),
            condition("ensure", text_noop("Must hold"), text_noop("For example: so_ban <= 20")),
            Box(name="message", label=text_noop("Words if it does not")),
        ),
    ),
)  # fmt: skip

TREE: tuple[Part, ...] = (
    Rows(
        name="pages", label=text_noop("Pages"), item=text_noop("page"), title="title",
        fresh={"title": "", "sections": [{"questions": []}]},
        boxes=(
            *PAGE,
            Rows(
                name="sections", label=text_noop("Sections"), item=text_noop("section"), title="title",
                fresh={"questions": []},
                boxes=(
                    *SECTION,
                    Rows(
                        name="questions", label=text_noop("Questions"), item=text_noop("question"), title="label",
                        boxes=QUESTION, fresh={"label": "", "kind": "text", "ref": "", "required": True},
                    ),
                ),
            ),
        ),
    ),
    *WHOLE,
)  # fmt: skip


FORM = Sheet(
    slug="bieu-mau",
    title=text_noop("Form"),
    lead=text_noop("Pages, sections and questions of the electronic form."),
    parts=TREE,
    roots=("form",),
)


def parts_at(place: str) -> tuple[Part, ...]:
    """What there is to fill in at a place such as `pages.0.sections.1.questions.2`; empty: about the whole form."""
    kinds = {"pages": PAGE, "sections": SECTION, "questions": QUESTION}
    steps = place.split(".")
    return kinds.get(steps[-2], ()) if len(steps) > 1 else WHOLE
