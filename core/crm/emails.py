"""E-mail addresses, normalised."""

from email_validator import EmailNotValidError, validate_email

from core.errors import Refusal


def parse_email(text: str) -> str:
    """Lower-cased whole, so that one mailbox is one key. Raises Refusal. No DNS."""
    try:
        found = validate_email(text.strip(), check_deliverability=False)
    except EmailNotValidError as error:
        raise Refusal("email.invalid", text=text[:60]) from error
    return found.normalized.lower()
