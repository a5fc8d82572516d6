"""SAML 2.0 as a service provider: the provider's file, the request, the checked answer.

The Web Browser SSO profile (SAML 2.0 Profiles, section 4.1): the request goes by
HTTP-Redirect, the answer comes by HTTP-POST. ``signxml`` checks one signature and hands
back what was signed; which signature that is, and whether what it covers is meant for
here and now, is checked here.
"""

from __future__ import annotations

import base64
import secrets
import zlib
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.sax.saxutils import quoteattr

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509 import Certificate, load_der_x509_certificate
from lxml import etree  # type: ignore[import-untyped] # has no stubs
from signxml.algorithms import DigestAlgorithm, SignatureMethod
from signxml.exceptions import InvalidDigest, SignXMLException
from signxml.verifier import SignatureConfiguration, VerifyResult, XMLVerifier

from .addresses import safe
from .errors import SignOnError

_SAML = "urn:oasis:names:tc:SAML:2.0"
_NAMES = {
    "md": f"{_SAML}:metadata",
    "saml": f"{_SAML}:assertion",
    "samlp": f"{_SAML}:protocol",
    "ds": "http://www.w3.org/2000/09/xmldsig#",
}
_ASSERTION = f"{{{_NAMES['saml']}}}Assertion"
_RESPONSE = f"{{{_NAMES['samlp']}}}Response"
_ENCRYPTED = tuple(
    f"{{{_NAMES['saml']}}}Encrypted{what}" for what in ("Assertion", "ID", "Attribute")
)
_PREFIXES = "{http://www.w3.org/2001/10/xml-exc-c14n#}InclusiveNamespaces"
_STATUS = "samlp:Status//samlp:StatusCode"
_POST = f"{_SAML}:bindings:HTTP-POST"
_REDIRECT = f"{_SAML}:bindings:HTTP-Redirect"
_BEARER = f"{_SAML}:cm:bearer"
_SUCCESS = f"{_SAML}:status:Success"
_SIGNATURES = frozenset(
    method
    for size in ("256", "384", "512")
    for method in (
        SignatureMethod[f"RSA_SHA{size}"],
        SignatureMethod[f"SHA{size}_RSA_MGF1"],
        SignatureMethod[f"ECDSA_SHA{size}"],
    )
)
_DIGESTS = frozenset(
    {DigestAlgorithm.SHA256, DigestAlgorithm.SHA384, DigestAlgorithm.SHA512}
)
_DRIFT = timedelta(seconds=60)
#: A hundred times a usual answer, in characters; more is not worth reading.
_LONGEST = 500_000
_LONGEST_REASON = 300
#: What reading and checking raise at an answer that does not hold. Those of base64, of
#: times and of signxml's parts are ValueErrors.
_REFUSALS = (
    SignXMLException,
    etree.LxmlError,
    SyntaxError,
    ValueError,
    LookupError,
    TypeError,
)


@dataclass(frozen=True, kw_only=True)
class Provider:
    """The school's identity provider: its name, its page, and whom to believe."""

    entity_id: str
    address: str
    certificates: tuple[Certificate, ...]

    @property
    def expires_at(self) -> datetime:
        """When the last of its certificates expires."""
        return max(one.not_valid_after_utc for one in self.certificates)


@dataclass(frozen=True, kw_only=True)
class Identity:
    """What a checked answer says: who, and which request it answers, if any."""

    name_id: str
    attributes: Mapping[str, str]
    in_response_to: str

    def value(self, attribute: str) -> str:
        """Return what an attribute says, or the NameID where none is asked for."""
        return self.attributes.get(attribute, "") if attribute else self.name_id


def new_request_id() -> str:
    """Return a name for one request; XML has names begin with no digit."""
    return f"_{secrets.token_hex(20)}"


def address_of(provider: Provider, request_id: str, *, here: str, back: str) -> str:
    """Return the provider's page that the browser goes to, with the request in it."""
    asked = etree.Element(
        f"{{{_NAMES['samlp']}}}AuthnRequest",
        ID=request_id,
        Version="2.0",
        IssueInstant=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        Destination=provider.address,
        ProtocolBinding=_POST,
        AssertionConsumerServiceURL=back,
        nsmap={name: _NAMES[name] for name in ("samlp", "saml")},
    )
    etree.SubElement(asked, f"{{{_NAMES['saml']}}}Issuer").text = here
    # SAML 2.0 Bindings, section 3.4.4.1: deflated without zlib's own header.
    packed = zlib.compress(etree.tostring(asked), wbits=-zlib.MAX_WBITS)
    query = urlencode({"SAMLRequest": base64.b64encode(packed).decode()})
    return f"{provider.address}{'&' if '?' in provider.address else '?'}{query}"


