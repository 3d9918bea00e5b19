"""The schemas of REFI-QDA, made out of pyrefiqda's models: order, number and patterns as the standard has them.

The models were generated from the standard's own XSDs, and keep all of these but the two `choice` groups: one for the
values of variables, which we do not write, and one for the kinds of sources, of which we write one.
"""

from enum import Enum
from functools import cache
from types import ModuleType, NoneType
from typing import Any, get_args, get_origin, get_type_hints
from xml.sax.saxutils import quoteattr

from lxml import etree
from pydantic import BaseModel
from pyrefiqda.models import codebook, project

_TYPES = {str: "string", bool: "boolean", int: "integer"}
_DATES = {"XmlDateTime": "dateTime", "XmlDate": "date", "Decimal": "decimal"}


def faults(written: bytes) -> list[str]:
    """What is wrong with a project.qde or a codebook by its schema; nothing when it is valid."""
    document = etree.fromstring(written)
    schema = _schema(project if document.tag.endswith("}Project") else codebook)
    schema.validate(document)
    return [str(one) for one in schema.error_log]


@cache
def _schema(module: ModuleType) -> etree.XMLSchema:
    root = module.Project if module is project else module.CodeBook
    done: dict[str, str] = {}
    _define(root, module, done)
    namespace = module.__NAMESPACE__
    text = (
        f'<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns="{namespace}" targetNamespace="{namespace}" '
        f'elementFormDefault="qualified"><xsd:element name="{root.__name__}" type="{root.__name__}"/>'
        f"{''.join(done.values())}</xsd:schema>"
    )
    return etree.XMLSchema(etree.fromstring(text))


def _define(kind: type[BaseModel], module: ModuleType, done: dict[str, str]) -> None:
    if kind.__name__ in done:
        return
    done[kind.__name__] = ""
    hints = get_type_hints(kind, vars(module))
    elements, attributes = [], []
    for name, field in kind.model_fields.items():
        told = field.xsdata_metadata
        inner, many = _inner(hints[name])
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            _define(inner, module, done)
            said = f'type="{inner.__name__}"/>'
        else:
            said = f"><xsd:simpleType>{_simple(inner, told.get('pattern'))}</xsd:simpleType></xsd:@>"
        label = told.get("name", name)
        if told["type"] == "Attribute":
            use = ' use="required"' if field.is_required() else ""
            attributes.append(f'<xsd:attribute name="{label}"{use} {said.replace("@", "attribute")}')
        else:
            least = told.get("min_occurs", 1 if field.is_required() else 0)
            most = "unbounded" if many else 1
            elements.append(
                f'<xsd:element name="{label}" minOccurs="{least}" maxOccurs="{most}" {said.replace("@", "element")}'
            )
    done[kind.__name__] = (
        f'<xsd:complexType name="{kind.__name__}"><xsd:sequence>{"".join(elements)}</xsd:sequence>'
        f"{''.join(attributes)}</xsd:complexType>"
    )


def _inner(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) is list:
        return get_args(hint)[0], True
    options = [one for one in get_args(hint) if one is not NoneType]
    return (options[0] if options else hint), False


def _simple(kind: Any, pattern: str | None) -> str:
    base = _TYPES.get(kind) or _DATES.get(kind.__name__, "token")
    facets = f"<xsd:pattern value={quoteattr(pattern)}/>" if pattern else ""
    if issubclass(kind, Enum):
        facets = "".join(f'<xsd:enumeration value="{one.value}"/>' for one in kind)
    return f'<xsd:restriction base="xsd:{base}">{facets}</xsd:restriction>'
