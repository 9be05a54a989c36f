"""Queries and rows whose SQL is made once in a process.

Making the SQL of an ordinary query costs Django more processor time than PostgreSQL takes to answer it. What every
request asks, and what is filed by thousands, is therefore written here as a query like any other, but compiled once.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Field, Model, QuerySet
from django.db.models.query import ModelIterable, get_related_populators

M = TypeVar("M", bound=Model)
_MOST_SHAPES = 500


@dataclass(frozen=True)
class Asked(Generic[M]):
    """A statement with its values, to be sent with others; `made` turns the rows it gives into objects.

    `gives`: whether it gives rows at all; one that only writes does not.
    """

    sql: str
    values: Sequence[Any]
    made: Callable[[Iterable[Sequence[Any]]], list[M]]
    gives: bool = True


def together(*asked: Asked[Any]) -> list[list[Any]]:
    """What several statements find, in one round trip: each costs both sides more than most answers.

    They run in the order given, and outside a transaction as one. Each sees what was committed before it began.
    """
    with connection.cursor() as cursor:
        cursor.execute("; ".join(one.sql for one in asked), [value for one in asked for value in one.values])
        found = [asked[0].made(cursor.fetchall() if asked[0].gives else ())]
        for one in asked[1:]:
            cursor.nextset()
            found.append(one.made(cursor.fetchall() if one.gives else ()))
        return found


@dataclass(frozen=True)
class _Compiled:
    """The SQL, for each parameter the name it comes under or its constant, and how rows become objects."""

    sql: str
    names: tuple[str | None, ...]
    constants: tuple[Any, ...]
    make: Callable[[Iterable[Sequence[Any]]], list[Any]]

    def of(self, values: Mapping[str, Any]) -> Asked[Any]:
        """The statement with these values. ValueError for a None: IS NULL is another statement."""
        lacking = [name for name in self.names if name and values[name] is None]
        if lacking:
            raise ValueError(f"this query asks for {lacking}, and None is no answer")
        pairs = zip(self.names, self.constants, strict=True)
        return Asked(self.sql, [values[name] if name else constant for name, constant in pairs], self.make)


class ReadyQuery(Generic[M]):
    """A query of one shape. `samples` are values, all different, that stand where the asked ones will.

        _LIVE = ReadyQuery(lambda *, pk: SignIn.objects.filter(pk=pk, ended_at=None), pk=UUID(int=1))
        _LIVE.first(pk=sign_in_id)

    A value may not be None (SQL says IS NULL there), nor stand in a list.
    """

    def __init__(self, build: Callable[..., QuerySet[M]], **samples: Any) -> None:
        self._build, self._samples = build, samples
        self._compiled: _Compiled | None = None

    def of(self, **values: Any) -> Asked[M]:
        """The query with these values, to be sent `together` with others."""
        if values.keys() != self._samples.keys():
            raise ValueError(f"this query asks for {sorted(self._samples)}, none of them None")
        return (self._compiled or self._compile()).of(values)

    def rows(self, **values: Any) -> list[M]:
        """What the query finds, in one round trip."""
        return together(self.of(**values))[0]

    def first(self, **values: Any) -> M | None:
        """The first of them, if any."""
        found = self.rows(**values)
        return found[0] if found else None

    def _compile(self) -> _Compiled:
        ready = _compiled(self._build(**self._samples), self._samples)
        if set(ready.names) - {None} != set(self._samples):
            raise ValueError(f"not every one of {sorted(self._samples)} stands in: {ready.sql}")
        self._compiled = ready
        return ready


class ReadyQueries(Generic[M]):
    """The same for queries that come in several shapes, each compiled once. A shape may leave samples out.

        _WAITING = ReadyQueries(_waiting, own=[-1], holder=UUID(int=1))
        _WAITING.rows((turn, signs), own=[3], holder=actor.id)

    The shape, anything of few values that can be hashed, is told to `build` first; never what a visitor typed. What can
    find nothing asks nothing. Lists stand where the query says `among`.
    """

    def __init__(self, build: Callable[..., QuerySet[M]], **samples: Any) -> None:
        self._build, self._samples = build, samples
        self._compiled: dict[Hashable, _Compiled | None] = {}

    def rows(self, shape: Hashable, **values: Any) -> list[M]:
        """What the query of this shape finds with these values."""
        if shape not in self._compiled:
            if len(self._compiled) >= _MOST_SHAPES:  # somebody lets visitors choose the shape: slow, but no memory lost
                self._compiled.clear()
            self._compiled[shape] = self._compile(shape)
        ready = self._compiled[shape]
        return [] if ready is None else together(ready.of(values))[0]

    def _compile(self, shape: Hashable) -> _Compiled | None:
        try:
            return _compiled(self._build(shape, **self._samples), self._samples)
        except EmptyResultSet:
            return None


def _compiled(query: QuerySet[Any], samples: Mapping[str, Any]) -> _Compiled:
    compiler = query.query.get_compiler(connection=connection)
    sql, constants = compiler.as_sql()
    names = tuple(_name_of(constant, samples) for constant in constants)
    bare = not issubclass(query._iterable_class, ModelIterable)
    return _Compiled(sql, names, tuple(constants), _bare_rows(compiler) if bare else _maker(compiler))


def _bare_rows(compiler: Any) -> Callable[[Iterable[Sequence[Any]]], list[Any]]:
    """The rows of `values_list`, as Django would turn what the database gives."""
    turned = compiler.get_converters([column[0] for column in compiler.select])
    return lambda rows: list(compiler.apply_converters(rows, turned) if turned else rows)


def _name_of(constant: Any, samples: Mapping[str, Any]) -> str | None:
    for name, sample in samples.items():
        if type(constant) is not bool and isinstance(constant, type(sample)) and constant == sample:
            return name
    return None


def _maker(compiler: Any) -> Callable[[Iterable[Sequence[Any]]], list[Any]]:
    """What Django's own ModelIterable does with rows, with its preparations made once."""
    select, whole = compiler.select, compiler.klass_info
    fields = whole["select_fields"]
    first, last = fields[0], fields[-1] + 1
    names = [column[0].target.attname for column in select[first:last]]
    populators = get_related_populators(whole, select, compiler.using)  # type: ignore[call-arg]  # stubs of a later Django
    converters = compiler.get_converters([column[0] for column in select])
    model, using, annotated = whole["model"], compiler.using, compiler.annotation_col_map or {}

    def make(rows: Iterable[Sequence[Any]]) -> list[Any]:
        made = []
        for row in compiler.apply_converters(rows, converters) if converters else rows:
            one = model.from_db(using, names, row[first:last])
            for populator in populators:
                populator.populate(row, one)
            for name, place in annotated.items():
                setattr(one, name, row[place])
            made.append(one)
        return made

    return make


