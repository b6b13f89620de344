"""The Telegram face of digestbot."""

import os

# python-telegram-bot offers its future form of durations only by this variable, and warns without it.
os.environ.setdefault("PTB_TIMEDELTA", "1")
