"""Sound as bytes: decode, level, join, encode, measure. Plain modules: no Django, no database, no clock."""
