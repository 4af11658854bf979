"""python -m bots.cli: the same as voronka."""

from bots.cli import main

if __name__ == "__main__":
    main()
