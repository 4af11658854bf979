"""Settings that are well formed and still name nothing."""

from collections.abc import Iterator

import phonenumbers
from babel import Locale

from bots.doctor.finding import Finding, fail, ok
from bots.settings import Settings


def check(settings: Settings) -> Iterator[Finding]:
    wrong = False
    company = settings.company
    if company.phone_region not in phonenumbers.SUPPORTED_REGIONS:
        wrong = True
        yield fail(
            "settings", f"company.phone_region {company.phone_region} is no country", "Write an ISO 3166 code such as RU or GB."
        )
    if company.currency not in Locale("en").currencies:
        wrong = True
        yield fail("settings", f"company.currency {company.currency} is no currency", "Write an ISO 4217 code such as RUB or EUR.")
    if not wrong:
        yield ok("settings", "every knob is known and within its bounds")
