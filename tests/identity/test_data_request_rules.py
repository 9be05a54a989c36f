"""The life of a request about personal data, as a table; and what an answer amounts to."""

import pytest

from honglam.identity.contracts import AskAct, AskClosed, AskNotAllowed, AskState
from honglam.identity.rules.data_requests import kept_because, law_of, next_state, outcome

S, A = AskState, AskAct
LEADS = {
    (S.ASKED, A.TAKE): S.TAKEN,
    (S.ASKED, A.GRANT): S.GRANTED,
    (S.ASKED, A.REFUSE): S.REFUSED,
    (S.ASKED, A.WITHDRAW): S.WITHDRAWN,
    (S.TAKEN, A.EXTEND): S.TAKEN,
    (S.TAKEN, A.GRANT): S.GRANTED,
    (S.TAKEN, A.GRANT_PARTLY): S.PARTLY,
    (S.TAKEN, A.REFUSE): S.REFUSED,
    (S.TAKEN, A.WITHDRAW): S.WITHDRAWN,
}
REFUSED = [(S.ASKED, A.EXTEND), (S.ASKED, A.ASK), (S.TAKEN, A.TAKE), (S.TAKEN, A.ASK)]


@pytest.mark.parametrize(("state", "act"), LEADS)
def test_where_an_act_leads(state: AskState, act: AskAct) -> None:
    assert next_state(state, act) is LEADS[(state, act)]


@pytest.mark.parametrize(("state", "act"), REFUSED)
def test_what_a_state_does_not_admit(state: AskState, act: AskAct) -> None:
    with pytest.raises(AskNotAllowed):
        next_state(state, act)


def test_a_time_is_lengthened_once() -> None:
    with pytest.raises(AskNotAllowed):
        next_state(S.TAKEN, A.EXTEND, extended=True)


@pytest.mark.parametrize("state", [S.GRANTED, S.PARTLY, S.REFUSED, S.WITHDRAWN])
@pytest.mark.parametrize("act", list(AskAct))
def test_what_is_over_is_over(state: AskState, act: AskAct) -> None:
    with pytest.raises(AskClosed):
        next_state(state, act)


@pytest.mark.parametrize(
    ("done", "act"),
    [(("a", "b"), A.GRANT), (("a",), A.GRANT_PARTLY), ((), A.REFUSE), (("c",), A.REFUSE), (("a", "b", "c"), A.GRANT)],
)
def test_what_an_answer_amounts_to(done: tuple[str, ...], act: AskAct) -> None:
    assert outcome(("a", "b"), done) is act


def test_what_stays_has_the_law_of_its_rule_or_the_officers() -> None:
    kept = kept_because(("a", "b", "c"), ("c",), {"a": "33/2024/QH15"}, "Điều 14")
    assert kept == {"a": "33/2024/QH15", "b": "Điều 14"}
    assert law_of({"document": "88/2015/QH13", "article": "Đ41"}) == "88/2015/QH13, Đ41"
    assert law_of(None) == ""
