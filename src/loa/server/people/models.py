"""Accounts, and the roles granted at an agency for a period. Nothing here is deleted: it ends."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from loa.core.roles import Role
from loa.server.kit.ids import new_id


class Person(models.Model):
    """Người: somebody who acts, with or without an account."""

    id = models.UUIDField(primary_key=True, default=new_id)
    full_name = models.CharField("họ và tên", max_length=200)
    phone = models.CharField("điện thoại công vụ", max_length=30, blank=True)
    simulated = models.BooleanField("nhân vật minh họa", default=False)
    ended_on = models.DateField(null=True)

    class Meta:
        verbose_name = "người"


class Accounts(BaseUserManager["Account"]):
    """Finds an account by its sign-in name."""


class Account(AbstractBaseUser):
    """Tài khoản: the way in of one person."""

    id = models.UUIDField(primary_key=True, default=new_id)
    username = models.CharField("tên đăng nhập", max_length=80, unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="account")
    is_active = models.BooleanField("đang dùng", default=True)

    objects: ClassVar[Accounts] = Accounts()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "tài khoản"


class RoleGrant(models.Model):
    """Giao vai trò: a role at an agency, from a day until a day."""

    id = models.UUIDField(primary_key=True, default=new_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    role = models.CharField("vai trò", max_length=30, choices=Role.choices())
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True)

    class Meta:
        verbose_name = "giao vai trò"
        indexes = [models.Index(fields=["agency", "role"])]
