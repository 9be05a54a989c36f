"""Every legal field of a version (NĐ 63/2010 Đ8.2) as sheets of boxes; the form has an editor of its own."""

from honglam.kernel.values import text_noop
from honglam.procedures.rules.keeping import words
from honglam.procedures.rules.keeping.outline import Box, Input, Part, Rows, Sheet

PROVISIONAL = Box(
    name="provisional",
    label=text_noop("Not confirmed yet (provisional)"),
    input=Input.YES,
    hint=text_noop("People see that this still waits for the official text."),
)
SOURCE: tuple[Box, ...] = (
    Box(name="source.document", label=text_noop("Text of law"), hint=text_noop("For example 85/2019/TT-BTC")),
    Box(name="source.article", label=text_noop("Article, clause"), short=True),
    Box(name="source.date", label=text_noop("Date of the text"), input=Input.DATE, short=True),
    Box(name="source.url", label=text_noop("Address of the text")),
)
CITED: tuple[Box, ...] = (*SOURCE, PROVISIONAL)
_CITED_NAMES = tuple(box.name for box in SOURCE)


def condition(name: str, label: str, hint: str = "") -> Box:
    """A box for an expression over the answers."""
    return Box(name=name, label=label, input=Input.FORMULA, hint=hint)


GENERAL = Sheet(
    slug="chung",
    title=text_noop("Name, people, agencies"),
    lead=text_noop("What the procedure is called in this version, whom it serves and who settles it."),
    roots=(
        "name",
        "summary",
        "applicants",
        "competent",
        "supporting",
        "online",
        "online_reason",
        "immediate",
        "clock",
        "requirements",
        "sequence",
    ),
    parts=(
        Box(
            name="name",
            label=text_noop("Name in this version"),
            hint=text_noop("Leave it empty to keep the name of the procedure."),
        ),
        Box(name="summary", label=text_noop("In one sentence"), input=Input.AREA),
        Box(name="applicants", label=text_noop("Who can file"), input=Input.CHOICES, options=words.APPLICANTS),
        Box(
            name="requirements",
            label=text_noop("Requirements and conditions"),
            input=Input.LINES,
            hint=text_noop("One on each line."),
        ),
        Box(
            name="sequence",
            label=text_noop("Sequence of carrying out"),
            input=Input.LINES,
            hint=text_noop("One step on each line."),
        ),
        Box(
            name="competent.level",
            label=text_noop("Level that settles"),
            input=Input.CHOICE,
            options=words.LEVELS,
            blank=text_noop("A named agency settles"),
            short=True,
        ),
        Box(
            name="competent.unit_from",
            label=text_noop("The commune comes from"),
            input=Input.CHOICE,
            options=words.UNIT_FROM,
            blank=text_noop("Not chosen"),
            short=True,
        ),
        Box(
            name="competent.kind",
            label=text_noop("Kind of agency that settles"),
            input=Input.CHOICE,
            options=words.AGENCY_KINDS,
            blank=text_noop("People's Committee"),
            short=True,
        ),
        Box(name="competent.field", label=text_noop("Name of the answer that holds the commune"), short=True),
        Box(name="competent.agency", label=text_noop("Named agency that settles"), input=Input.AGENCY),
        Box(
            name="supporting",
            label=text_noop("Agencies that work with it"),
            input=Input.LINES,
            hint=text_noop("One agency code on each line."),
        ),
        Box(name="online", label=text_noop("How far online"), input=Input.CHOICE, options=words.ONLINE, short=True),
        Box(
            name="online_reason",
            label=text_noop("Why not entirely online"),
            input=Input.AREA,
            hint=text_noop("Article 14 of Decree 224/2026/NĐ-CP asks for the reason."),
        ),
        Box(name="immediate", label=text_noop("Settled while the person waits"), input=Input.YES),
        Box(
            name="clock.policy",
            label=text_noop("When papers are missing, the time limit"),
            input=Input.CHOICE,
            options=words.CLOCKS,
            short=True,
        ),
        Box(
            name="clock.count_from",
            label=text_noop("Time is counted from"),
            input=Input.CHOICE,
            options=words.COUNTED,
            short=True,
        ),
    ),
)

