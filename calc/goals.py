"""What a company may go for, and which ready designs fit that, each with the reason why."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """`aim` goes on after "To "; `designs` are keys of the library, the nearest first, with why they fit."""

    aim: str
    designs: dict[str, str]


GOALS: dict[str, Goal] = {
    "start": Goal(
        "begin with something that fits on a page",
        {
            "simple-commission": "One rate for each kind of sale, and nothing else to explain.",
            "base-and-bonus": "One bonus on one figure, beside base pay.",
            "base-and-variable": "A share of renewals and of expansion, and one bonus for the team.",
            "base-only": "Nothing variable, while you find out what to pay for.",
            "pay-mixes": "Shows how much of the pay to put at risk, by one figure for all.",
            "split-deals": "Rates by a person's part of each deal.",
            "europe-in-euros": "Rates and a bonus in euros, with sales in other currencies.",
            "japan-in-yen": "Rates and a quota in a currency without cents.",
            "kuwait-in-dinars": "Rates and a quota in a currency with three decimals.",
        },
    ),
    "retention": Goal(
        "keep customers and their revenue",
        {
            "equal-chance": "Gross retention against the target of each person's own book.",
            "team-retention": "Half follows the team, half one's own customers; nobody gets nothing.",
            "regional-accelerator": "Each percent a region keeps over its target pays more, renewals too.",
            "revenue-saved": "Pays for the revenue at risk that was saved.",
            "logo-retention": "Counts customers, so that a small one is worth a call as well.",
            "team-picks-the-rate": "The team's renewals decide the rate for everybody.",
            "long-contracts": "No customer goes quiet because its contract is long.",
            "multi-year": "Renewals for more years pay a higher rate.",
            "multi-year-spiff": "A prize for each renewal over two years and more.",
            "nps-multiplier": "Renewals and retention count less where customers would not recommend us.",
            "company-goals": "Everybody follows the company's net retention.",
        },
    ),
    "growth": Goal(
        "sell more to the customers there are",
        {
            "growth": "A quota of one's own and one of the team, and a rate for each product.",
            "accelerator": "A higher rate past the quota of the year.",
            "retroactive-tiers": "The tier reached at the end of the quarter holds for all of it.",
            "gated-accelerator": "Accelerates in a good year only, and pays renewals while customers stay.",
            "commission-by-effort": "A new module pays more than a few more users.",
            "net-growth": "What customers grow by pays most, at a renewal or in between.",
            "net-of-losses": "Pays for growth less what was lost, so that a book has to end larger.",
            "nrr-plus": "Net retention, with referrals and users who moved counted on top.",
            "blended-mrr": "Part of a month's recurring revenue, by product line.",
            "multi-year": "The first year of a contract in full, later ones by half.",
            "territory-rates": "Another rate where the same sale is harder to make.",
            "follow-the-goal": "One line of the plan changes when the company goes for something else.",
            "team-quota-with-ramp": "A quota for the team, with smaller parts for newcomers.",
        },
    ),
    "leads": Goal(
        "find opportunities and hand them over well",
        {
            "opportunity-baseline": "A number of opportunities a quarter, and more for each above it.",
            "qualified-opportunities": "A set amount for each that qualifies, back if sales turns it down.",
            "discovery-handoff": "An amount for each handover, and a bonus on how many are won.",
            "sourced-leads": "A share of expansion for whoever found the lead.",
            "shared-deals": "CSM and AE on one customer, each with rates that fit their part.",
        },
    ),
    "adoption": Goal(
        "have customers use what they bought",
        {
            "adoption": "Active users of one's own customers and of the team's.",
            "scorecard": "Adoption beside net retention and NPS, each with its weight.",
            "kpi-bonus-and-upsell": "Adoption, reviews held and satisfaction, with a rate on upsells.",
            "long-contracts": "Two conversations a quarter with every customer on a long contract.",
            "first-90-days": "Half of a new customer's users active within 90 days.",
        },
    ),
    "onboarding": Goal(
        "bring new customers to their first success",
        {
            "onboarding": "Days from kick-off to first value, and how content the customer was.",
            "time-to-value": "How soon the team's new customers get value, adopt and speak for it.",
            "first-90-days": "How many new customers saw value, used it and had a plan in time.",
            "linked-teams": "Onboarding and success share a retention figure: nobody drops a hand-over.",
        },
    ),
    "satisfaction": Goal(
        "make customers content, and have them say so",
        {
            "customer-voice": "NPS of the region and satisfaction of the team, safe from small samples.",
            "nps-multiplier": "A low NPS takes a quarter off everything else.",
            "scorecard": "NPS as one of three figures.",
            "company-goals": "NPS and satisfaction of the whole company beside its retention.",
            "onboarding": "Satisfaction right after the start, pooled over the team.",
        },
    ),
    "teamwork": Goal(
        "work for one result together",
        {
            "team-retention": "Half of the bonus is the team's.",
            "linked-teams": "Two teams with one figure.",
            "team-picks-the-rate": "Everybody's rate depends on what the team renewed.",
            "team-quota-with-ramp": "One quota for all, and newcomers are welcome.",
            "best-of-every-team": "The team with the most expansion divides a prize.",
            "team-transfers": "Nobody loses by changing teams.",
            "shared-deals": "Two people on a customer, each paid for their part.",
            "split-deals": "A deal is divided as the work was.",
            "manager-rubric": "Teamwork is one of the things that a manager scores.",
        },
    ),
    "leadership": Goal(
        "pay those who lead by what their people achieve",
        {
            "leadership": "The team's net retention and the region's gross retention.",
            "line-results": "Net retention of everybody's customers below, and a share of their upsells.",
            "line-pay": "A share of what the people below earn, more of direct reports.",
            "company-goals": "For those who answer for the whole company.",
        },
    ),
    "prizes": Goal(
        "give a prize for something special",
        {
            "quarterly-awards": "Several awards in every team, each quarter.",
            "presidents-club": "The best of a year win a trip, and everybody far over quota a prize.",
            "best-of-every-team": "One winner in every team, and one winning team.",
            "this-week-only": "A prize for a few days, for the first few, or until the money is gone.",
            "firsts": "For doing something for the first time.",
            "multi-year-spiff": "For customers who commit for years.",
        },
    ),
    "steady-pay": Goal(
        "keep pay steady for people who are new, or in uneven months",
        {
            "new-starters": "A smaller quota and a guarantee in the first months.",
            "new-market-draw": "At least so much a month in a new market, never paid back.",
            "recoverable-draw": "Thin months are advanced, good ones pay it back.",
            "prorated-by-days": "Joiners and leavers get their days, leave left out.",
            "prorated-by-months": "Joiners and leavers get their months.",
            "caps-and-floors": "Floors for people, caps for the budget.",
        },
    ),
    "sound-deals": Goal(
        "pay for deals that hold and customers who pay",
        {
            "paid-with-cash": "Commission is held until the customer pays.",
            "clawback-in-full": "A cancelled deal gives all of its commission back.",
            "clawback-by-age": "The later a deal is cancelled, the less goes back.",
            "net-of-losses": "Losses count against growth, and are carried on.",
            "qualified-opportunities": "What sales turns down is taken back.",
            "caps-and-floors": "No single deal pays more than it should.",
        },
    ),
}
