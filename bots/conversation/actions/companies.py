"""What one can do with a company."""

from bots.conversation.actions.codec import Action, action


@action("oe", "action.edit")
class EditCompany(Action):
    company_id: int


@action("or", "action.rename")
class RenameCompany(Action):
    company_id: int


@action("oc", "action.company_contacts")
class CompanyContacts(Action):
    company_id: int
    page: int = 0


@action("ol", "action.contact_deals")
class CompanyDeals(Action):
    company_id: int
    page: int = 0


@action("ot", "action.contact_tasks")
class CompanyTasks(Action):
    company_id: int
    page: int = 0


@action("ow", "action.new_deal")
class NewCompanyDeal(Action):
    company_id: int


@action("on", "action.new_contact")
class NewCompanyContact(Action):
    company_id: int


@action("og", "action.tags")
class CompanyTags(Action):
    company_id: int


@action("oh", "action.tags")
class TagCompany(Action):
    """`on` 1 puts the tag on, 0 takes it off."""

    company_id: int
    tag_id: int
    on: int


@action("oo", "action.reassign")
class CompanyOwner(Action):
    company_id: int
    page: int = 0


@action("ov", "action.reassign")
class GiveCompany(Action):
    company_id: int
    person_id: int
    seen: int


@action("oz", "action.take")
class TakeCompany(Action):
    company_id: int
    seen: int


@action("od", "action.delete")
class DeleteCompany(Action):
    company_id: int
    seen: int
