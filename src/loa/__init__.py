"""Loa: from an official letter to sound, paper and an official report."""

__version__ = "0.1.0"
