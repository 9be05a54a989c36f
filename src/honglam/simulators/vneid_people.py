"""Whom the simulated provider knows: the demo's citizens, and whoever is typed in."""

from hashlib import sha256
from typing import Any

from django.http import QueryDict

from honglam.identity.contracts import Proof
from honglam.identity.models import Account

Person = dict[str, str]


def known_people() -> list[Person]:
    """The demo's citizens."""
    rows = Account.objects.filter(citizen_id_proof__in=[Proof.DEMO.value, Proof.PROVIDER.value], is_active=True)
    return [
        {"citizen_id": row.citizen_id, "name": row.full_name, "birth": row.birth, "gender": row.gender}
        for row in rows.order_by("sort_key")[:12]
    ]


def person_from(form: QueryDict) -> Person:
    """Who was chosen or typed in."""
    chosen = next((person for person in known_people() if person["citizen_id"] == form.get("who")), None)
    typed = {name: form.get(name, "") for name in ("citizen_id", "name", "birth", "gender", "phone", "email")}
    return {"phone": "", "email": "", **(chosen or typed), "level": form.get("level", "2")}


def subject(person: Person) -> str:
    """A pairwise subject: the same person always has the same one, and it says nothing about them."""
    return sha256(f"simulated:{person['citizen_id']}".encode()).hexdigest()[:40]


def claims(person: Person) -> dict[str, Any]:
    """The record as userinfo tells it."""
    return {
        "sub": subject(person),
        "name": person["name"],
        "citizen_id": person["citizen_id"],
        "birthdate": person["birth"],
        "gender": person["gender"],
        "phone_number": person["phone"],
        "phone_number_verified": bool(person["phone"]),
        "email": person["email"],
        "email_verified": bool(person["email"]),
    }


PAGE = """
{% extends "ui/plain.html" %}
{% from "ui/components/button.html" import button %}
{% from "ui/components/choices.html" import radios, select %}
{% from "ui/components/input.html" import input, number_code %}
{% from "ui/components/notice.html" import warning %}
{% block title %}VNeID (simulator){% endblock %}
{% block content %}
<div lang="en">
<h1 class="govuk-heading-l">VNeID – simulator</h1>
{{ warning("This page only pretends to be the national identity application. Anybody can sign in as anybody.") }}
<form method="post" novalidate>
  {{ csrf_input }}
  {{ radios(name="who", label="Sign in as", options=people, value="") }}
  {{ number_code(name="citizen_id", label="Citizen identity number") }}
  {{ input(name="name", label="Full name") }}
  {{ input(name="birth", label="Birth date (YYYY-MM-DD)", width="10") }}
  {{ select(name="gender", label="Gender", options=[("male", "Male"), ("female", "Female")]) }}
  {{ input(name="phone", label="Phone", width="20") }}
  {{ input(name="email", label="E-mail") }}
  {{ select(name="level", label="Level of assurance", options=[("2", "2"), ("1", "1")]) }}
  {{ select(name="fault", label="What goes wrong", options=faults) }}
  {{ button("Agree and go back") }}
</form>
</div>
{% endblock %}
"""
