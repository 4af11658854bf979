"""Exact money: a Decimal with an ISO 4217 currency, stored as integer minor units."""

from dataclasses import dataclass
from decimal import Decimal

MINOR_DIGITS = {
    "BHD": 3,
    "BIF": 0,
    "CLP": 0,
    "DJF": 0,
    "GNF": 0,
    "IQD": 3,
    "ISK": 0,
    "JOD": 3,
    "JPY": 0,
    "KMF": 0,
    "KRW": 0,
    "KWD": 3,
    "LYD": 3,
    "OMR": 3,
    "PYG": 0,
    "RWF": 0,
    "TND": 3,
    "UGX": 0,
    "VND": 0,
    "VUV": 0,
    "XAF": 0,
    "XOF": 0,
    "XPF": 0,
}
"""Digits after the point where they are not two (ISO 4217)."""

_CODES = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP
    CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK
    JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN
    NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC
    SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
"""
CURRENCIES = frozenset(_CODES.split())
"""Codes of money in use (ISO 4217)."""

SIGNS = {
    "$": "USD",
    "us$": "USD",
    "a$": "AUD",
    "c$": "CAD",
    "r$": "BRL",
    "€": "EUR",
    "£": "GBP",
    "₽": "RUB",
    "₸": "KZT",
    "₴": "UAH",
    "¥": "JPY",
    "₹": "INR",
    "₩": "KRW",
    "₺": "TRY",
    "₾": "GEL",
    "֏": "AMD",
    "₼": "AZN",
    "₪": "ILS",
    "₫": "VND",
    "₱": "PHP",
    "฿": "THB",
    "zł": "PLN",
    "kč": "CZK",
}
"""Signs that stand for one currency in most people's hands."""

MOST_MINOR = 10**17
"""The largest sum in minor units: far above any deal. Sums of a hundred of them pass 64 bits."""


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
