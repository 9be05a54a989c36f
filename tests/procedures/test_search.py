"""Search over the real catalogue: what people type, and what they mean by it."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction

from honglam.kernel.values import SYSTEM
from honglam.pack import api as pack
from honglam.pack.api import Change, ChangeAction
from honglam.procedures import api
from honglam.procedures.contracts import ApplicantKind, Channel, Level, OnlineLevel, SearchCriteria
from honglam.procedures.pack_section import ProceduresSection
from honglam.procedures.queries.searching import understood
from honglam.procedures.services.indexing import index_words
from tests.procedures.conftest import AT, ROOT
from tests.procedures.samples import TODAY

KINDS = ("field", "procedure", "procedure_version", "life_event")


@pytest.fixture(scope="module")
def real_catalogue(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The procedures of the real province, without its agencies, for the whole file."""
    with django_db_blocker.unblock():
        whole = transaction.atomic()
        whole.__enter__()
        records = [r for r in pack.check(path=ROOT / "packs" / "ha_tinh").pack.all_records() if r.kind in KINDS]
        changes = [
            Change(
                section="procedures",
                kind=record.kind,
                key=record.key,
                action=ChangeAction.CREATE,
                before=None,
                after=record.value,
                differences=(),
                file=record.file,
                line=1,
            )
            for record in sorted(records, key=lambda record: KINDS.index(record.kind))
        ]
        ProceduresSection().apply(changes, actor=SYSTEM, at=AT)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE procedures_searchentry, procedures_searchword")
    yield
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        whole.__exit__(None, None, None)


@pytest.fixture
def real(real_catalogue: None, db: None) -> None:
    """The catalogue of the real province."""


def codes(query: str = "", limit: int = 10, **more: Any) -> list[str]:
    criteria = SearchCriteria(query=query, **more)
    return [item.code for item in api.search(criteria=criteria, on=TODAY, limit=limit).items]


BIRTH, BIRTH_AGAIN, COPY_OF_BIRTH, MARRIAGE, DEATH = "1.001193", "1.004884", "2.000635", "1.000894", "1.000656"
SINGLE, TRUE_COPY, FIRST_HOUSEHOLD_BUSINESS, COMPANY = "1.004873", "2.000815", "1.001612", "2.001583"
BUILDING, RECORD, TEMPORARY, PERMANENT, ADOPTION = "1.013225", "3.000333", "1.004194", "1.004222", "2.001263"


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Đăng ký khai sinh", BIRTH),
        ("đăng ký khai sinh", BIRTH),
        ("DANG KY KHAI SINH", BIRTH),
        ("khai sinh", BIRTH),
        ("giấy khai sinh cho con", BIRTH),
        ("lam giay khai sinh", BIRTH),
        ("tôi muốn làm giấy khai sinh cho con ở đâu", BIRTH),
        ("khai sihn", BIRTH),
        ("kahi sinh", BIRTH),
        ("giấy kai sinh", BIRTH),
        ("khaisinh", BIRTH),
        ("kha\u0309i sinh", BIRTH),
        ("birth registration", BIRTH),
        ("đăng ký lại khai sinh", BIRTH_AGAIN),
        ("ket hon", MARRIAGE),
        ("đăng kí kết hôn", MARRIAGE),
        ("khai tử", DEATH),
        ("giấy xác nhận độc thân", SINGLE),
        ("xác nhận tình trạng hôn nhân", SINGLE),
        ("sao y bản chính", TRUE_COPY),
        ("photo công chứng", TRUE_COPY),
        ("hộ kinh doanh", FIRST_HOUSEHOLD_BUSINESS),
        ("ho kinh doanh", FIRST_HOUSEHOLD_BUSINESS),
        ("mở công ty", COMPANY),
        ("giấy phép xây dựng", BUILDING),
        ("xin xây nhà", BUILDING),
        ("Em muốn hỏi anh chị làm thế nào để được cấp giấy phép xây dựng nhà ở", BUILDING),
        ("xin cho tôi hỏi thủ tục hồ sơ giấy tờ cần những gì để đăng ký kết hôn", MARRIAGE),
        ("lý lịch tư pháp", RECORD),
        ("tạm trú", TEMPORARY),
        ("nhập hộ khẩu", PERMANENT),
        ("nhận con nuôi", ADOPTION),
        ("1.001193", BIRTH),
        (" 1.001193 ", BIRTH),
        ("001193", BIRTH),
        ("1.001193.000.00.00.H99", BIRTH),
    ],
)
def test_what_people_mean_comes_first(real: None, query: str, first: str) -> None:
    assert codes(query)[:1] == [first]


