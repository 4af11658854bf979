"""Figures of today on this machine, beside floors measured in the same run. `python -m benchmarks --help`."""
