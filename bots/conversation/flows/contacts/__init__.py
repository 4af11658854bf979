"""Contacts and companies: found on a phone, made, shown, changed, asked for."""
