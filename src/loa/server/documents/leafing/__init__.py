"""Turning the pages of hostile files: programs behind walls, and what they may bring back. Imports little: each file starts a process of its own."""
