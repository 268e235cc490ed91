"""Why nothing was exported."""


class ExportRefused(Exception):
    """A period that cannot be exported; the text says why and what to do, and names no amount."""


def not_as_published(what: str) -> ExportRefused:
    """The refusal of something that does not fit, though nothing that is published can change."""
    return ExportRefused(
        f"{what}. Nothing was exported. `micdrop replay` and `micdrop audit verify` tell more; please report "
        "this: it should not happen."
    )