def identity(provider: Provider, data: str, *, here: str, back: str) -> Identity:
    """Return who a posted answer says it is, checked.

    ``data`` is the form's ``SAMLResponse``. That it answers a request of this browser
    is the caller's to check, by ``in_response_to``.

    Raises
    ------
    SignOnError
        If the answer does not hold. Its words name no person.
    """
    if len(data) > _LONGEST:
        raise SignOnError("its answer is too long")
    try:
        assertion = _signed_assertion(provider, base64.b64decode(data), back)
        _check_meant(assertion, provider, here)
        return Identity(
            name_id=_words(_one(assertion, "saml:Subject/saml:NameID")),
            attributes=dict(_attributes(assertion)),
            in_response_to=_confirmed(assertion, back),
        )
    except _REFUSALS as error:
        raise SignOnError(_why(error)) from error


def metadata(here: str, back: str) -> str:
    """Return what a provider wants to know of this deployment, as XML."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="{_SAML}:metadata" entityID={quoteattr(here)}>
  <md:SPSSODescriptor AuthnRequestsSigned="false" WantAssertionsSigned="true"
      protocolSupportEnumeration="{_SAML}:protocol">
    <md:AssertionConsumerService index="0" isDefault="true"
        Binding="{_POST}" Location={quoteattr(back)}/>
  </md:SPSSODescriptor>
</md:EntityDescriptor>
"""


def provider_of(path: str) -> Provider:
    """Return the identity provider that a metadata file describes.

    Read again when the file changes, so that renewed certificates need no restart.

    Raises
    ------
    ValueError
        If the file cannot be read or lacks something; says what, and what to do.
    """
    try:
        changed = Path(path).stat().st_mtime_ns
        return _provider(path, changed)
    except OSError as error:
        raise _unfit(path, f"cannot be read: {error.strerror}") from error


@lru_cache(maxsize=4)
def _provider(path: str, _changed: int) -> Provider:
    try:
        root = _read(Path(path).read_bytes())
    except (SyntaxError, ValueError, LookupError, SignOnError) as error:
        raise _unfit(path, "is not plain XML without a DOCTYPE") from error
    described = [
        (entity, role)
        for entity in root.iter(f"{{{_NAMES['md']}}}EntityDescriptor")
        if (role := entity.find("md:IDPSSODescriptor", _NAMES)) is not None
    ]
    if len(described) != 1:
        what = f"describes {len(described)} identity providers, not one"
        raise _unfit(path, what)
    entity, role = described[0]
    if not entity.get("entityID"):
        raise _unfit(path, "does not name its provider (entityID)")
    return Provider(
        entity_id=entity.get("entityID"),
        address=_page(path, role),
        certificates=_certificates(path, role),
    )


def _page(path: str, role: Any) -> str:
    """Return where the provider takes requests by HTTP-Redirect."""
    for service in role.iterfind("md:SingleSignOnService", _NAMES):
        if service.get("Binding") == _REDIRECT:
            location: str = service.get("Location", "")
            try:
                return safe(location)
            except (SignOnError, ValueError) as error:
                what = f"names {location!r} as its page, which is not https"
                raise _unfit(path, what) from error
    raise _unfit(path, "names no SingleSignOnService with the HTTP-Redirect binding")


def _certificates(path: str, role: Any) -> tuple[Certificate, ...]:
    """Return the certificates that may sign: those for signing, or for anything."""
    try:
        read = [
            load_der_x509_certificate(base64.b64decode(one.text or ""))
            for key in role.iterfind("md:KeyDescriptor", _NAMES)
            if key.get("use", "signing") == "signing"
            for one in key.iterfind(".//ds:X509Certificate", _NAMES)
        ]
        found = tuple(
            one
            for one in read
            if isinstance(one.public_key(), RSAPublicKey | EllipticCurvePublicKey)
        )
    except (ValueError, UnsupportedAlgorithm) as error:
        raise _unfit(path, "holds a certificate that cannot be read") from error
    if not found:
        raise _unfit(path, "holds no RSA or ECDSA certificate for signing")
    return found