CHANNELS = Sheet(
    slug="thoi-han",
    title=text_noop("Manner and time limits"),
    lead=text_noop("Each way of filing has its own time limit."),
    roots=("channels",),
    parts=(
        Rows(
            name="channels",
            label=text_noop("Ways of filing"),
            item=text_noop("way of filing"),
            title="channel",
            fresh={"channel": "in_person", "duration": ""},
            more=_CITED_NAMES,
            boxes=(
                Box(
                    name="channel",
                    label=text_noop("Way of filing"),
                    input=Input.CHOICE,
                    options=words.CHANNELS,
                    short=True,
                ),
                Box(
                    name="duration",
                    label=text_noop("Time limit"),
                    input=Input.DURATION,
                    options=words.DURATIONS,
                    short=True,
                ),
                Box(name="note", label=text_noop("Remark")),
                *CITED,
            ),
        ),
    ),
)

PAPERS = Sheet(
    slug="giay-to",
    title=text_noop("Papers and number of sets"),
    lead=text_noop("What the applicant brings, and under which condition."),
    roots=("components", "sets"),
    parts=(
        Box(
            name="sets",
            label=text_noop("Number of sets"),
            input=Input.NUMBER,
            short=True,
            hint=text_noop("Empty means one."),
        ),
        Rows(
            name="components",
            label=text_noop("Papers of the dossier"),
            item=text_noop("paper"),
            title="name",
            fresh={"originals": 1, "copies": 0, "required": True},
            more=("form_name", "note", "show_only", *_CITED_NAMES),
            boxes=(
                Box(name="code", label=text_noop("Code of the paper"), short=True),
                Box(name="name", label=text_noop("Name of the paper")),
                Box(name="originals", label=text_noop("Originals"), input=Input.NUMBER, short=True),
                Box(name="copies", label=text_noop("Copies"), input=Input.NUMBER, short=True),
                Box(name="required", label=text_noop("Must be there"), input=Input.YES, always=True),
                Box(name="is_form", label=text_noop("The electronic form takes its place"), input=Input.YES),
                Box(name="show_only", label=text_noop("Only to be shown"), input=Input.YES),
                condition("when", text_noop("Only if"), text_noop("For example: co_uy_quyen == true")),
                Box(name="form_name", label=text_noop("Name of the printed form")),
                Box(name="note", label=text_noop("Remark")),
                *CITED,
            ),
        ),
    ),
)

