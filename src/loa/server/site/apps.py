"""Wires the house at start-up."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The most downstream stage: it alone knows all the others."""

    name = "loa.server.site"
    label = "site"

    def ready(self) -> None:
        """Hand the table of reactions, and how to wake the worker, to kit; and the table of holders to reorganisations."""
        from loa.server.kit import acts  # noqa: PLC0415 -- models exist only now
        from loa.server.site import tasks, wiring  # noqa: PLC0415
        from loa.server.site.reorganising import holders  # noqa: PLC0415

        acts.wire(wiring.REACTIONS, nudge=tasks.nudge)
        holders.wire(wiring.HOLDERS)