def _unfit(path: str, what: str) -> ValueError:
    return ValueError(
        f"The metadata file {path} {what}. Load the metadata of your school's identity "
        "provider again and name that file."
    )


def _parser() -> Any:
    """Return a reader that fetches nothing and fills in nothing."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
    )


def _read(xml: bytes) -> Any:
    """Return the root of a document without a DOCTYPE, so without entities."""
    root = etree.fromstring(xml, parser=_parser())
    if root.getroottree().docinfo.internalDTD is not None:
        raise SignOnError("its XML has a DOCTYPE")
    return root


def _signed_assertion(provider: Provider, xml: bytes, back: str) -> Any:
    """Return the assertion out of what the provider signed, and of nothing else.

    The envelope's own signature counts where there is one, since it covers the
    assertion, too; one that does not hold is never made up for by the assertion's.
    """
    root = _read(xml)
    _check_plain(root)
    if root.find("ds:Signature", _NAMES) is None:
        return _signed(provider, root, _one(root, "saml:Assertion"), f"./{_ASSERTION}/")
    signed = _signed(provider, root, root, "./")
    if signed.get("Destination", back) != back:
        raise SignOnError("its answer was sent to another address")
    if signed.find("saml:Issuer", _NAMES) is not None:
        _check_issuer(signed, provider)
    return _one(signed, "saml:Assertion")


def _check_plain(root: Any) -> None:
    """Refuse an answer that could be read in two ways, or cannot be read here.

    This looks at what nobody vouches for, so it may only ever refuse. One assertion and
    no ID twice leave nothing to mistake for what is signed. A comment is refused since
    most signatures leave comments out.
    """
    if root.tag != _RESPONSE:
        raise SignOnError("its answer is no samlp:Response")
    told = [code.get("Value") for code in root.iterfind(_STATUS, _NAMES)]
    if told[:1] != [_SUCCESS]:
        raise SignOnError(f"its answer says {told!r:.{_LONGEST_REASON}}")
    if next(root.iter(*_ENCRYPTED), None) is not None:
        why = "its answer is encrypted: switch the encryption off at the provider"
        raise SignOnError(why)
    if next(root.iter(etree.Comment, etree.ProcessingInstruction), None) is not None:
        raise SignOnError("its answer holds a comment")
    if (found := len(list(root.iter(_ASSERTION)))) != 1:
        raise SignOnError(f"its answer has {found} assertions, not one")
    ids = [
        value
        for element in root.iter("*")
        for name, value in element.attrib.items()
        if etree.QName(name).localname.lower() == "id"
    ]
    if len(ids) != len(set(ids)):
        raise SignOnError("its answer has one ID twice")


def _signed(provider: Provider, root: Any, element: Any, place: str) -> Any:
    """Return an element as the provider signed it, by the signature right in it.

    ``place`` is where signxml finds the element. Its reference must be the element's
    own ID, and what comes back that very element.
    """
    signatures = element.findall("ds:Signature", _NAMES)
    if len(signatures) != 1:
        raise SignOnError(f"its answer has {len(signatures)} signatures, not one")
    own = element.get("ID")
    about = signatures[0].findall("ds:SignedInfo/ds:Reference", _NAMES)
    if not own or [one.get("URI") for one in about] != [f"#{own}"]:
        raise SignOnError("its signature is about another element")
    signed = _verified(provider, root, place)
    if signed is None or (signed.tag, signed.get("ID")) != (element.tag, own):
        raise SignOnError("its signature is about another element")
    return signed


class _Verifier(XMLVerifier):
    """signxml's, for signatures that list prefixes where its schema expects none."""

    def validate_schema(self, signature: Any) -> None:
        """Look at the form of a signature without those lists."""
        plain = deepcopy(signature)
        etree.strip_elements(plain, _PREFIXES, with_tail=False)
        super().validate_schema(plain)  # type: ignore[no-untyped-call] # has no hints


