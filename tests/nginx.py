"""The nginx before which the tests put the application, as the guide does.

`python -m tests.nginx` prints the path of one that runs, after getting one where there is none:
Debian's package unpacked below .data, so that nothing is installed and no service started, else by
the system's package manager for root. Where that cannot be done, it stops with the command to run.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".data" / "nginx"
UNPACKED = FOLDER / "usr" / "sbin" / "nginx"
# Systems keep it where the PATH of an ordinary user does not look
PLACES = ("/usr/sbin/nginx", "/usr/local/sbin/nginx", "/opt/homebrew/bin/nginx")


def find() -> str | None:
    """The path of an nginx that runs here; NGINX is a variable of its own."""
    named = [os.environ.get("NGINX_PROGRAM"), shutil.which("nginx"), *PLACES, str(UNPACKED)]
    return next((path for path in named if path and _runs(path)), None)


def _runs(path: str) -> bool:
    if not Path(path).exists():
        return False
    done = subprocess.run([path, "-v"], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(f"{path} does not run: {done.stderr.strip()}\n")
    return done.returncode == 0


def get() -> None:
    """Unpack Debian's, for whoever asks; else install one, for root. Says what it does."""
    if shutil.which("apt-get"):
        sys.stderr.write("No nginx runs here; unpacking Debian's into .data/nginx\n")
        if os.getuid() == 0:
            _do("apt-get", "update", "-qq")
        _unpack()
    if find() or os.getuid():
        return
    for name, command in (("dnf", ("install", "-y", "-q")), ("apk", ("add", "-q"))):
        if shutil.which(name):
            sys.stderr.write(f"No nginx runs here; trying {name}\n")
            _do(name, *command, "nginx")


def _unpack() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    if not _do("apt-get", "download", "-qq", "nginx", folder=FOLDER):
        return
    for package in FOLDER.glob("nginx_*.deb"):
        _do("dpkg-deb", "-x", str(package), str(FOLDER))
        package.unlink()


def _do(*command: str, folder: Path = ROOT) -> bool:
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, stdout=sys.stderr, env=quiet, cwd=folder, check=False)
    return done.returncode == 0


def main() -> None:
    if not find():
        get()
    if path := find():
        print(path)  # noqa: T201
        return
    sys.exit(
        "The tests of slow visitors need an nginx, and none could be had. Run one of these, then "
        "bin/test again:\n"
        "  sudo apt-get install nginx-light\n"
        "  sudo dnf install nginx\n"
        "  brew install nginx\n"
        "or name one that runs:  NGINX_PROGRAM=/path/to/nginx bin/test"
    )


if __name__ == "__main__":
    main()
