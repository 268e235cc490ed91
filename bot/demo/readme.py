"""The page that goes with the exported files: what they are, what to do with them, whom to look at."""

from bot.demo.company import Company
from bot.demo.shapes import Situations

_OPENING = """\
{name}: a made-up customer-success company
{underline}

{people} people, {accounts} customers, six quarters up to {day}. Nobody here is real. The files are what an HR
system, a CRM and some spreadsheets would export, so your own will look much like them.

Go through these steps in this folder:

  1. Take the pay plans in              micdrop plan load plans/*.yaml
  2. Bring the facts in                 micdrop import mapping.yaml
  3. See what a quarter comes to        micdrop calculate "last quarter"
  4. Ask as one of the people           micdrop ask "/mycomp last quarter" --as {asker}

The plans come first, because plan_assignments.csv says who is on which. Change a file and do step 2 again:
only what changed is taken in. mapping.yaml says which column is what; copy it for your own files.


The files

  people.csv, job_history.csv           who works here, and what they were from when to when (HR)
  plan_assignments.csv                  who is on which plan, with the yearly pay agreed (HR)
  accounts.csv, account_owners.csv      customers, and who looked after them when (CRM)
  arr_snapshot.csv                      their yearly recurring revenue when the story begins (CRM)
  opportunities.csv                     deals; only those that are won count (CRM)
  opportunity_splits.csv                deals that several people share (CRM)
  churn.csv                             customers that left (CRM)
  surveys.csv                           satisfaction, recommendation, days to first value (spreadsheet)
  targets.csv, quotas.csv               what was aimed for (spreadsheet)
  plans/                                the pay plans; each says where its design comes from


Whom to look at

"""


def readme_text(company: Company) -> str:
    asker = next(member for member in company.members if member.name.startswith("Ana "))
    opening = _OPENING.format(
        name=company.name,
        underline="=" * len(f"{company.name}: a made-up customer-success company"),
        people=len(company.members),
        accounts=len(company.accounts),
        day=f"{company.window.today:%d %B %Y}".lstrip("0"),
        asker=asker.key,
    )
    names = {member.key: member.name for member in company.members}
    people = "\n".join(
        f"  {key}  {names[key]:<20}  {what}" for key, what in _to_look_at(company.situations, asker.key)
    )
    return f"{opening}{people}\n"


def _to_look_at(situations: Situations, asker: str) -> list[tuple[str, str]]:
    return [
        (asker, "renewals, expansion and a team bonus"),
        (situations.joiner, "joined in the middle of a quarter, without customers when it began"),
        (situations.leaver, "left last quarter; half of a deal came too late"),
        (situations.mover, "moved to another team and plan last quarter"),
        (situations.without_plan, "has no pay plan"),
        (situations.nothing_this_quarter, "is away, and has nothing this quarter"),
        (situations.director, "leads everybody, and may see everybody's pay"),
        (situations.compensation_admin, "runs pay, and may see everybody's pay"),
    ]
