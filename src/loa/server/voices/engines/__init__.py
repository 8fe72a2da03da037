"""Voices that speak text. Plain modules: no Django, no database. An engine runs in a process of its own."""
