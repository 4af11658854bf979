"""One room a noun: what happens on an action, a command, a message. Importing this package fills the tables of routes."""

from importlib import import_module
from pkgutil import walk_packages

for _module in walk_packages(__path__, f"{__name__}."):
    import_module(_module.name)
