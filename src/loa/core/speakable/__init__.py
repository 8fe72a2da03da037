"""Speakable Vietnamese: what is written, as a good announcer says it. Plain words and punctuation; tables first, rules short."""

from loa.core.speakable.say import speakable

__all__ = ["speakable"]
