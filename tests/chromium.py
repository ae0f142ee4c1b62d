"""The browser that the browser tests drive.

`python -m tests.chromium` prints the path of a Chromium that launches, after installing one where
there is none; where that cannot be done, it stops with the command to run.
"""

import os
import shutil
import subprocess
import sys

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
         "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
         "/Applications/Chromium.app/Contents/MacOS/Chromium")  # fmt: skip
AS_ROOT = ("--no-sandbox",)  # the sandbox refuses root


def launch(playwright: Playwright, path: str | None = None) -> Browser:
    """A browser without a window: the one at `path`, else the one that bin/test found."""
    return playwright.chromium.launch(
        executable_path=path or os.environ.get("CHROMIUM") or find(playwright),
        args=AS_ROOT if os.getuid() == 0 else (),
    )


def find(playwright: Playwright) -> str | None:
    """The path of a Chromium that launches here."""
    own = playwright.chromium.executable_path
    named = [os.environ.get("CHROMIUM"), *NAMES]
    for path in (own, *(shutil.which(name) for name in named if name)):
        if path and os.path.exists(path) and _launches(playwright, path):  # noqa: PTH110
            return path
    return None


def _launches(playwright: Playwright, path: str) -> bool:
    try:
        with launch(playwright, path) as browser:
            browser.new_page().set_content("<p>Good morning</p>")
    except Error as error:
        sys.stderr.write(f"{path} does not launch: {str(error).splitlines()[0]}\n")
        return False
    return True


def install() -> None:
    """By the system's package manager for root, then by Playwright. Says what it does."""
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    by_system = {
        "apt-get": ["sh", "-c", "apt-get update -qq && apt-get install -y -qq chromium"],
        "dnf": ["dnf", "install", "-y", "-q", "chromium"],
        "apk": ["apk", "add", "-q", "chromium"],
    }
    commands = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if os.getuid() == 0:
        commands = [c for name, c in by_system.items() if shutil.which(name)] + commands
    for command in commands:
        sys.stderr.write(f"No Chromium launches here; trying: {' '.join(command)}\n")
        done = subprocess.run(command, stdout=sys.stderr, env=quiet, check=False)
        if done.returncode == 0 and found():
            return


def found() -> str | None:
    with sync_playwright() as playwright:
        return find(playwright)


def main() -> None:
    if not found():
        install()
    if path := found():
        print(path)  # noqa: T201
        return
    sys.exit(
        "The browser tests need a Chromium, and none could be installed. Run one of these, then "
        "bin/test again:\n"
        "  sudo apt-get install chromium\n"
        f"  sudo {sys.executable} -m playwright install --with-deps chromium\n"
        "or name one that launches:  CHROMIUM=/path/to/chromium bin/test"
    )


if __name__ == "__main__":
    main()
