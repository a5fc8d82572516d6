"""A school's identity provider for the tests: real keys, real signatures, its own file."""

from __future__ import annotations

import base64
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree  # type: ignore[import-untyped] # has no stubs
from signxml.signer import SignatureReference, XMLSigner

ENTITY = "https://login.example/realm"
PAGE = "https://login.example/saml/sso?tenant=7"
SAML = "urn:oasis:names:tc:SAML:2.0"
NAMES = {"saml": f"{SAML}:assertion", "samlp": f"{SAML}:protocol"}
DS = "http://www.w3.org/2000/09/xmldsig#"
C14N = "http://www.w3.org/2001/10/xml-exc-c14n#"


_XSI = "http://www.w3.org/2001/XMLSchema-instance"


def moment(seconds: float) -> str:
    """Return now and some seconds as SAML writes it."""
    at = datetime.now(UTC) + timedelta(seconds=seconds)
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


class Keys:
    """A key with its certificate, which nobody but itself vouches for."""

    def __init__(self, days: int = 365, kind: str = "rsa") -> None:
        self.private: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
        if kind == "rsa":
            self.private = rsa.generate_private_key(65537, key_size=2048)
        else:
            self.private = ec.generate_private_key(ec.SECP256R1())
        self.method = f"{kind}-sha256"
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "login")])
        now = datetime.now(UTC)
        self.certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self.private.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=400))
            .not_valid_after(now + timedelta(days=days))
            .sign(self.private, hashes.SHA256())
        )

    @property
    def text(self) -> str:
        """Return the certificate as metadata has it."""
        return base64.b64encode(self.certificate.public_bytes(Encoding.DER)).decode()


OURS, OTHERS = Keys(), Keys()


def described(
    keys: Keys = OURS,
    *,
    entity: str = ENTITY,
    page: str = PAGE,
    use: str = 'use="signing"',
    binding: str = "HTTP-Redirect",
) -> str:
    """Return one provider's EntityDescriptor."""
    return (
        f'<md:EntityDescriptor xmlns:md="{SAML}:metadata" entityID="{entity}">'
        f'<md:IDPSSODescriptor protocolSupportEnumeration="{SAML}:protocol">'
        f"<md:KeyDescriptor {use}>"
        f'<ds:KeyInfo xmlns:ds="{DS}"><ds:X509Data>'
        f"<ds:X509Certificate>\n{keys.text}\n</ds:X509Certificate>"
        "</ds:X509Data></ds:KeyInfo></md:KeyDescriptor>"
        f'<md:SingleSignOnService Binding="{SAML}:bindings:HTTP-POST"'
        ' Location="https://login.example/post"/>'
        f'<md:SingleSignOnService Binding="{SAML}:bindings:{binding}"'
        f' Location="{page}"/>'
        "</md:IDPSSODescriptor></md:EntityDescriptor>"
    )


def write(folder: Path, text: str) -> str:
    """Write a metadata file and return its path."""
    file = folder / "metadata.xml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def assertion(
    *,
    here: str,
    back: str,
    answers: str = "",
    name: str = "dana@example.org",
    more: str = "",
    issuer: str = ENTITY,
    begins: float = -5,
    ends: float = 300,
    confirmed_until: float = 300,
    method: str = f"{SAML}:cm:bearer",
    id_: str = "_assertion",
) -> str:
    """Return what a provider says of a person, unsigned."""
    answered = f'InResponseTo="{answers}"' if answers else ""
    return (
        f'<saml:Assertion xmlns:saml="{NAMES["saml"]}" ID="{id_}" Version="2.0"'
        f' IssueInstant="{moment(0)}">'
        f"<saml:Issuer>{issuer}</saml:Issuer>"
        f"<saml:Subject><saml:NameID>{name}</saml:NameID>"
        f'<saml:SubjectConfirmation Method="{method}">'
        f'<saml:SubjectConfirmationData {answered} Recipient="{back}"'
        f' NotOnOrAfter="{moment(confirmed_until)}"/>'
        "</saml:SubjectConfirmation></saml:Subject>"
        f'<saml:Conditions NotBefore="{moment(begins)}" NotOnOrAfter="{moment(ends)}">'
        f"<saml:AudienceRestriction><saml:Audience>{here}</saml:Audience>"
        "</saml:AudienceRestriction></saml:Conditions>"
        f'<saml:AuthnStatement AuthnInstant="{moment(-5)}"/>'
        f"<saml:AttributeStatement>{more}</saml:AttributeStatement></saml:Assertion>"
    )


def attribute(name: str, *values: str, friendly: str = "", typed: str = "") -> str:
    """Return one attribute of an assertion.

    ``typed`` says of what type its values are, as OpenSAML does.
    """
    as_ = f'xmlns:xsi="{_XSI}" xsi:type="{typed}"' if typed else ""
    known = f'FriendlyName="{friendly}"' if friendly else ""
    inner = "".join(
        f"<saml:AttributeValue {as_}>{value}</saml:AttributeValue>" for value in values
    )
    return f'<saml:Attribute Name="{name}" {known}>{inner}</saml:Attribute>'


