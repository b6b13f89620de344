"""What a newcomer sees: the program started without a token, its page in a real browser."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser import MARKS, browser
from tests.flow.process import environment

PICTURES = Path(os.environ.get("SCREENSHOTS", "screenshots")).resolve()
PATIENCE = 20_000.0  # milliseconds

__all__ = ["browser"]
pytestmark = MARKS


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """The address that ``digestbot run`` prints when no token is set."""
    settings = {"SANDBOX_PORT": "0", "DATABASE_URL": ""}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "run",
        cwd=tmp_path,
        env=environment(tmp_path, **settings),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    assert process.stdout is not None
    said = ""
    async with asyncio.timeout(60):
        while not (found := re.search(r"http://127\.0\.0\.1:\d+/", said)):
            line = await process.stdout.readline()
            assert line, said
            said += line.decode()
    yield found[0]
    process.terminate()
    await process.communicate()


async def picture(page: Page, name: str) -> None:
    """Keep what the page shows now."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=PICTURES / f"{name}.png")


async def say(page: Page, text: str) -> None:
    """Write a message."""
    await page.get_by_placeholder("Message").fill(text)
    await page.keyboard.press("Enter")
    await expect(page.locator(".message.own").last).to_contain_text(text)


async def test_a_newcomer_reads_a_digest_and_makes_one(browser: Browser, address: str) -> None:
    page = await browser.new_page(locale="en-US", viewport={"width": 1100, "height": 1000})
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    await page.goto(address)
    await expect(page.locator(".message").last).to_contain_text("第一份简报")
    await expect(page.locator(".message").last).to_contain_text("网易视频号正式上线")
    await picture(page, "chinese")

    await page.get_by_text("English reader").click()
    await page.get_by_role("button", name="START").click()
    answer = page.locator(".message:not(.own)").last
    await expect(answer).to_contain_text("categories")
    for category in ("Technology", "Science", "World"):
        await answer.get_by_role("button", name=category).click()
        await expect(answer.get_by_role("button", name=f"✓ {category}")).to_be_visible()
    await picture(page, "categories")
    await answer.get_by_role("button", name="Next").click()
    await answer.get_by_role("button", name="08:00", exact=True).click()
    digest = page.locator(".message:not(.own)").last
    await expect(digest).to_contain_text("8 stories")
    await expect(digest).to_contain_text("Undersea cable")
    await picture(page, "english")

    await digest.get_by_role("button", name="1", exact=True).click()
    await expect(page.locator(".message:not(.own)").last).to_contain_text("•")
    await picture(page, "story")
    await say(page, "/tag glaciers")
    await expect(page.locator(".message:not(.own)").last).to_contain_text("Glacier in the southern range")
    await say(page, "/tag glacirs")
    nearest = page.locator(".message:not(.own)").last
    await nearest.get_by_role("button", name="Glaciers").click()
    await expect(nearest).to_contain_text("Glacier in the southern range")
    await picture(page, "tag")


@pytest.mark.long
async def test_the_page_on_a_phone(browser: Browser, address: str) -> None:
    page = await browser.new_page(locale="zh-CN", viewport={"width": 390, "height": 844})
    expect.set_options(timeout=PATIENCE)
    await page.goto(address)
    await page.get_by_text("中文读者").first.click()
    await expect(page.locator(".message").last).to_contain_text("第一份简报")
    wide = await page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not wide, "nothing may stick out of a phone's screen"
    await picture(page, "phone")
