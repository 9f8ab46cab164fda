"""What the bot says in LINE: bubbles, prompts, lists, cards, notices and summaries."""
