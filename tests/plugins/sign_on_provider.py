"""A province's own sign-on for tests: django-oauth-toolkit, a real OpenID Connect provider, on a port of this machine, in a process of its own.

usage: sign_on_provider.py FOLDER REDIRECT_ADDRESS; prints one line of JSON and serves until it is ended.
People sign in there by name and password; PKCE is required. Whoever is called `hai-buoc` is said to have made two steps.
"""

import json
import secrets
import sys
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings

PEOPLE = ("mot-buoc", "hai-buoc", "nguoi-la")
APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages", "oauth2_provider"]
LOGIN = "<form method=post>{% csrf_token %}{{ form }}</form>"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "loaders": [
                ("django.template.loaders.locmem.Loader", {"registration/login.html": LOGIN}),
                "django.template.loaders.app_directories.Loader",
            ],
            "context_processors": ["django.template.context_processors.request", "django.contrib.auth.context_processors.auth"],
        },
    }
]
TEMPLATES[0].pop("APP_DIRS")


class Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_message(self, *_: Any) -> None:
        """Keep the line of JSON alone."""


def configure(folder: Path) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode()
    settings.configure(
        SECRET_KEY=secrets.token_urlsafe(32),
        ALLOWED_HOSTS=["127.0.0.1", "localhost"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "sign-on.sqlite3"}},
        INSTALLED_APPS=APPS,
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        TEMPLATES=TEMPLATES,
        ROOT_URLCONF=__name__,
        USE_TZ=True,
        LOGIN_URL="/vao/",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        OAUTH2_PROVIDER={
            "OIDC_ENABLED": True,
            "OIDC_RSA_PRIVATE_KEY": pem,
            "SCOPES": {"openid": "OpenID"},
            "PKCE_REQUIRED": True,
            "OAUTH2_VALIDATOR_CLASS": "sign_on_provider.Says",
        },
    )
    django.setup()


def fill(redirect: str) -> dict[str, str]:
    """People, and the application that Loa is here."""
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from oauth2_provider.models import Application

    call_command("migrate", verbosity=0, interactive=False)
    password, secret = secrets.token_urlsafe(12), secrets.token_urlsafe(24)
    for name in PEOPLE:
        User.objects.create_user(name, password=password)
    known = Application.objects.create(
        name="Loa",
        client_secret=secret,
        redirect_uris=redirect,
        client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
        algorithm=Application.RS256_ALGORITHM,
        skip_authorization=True,
    )
    return {"client_id": known.client_id, "client_secret": secret, "password": password}


def main() -> None:
    """Serve."""
    sys.modules["sign_on_provider"] = sys.modules[__name__]
    configure(Path(sys.argv[1]))
    told = fill(sys.argv[2])

    from django.contrib.auth.views import LoginView
    from django.core.wsgi import get_wsgi_application
    from django.urls import include, path
    from oauth2_provider.oauth2_validators import OAuth2Validator

    class Says(OAuth2Validator):
        """Adds how the person signed in (RFC 8176)."""

        oidc_claim_scope = None

        def get_additional_claims(self, request: Any) -> dict[str, Any]:
            return {"amr": ["pwd", "mfa"] if request.user.username == "hai-buoc" else ["pwd"]}

    globals()["Says"] = Says
    globals()["urlpatterns"] = [path("vao/", LoginView.as_view()), path("o/", include("oauth2_provider.urls", namespace="oauth2_provider"))]
    server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet)
    print(json.dumps({**told, "issuer": f"http://127.0.0.1:{server.server_port}/o"}), flush=True)  # noqa: T201 -- this is how it tells
    server.serve_forever()


if __name__ == "__main__":
    main()
