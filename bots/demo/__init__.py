"""voronka demo: the bot, a simulated Telegram to use it in, and a company to find in it."""
