"""The mail with a link to a new password. The worker looks the person up and sends it, so that
asking takes as long for a stranger's address as for a colleague's."""

from django.http import HttpRequest
from django.utils.translation import get_language, override

from accounts.actions import HeldJob, create_job
from accounts.forms_passwords import ForgottenForm
from accounts.models import Job
from accounts.tries import LINKS_MAILED, is_used_up, note

MAIL = "mail-password-link"
SUBJECT, BODY = "accounts/forgotten_subject.txt", "accounts/forgotten_mail.txt"


def ask_for_mail(email: str, request: HttpRequest) -> Job:
    """A job that mails links to whoever has this address, if anybody has."""
    return create_job(
        MAIL,
        None,
        {
            "email": email,
            "site": request.get_host(),
            "secure": request.is_secure(),
            "language": get_language() or "de",
        },
    )


def mail_link(held: HeldJob) -> None:
    """Not more than a few an hour to one address; afterwards nobody knows that it was asked for."""
    said = held.job.arguments
    form = ForgottenForm({"email": said["email"]})
    who = said["email"].casefold()
    if form.is_valid() and not is_used_up(LINKS_MAILED, who):
        note(LINKS_MAILED, who)
        with override(said["language"]):
            form.save(
                domain_override=said["site"], use_https=said["secure"],
                subject_template_name=SUBJECT, email_template_name=BODY,
            )  # fmt: skip
    Job.everywhere.filter(pk=held.job.pk).delete()
