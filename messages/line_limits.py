"""LINE's limits of what is sent to it: the bot keeps within them, the simulator refuses what does not.

Units: `TEXT`s are UTF-16 units and labels grapheme clusters, as LINE counts them; KB are 1,024 bytes.
"""

from __future__ import annotations

MAX_MESSAGES_PER_CALL = 5
MAX_MULTICAST_RECIPIENTS = 500

MAX_TEXT = 5_000
"""UTF-16 units of a text message; of what a person types in one message too."""
MAX_ALT_TEXT = 1_500
"""UTF-16 units of what stands for a card in the list of chats and in notifications."""
MAX_MENTIONS = 20
"""In one text."""

MAX_QUICK_REPLIES = 13
MAX_QUICK_REPLY_LABEL = 20
"""Grapheme clusters."""
MAX_BUTTON_LABEL = 40
"""Grapheme clusters on a button of a card."""
MAX_TEMPLATE_LABEL = 20
"""Grapheme clusters on a button of a template."""
MAX_POSTBACK_DATA = 300
"""UTF-16 units."""
MAX_DISPLAY_TEXT = 300
"""Grapheme clusters of what a tap says for the person."""
MAX_URI = 1_000
"""Characters of the address a button opens."""

MAX_BUBBLE_BYTES = 30 * 1024
"""Of the bubble's JSON in UTF-8."""
MAX_CAROUSEL_BYTES = 50 * 1024
MAX_CAROUSEL_BUBBLES = 12

MIN_MENU_WIDTH, MAX_MENU_WIDTH = 800, 2_500
"""Pixels of a rich menu."""
MIN_MENU_HEIGHT = 250
MIN_MENU_RATIO = 1.45
"""Width over height."""
MAX_MENU_AREAS = 20
MAX_MENU_NAME = 300
MAX_CHAT_BAR_TEXT = 14
"""Grapheme clusters."""
MAX_AREA_LABEL = 20
"""Grapheme clusters of an area's action."""
MAX_MENU_IMAGE_BYTES = 1024 * 1024
