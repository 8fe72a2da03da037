"""Agencies (cơ quan, đơn vị): the bodies that act, as identity and dated versions. Public facts."""
