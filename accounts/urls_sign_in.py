"""Addresses of signing in, below /accounts/. django-allauth asks for some by its own names."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from accounts import views_second_factor as factor
from accounts import views_sign_in as views

logout = LogoutView.as_view(next_page="start")

urlpatterns = [
    path("login/", views.login, name="login"),
    path("login/", views.login, name="account_login"),
    path("login/code/", factor.code, name="mfa_authenticate"),
    path("logout/", logout, name="logout"),
    path("logout/", logout, name="account_logout"),
    path("password/", views.password, name="password"),
    path("password/done/", views.password_changed, name="password-changed"),
    path("password/forgotten/", views.forgotten, name="password-forgotten"),
    path("password/forgotten/sent/", views.forgotten_sent, name="password-forgotten-sent"),
    path("password/new/<uidb64>/<token>/", views.new_password, name="new-password"),
    path("again/", factor.password_again, name="account_reauthenticate"),
    path("again/code/", factor.code_again, name="mfa_reauthenticate"),
    path("second-factor/", factor.overview, name="mfa_index"),
    path("second-factor/new/", factor.activate, name="mfa_activate_totp"),
    path("second-factor/remove/", factor.deactivate, name="mfa_deactivate_totp"),
    path("second-factor/codes/", factor.codes, name="mfa_view_recovery_codes"),
    path("second-factor/codes/new/", factor.new_codes, name="mfa_generate_recovery_codes"),
]
