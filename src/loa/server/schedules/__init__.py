"""Programmes, sessions under dated caps, running orders, and the schedules that go out to stations."""
