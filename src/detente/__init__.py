"""Détente: a workbench for peace talks and other multi-party negotiations."""

__version__ = "0.1.0"
