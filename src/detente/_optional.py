"""The one door for packages that only an extra installs."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType


class MissingExtra(ImportError):
    """A package that belongs to an extra is not installed; the message names the extra, the command exits 4.

    Parameters
    ----------
    module
        What could not be imported, as `pandas`.
    extra
        The extra that installs it, as `frames`.
    """

    def __init__(self, module: str, extra: str) -> None:
        self.extra = extra
        super().__init__(f'{module} is not installed; it comes with: pip install "detente[{extra}]"', name=module)


def need(module: str, extra: str) -> ModuleType:
    """Import a module that only an extra installs.

    Raises
    ------
    MissingExtra
        When the package is not there. A package that is there but fails to import raises its own error.

    Examples
    --------
    >>> need("json", extra="frames").dumps([1])
    '[1]'
    >>> need("no_such_package", extra="frames")
    Traceback (most recent call last):
    detente._optional.MissingExtra: no_such_package is not installed; it comes with: pip install "detente[frames]"
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != module.partition(".")[0]:
            raise
        raise MissingExtra(module, extra) from error