FEES = Sheet(
    slug="phi",
    title=text_noop("Fees and charges"),
    lead=text_noop("What is paid, when, and who pays less. Each fee cites its law."),
    roots=("fees", "free"),
    parts=(
        Rows(
            name="fees",
            label=text_noop("Fees and charges"),
            item=text_noop("fee"),
            title="name",
            fresh={"kind": "fee", "collect": "on_receipt"},
            more=("formula", "quantity", "per", "when", "channels"),
            boxes=(
                Box(name="code", label=text_noop("Code of the fee"), short=True),
                Box(name="name", label=text_noop("Name of the fee")),
                Box(name="kind", label=text_noop("Kind"), input=Input.CHOICE, options=words.FEE_KINDS, short=True),
                Box(name="amount", label=text_noop("Amount"), input=Input.MONEY, short=True),
                Box(
                    name="collect",
                    label=text_noop("When it is paid"),
                    input=Input.CHOICE,
                    options=words.COLLECT,
                    short=True,
                ),
                Box(name="formula", label=text_noop("Or a formula"), input=Input.FORMULA),
                Box(
                    name="quantity",
                    label=text_noop("Times"),
                    input=Input.FORMULA,
                    hint=text_noop("For example the answer so_ban"),
                ),
                Box(name="per", label=text_noop("For each"), short=True),
                condition("when", text_noop("Only if")),
                Box(name="channels", label=text_noop("Only when filed"), input=Input.CHOICES, options=words.CHANNELS),
                Rows(
                    name="exemptions",
                    label=text_noop("Who pays less"),
                    item=text_noop("exemption"),
                    title="name",
                    fresh={"percent": 100},
                    more=_CITED_NAMES,
                    boxes=(
                        Box(name="name", label=text_noop("Group of people")),
                        Box(name="percent", label=text_noop("Reduced by, in per cent"), input=Input.NUMBER, short=True),
                        condition(
                            "when",
                            text_noop("Only if"),
                            text_noop("Without a condition the officer grants it on evidence."),
                        ),
                        *CITED,
                    ),
                ),
                *CITED,
            ),
        ),
        Box(
            name="free.source.document",
            label=text_noop("Nothing is paid, by this text of law"),
            hint=text_noop("Only where there are no fees. Without it people read that the fee has not been confirmed."),
        ),
        *(
            Box(name=f"free.{box.name}", label=box.label, input=box.input, hint=box.hint, short=box.short)
            for box in CITED[1:]
        ),
    ),
)

_BLOCKS = Rows(
    name="result.template.body", label=text_noop("Lines of the result"), item=text_noop("line"), title="heading",
    hint=text_noop("In braces stand facts and answers, for example {answers.ho_ten} or {applicant.name|upper}."),
    boxes=(
        Box(name="heading", label=text_noop("Heading")),
        Box(name="text", label=text_noop("Text"), input=Input.AREA),
        Box(name="label", label=text_noop("Label"), short=True),
        Box(name="value", label=text_noop("Value"), short=True),
        Box(name="each", label=text_noop("One row for each of the list"), short=True),
        Rows(name="columns", label=text_noop("Columns"), item=text_noop("column"), title="label",
             boxes=(Box(name="label", label=text_noop("Label"), short=True),
                    Box(name="value", label=text_noop("Value"), short=True))),
        condition("when", text_noop("Only if")),
    ),
)  # fmt: skip

RESULT = Sheet(
    slug="ket-qua",
    title=text_noop("Result"),
    lead=text_noop("What the applicant gets, and how it is written and numbered."),
    roots=("result",),
    parts=(
        Box(name="result.name", label=text_noop("Name of the result")),
        Box(name="result.code", label=text_noop("Code of the result"), short=True),
        Rows(name="result.also", label=text_noop("Other results"), item=text_noop("result"), title="name",
             hint=text_noop("A second paper, or the letter that says no."),
             boxes=(Box(name="name", label=text_noop("Name of the result")),
                    Box(name="code", label=text_noop("Code of the result"), short=True))),
        Box(name="result.template.title", label=text_noop("Title on the document")),
        Box(name="result.template.number.series", label=text_noop("Series of numbers"), short=True),
        Box(name="result.template.number.format", label=text_noop("How a number is written"), short=True,
            hint=text_noop("For example {number}/{year}/GXN")),
        Box(name="result.template.signer_role", label=text_noop("Signed by"), input=Input.CHOICE, options=words.ROLES,
            blank=text_noop("Not chosen"), short=True),
        Box(name="result.template.orientation", label=text_noop("Sheet"), input=Input.CHOICE,
            options=words.ORIENTATIONS, blank=text_noop("Upright"), short=True),
        _BLOCKS,
        *(Box(name=f"result.{box.name}", label=box.label, input=box.input, hint=box.hint, short=box.short)
          for box in CITED),
    ),
)  # fmt: skip

