"""Engines that an office may run beside Loa for reading papers. None is needed."""

from loa.server.documents.engines.language_model import ModelFailed, OfficeModel, ask

__all__ = ["ModelFailed", "OfficeModel", "ask"]
