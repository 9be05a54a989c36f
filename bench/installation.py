"""A real `honglam up` on a state folder of its own: the small province, or the real one with many dossiers."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.database import ROOT
from tests.endurance.tree import MailSink, Tree

DEMO_DOMAIN = "honglam.example"
_ALONE = {"HONGLAM_SIMULATORS": "0"}
"""Simulated outside systems would answer from the very processes that are measured."""


class Installation(Tree):
    """A tree whose pack is chosen."""

    pack = "trivial"

    @property
    def environment(self) -> dict[str, str]:
        """What `honglam` is told."""
        return {**super().environment, "HONGLAM_PACK": str(ROOT / "packs" / self.pack), **_ALONE}

    def honglam_for(self, *words: str, seconds: float = 3600) -> str:
        """A command that may take long; what it prints. One that fails says on our screen why."""
        command = [sys.executable, "-m", "honglam", *words]
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=seconds, check=False
        )
        if done.returncode:
            print(done.stdout, done.stderr, sep="\n", file=sys.stderr, flush=True)
            done.check_returncode()
        return done.stdout

    def token(self, login: str) -> str:
        """An API token of a demo account."""
        asked = [word for scope in ("dossiers:read", "dossiers:write", "dossiers:act") for word in ("--scope", scope)]
        return self.honglam("token", "issue", *asked, f"{login}@{DEMO_DOMAIN}").strip().splitlines()[-1]

    def signed_in(self, login: str) -> httpx.Client:
        """A browser's connection after signing in."""
        from bench.forms import filled
        from honglam.cli.demo_accounts import PASSWORD

        http = httpx.Client(base_url=self.address, timeout=60, follow_redirects=True)
        page = http.get("/tai-khoan/dang-nhap/")
        answers = {"login": f"{login}@{DEMO_DOMAIN}", "password": PASSWORD}
        answer = http.post(page.url, data=filled(page.text, answers), headers={"Referer": str(page.url)})
        if "dang-nhap" in str(answer.url):
            raise RuntimeError(f"{login} could not sign in: {answer.status_code}")
        return http


@contextmanager
def standing(pack: str, state: Path | None = None) -> Iterator[tuple[Installation, float]]:
    """It runs; with the seconds it took to its first page. Without `state` it is new and thrown away."""
    sink = MailSink()
    sink.start()
    with tempfile.TemporaryDirectory(prefix="honglam-bench-") as folder:
        place = state or Path(folder) / "state"
        place.parent.chmod(0o755)
        tree = Installation(state=place, mail=sink)
        tree.pack = pack
        began = time.monotonic()
        tree.start()
        try:
            yield tree, time.monotonic() - began
        except Exception:
            print(tree.log())  # its folder goes with it, and with it the reason
            raise
        finally:
            tree.discard() if state is None else tree.stop()
            sink.listener.close()
