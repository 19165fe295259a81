"""Take the README's picture from the running demo: `python -m tests.image.picture URL PATH`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

PICTURE = Path(__file__).parents[2] / "docs" / "picture.png"
SIZE = {"width": 1280, "height": 860}
TIMEOUT_MS = 10_000
LOGIN, PASSWORD = "ltmh", "chu-truong-demo"


def take(base: str, path: str) -> None:
    """Sign in and save what the page shows."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        page = chromium.new_page(viewport=SIZE, locale="vi-VN")
        page.set_default_timeout(TIMEOUT_MS)
        _sign_in(page, base)
        page.goto(base + path, wait_until="networkidle")
        page.screenshot(path=PICTURE)
        chromium.close()


def _sign_in(page: Page, base: str) -> None:
    page.goto(f"{base}/dang-nhap")
    page.fill('[name="login"]', LOGIN)
    page.fill('[name="password"]', PASSWORD)
    page.press('[name="password"]', "Enter")
    page.wait_for_url("**/viec*")


if __name__ == "__main__":
    take(sys.argv[1].rstrip("/"), sys.argv[2])