@pytest.mark.parametrize("query", ["bitcoin", "xyzxyz", "???", "9.999999", "\x00", "'; DROP TABLE", "%", "_"])
def test_what_nobody_offers_gives_nothing_or_little(real: None, query: str) -> None:
    assert len(codes(query)) <= 1


def test_a_lone_filler_word_breaks_nothing(real: None) -> None:
    for query in ("cho", "thủ tục hành chính", "a", "làm giấy tờ", "giấy", "!", " ", "1", "a" * 300):
        codes(query)


def test_no_query_lists_everything_in_the_order_of_the_alphabet(real: None) -> None:
    seen: list[str] = []
    names: list[str] = []
    after = None
    while True:
        page = api.search(criteria=SearchCriteria(), on=TODAY, after=after, limit=17)
        seen += [item.code for item in page.items]
        names += [item.name for item in page.items]
        after = page.next_cursor
        if after is None:
            break
    assert len(seen) == len(set(seen)) == sum(field.count for field in api.list_fields(on=TODAY))
    some = ["Chứng thực bản sao từ bản chính", "Đăng ký kết hôn", "Tách hộ"]
    assert [name for name in names if name in some] == some, "Ch before Đ before T"


def test_pages_of_results_follow_each_other_without_gap_or_repeat(real: None) -> None:
    whole = codes("giấy chứng nhận", limit=100)
    assert len(whole) > 6
    walked: list[str] = []
    after = None
    for _ in range(100):
        page = api.search(criteria=SearchCriteria(query="giấy chứng nhận"), on=TODAY, after=after, limit=3)
        walked += [item.code for item in page.items]
        after = page.next_cursor
        if after is None:
            break
    assert walked == whole


def test_filters_narrow(real: None) -> None:
    everything = set(codes(limit=100))
    commune, province = set(codes(level=Level.COMMUNE, limit=100)), set(codes(level=Level.PROVINCE, limit=100))
    assert commune | province == everything
    assert BIRTH in commune
    assert BIRTH in codes(field="ho-tich", limit=100)
    assert BIRTH not in codes(field="dat-dai", limit=100)
    assert COMPANY in codes(applicant=ApplicantKind.ENTERPRISE, limit=100) or codes(
        applicant=ApplicantKind.ENTERPRISE, limit=100
    )
    for level in OnlineLevel:
        for code in codes(online=level, limit=5):
            assert api.current_version(code=code, on=TODAY).online is level
    for code in codes(channel=Channel.POSTAL, limit=5):
        assert Channel.POSTAL in {rule.channel for rule in api.current_version(code=code, on=TODAY).channels}
    assert codes("khai sinh", level=Level.PROVINCE) == [] or BIRTH not in codes("khai sinh", level=Level.PROVINCE)


def test_life_events_lead_to_their_procedures(real: None) -> None:
    for event in api.list_life_events(on=TODAY):
        page = api.get_life_event(code=event.code, on=TODAY)
        assert len(page.procedures) == event.count
        found = set(codes(life_event=event.code, limit=100))
        assert found == {item.code for item in page.procedures}


def test_what_people_need_most_wins_a_tie(real: None) -> None:
    before = codes("chứng thực")
    last = before[-1]
    api.set_popularity(counts={last: 1_000_000})
    after = codes("chứng thực")
    assert after.index(last) < before.index(last)


def test_typing_errors_are_mended_only_where_no_such_word_exists(real: None) -> None:
    assert [group.words for group in understood("khai sihn").groups] == [("khai",), ("sinh",)]
    assert [group.words for group in understood("khaisinh").groups] == [("khai",), ("sinh",)]
    assert understood("tôi muốn khai sinh").phrase in {"khai sinh", "toi muon khai sinh"}


def test_no_search_reads_the_tables_from_end_to_end_when_they_grow(real: None) -> None:
    """With sequential scans made dear, words and entries are found through their indexes."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT version_id FROM procedures_searchentry e WHERE e.document @@ to_tsquery('simple', 'khai')"
        )
        assert "procedures_search_document" in str(cursor.fetchall())
        cursor.execute("EXPLAIN SELECT word FROM procedures_searchword w ORDER BY w.word <-> 'sihn' LIMIT 40")
        assert "procedures_search_near" in str(cursor.fetchall())
        cursor.execute("EXPLAIN SELECT version_id FROM procedures_searchentry ORDER BY sort_key, version_id LIMIT 20")
        assert "procedures_search_order" in str(cursor.fetchall())


def test_words_are_collected_by_one_publication_at_a_time(real: None) -> None:
    """Two at one moment would otherwise insert the same words, and one of them would fail."""
    index_words()
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": psycopg.ClientCursor}) as other:
        free = other.execute("SELECT pg_try_advisory_xact_lock(hashtext('procedures_searchword'))").fetchone()
    assert free == (False,)
