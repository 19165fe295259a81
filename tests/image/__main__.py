"""Fetch the pages of a running installation: `python -m tests.image URL [PID]`.

Says what is wrong and exits 1; gives up early when the process that should serve has ended.
"""

from __future__ import annotations

import http.cookiejar
import os
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from http.client import HTTPResponse

PATIENCE_SECONDS = 180
PERSON = ("ntn", "chu-truong-demo")


class Browser:
    """Fetches pages with cookies and tells status and text, refusals included."""

    def __init__(self, base: str) -> None:
        self._base = base
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(cookies)

    def fetch(self, path: str, fields: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Return status, Content-Security-Policy and text; fields make it a POST."""
        data = urllib.parse.urlencode(fields).encode() if fields else None
        try:
            answer: HTTPResponse = self._opener.open(self._base + path, data, timeout=20)
        except urllib.error.HTTPError as error:
            return error.code, "", error.read().decode("utf-8", "replace")
        with answer:
            policy = answer.headers.get("Content-Security-Policy", "")
            return answer.status, policy, answer.read().decode("utf-8", "replace")


def wait_until_ready(browser: Browser, server: int | None) -> None:
    """Ask for the health page until it answers; raises TimeoutError or ProcessLookupError."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if server is not None:
            os.kill(server, 0)
        try:
            if browser.fetch("/healthz")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.5)
    raise TimeoutError(f"/healthz did not answer 200 within {PATIENCE_SECONDS} s")


def faults(browser: Browser) -> list[str]:
    """Walk the pages; return what is not as it should be."""
    found = []
    status, policy, page = browser.fetch("/dang-nhap")
    if status != 200 or "'self'" not in policy or "<form" not in page:
        found.append(f"/dang-nhap: {status}, policy {policy!r}")
    for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', page):
        if browser.fetch(address)[0] != 200:
            found.append(f"{address} of the sign-in page is missing")
    if not re.search(r"/static/built/", page):
        found.append("the sign-in page loads nothing that the build made")
    return found + _signed_in_faults(browser, page)


def _signed_in_faults(browser: Browser, page: str) -> list[str]:
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    if token is None:
        return ["the sign-in page has no CSRF token"]
    fields = {"login": PERSON[0], "password": PERSON[1], "csrf_token": token[1]}
    status, _, inbox = browser.fetch("/dang-nhap", fields)
    found = [] if status == 200 and "/viec" in inbox else [f"signing in answers {status}"]
    for path, wanted in (("/viec", 200), ("/.git/config", 404), ("/khong-co", 404)):
        status = browser.fetch(path)[0]
        if status != wanted:
            found.append(f"{path} answers {status}, not {wanted}")
    return found


def main() -> None:
    """Exit 1 with the faults, one a line."""
    browser = Browser(sys.argv[1].rstrip("/"))
    try:
        wait_until_ready(browser, int(sys.argv[2]) if len(sys.argv) > 2 else None)
    except (TimeoutError, ProcessLookupError) as error:
        sys.exit(f"Nothing is served: {error}")
    found = faults(browser)
    print("\n".join(found) or "The pages answer: sign-in, its files, the inbox")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
