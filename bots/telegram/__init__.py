"""Telegram: how updates come in, how cards look, how they are sent. aiogram is imported by app, handlers, read and sender only."""
