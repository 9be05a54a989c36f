"""Makes `.venv` in the clone: the locked dependencies, checked against their hashes, and a path file to the project.

It also completes the program: bytecode and, for running it, translations are written here, since whoever serves it
later need not be allowed to write into it (and without bytecode each start reads two thousand sources anew).

Run by make with whatever Python the machine has, before anything is installed: standard library and old syntax only.
Usage: install.py run | dev
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
CANDIDATES = ("python3.14", "python3.13", "python3.12", "python3.11")
PROJECT = Path(__file__).resolve().parents[3]
VENV = PROJECT / ".venv"
PIP_OPTIONS = ["--quiet", "--disable-pip-version-check", "--no-input", "--no-compile"]
PIP_OPTIONS += ["--no-deps", "--only-binary", ":all:", "--require-hashes"]
SOURCES = PROJECT / "src" / "honglam"
LOCKS = {"run": "run.txt", "dev": "dev.txt"}


def say(text: str) -> None:
    """Tell the person at the terminal."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def refuse(text: str) -> None:
    """Stop with words that say what to do."""
    sys.stderr.write(text + "\n")
    raise SystemExit(1)


def use_new_enough_python() -> None:
    """Go on in a Python that is new enough, if this one is not."""
    if sys.version_info >= OLDEST:
        return
    for name in CANDIDATES:
        found = shutil.which(name)
        if found:
            os.execv(found, [found, *sys.argv])  # noqa: S606 - replaces this process
    refuse(f"Python {OLDEST[0]}.{OLDEST[1]} or later is needed; this is {sys.version.split()[0]}.")


def make_venv() -> None:
    """An empty virtual environment with pip in it."""
    shutil.rmtree(str(VENV), ignore_errors=True)
    command = [sys.executable, "-m", "venv", str(VENV)]
    if subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
        return
    # Debian keeps ensurepip in a package of its own
    if os.geteuid() == 0 and shutil.which("apt-get"):
        package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        subprocess.call(["apt-get", "update", "-qq"], stdout=subprocess.DEVNULL)
        subprocess.call(["apt-get", "install", "-y", "-qq", package], stdout=subprocess.DEVNULL)
    shutil.rmtree(str(VENV), ignore_errors=True)
    if subprocess.call(command) != 0:
        refuse("The virtual environment could not be made. On Debian and Ubuntu: apt-get install python3-venv")


def mark(kind: str) -> str:
    """What an installed environment was made from."""
    lock = (PROJECT / "requirements" / LOCKS[kind]).read_bytes()
    return hashlib.sha256(lock + repr(sys.version_info[:2]).encode()).hexdigest()


def install(kind: str) -> None:
    """Install one lock file into the environment."""
    lock = PROJECT / "requirements" / LOCKS[kind]
    count = sum(1 for line in lock.read_text(encoding="utf-8").splitlines() if "==" in line)
    say(f"Installing {count} locked packages into .venv (once) …")
    done = subprocess.call([str(VENV / "bin" / "python"), "-m", "pip", "install", *PIP_OPTIONS, "-r", str(lock)])
    if done != 0:
        refuse("The packages could not be installed; pip's lines above say why. Run the same command again afterwards.")


def lead_to_sources() -> None:
    """Let the environment find the project. The path file is relative: no letter of the clone's path can be misread."""
    libraries = next((VENV / "lib").glob("python3*/site-packages"))
    sources = os.path.relpath(str(PROJECT / "src"), str(libraries))
    (libraries / "honglam.pth").write_text(sources + "\n", encoding="ascii")
    command = VENV / "bin" / "honglam"
    command.write_text('#!/bin/sh\nexec "$(dirname "$0")/python" -m honglam "$@"\n', encoding="ascii")
    command.chmod(0o755)


def write_bytecode(folder: Path) -> None:
    """Of every module below; those of libraries that cannot be read by this Python are left to whoever imports them."""
    command = [str(VENV / "bin" / "python"), "-m", "compileall", "-q", "-j", "0", str(folder)]
    subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def mark_of_sources() -> str:
    """Names, sizes and times of what people wrote."""
    sys.path.insert(0, str(PROJECT / "src"))
    from honglam.embedded.fingerprint import describe

    return hashlib.sha256("".join(describe(SOURCES)).encode("utf-8", "surrogateescape")).hexdigest()


def complete() -> None:
    """Write what is made from the sources, where they have changed."""
    completed = VENV / "completed"
    now = mark_of_sources()
    # the environment may outlive the sources: unpacked anew, they lack what the mark speaks of
    spoken = all(path.with_suffix(".mo").exists() for path in SOURCES.glob("*/locale/*/LC_MESSAGES/*.po"))
    if spoken and completed.exists() and completed.read_text(encoding="ascii") == now:
        return
    write_bytecode(SOURCES)
    if subprocess.call([str(VENV / "bin" / "python"), "-m", "honglam", "messages", "compile"]) != 0:
        refuse("The translations could not be written; the lines above say why.")
    os.sync()  # after a power cut the mark must not be there without what it speaks of
    completed.write_text(now, encoding="ascii")


def main() -> None:
    """Bring the environment up to the lock file and complete the program; quick when nothing has changed."""
    use_new_enough_python()
    kind = sys.argv[1] if len(sys.argv) > 1 else "run"
    if kind not in LOCKS:
        refuse("Usage: install.py run | dev")
    equip(kind)
    if kind == "run":
        complete()


def serves_this_python() -> bool:
    """Whether the environment is one of this Python: after the machine's has changed, the old one's has no pip."""
    libraries = VENV / "lib" / "python{}.{}".format(*sys.version_info[:2]) / "site-packages"
    return libraries.is_dir() and (VENV / "bin" / "python").exists()


def equip(kind: str) -> None:
    """The environment with one lock file's packages, unless it has them."""
    marks = {name: VENV / f"installed-{name}" for name in LOCKS}
    if marks[kind].exists() and marks[kind].read_text(encoding="ascii") == mark(kind):
        return
    place = VENV / "made-in"
    if not (place.exists() and place.read_text(encoding="utf-8") == str(PROJECT) and serves_this_python()):
        make_venv()  # scripts carry the path of their interpreter: a clone that has moved gets a new environment too
    install(kind)
    lead_to_sources()
    write_bytecode(VENV / "lib")
    write_bytecode(SOURCES)
    os.sync()
    place.write_text(str(PROJECT), encoding="utf-8")
    for name in {"run": ["run"], "dev": ["run", "dev"]}[kind]:
        marks[name].write_text(mark(name), encoding="ascii")


if __name__ == "__main__":
    main()
