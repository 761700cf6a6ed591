"""`notify:` in show.yaml → who is told at once that the feed has changed."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from podpub.config.fields import Url, YesNo  # noqa: TC001 - pydantic evaluates annotations
from podpub.config.keys import Written
from podpub.model import Notify


class WrittenNotify(Written):
    """Who is told, after a release, that the feed has changed."""

    aliases: ClassVar[dict[str, str]] = {
        "hub": "websub",
        "websub_hub": "websub",
        "pubsubhubbub": "websub",
        "use_podping": "podping",
    }

    websub: Url | None = Field(
        None,
        title="WebSub hub",
        description="The address of a WebSub hub, which the feed then names.",
        examples=["https://pubsubhubbub.appspot.com/"],
    )
    podping: YesNo = Field(
        default=False,
        title="Podping",
        description="Whether podping is told; its token comes from PODPUB_PODPING_TOKEN.",
    )

    def notify(self) -> Notify:
        """Return the noun."""
        return Notify(self.websub, self.podping)
