"""Every topic has one payload of plain values that survives JSON."""

from __future__ import annotations

import json
from dataclasses import fields

import pytest

from marketplace.kernel.events import TOPICS, ContractAccepted, ContractSigned, Topic

SAMPLES = {"int": 7, "str": "35.77", "bool": True}


def test_every_topic_has_its_payload():
    assert set(TOPICS) == set(Topic)
    assert TOPICS[Topic("contract.signed")] is ContractSigned


@pytest.mark.parametrize("topic", list(Topic))
def test_a_payload_of_plain_values_survives_json(topic):
    kind = TOPICS[topic]
    event = kind(**{field.name: SAMPLES[field.type] for field in fields(kind)})
    assert event.topic is topic
    assert kind.from_json(json.loads(json.dumps(event.to_json()))) == event
    with pytest.raises(AttributeError):
        setattr(event, fields(kind)[0].name, 8)


@pytest.mark.parametrize(
    "change", [lambda payload: payload.pop("contract_id"), lambda payload: payload.update(x=1)]
)
def test_a_payload_with_other_keys_is_refused(change):
    payload = ContractSigned(contract_id=1, business_id=2, work_unit_id=3).to_json()
    change(payload)
    with pytest.raises(TypeError):
        ContractSigned.from_json(payload)


def test_the_same_values_under_another_topic_are_another_fact():
    values = {"contract_id": 1, "business_id": 2, "work_unit_id": 3}
    assert ContractSigned(**values) != ContractAccepted(**values)
