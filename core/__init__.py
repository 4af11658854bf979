"""What a CRM is. Knows no messenger, no SQL, no HTTP, no clock of its own, no sentence in any language."""
