"""What a person's words say: moments and money. A language is one data file; there are no words in the engine."""
