"""Refusals of the value network engine."""

from __future__ import annotations

from seedbed.lib.errors import SeedbedError


class PowerSharesError(SeedbedError):
    """The shares of one channel of power do not add up."""

    code = "network-power-shares"

    def __init__(self, channel: str, total: float) -> None:
        self.channel, self.total = channel, total
        super().__init__(
            f"The map cannot be read: the shares of {channel!r} add up to "
            f"{total:.2f}, not 1. Say how the whole of it is divided, with "
            f"'others' as one of the actors if need be."
        )


class NoChannelError(SeedbedError):
    """An actor has no channel through which power could come."""

    code = "network-no-channel"

    def __init__(self, actor: str) -> None:
        self.actor = actor
        super().__init__(
            f"The map cannot be read: {actor!r} has no channel of power. Say what the "
            f"program needs from them, what they regulate, vote on or sign, or whose "
            f"voice they are; or take them off the map."
        )
