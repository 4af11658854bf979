"""What could keep an installation from working, looked at one by one; each finding says how to mend it."""

from bots.doctor.finding import Finding, Level
from bots.doctor.rounds import examine

__all__ = ["Finding", "Level", "examine"]
