"""Who can write to Micdrop in the demo: the people of the company, and some that it turns away."""

from bot.demo.company import Company
from bot.sandbox.users import People


def test_everybody_in_the_company_is_in_slack_with_the_address_that_hr_has(company: Company) -> None:
    in_slack = {user.email: user for user in company.slack_users if user.email}
    for member in company.members:
        assert in_slack[member.email].real_name == member.name
        assert in_slack[member.email].tz == member.zone
        assert not in_slack[member.email].is_bot


def test_slack_takes_them_all(company: Company) -> None:
    assert len(People(company.slack_users).everyone()) == len(company.slack_users)
    assert all(user.id.isalnum() and user.id.isupper() for user in company.slack_users)


def test_there_is_one_of_each_whom_micdrop_turns_away(company: Company) -> None:
    known = {member.email for member in company.members}
    strangers = [user for user in company.slack_users if user.email not in known]
    assert [user.name for user in strangers if user.is_guest] == ["pat.delacroix"]
    assert [user.name for user in strangers if user.deleted] == ["olga.petrenko"]
    assert [user.name for user in strangers if user.is_bot] == ["deskbell"]
    assert [user.name for user in strangers if user.is_stranger] == ["kai.lindqvist"]
    plain = [
        user.name
        for user in strangers
        if not (user.is_guest or user.deleted or user.is_bot or user.is_stranger)
    ]
    assert plain == ["sam.okonkwo"]


def test_who_left_can_still_write_because_nobody_closed_the_account_yet(company: Company) -> None:
    leaver = next(one for one in company.members if one.key == company.situations.leaver)
    user = next(user for user in company.slack_users if user.email == leaver.email)
    assert not user.deleted
