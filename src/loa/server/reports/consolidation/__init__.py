"""How a report comes about: who is expected, what lies one level down, filling a form, versions, what a snapshot says beside the figures."""
