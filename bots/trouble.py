"""What keeps the house from its work and is nobody's mistake in the code."""


class Trouble(Exception):
    """One sentence for whoever runs the installation; `code` is the exit code."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code