def insert(rows: Sequence[Model], *, unless_there: bool = False) -> int:
    """Write new rows of one table in one statement; how many were written. Keys must be set by the caller.

    `unless_there`: rows that break a uniqueness constraint are left out.
    """
    if not rows:
        return 0
    asked = inserting(rows, unless_there=unless_there)
    with connection.cursor() as cursor:
        cursor.execute(asked.sql, asked.values)
        written = int(cursor.rowcount)
    asked.made(())
    return written


def inserting(rows: Sequence[Model], *, unless_there: bool = False) -> Asked[Any]:
    """The same for at least one row, to be sent `together` with others."""
    head, values, fields = _insertion(type(rows[0]))
    sql = head + ", ".join([values] * len(rows)) + (" ON CONFLICT DO NOTHING" if unless_there else "")
    asked = [field.get_db_prep_save(field.pre_save(row, True), connection) for row in rows for field in fields]

    def stand(_found: Iterable[Sequence[Any]]) -> list[Any]:
        for row in rows:
            row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
        return []

    return Asked(sql, asked, stand, gives=False)


def copy(rows: Sequence[Model]) -> int:
    """Write new rows of one table by COPY: for many thousands at a time, whose statement alone would take longest."""
    if not rows:
        return 0
    fields = _insertion(type(rows[0]))[2]
    names = ", ".join(f'"{field.column}"' for field in fields)
    backend = connections[DEFAULT_DB_ALIAS]  # itself: a proxy would be asked for each value
    prepared = [[field.get_db_prep_save(field.pre_save(row, True), backend) for field in fields] for row in rows]
    statement = f'COPY "{rows[0]._meta.db_table}" ({names}) FROM STDIN'
    with connection.cursor() as cursor, cursor.copy(statement) as lines:
        for values in prepared:
            lines.write_row(values)
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return len(rows)


def update(row: Model) -> None:
    """Write every column of a row that stands already."""
    asked = updating(row)
    with connection.cursor() as cursor:
        cursor.execute(asked.sql, asked.values)


def updating(row: Model) -> Asked[Any]:
    """The same, to be sent `together` with others."""
    sql, fields = _updating(type(row))
    asked = [field.get_db_prep_save(field.pre_save(row, False), connection) for field in fields]
    return Asked(sql, [*asked, row.pk], list, gives=False)


@lru_cache(maxsize=200)
def _insertion(model: type[Model]) -> "tuple[str, str, tuple[Field[Any, Any], ...]]":
    fields = tuple(field for field in model._meta.concrete_fields if _is_written(field))
    names = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(map(_placeholder, fields))
    return f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ', f"({values})", fields  # noqa: S608


def _is_written(field: "Field[Any, Any]") -> bool:
    """Whether a new row says what stands there; what only the database makes is left to it."""
    return not getattr(field, "db_returning", False) or field.has_default()


@lru_cache(maxsize=200)
def _updating(model: type[Model]) -> "tuple[str, tuple[Field[Any, Any], ...]]":
    key = model._meta.pk
    fields = tuple(field for field in model._meta.concrete_fields if field is not key)
    pairs = ", ".join(f'"{field.column}" = {_placeholder(field)}' for field in fields)
    return f'UPDATE "{model._meta.db_table}" SET {pairs} WHERE "{key.column}" = %s', fields  # noqa: S608


def _placeholder(field: "Field[Any, Any]") -> str:
    """Arrays say what they are arrays of."""
    given = getattr(field, "get_placeholder", None)
    return str(given(None, None, connection)) if given else "%s"
