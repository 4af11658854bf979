"""A person's phone on the page, used as people use it: by what is written on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from re import Pattern
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from playwright.async_api import Locator, Page, expect

from tests.browser.watch import Watch

if TYPE_CHECKING:
    from playwright.async_api import Browser

Text = str | Pattern[str]
WIDE = (1280, 800)
NARROW = (390, 844)


@dataclass(slots=True)
class Phone:
    page: Page
    watch: Watch
    place: int = 0

    @property
    def root(self) -> Locator:
        return self.page.locator(".phone").nth(self.place)

    @property
    def field(self) -> Locator:
        return self.root.locator(".message-field")

    @property
    def messages(self) -> Locator:
        return self.root.locator(".message:not(.service)")

    @property
    def sheet(self) -> Locator:
        return self.root.locator(".sheet-layer").last

    def message(self, text: Text) -> Locator:
        """The newest message that holds this text."""
        return self.messages.filter(has_text=text).last

    def button(self, text: Text) -> Locator:
        """What can be tapped under this text: of several the lowest, as the newest message stands lowest."""
        return self.root.locator("button:visible, a:visible").filter(has_text=text).last

    async def opens(self, title: Text) -> None:
        """Open a chat from the list of chats."""
        await self.root.locator(".chat-row").filter(has_text=title).first.click()
        await expect(self.root.locator(".who-title")).to_be_visible()

    async def goes_back(self) -> None:
        await self.root.get_by_role("button", name="Back", exact=True).or_(self.root.get_by_role("button", name="Назад")).click()

    async def says(self, text: str) -> None:
        """Write and send; done when the message stands in the chat."""
        await expect(self.root.locator(".messages")).to_have_attribute("aria-busy", "false")
        before = await self.root.locator(".message.out").count()
        await self.field.fill(text)
        await self.field.press("Enter")
        await expect(self.root.locator(".message.out")).to_have_count(before + 1)

    async def taps(self, text: Text) -> None:
        await self.button(text).click()

    async def sees(self, text: Text) -> Locator:
        """Wait until the newest message with this text is on the screen."""
        message = self.message(text)
        await expect(message).to_be_visible()
        return message

    async def sees_no(self, text: Text) -> None:
        await expect(self.messages.filter(has_text=text)).to_have_count(0)

    async def sees_toast(self, text: Text) -> None:
        await expect(self.root.locator(".toast").filter(has_text=text)).to_be_visible()

    async def sees_dialog(self, text: Text) -> None:
        await expect(self.sheet.filter(has_text=text)).to_be_visible()

    async def chooses(self, message: Text, entry: Text) -> None:
        """Open the menu of a message and take one of its entries."""
        found = self.message(message)
        await found.locator(".bubble").click(button="right")
        await self.sheet.locator(".menu-row").filter(has_text=entry).click()


@dataclass
class OpenPhone:
    """Opens phones on the page, each in a browser of its own, with an eye on what must never happen there."""

    browser: Browser
    url: str
    watches: list[Watch] = field(default_factory=list)

    async def __call__(
        self, person: int, chat: int | None = None, *, size: tuple[int, int] = NARROW, language: str = "en-US", dark: bool = False
    ) -> Phone:
        shown: dict[str, int | str] = {"as": person} if chat is None else {"as": person, "chat": chat}
        return await self._open(address(self.url, shown), size, language, dark=dark)

    async def by_itself(self, *, size: tuple[int, int], language: str) -> Phone:
        """The page as it greets who comes to the plain address."""
        return await self._open(self.url, size, language)

    async def _open(self, url: str, size: tuple[int, int], language: str, *, dark: bool = False) -> Phone:
        narrow = size[0] < 720
        context = await self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            has_touch=narrow,
            is_mobile=narrow,
            locale=language,
            timezone_id="Europe/Moscow",
            color_scheme="dark" if dark else "light",
            permissions=["clipboard-read", "clipboard-write"],
        )
        context.set_default_timeout(10_000)
        watch = Watch()
        watch.over(context)
        self.watches.append(watch)
        page = await context.new_page()
        await page.goto(url)
        await page.locator(".phone[data-line=up]").first.wait_for()
        return Phone(page, watch)

    def wrongs(self) -> list[str]:
        return [wrong for watch in self.watches for wrong in watch.found()]


def address(url: str, *phones: dict[str, int | str]) -> str:
    """The page's address that shows these phones: {"as": person, "chat": chat}, ..."""
    return f"{url}/#{'&'.join(urlencode(phone) for phone in phones)}"