def response(inner: str, destination: str = "", status: str = "Success") -> str:
    """Return an assertion in its envelope, unsigned."""
    to = f'Destination="{destination}"' if destination else ""
    return (
        f'<samlp:Response xmlns:samlp="{NAMES["samlp"]}"'
        ' xmlns:xs="http://www.w3.org/2001/XMLSchema" ID="_response" Version="2.0"'
        f' IssueInstant="{moment(0)}" {to}>'
        f'<samlp:Status><samlp:StatusCode Value="{SAML}:status:{status}"/></samlp:Status>'
        f"{inner}</samlp:Response>"
    )


class _Signer(XMLSigner):
    """signxml's, made to sign as providers do that it would not sign for."""

    def check_deprecated_methods(self) -> None:
        """Let SHA-1 through: some providers still sign by it."""

    def _build_transforms_for_reference(
        self, *, transforms_node: Any, reference: Any, **rest: Any
    ) -> None:
        """Name the prefixes beside the transform, where verifiers look for them."""
        super()._build_transforms_for_reference(
            transforms_node=transforms_node, reference=reference, **rest
        )
        if reference.inclusive_ns_prefixes:
            prefixes = " ".join(reference.inclusive_ns_prefixes)
            tag = f"{{{C14N}}}InclusiveNamespaces"
            etree.SubElement(transforms_node[-1], tag, PrefixList=prefixes)


def signed(
    xml: str,
    what: str = "assertion",
    *,
    keys: Keys = OURS,
    shown: Keys | None = None,
    method: str = "",
    digest: str = "sha256",
    c14n: str = C14N,
    prefixes: list[str] | None = None,
    everywhere: bool = False,
    about: str = "",
) -> str:
    """Return a response whose assertion, or which itself, or of which both are signed.

    ``shown`` is the certificate it goes with, if not the key's own; ``about`` the ID of
    what is signed, if not that of the element which the signature stands in. OpenSAML
    lists ``prefixes`` for what is signed alone, some ``everywhere``.
    """
    told: dict[str, Any] = {
        "keys": keys,
        "shown": shown,
        "method": method,
        "digest": digest,
        "c14n": c14n,
        "prefixes": prefixes,
        "everywhere": everywhere,
        "about": about,
    }
    if what == "both":
        return signed(signed(xml, **told), "response", **told)
    root = etree.fromstring(xml)
    element = root if what == "response" else root.find("saml:Assertion", NAMES)
    place = etree.Element(f"{{{DS}}}Signature", Id="placeholder", nsmap={"ds": DS})
    element.insert(1, place)
    signer = _Signer(
        signature_algorithm=method or keys.method,
        digest_algorithm=digest,
        c14n_algorithm=c14n,
    )
    done = signer.sign(
        root,
        key=keys.private,
        cert=[(shown or keys).certificate],
        reference_uri=[
            SignatureReference(
                URI=about or element.get("ID"), inclusive_ns_prefixes=prefixes
            )
        ],
        inclusive_ns_prefixes=prefixes if everywhere else None,
    )
    return str(etree.tostring(done, encoding="unicode"))


def signature_in(xml: str) -> str:
    """Return the first signature of an answer."""
    end = "</ds:Signature>"
    return xml[xml.index("<ds:Signature ") : xml.index(end) + len(end)]


def wrapped(xml: str, theirs: str, wrapping: str) -> str:
    """Return a signed answer with another assertion put about what is signed."""
    start, end = xml.index("<saml:Assertion"), xml.index("</samlp:Response>")
    his, subject = xml[start:end], "<saml:Subject>"
    around = theirs.replace(subject, f"<saml:Advice>{his}</saml:Advice>{subject}")
    return {
        "before": xml[:start] + theirs + xml[start:],
        "after": xml[:end] + theirs + xml[end:],
        "same name": xml[:start] + theirs.replace("_evil", "_assertion") + xml[start:],
        "around": xml.replace(his, around),
        "below": xml.replace(
            his, f"{theirs}<samlp:Extensions>{his}</samlp:Extensions>"
        ),
    }[wrapping]


def posted(xml: str) -> str:
    """Return a response as a browser's form carries it."""
    return base64.b64encode(xml.encode()).decode()


def request_in(address: str) -> dict[str, str]:
    """Return what the request in an address of the provider says."""
    (carried,) = parse_qs(urlsplit(address).query)["SAMLRequest"]
    root = etree.fromstring(zlib.decompress(base64.b64decode(carried), -15))
    return {**root.attrib, "Issuer": root.findtext("saml:Issuer", "", NAMES)}
