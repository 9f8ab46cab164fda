"""What somebody sends the bot, and what it answers: one turn, one transaction."""
