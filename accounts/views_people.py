"""Pages of those who administer access: people, their roles, and organisations."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import people as actions
from accounts.forms_people import OrganisationForm, PersonForm
from accounts.models import Organisation, Region, User
from accounts.naming import spoken_name
from accounts.roles import Role, Task
from accounts.second_factor import forget_second_factor, has_second_factor
from accounts.staff import staff_may
from sozialmonitor.pages import desk_page, render


@require_safe
@staff_may(Task.MANAGE)
def people(request: HttpRequest, region: Region) -> HttpResponse:
    rows = [
        (user, [Role(role).label for role in user.roles], has_second_factor(user))
        for user in actions.people_of(region)
    ]
    context = {"page": desk_page(request, region, _("People")), "rows": rows}
    return render(request, "desk/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.MANAGE)
def new_person(request: HttpRequest, region: Region) -> HttpResponse:
    """Invited by a link that is shown once, to be handed over."""
    by = _by(request)
    if not Organisation.objects.filter(region=region).exists():
        messages.info(request, _("First make the organisation the person works for."))
        return redirect("new-organisation", region.key)
    form = PersonForm(region, request.POST or None, by=by)
    if request.method != "POST" or not form.is_valid():
        return _person_form(request, region, form, _("Invite somebody"), None)
    user = actions.invite(form.said(), region, by)
    return _link_page(request, region, user, actions.link_for(user))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.MANAGE)
def person(request: HttpRequest, region: Region, person_id: int) -> HttpResponse:
    user, by = _person(region, person_id), _by(request)
    start = {
        name: getattr(user, name)
        for name in ("first_name", "last_name", "email", "roles", "is_active")
    } | {"organisation": user.organisation_id}
    sent = request.POST if request.method == "POST" else None
    form = PersonForm(region, sent, user=user, by=by, initial=start)
    if sent is None or not form.is_valid():
        return _person_form(request, region, form, spoken_name(user), user)
    actions.change(user, form.said(), region, by)
    messages.success(request, _("The changes are stored and count at once."))
    return redirect("people", region.key)


@require_POST
@staff_may(Task.MANAGE)
def person_link(request: HttpRequest, region: Region, person_id: int) -> HttpResponse:
    user = _person(region, person_id)
    return _link_page(request, region, user, actions.new_link(user, region, _by(request)))


@require_POST
@staff_may(Task.MANAGE)
def person_second_factor(request: HttpRequest, region: Region, person_id: int) -> HttpResponse:
    """For somebody who lost the app; not for oneself: that is what recovery codes are for."""
    user, by = _person(region, person_id), _by(request)
    if "is_sure" not in request.POST:
        messages.error(request, _("Nothing was removed: please tick that you are sure."))
    elif user.pk != by.pk:
        forget_second_factor(user, by)
        messages.success(request, _("The second factor is removed. A new one can be set up."))
    return redirect("person", region.key, user.pk)


@require_safe
@staff_may(Task.MANAGE)
def organisations(request: HttpRequest, region: Region) -> HttpResponse:
    context = {
        "page": desk_page(request, region, _("Organisations")),
        "tree": actions.tree_of(region),
    }
    return render(request, "desk/organisations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.MANAGE)
def new_organisation(request: HttpRequest, region: Region) -> HttpResponse:
    start = {"sees_all": True, "kind": Organisation.Kind.DEPARTMENT}
    form = OrganisationForm(region, request.POST or None, initial=start)
    return _organisation_page(request, region, form, _("New organisation"))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.MANAGE)
def organisation(request: HttpRequest, region: Region, organisation_id: int) -> HttpResponse:
    found = Organisation.objects.filter(region=region, pk=organisation_id).first()
    if found is None:
        raise Http404(_("There is no such organisation."))
    start = {
        "name": found.name,
        "kind": found.kind,
        "parent": found.parent_id,
        "sees_all": found.sees_all,
    }
    form = OrganisationForm(region, request.POST or None, organisation=found, initial=start)
    return _organisation_page(request, region, form, found.name)


def _organisation_page(
    request: HttpRequest, region: Region, form: OrganisationForm, title: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        actions.keep_organisation(form.applied(), _by(request))
        messages.success(request, _("The organisation is stored."))
        return redirect("organisations", region.key)
    context = {
        "page": desk_page(request, region, title),
        "form": form,
        "organisation": form.organisation,
    }
    return render(request, "desk/organisation.html", context, 400 if form.errors else 200)


def _person_form(
    request: HttpRequest, region: Region, form: PersonForm, title: str, user: User | None
) -> HttpResponse:
    context = {
        "page": desk_page(request, region, title),
        "form": form,
        "person": user,
        "is_oneself": user is not None and user.pk == _by(request).pk,
        "has_second_factor": user is not None and has_second_factor(user),
    }
    return render(request, "desk/person.html", context, 400 if form.errors else 200)


def _link_page(request: HttpRequest, region: Region, user: User, link: str) -> HttpResponse:
    context = {
        "page": desk_page(request, region, _("Hand over the link")),
        "person": user,
        "link": request.build_absolute_uri(link),
    }
    return render(request, "desk/person_link.html", context)


def _person(region: Region, person_id: int) -> User:
    found = User.objects.filter(organisation__region=region, is_superuser=False, pk=person_id)
    user = found.select_related("organisation__region").first()
    if user is None:
        raise Http404(_("There is no such person."))
    return user


def _by(request: HttpRequest) -> User:
    assert request.user.is_authenticated
    return request.user
