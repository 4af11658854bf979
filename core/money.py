"""Exact money: a Decimal with an ISO 4217 currency, stored as integer minor units."""

from dataclasses import dataclass
from decimal import Decimal

MINOR_DIGITS = {
    "BHD": 3,
    "CLP": 0,
    "IQD": 3,
    "ISK": 0,
    "JOD": 3,
    "JPY": 0,
    "KRW": 0,
    "KWD": 3,
    "LYD": 3,
    "OMR": 3,
    "TND": 3,
    "VND": 0,
}
"""Digits after the point where they are not two (ISO 4217)."""

MOST_MINOR = 10**17
"""The largest sum in minor units: far above any deal, and sums of a million deals still fit 64 bits in reports' Decimal."""


@dataclass(frozen=True, slots=True)
class Money:
    value: Decimal
    currency: str

    @property
    def minor(self) -> int:
        """Integer minor units: 120.50 RUB -> 12050."""
        return int(self.value.scaleb(minor_digits(self.currency)).to_integral_value())

    @classmethod
    def of_minor(cls, minor: int, currency: str) -> "Money":
        return cls(Decimal(minor).scaleb(-minor_digits(currency)), currency)


def minor_digits(currency: str) -> int:
    return MINOR_DIGITS.get(currency, 2)
