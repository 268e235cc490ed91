"""Which events, and which customers, a clause is about."""

from pydantic import Field

from calc.language.parts import Part, Words
from calc.language.values import Changes, Years


class Condition(Part):
    """Which events a clause is about. A name left out means any; several names mean any of them."""

    kind: Words = Field(default=(), description="The kind of event: renewal, upsell, churn …")
    product: Words = Field(default=(), description="What was sold.")
    effort: Words = Field(
        default=(), description="How hard it was to get: users, module … (the event's `effort`)."
    )
    region: Words = Field(default=(), description="The event's region; where it has none, its account's.")
    territory: Words = Field(
        default=(), description="The region that the credited person is in on the event's day."
    )
    role: Words = Field(
        default=(),
        description="The credited person's role on the deal; where none is stated, their own role.",
    )
    segment: Words = Field(default=(), description="The segment of the event's account.")
    years: Years = Field(default=(), description="Whole contract years, at least 1: `1`, `2-3`, `3+`.")
    change: Changes = Field(
        default=(), description="Whether recurring revenue went `up`, stayed the `same` or went `down`."
    )

    def names(self) -> dict[str, tuple[str, ...]]:
        """What is asked for, by the event's column."""
        asked = {
            "kind": self.kind,
            "product": self.product,
            "effort": self.effort,
            "region": self.region,
            "territory": self.territory,
            "role": self.role,
            "segment": self.segment,
            "years": self.years,
            "change": self.change,
        }
        return {column: words for column, words in asked.items() if words}


class Customers(Part):
    """Which customers a metric looks at. A name left out means any."""

    region: Words = Field(default=(), description="The account's region.")
    segment: Words = Field(default=(), description="The account's segment.")
    years: Years = Field(default=(), description="Whole years of the account's contract: `1`, `2-3`, `3+`.")

    def names(self) -> dict[str, tuple[str, ...]]:
        """What is asked for, by the account's column."""
        asked = {"region": self.region, "segment": self.segment, "years": self.years}
        return {column: words for column, words in asked.items() if words}
