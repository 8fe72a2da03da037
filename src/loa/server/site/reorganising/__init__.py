"""Reorganisation of units as a job: a table of changes, a plan, two people, steps that can be taken up again, and a record."""
