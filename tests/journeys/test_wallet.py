"""What was issued once is not handed in again; and a dossier that two people sign: in a real browser."""

from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from honglam.directory import api as directory
from honglam.dossiers import api as dossiers
from honglam.dossiers.contracts import Outcome, ResultInput
from honglam.dossiers.models import Cosigner, Dossier, Task
from honglam.files import api as files
from honglam.identity import api as identity
from honglam.identity.contracts import AccountKind
from honglam.kernel import clock
from honglam.kernel.values import SYSTEM, Actor
from honglam.procedures import api as procedures
from tests.journeys.conftest import Site, axe
from tests.journeys.steps import PDF, begin, go_on, submit

BOAT, LICENCE = "1.003650", "1.004359"


def test_what_was_issued_is_reused(site: Site, tmp_path: Path) -> None:
    paper = tmp_path / "giay-to.pdf"
    paper.write_bytes(PDF)
    fisher = site.sign_in("an", "phone")
    file_boat(fisher, paper)
    site.settle()
    settle_boat(Dossier.objects.get())
    site.settle()

    fisher.goto("/giay-to/")
    expect(fisher.locator("main")).to_contain_text("Giấy chứng nhận đăng ký tàu cá")
    site.shoot(fisher, "wallet")
    assert axe(fisher) == []

    begin(fisher, LICENCE)
    say_how(fisher)
    expect(fisher.locator(".hl-held")).to_contain_text("TC-0042")
    site.shoot(fisher, "offered")
    assert axe(fisher) == []
    with fisher.expect_navigation():
        fisher.click("button:has-text('Dùng lại')")
    fisher.set_input_files("input[type=file] >> nth=0", paper)
    go_on(fisher)
    expect(fisher.locator("main")).to_contain_text("Hồ sơ đã đủ")
    site.shoot(fisher, "complete")
    assert axe(fisher) == []

    site.settle()
    sign_together(site, fisher)
    submit(fisher)
    site.settle()
    look_at_it(site, Dossier.objects.get(procedure_code=LICENCE))
    fisher.goto("/giay-to/nhat-ky/")
    for words in ("Được dùng lại trong hồ sơ", "Cán bộ mở xem", "Ông/Bà đồng ý cho dùng lại"):
        expect(fisher.locator("main")).to_contain_text(words)
    site.shoot(fisher, "log")
    assert axe(fisher) == []


def say_how(page: Page) -> None:
    """The applicant's page of a matter of the province: no place has to be chosen."""
    page.fill("#applicant-phone", "0912345678")
    page.fill("#applicant-address", "Số 12 đường Nguyễn Du")
    go_on(page)


def file_boat(page: Page, paper: Path) -> None:
    """The first dossier: every paper is uploaded."""
    begin(page, BOAT)
    say_how(page)
    for number in range(page.locator("input[type=file]").count()):
        page.set_input_files(f"input[type=file] >> nth={number}", paper)
    go_on(page)
    submit(page)


def settle_boat(row: Dossier) -> None:
    """The office does its work, each step by somebody who may."""
    at = clock.now()
    desk = _officer(row.desk_id, "reception_officer")
    # No dossier is received for an office in which nobody could take the next step.
    for role in ("processing_officer", "unit_head", "approver", "clerk"):
        _officer(row.lead_agency_id, role)
    dossiers.accept_dossier(actor=desk, dossier_id=row.id, at=at)
    for _ in range(12):
        task = Task.objects.filter(dossier=row, state="open").order_by("opened_at").first()
        assert task is not None
        actor = _officer(task.unit_id, task.role)
        following = Task.objects.filter(dossier=row).count()
        if task.kind == "clerk":
            dossiers.issue_result(actor=actor, dossier_id=row.id, result=_certificate(actor), at=at)
            return
        dossiers.finish_step(actor=actor, task_id=task.id, outcome=_outcome(row, task), at=at + timedelta(minutes=1))
        assert Task.objects.filter(dossier=row).count() > following


def sign_together(site: Site, fisher: Page) -> None:
    """The co-owner reads and signs; a change would void it."""
    check = fisher.url
    fisher.click("a:has-text('Mời ký')")
    fisher.fill("#contact", "binh@honglam.example")
    with fisher.expect_navigation():
        fisher.click("button:has-text('Mời ký')")
    expect(fisher.locator("main")).to_contain_text("chưa ký")
    site.shoot(fisher, "cosigners")
    assert axe(fisher) == []
    site.settle()
    owner = site.sign_in("binh")
    owner.goto(f"/ho-so/dong-ky/{Cosigner.objects.get().id}/")
    site.shoot(owner, "cosign")
    assert axe(owner) == []
    with owner.expect_navigation():
        owner.click("main form button:has-text('Ký')")
    expect(owner.locator("main")).to_contain_text("đã ký")
    fisher.goto(check)
    expect(fisher.locator("main")).to_contain_text("đã ký")


def look_at_it(site: Site, row: Dossier) -> None:
    """The desk opens the reused paper, and its owner will read that."""
    clerk = site.sign_in("tiepnhan.tinh")
    clerk.goto(f"/can-bo/ho-so/{row.id}/")
    expect(clerk.locator("main")).to_contain_text("lấy từ kho")
    site.shoot(clerk, "officer")
    paper = row.papers.get(held__isnull=False)
    answer = clerk.request.get(f"/ho-so/{row.id}/tep/{paper.file_id}/")
    assert answer.ok


def _officer(unit_id: int, role: str) -> Actor:
    """Whoever holds such a post; where the demo left it empty somebody is appointed."""
    at = clock.now()
    holders = directory.holders_of(agency_id=unit_id, role=role, at=at, below=True)
    if holders:
        return directory.actor_of_account(account_id=holders[0].account_id, post_id=holders[0].post_id)
    units = directory.descendant_ids(agency_id=unit_id)
    post = next(one for unit in units for one in directory.list_posts(agency_id=unit) if role in one.roles)
    made = identity.create_account(actor=SYSTEM, full_name="Lê Thị Thủy", at=at, kind=AccountKind.STAFF)
    directory.appoint(actor=SYSTEM, post_id=post.id, account_id=made.id, valid_from=clock.today(), at=at)
    return directory.actor_of_account(account_id=made.id, post_id=post.id)


def _outcome(row: Dossier, task: Task) -> str:
    version = procedures.get_version(version_id=row.version_id)
    step = next(one for one in version.process.steps if one.code == task.step_code)
    return next((choice.code for choice in step.outcomes if not choice.rejects), "")


def _certificate(actor: Actor) -> ResultInput:
    stored = files.store(actor=actor, content=PDF, name="dang-ky-tau.pdf", at=clock.now(), purpose="result")
    return ResultInput(
        outcome=Outcome.GRANTED,
        number="TC-0042",
        issued_on=clock.local(clock.now()).date(),
        title="Giấy chứng nhận đăng ký tàu cá",
        file_id=stored.id,
        file_name=stored.name,
        signer_name="Giám đốc",
    )
