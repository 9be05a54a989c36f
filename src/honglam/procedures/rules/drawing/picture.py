"""Where the steps of a process stand on a sheet: a lane for each holder, a column for each rank, arrows between."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from honglam.procedures.contracts import Process, Step, UnitRule

COLUMN, ROW, LEFT, TOP = 190, 110, 60, 40
SIZES = {"start": (36, 36), "end": (36, 36), "choice": (50, 50), "split": (50, 50), "join": (50, 50)}
TASK = (130, 76)


@dataclass(frozen=True, kw_only=True)
class Shape:
    """Something drawn: a step, an opinion, a gateway, a beginning or an end. `x`, `y`: its upper left corner."""

    id: str
    kind: str
    name: str
    lane: str
    step: str = ""
    x: int = 0
    y: int = 0

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return SIZES.get(self.kind, TASK)

    @property
    def centre(self) -> tuple[int, int]:
        """Its middle."""
        return self.x + self.size[0] // 2, self.y + self.size[1] // 2


@dataclass(frozen=True, kw_only=True)
class Arrow:
    """A way from one shape to another, perhaps under a condition; `is_default`: the way that is left."""

    id: str
    source: str
    target: str
    when: str = ""
    is_default: bool = False


@dataclass(frozen=True, kw_only=True)
class Lane:
    """Who holds the steps drawn in it."""

    name: str
    y: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Picture:
    """All of it."""

    shapes: tuple[Shape, ...]
    arrows: tuple[Arrow, ...]
    lanes: tuple[Lane, ...]
    width: int


Names = Callable[[UnitRule, str], str]
"""What a lane is called: the place and the role in words."""


@dataclass
class _Drawing:
    shapes: list[Shape] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)

    def shape(self, ident: str, kind: str, name: str, lane: str, step: str = "") -> str:
        self.shapes.append(Shape(id=ident, kind=kind, name=name, lane=lane, step=step))
        return ident

    def arrow(self, source: str, target: str, when: str = "", *, is_default: bool = False) -> None:
        ident = f"flow_{len(self.arrows) + 1}"
        self.arrows.append(Arrow(id=ident, source=source, target=target, when=when, is_default=is_default))


def draw(process: Process, names: Names) -> Picture:
    """The picture of a process without circles (`process_faults` finds those)."""
    drawing = _Drawing()
    first = names(process.steps[0].unit, process.steps[0].role)
    drawing.shape("start", "start", "", first)
    entries = {step.code: _enter(drawing, step, names) for step in process.steps}
    drawing.arrow("start", entries[process.steps[0].code])
    for index, step in enumerate(process.steps):
        _leave(drawing, process, index, entries, names(step.unit, step.role))
    return _placed(drawing)


def task_id(code: str) -> str:
    """The id of a step's shape: XML names take no digits or dots in front."""
    return "step_" + "".join(letter if letter.isalnum() else "_" for letter in code)


def _enter(drawing: _Drawing, step: Step, names: Names) -> str:
    """The step's own shape, after the opinions that are asked beside it; what arrows to the step lead to."""
    lane, own = names(step.unit, step.role), task_id(step.code)
    if not step.parallel:
        return drawing.shape(own, "task", step.name, lane, step.code)
    split = drawing.shape(f"split_{own}", "split", "", lane, step.code)
    for opinion in step.parallel:
        asked = drawing.shape(
            f"{own}_{task_id(opinion.code)}", "opinion", opinion.name, names(opinion.unit, opinion.role), step.code
        )
        drawing.arrow(split, asked)
        drawing.arrow(asked, f"join_{own}")
    drawing.shape(f"join_{own}", "join", "", lane, step.code)
    drawing.shape(own, "task", step.name, lane, step.code)
    drawing.arrow(f"join_{own}", own)
    return split


def _leave(drawing: _Drawing, process: Process, index: int, entries: dict[str, str], lane: str) -> None:
    step, own = process.steps[index], task_id(process.steps[index].code)
    if len(step.next) > 1:
        gate = drawing.shape(f"choice_{own}", "choice", "", lane, step.code)
        drawing.arrow(own, gate)
        for branch in step.next:
            drawing.arrow(gate, entries[branch.to], branch.when, is_default=not branch.when)
    elif step.next:
        drawing.arrow(own, entries[step.next[0].to])
    elif index + 1 < len(process.steps):
        drawing.arrow(own, entries[process.steps[index + 1].code])
    else:
        drawing.shape("end", "end", "", lane)
        drawing.arrow(own, "end")


def _placed(drawing: _Drawing) -> Picture:
    ranks = _ranks(drawing)
    rows: dict[tuple[str, int], int] = {}
    places: dict[str, int] = {}
    for shape in drawing.shapes:
        spot = (shape.lane, ranks[shape.id])
        places[shape.id] = rows.get(spot, 0)
        rows[spot] = places[shape.id] + 1
    lanes = list(_lanes(drawing, rows))
    tops = {lane.name: lane.y for lane in lanes}
    shapes = []
    for shape in drawing.shapes:
        width, height = shape.size
        x = LEFT + ranks[shape.id] * COLUMN + (TASK[0] - width) // 2
        y = tops[shape.lane] + places[shape.id] * ROW + (ROW - height) // 2
        shapes.append(Shape(id=shape.id, kind=shape.kind, name=shape.name, lane=shape.lane, step=shape.step, x=x, y=y))
    width = LEFT + (max(ranks.values()) + 1) * COLUMN
    return Picture(shapes=tuple(shapes), arrows=tuple(drawing.arrows), lanes=tuple(lanes), width=width)


def _lanes(drawing: _Drawing, rows: dict[tuple[str, int], int]) -> Iterator[Lane]:
    y = TOP
    for name in dict.fromkeys(shape.lane for shape in drawing.shapes):
        height = ROW * max(count for (lane, _), count in rows.items() if lane == name)
        yield Lane(name=name, y=y, height=height)
        y += height


def _ranks(drawing: _Drawing) -> dict[str, int]:
    """The column of each shape: one more than the last that leads to it."""
    ranks = dict.fromkeys((shape.id for shape in drawing.shapes), 0)
    for _round in range(len(ranks)):
        moved = False
        for arrow in drawing.arrows:
            if ranks[arrow.target] <= ranks[arrow.source]:
                ranks[arrow.target] = ranks[arrow.source] + 1
                moved = True
        if not moved:
            break
    return ranks
