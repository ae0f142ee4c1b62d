"""A program that the tests put in front of the application or its database.

One that runs here is taken; else Debian's package is unpacked below .data, so that nothing is
installed and no service started, or the system's package manager brings one, for root.
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Systems keep them where the PATH of an ordinary user does not look
PLACES = ("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin")


@dataclass(frozen=True)
class Program:
    """How a program is called, the variable that names one, and what makes it say its version.

    ``needed_by``: what cannot be tested without. ``with_libraries``: it wants some beside it that
    few systems have.
    """

    name: str
    variable: str
    version: str
    needed_by: str
    with_libraries: bool = False

    @property
    def folder(self) -> Path:
        """Where it is unpacked."""
        return ROOT / ".data" / self.name

    def find(self) -> str | None:
        """The path of one that runs here."""
        unpacked = self.folder / "usr" / "sbin" / self.name
        placed = [f"{place}/{self.name}" for place in PLACES]
        named = [os.environ.get(self.variable), shutil.which(self.name), *placed, str(unpacked)]
        return next((path for path in named if path and self._runs(path)), None)

    def environment(self) -> dict[str, str]:
        """This process's, with the way to the libraries that were unpacked beside it."""
        libraries = [str(path) for path in sorted(self.folder.glob("**/lib/*-linux-*"))]
        if not libraries:
            return dict(os.environ)
        kept = filter(None, [os.environ.get("LD_LIBRARY_PATH")])
        return os.environ | {"LD_LIBRARY_PATH": ":".join([*libraries, *kept])}

    def _runs(self, path: str) -> bool:
        if not Path(path).exists():
            return False
        done = subprocess.run(
            [path, self.version],
            capture_output=True,
            text=True,
            env=self.environment(),
            check=False,
        )
        if done.returncode:
            sys.stderr.write(f"{path} does not run: {done.stderr.strip()}\n")
        return done.returncode == 0

    def get(self) -> None:
        """Unpack Debian's, for whoever asks; else install one, for root. Says what it does."""
        if shutil.which("apt-get"):
            sys.stderr.write(f"No {self.name} runs here; unpacking Debian's into {self.folder}\n")
            if os.getuid() == 0:
                self._do("apt-get", "update", "-qq")
            self._unpack()
        if self.find() or os.getuid():
            return
        for name, command in (("dnf", ("install", "-y", "-q")), ("apk", ("add", "-q"))):
            if shutil.which(name):
                sys.stderr.write(f"No {self.name} runs here; trying {name}\n")
                self._do(name, *command, self.name)

    def _unpack(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        beside = self._libraries() if self.with_libraries else []
        if not self._do("apt-get", "download", "-qq", self.name, *beside):
            return
        for package in self.folder.glob("*.deb"):
            self._do("dpkg-deb", "-x", str(package), str(self.folder))
            package.unlink()

    def _libraries(self) -> list[str]:
        """The packages with its libraries, which each release of Debian calls otherwise."""
        asked = ["apt-cache", "depends", "--important", self.name]
        said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
        return [name for name in re.findall(r" Depends: (lib\S+)", said) if name != "libc6"]

    def _do(self, *command: str) -> bool:
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        folder = self.folder if self.folder.exists() else ROOT
        done = subprocess.run(command, stdout=sys.stderr, env=quiet, cwd=folder, check=False)
        return done.returncode == 0

    def main(self) -> None:
        """Print the path of one that runs, after getting one; else stop with what to run."""
        if not self.find():
            self.get()
        if path := self.find():
            print(path)  # noqa: T201
            return
        sys.exit(
            f"{self.needed_by} need {self.name}, and none could be had. Run one of these, then "
            "this again:\n"
            f"  sudo apt-get install {self.name}\n"
            f"  sudo dnf install {self.name}\n"
            f"  brew install {self.name}\n"
            f"or name one that runs:  {self.variable}=/path/to/{self.name}"
        )
