"""Pure rules of the field. Standard library only: no Django, no I/O, no clock, no randomness."""
