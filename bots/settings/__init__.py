"""What an installation is: settings.toml as types, and the secrets that only the environment holds."""

from bots.settings.load import SettingsError, load_settings
from bots.settings.model import Settings
from bots.settings.secrets import Secrets, load_secrets

__all__ = ["Secrets", "Settings", "SettingsError", "load_secrets", "load_settings"]
