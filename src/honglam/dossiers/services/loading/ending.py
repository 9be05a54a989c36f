"""A life told to its end becomes lines: the dossier, its answers, papers, tasks, pauses, and what searches read."""

from functools import lru_cache

from honglam.dossiers.contracts import OwnerKind, TaskState
from honglam.dossiers.services.indexing import words_of
from honglam.dossiers.services.loading.acts import ACTS
from honglam.dossiers.services.loading.lives import Life
from honglam.dossiers.services.loading.papers import copied
from honglam.dossiers.services.loading.scribe import NULL, Row, Scribe, Work


def tell(scribe: Scribe, life: Life) -> None:
    """Every row of one dossier."""
    began = life.acts[0].at
    owner = scribe.signature(life.owner) if life.owner else None
    row = Row(scribe.new_id(began), life, life.track, scribe.new_registration(), owner)
    for act in life.acts:
        ACTS[act.verb](scribe, row, act.at)
    _dossier(scribe, row)
    _content(scribe, row)
    for work in row.works:
        _task(scribe, row, work)
    _search(scribe, row)


def _dossier(scribe: Scribe, row: Row) -> None:
    track, who, version, stamp = row.track, row.life.who, row.track.version, scribe.stamp
    units = ",".join(str(unit) for unit in sorted(row.units))
    accepted = stamp(row.accepted)
    scribe.lines["dossiers_dossier"].append(
        f"{row.id}\t{row.registration}\t{row.code or NULL}\t{version.version_id}\t{version.code}"
        f"\t{copied(version.name)}\t{'t' if version.immediate else 'f'}\t{track.channel!s}\t{row.status!s}"
        f"\t{row.returns_to}\t{row.concluded}\t{row.outcome}\t{row.result_class}\t{track.lead_id}\t{track.desk_id}"
        f"\t{{{units}}}\t{track.unit_code}\t{row.owner.id if row.owner else NULL}\t{NULL}\t{OwnerKind.CITIZEN}"
        f"\t{who.name.text}\t{copied(who.name.key)}\t{who.number}\t\t{who.phone}\t\t{who.address}\t{NULL}"
        f"\t{row.life.return_method}\t\t{stamp(row.submitted)}\t{accepted}\t{accepted}\t{stamp(row.due)}"
        f"\t{'t' if row.due_provisional else 'f'}\t{stamp(row.paused_since)}\t{stamp(row.resolved)}"
        f"\t{stamp(row.returned)}\t{row.returned_by}\t{stamp(row.closed)}\t{NULL}\t{row.lines}\n"
    )


def _content(scribe: Scribe, row: Row) -> None:
    """Answers, papers, pauses, the supplement."""
    answers = scribe.texts(row.track).answers % {"applicant": row.life.who.name.text}
    scribe.lines["dossiers_answers"].append(f"{row.id}\t{answers}\n")
    scribe.lines["dossiers_paper"].extend("\t".join(paper) + "\n" for paper in row.papers)
    for kind, began, ended, reason in row.stops:
        scribe.lines["dossiers_pause"].append(
            f"{scribe.new_id(began)}\t{row.id}\t{kind}\t{scribe.stamp(began)}\t{scribe.stamp(ended)}\t{reason}\t\n"
        )
    if row.supplement:
        scribe.lines["dossiers_supplement"].append("\t".join(row.supplement) + "\n")


def _task(scribe: Scribe, row: Row, work: Work) -> None:
    station, stamp = work.station, scribe.stamp
    holder, name = (work.holder.id, work.holder.name) if work.holder else (NULL, "")
    due = stamp(work.due)
    scribe.lines["dossiers_task"].append(
        f"{work.id}\t{row.id}\t{scribe.piece(station)}\t{holder}\t{name}\t{NULL}\t\t{work.state!s}"
        f"\t{stamp(work.opened)}\t{due}\t{stamp(work.closed)}\t{work.closed_by}\t{work.outcome}\t\t{work.result_class}\n"
    )
    if work.state is TaskState.OPEN:
        scribe.lines["dossiers_taskscope"].extend(
            f"{lane.ancestor_id}\t{lane.role}\t{'t' if lane.here else 'f'}\t{due}\t{work.id}\n"
            for lane in station.lanes
        )


def _search(scribe: Scribe, row: Row) -> None:
    """indexing.words_of, with what a track has in common looked up."""
    track, who = row.track, row.life.who
    common = _common(track.version.code, track.version.name, tuple(sorted(row.units)), track.lead_id, track.desk_id)
    own = " ".join(f"'{word}'" for word in who.name.words)
    codes = f"{row.code} {row.registration}" if row.code else row.registration
    scribe.lines["dossiers_dossiersearch"].append(f"{row.id}\t{own} '{who.number}' '{who.phone}' {common}\t{codes}\n")


@lru_cache(maxsize=100_000)
def _common(code: str, name: str, units: tuple[int, ...], lead_id: int, desk_id: int) -> str:
    words = words_of(
        {
            "applicant_name": "",
            "submitter": None,
            "applicant_id_number": "",
            "applicant_phone": "",
            "procedure_name": name,
            "procedure_code": code,
            "unit_ids": list(units),
            "lead_agency_id": lead_id,
            "desk_id": desk_id,
        }
    )
    return " ".join(f"'{word}'" for word in words)