def _verified(provider: Provider, root: Any, place: str) -> Any:
    """Return what the signature at a place covers, if one of the certificates made it.

    Certificates that an answer brings along say nothing: anybody can make one.
    """
    why: dict[str, None] = {}
    for certificate in provider.certificates:
        try:
            result = _Verifier().verify(
                root,
                x509_cert=certificate,
                parser=_parser(),
                id_attribute="ID",
                expect_config=SignatureConfiguration(
                    location=place,
                    expect_references=1,
                    signature_methods=_SIGNATURES,
                    digest_algorithms=_DIGESTS,
                    ignore_ambiguous_key_info=True,
                    # One that expired still counts; the doctor tells of it.
                    verification_time=certificate.not_valid_after_utc,
                ),
            )
        except InvalidDigest as error:  # by this certificate, but of other words
            raise SignOnError("its words are not those that were signed") from error
        except SignXMLException as error:
            why[repr(error)[:_LONGEST_REASON]] = None
        else:
            return result.signed_xml if isinstance(result, VerifyResult) else None
    raise SignOnError(f"its signature holds by no certificate: {'; '.join(why)}")


def _check_meant(assertion: Any, provider: Provider, here: str) -> None:
    """Refuse an assertion by another provider, for another site or another time."""
    _check_issuer(assertion, provider)
    conditions = _one(assertion, "saml:Conditions")
    begins = conditions.get("NotBefore")
    if begins and datetime.now(UTC) + _DRIFT < _moment(begins):
        raise SignOnError("its answer came too early")
    if "NotOnOrAfter" in conditions.attrib:
        _check_still(conditions)
    circles = conditions.findall("saml:AudienceRestriction", _NAMES)
    if not circles:
        raise SignOnError("its answer does not say for whom it is")
    for circle in circles:  # each must name this site, among others or alone
        audiences = [_words(one) for one in circle.iterfind("saml:Audience", _NAMES)]
        if here not in audiences:
            raise SignOnError(f"its answer is for {audiences!r:.{_LONGEST_REASON}}")


def _check_issuer(element: Any, provider: Provider) -> None:
    issuer = _words(_one(element, "saml:Issuer"))
    if issuer != provider.entity_id:
        raise SignOnError(f"its answer was issued by {issuer!r:.{_LONGEST_REASON}}")


def _check_still(limited: Any) -> None:
    if datetime.now(UTC) - _DRIFT >= _moment(limited.attrib["NotOnOrAfter"]):
        raise SignOnError("its answer came too late")


def _moment(text: str) -> datetime:
    """Return a time of SAML, which is UTC whether it says so or not."""
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _confirmed(assertion: Any, back: str) -> str:
    """Return which request an assertion answers, once it is meant for here and now."""
    confirmation = _one(assertion, "saml:Subject/saml:SubjectConfirmation")
    if confirmation.get("Method") != _BEARER:
        raise SignOnError("its answer is not for whoever brings it")
    told = _one(confirmation, "saml:SubjectConfirmationData")
    if told.get("Recipient") != back:
        raise SignOnError(f"its answer is meant for {told.get('Recipient')!r}")
    _check_still(told)
    return str(told.get("InResponseTo", ""))


def _attributes(assertion: Any) -> Iterator[tuple[str, str]]:
    """Yield the attributes that say something in words, each by its first value.

    The later counts: a ``Name`` more than a ``FriendlyName``, the first of one name
    more than the second.
    """
    found = assertion.findall("saml:AttributeStatement/saml:Attribute", _NAMES)
    for called in ("FriendlyName", "Name"):
        for attribute in reversed(found):
            value = attribute.find("saml:AttributeValue", _NAMES)
            if called in attribute.attrib and value is not None and not len(value):
                yield attribute.get(called), _words(value)


def _words(element: Any) -> str:
    """Return the words of an element that holds nothing else.

    An element among them would cut them short: lxml's ``text`` ends where it begins.
    """
    if len(element):
        raise SignOnError("a name in its answer holds more than words")
    return (element.text or "").strip()


def _one(element: Any, path: str) -> Any:
    found = element.findall(path, _NAMES)
    if len(found) != 1:
        raise SignOnError(f"its answer has {len(found)} of {path}")
    return found[0]


def _why(error: Exception) -> str:
    """Return the reason of a refusal: signxml's own words name no person."""
    if isinstance(error, SignXMLException):
        return repr(error)[:_LONGEST_REASON]
    return type(error).__name__