LAW = Sheet(
    slug="can-cu",
    title=text_noop("Legal basis"),
    lead=text_noop("The texts the procedure rests on."),
    roots=("legal_basis", "source", "provisional", "decision"),
    parts=(
        Rows(
            name="legal_basis",
            label=text_noop("Legal basis"),
            item=text_noop("text of law"),
            title="number",
            boxes=(
                Box(name="number", label=text_noop("Number and symbol"), short=True),
                Box(name="name", label=text_noop("Name of the text")),
                Box(name="article", label=text_noop("Article, clause"), short=True),
            ),
        ),
        *CITED,
    ),
)

_UNIT = Box(name="unit", label=text_noop("Unit"), input=Input.PLACE, options=words.PLACES, short=True)
_ROLE = Box(name="role", label=text_noop("Role"), input=Input.CHOICE, options=words.ROLES, short=True)
_HOURS = Box(name="hours", label=text_noop("Working hours"), input=Input.NUMBER, short=True)
_SILENCE = Box(
    name="silence",
    label=text_noop("If no answer comes by the deadline"),
    input=Input.CHOICE,
    options=words.SILENCES,
    blank=text_noop("As the process says"),
    short=True,
)

_STEP: tuple[Part, ...] = (
    Box(name="code", label=text_noop("Code of the step"), short=True),
    Box(name="name", label=text_noop("Name of the step"), short=True),
    Box(name="kind", label=text_noop("Kind"), input=Input.CHOICE, options=words.STEP_KINDS, short=True),
    _UNIT,
    _ROLE,
    _HOURS,
    Rows(name="outcomes", label=text_noop("Conclusions"), item=text_noop("conclusion"), title="name",
         boxes=(Box(name="code", label=text_noop("Code"), short=True), Box(name="name", label=text_noop("Conclusion")),
                Box(name="rejects", label=text_noop("Leads to a refusal"), input=Input.YES))),
    Rows(name="next", label=text_noop("Goes on to"), item=text_noop("way on"), title="to",
         hint=text_noop("The first way whose condition holds; the last one has none. Empty: the step that follows."),
         boxes=(Box(name="to", label=text_noop("Code of the next step"), short=True),
                condition("when", text_noop("Only if"), text_noop("For example: outcome == 'khong_dat'")))),
    Rows(name="parallel", label=text_noop("Asked at the same time"), item=text_noop("opinion"), title="name",
         fresh={"hours": 8, "role": "processing_officer"}, more=_CITED_NAMES,
         boxes=(Box(name="code", label=text_noop("Code"), short=True), Box(name="name", label=text_noop("Question")),
                _UNIT, _ROLE, _HOURS, _SILENCE, *CITED)),
)  # fmt: skip

PROCESS = Sheet(
    slug="quy-trinh",
    title=text_noop("Process"),
    lead=text_noop("Steps in order: where, by whom, how long. Without steps the usual five steps stand in."),
    roots=("process",),
    parts=(
        Rows(name="process.steps", label=text_noop("Steps"), item=text_noop("step"), title="name", boxes=_STEP,
             more=("outcomes", "next", "parallel"),
             fresh={"kind": "review", "unit": {"of": "competent"}, "role": "processing_officer", "hours": 8}),
        Box(name="process.silence", label=text_noop("If a consulted agency does not answer by the deadline"),
            input=Input.CHOICE, options=words.SILENCES, blank=text_noop("The step goes on without the opinion"),
            hint=text_noop("Silence that counts as agreement cites the law that says so.")),
        *(Box(name=f"process.{box.name}", label=box.label, input=box.input, hint=box.hint, short=box.short)
          for box in CITED),
    ),
)  # fmt: skip

SHEETS: tuple[Sheet, ...] = (GENERAL, CHANNELS, PAPERS, FEES, RESULT, LAW, PROCESS)


def sheet_of(place: str) -> Sheet | None:
    """The sheet that is responsible for a place; None for the form."""
    root = place.partition(".")[0].partition("[")[0]
    return next((sheet for sheet in SHEETS if root in sheet.roots), None)
