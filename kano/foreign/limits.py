"""What a child may use."""

from __future__ import annotations

from contextlib import suppress


def limit(most: dict[str, int]) -> None:
    """Close the limits, by their names without `RLIMIT_`. A system that has no such limits leaves them open."""
    try:
        import resource
    except ImportError:
        return
    for name, amount in most.items():
        # The hard limit on time is a second later: at the soft one a signal tells why the child ends.
        with suppress(ValueError, OSError, AttributeError):
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (amount, amount + (name == "CPU")))
