"""An answer by SAML counts if the school's provider signed it, for here and for now."""

from __future__ import annotations

import os
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import etree  # type: ignore[import-untyped] # has no stubs
from tests.web.account import saml_school as school

from seedbed.web.account import saml
from seedbed.web.account.errors import SignOnError

HERE = "https://hub.example/sign-in/saml/metadata/"
BACK = "https://hub.example/sign-in/saml/back/"
BOMB = (
    '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)


@pytest.fixture
def provider(tmp_path):
    return saml.provider_of(school.write(tmp_path, school.described()))


def assertion(**changes):
    return school.assertion(**{"here": HERE, "back": BACK, **changes})


def read(provider, xml):
    return saml.identity(provider, school.posted(xml), here=HERE, back=BACK)


def answer(what="assertion", **changes):
    """Return a signed answer."""
    return school.signed(school.response(assertion(**changes), BACK), what)


def file_of(tmp_path, *keys):
    """Return the provider whose file names several certificates."""
    first, *others = (school.described(one) for one in keys)
    key, until = "<md:KeyDescriptor", "<md:SingleSignOnService"
    more = "".join(one[one.index(key) : one.index(until)] for one in others)
    text = first.replace(until, more + until, 1)
    return saml.provider_of(school.write(tmp_path, text))


@pytest.mark.parametrize("what", ["assertion", "response", "both"])
def test_what_the_provider_signed_says_who_it_is(provider, what):
    more = school.attribute("staff", "T-7", "T-8") + school.attribute("empty")

    found = read(provider, answer(what, answers="_1", more=more))

    assert found.name_id == found.value("") == "dana@example.org"
    assert found.value("staff") == "T-7"
    assert found.value("empty") == found.value("unheard of") == ""
    assert found.in_response_to == "_1"


def test_an_attribute_is_known_by_either_of_its_names(provider):
    oid = "urn:oid:0.9.2342.19200300.100.1.3"
    more = school.attribute(oid, "dana@x.example", friendly="mail")
    more += school.attribute("mail", "ben@x.example", friendly="other")
    more += school.attribute("mail", "eve@x.example", friendly="other")

    found = read(provider, answer(more=more))

    assert found.value(oid) == "dana@x.example"
    assert found.value("other") == found.value("mail") == "ben@x.example"


def test_an_answer_that_nobody_asked_for_answers_no_request(provider):
    assert read(provider, answer()).in_response_to == ""


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"here": "https://other.example/"}, "is for .'https://other"),
        ({"issuer": "https://evil.example/"}, "was issued by 'https://evil"),
        ({"back": "https://other.example/back/"}, "is meant for 'https://other"),
        ({"ends": -70}, "came too late"),
        ({"begins": 70}, "came too early"),
        ({"confirmed_until": -70}, "came too late"),
        ({"method": f"{school.SAML}:cm:holder-of-key"}, "not for whoever brings it"),
    ],
)
@pytest.mark.parametrize("what", ["assertion", "response", "both"])
def test_an_answer_for_elsewhere_or_another_time_is_refused(
    provider, what, changes, why
):
    with pytest.raises(SignOnError, match=why) as refused:
        read(provider, answer(what, **changes))

    assert "dana" not in str(refused.value)


def test_one_audience_among_several_is_enough_but_each_circle_must_name_this_site(
    provider,
):
    other = "<saml:Audience>https://other.example/</saml:Audience>"
    end = "</saml:AudienceRestriction>"
    among = school.response(assertion().replace(end, other + end))
    apart = school.response(
        assertion().replace(end, f"{end}<saml:AudienceRestriction>{other}{end}")
    )

    assert read(provider, school.signed(among)).name_id == "dana@example.org"
    with pytest.raises(SignOnError, match=r"is for .'https://other"):
        read(provider, school.signed(apart))


def test_an_answer_that_does_not_say_for_whom_it_is_is_refused(provider):
    xml = re.sub("<saml:AudienceRestriction>.*</saml:Aud[^>]*>", "", assertion())

    with pytest.raises(SignOnError, match="does not say for whom"):
        read(provider, school.signed(school.response(xml)))


def test_a_time_without_a_zone_is_utc(provider):
    xml = school.response(assertion().replace('Z"', '.1234567"'))

    assert read(provider, school.signed(xml)).name_id == "dana@example.org"


def test_clocks_may_differ_by_a_minute(provider):
    found = read(provider, answer(ends=-50, confirmed_until=-50))
    assert found.name_id == "dana@example.org"
    assert read(provider, answer(begins=50)).name_id == "dana@example.org"


def test_a_signed_envelope_sent_to_another_address_is_refused(provider):
    xml = school.response(assertion(), "https://other.example/back/")

    with pytest.raises(SignOnError, match="sent to another address"):
        read(provider, school.signed(xml, "response"))


def test_a_signed_envelope_of_another_provider_is_refused(provider):
    issuer = (
        f'<i:Issuer xmlns:i="{school.NAMES["saml"]}">https://evil.example/</i:Issuer>'
    )
    xml = school.response(assertion())
    xml = xml.replace("<samlp:Status>", f"{issuer}<samlp:Status>")

    with pytest.raises(SignOnError, match="issued by 'https://evil"):
        read(provider, school.signed(xml, "response"))


@pytest.mark.parametrize("what", ["assertion", "response", "both"])
def test_words_changed_after_signing_are_refused(provider, what):
    xml = answer(what, name="ben@example.org").replace("ben@", "dana@")

    with pytest.raises(SignOnError, match="not those that were signed"):
        read(provider, xml)


@pytest.mark.parametrize("shown", [school.OTHERS, school.OURS], ids=["own", "ours"])
@pytest.mark.parametrize("what", ["assertion", "response", "both"])
def test_a_signature_of_anybody_else_is_refused_whatever_certificate_it_brings(
    provider, what, shown
):
    xml = school.response(assertion())

    with pytest.raises(SignOnError, match="holds by no certificate"):
        read(provider, school.signed(xml, what, keys=school.OTHERS, shown=shown))


@pytest.mark.parametrize("method", ["rsa-sha256", "sha256-rsa-MGF1"])
def test_what_a_signature_says_of_its_key_is_not_read(provider, method):
    key = "<ds:Modulus>AQAB</ds:Modulus><ds:Exponent>AQAB</ds:Exponent>"
    told = f"<ds:KeyValue><ds:RSAKeyValue>{key}</ds:RSAKeyValue></ds:KeyValue>"
    xml = school.signed(school.response(assertion()), method=method)

    found = read(provider, xml.replace("<ds:X509Data>", f"{told}<ds:X509Data>"))

    assert found.name_id == "dana@example.org"


@pytest.mark.parametrize("everywhere", [False, True])
@pytest.mark.parametrize("what", ["assertion", "response", "both"])
def test_prefixes_that_a_signature_lists_are_kept_with_what_it_signs(
    provider, what, everywhere
):
    more = school.attribute("staff", "T-7", typed="xs:string")
    plain = school.response(assertion(more=more))
    xml = school.signed(plain, what, prefixes=["xs"], everywhere=everywhere)

    assert 'PrefixList="xs"' in xml
    assert xml.index("xmlns:xs=") < xml.index("<saml:Assertion")
    assert read(provider, xml).value("staff") == "T-7"
    with pytest.raises(SignOnError, match=r"by no certificate|not those that were"):
        read(provider, xml.replace('2001/XMLSchema"', '2001/Other"', 1))


def test_the_signature_of_the_envelope_must_hold_where_there_is_one(provider):
    theirs = school.signed(answer(), "response", keys=school.OTHERS)
    changed = answer("both").replace(f'Destination="{BACK}"', "")

    with pytest.raises(SignOnError, match="holds by no certificate"):
        read(provider, theirs)
    with pytest.raises(SignOnError, match="not those that were signed"):
        read(provider, changed)


@pytest.mark.parametrize("method", ["", "ecdsa-sha384", "ecdsa-sha512"])
def test_a_key_on_a_curve_signs_as_well(tmp_path, method):
    curve = school.Keys(kind="ecdsa")
    provider = file_of(tmp_path, school.OURS, curve)
    xml = school.response(assertion())

    found = read(provider, school.signed(xml, keys=curve, method=method))

    assert found.name_id == "dana@example.org"
    assert read(provider, school.signed(xml)).name_id == "dana@example.org"


@pytest.mark.parametrize("method", ["rsa-sha384", "rsa-sha512", "sha256-rsa-MGF1"])
def test_longer_digests_and_newer_padding_count(provider, method):
    xml = school.signed(school.response(assertion()), method=method, digest="sha512")

    assert read(provider, xml).name_id == "dana@example.org"


def test_a_certificate_that_expired_still_counts(tmp_path):
    old = school.Keys(days=-3)

    xml = school.signed(school.response(assertion()), keys=old)

    assert read(file_of(tmp_path, old), xml).name_id == "dana@example.org"


@pytest.mark.parametrize(
    ("ways", "why"),
    [
        ({"method": "rsa-sha1"}, "RSA_SHA1 forbidden"),
        ({"digest": "sha1"}, "SHA1 forbidden"),
        ({"method": "rsa-sha224"}, "RSA_SHA224 forbidden"),
    ],
)
def test_a_signature_by_sha_1_or_another_weak_way_is_refused(provider, ways, why):
    with pytest.raises(SignOnError, match=why):
        read(provider, school.signed(school.response(assertion()), **ways))


@pytest.mark.parametrize("way", ["hmac", "dsa"])
def test_a_signature_of_another_kind_is_refused(provider, way):
    more = "http://www.w3.org/2001/04/xmldsig-more#"
    other = {
        "hmac": f"{more}hmac-sha256",
        "dsa": "http://www.w3.org/2009/xmldsig11#dsa-sha256",
    }[way]

    with pytest.raises(SignOnError, match=f"{way.upper()}_SHA256 forbidden"):
        read(provider, answer().replace(f"{more}rsa-sha256", other))


def test_an_answer_without_a_signature_is_refused(provider):
    with pytest.raises(SignOnError, match="0 signatures"):
        read(provider, school.response(assertion()))


def test_two_signatures_of_one_element_are_refused(provider):
    xml = answer()
    own = school.signature_in(xml)

    with pytest.raises(SignOnError, match="2 signatures"):
        read(provider, xml.replace(own, own + own))


@pytest.mark.parametrize(
    ("what", "about"), [("response", "_assertion"), ("assertion", "_response")]
)
def test_a_signature_about_another_element_is_refused(provider, what, about):
    xml = school.signed(school.response(assertion()), what, about=about)

    with pytest.raises(SignOnError, match="about another element"):
        read(provider, xml)


@pytest.mark.parametrize("uri", ["", "##_assertion", "#xpointer(id('_assertion'))"])
def test_a_signature_that_names_no_id_is_refused(provider, uri):
    xml = answer().replace('URI="#_assertion"', f'URI="{uri}"')

    with pytest.raises(SignOnError, match="about another element"):
        read(provider, xml)


def test_a_signature_that_stands_elsewhere_is_not_one(provider):
    xml = answer()
    own = school.signature_in(xml)
    moved = f"<samlp:Extensions>{own}</samlp:Extensions><samlp:Status>"

    with pytest.raises(SignOnError, match="0 signatures"):
        read(provider, xml.replace(own, "").replace("<samlp:Status>", moved))


@pytest.mark.parametrize("name", ["ID", "Id", "id", "xml:id"])
def test_two_elements_by_one_id_are_refused(provider, name):
    xml = answer(name="ben@example.org")
    twin = f'<samlp:Extensions><a {name}="_assertion"/></samlp:Extensions>'

    with pytest.raises(SignOnError, match="one ID twice"):
        read(provider, xml.replace("<samlp:Status>", f"{twin}<samlp:Status>"))


@pytest.mark.parametrize("what", ["Assertion", "ID"])
def test_an_encrypted_answer_is_refused_and_says_what_to_do(provider, what):
    secret = f"<saml:Encrypted{what}>AAAA</saml:Encrypted{what}>"
    told = f'<a xmlns:saml="{school.NAMES["saml"]}">{secret}</a>'

    with pytest.raises(SignOnError, match="switch the encryption off at the provider"):
        read(provider, school.signed(school.response(told), "response"))


def test_a_provider_that_says_no_is_quoted(provider):
    xml = school.response("", status="RequestDenied")

    with pytest.raises(SignOnError, match="status:RequestDenied"):
        read(provider, xml)


def test_an_assertion_without_its_envelope_is_refused(provider):
    with pytest.raises(SignOnError, match=r"no samlp:Response"):
        read(provider, assertion())


WRAPPINGS = ["before", "after", "around", "below", "same name"]


@pytest.mark.parametrize("wrapping", WRAPPINGS)
@pytest.mark.parametrize("what", ["assertion", "response", "both"])
def test_words_put_about_what_is_signed_are_refused(provider, what, wrapping):
    his, theirs = answer(what, name="ben@example.org"), assertion(id_="_evil")
    xml = school.wrapped(his, theirs, wrapping)

    assert "dana@example.org" in xml
    with pytest.raises(SignOnError, match="2 assertions"):
        read(provider, xml)


def test_words_put_into_a_signature_are_refused(provider):
    theirs = f"<ds:Object>{assertion(id_='_evil')}</ds:Object></ds:Signature>"
    xml = answer(name="ben@example.org").replace("</ds:Signature>", theirs)

    with pytest.raises(SignOnError, match="2 assertions"):
        read(provider, xml)


def test_two_assertions_signed_as_one_are_refused(provider):
    xml = school.response(assertion() + assertion(id_="_second"))

    with pytest.raises(SignOnError, match="2 assertions"):
        read(provider, school.signed(xml, "response"))


def test_an_assertion_deeper_in_a_signed_envelope_is_refused(provider):
    xml = school.response(f"<samlp:Extensions>{assertion()}</samlp:Extensions>")

    with pytest.raises(SignOnError, match="0 of saml:Assertion"):
        read(provider, school.signed(xml, "response"))


@pytest.mark.parametrize("c14n", [school.C14N, f"{school.C14N}WithComments"])
def test_a_comment_cuts_no_name_short(provider, c14n):
    name = "dana@example.org<!-- -->.evil.example"
    in_attribute = assertion(name="x", more=school.attribute("mail", name))

    for xml in (assertion(name=name), in_attribute):
        with pytest.raises(SignOnError, match="holds a comment"):
            read(provider, school.signed(school.response(xml), c14n=c14n))


@pytest.mark.parametrize("put", ["<!-- -->", "<?evil?>"])
def test_a_comment_slipped_in_after_signing_is_refused(provider, put):
    xml = answer(name="dana@example.org.evil.example")

    with pytest.raises(SignOnError, match="holds a comment"):
        read(provider, xml.replace("org.evil", f"org{put}.evil"))


def test_an_element_cuts_no_name_short(provider):
    name = "dana@example.org<b/>.evil.example"

    with pytest.raises(SignOnError, match="holds more than words"):
        read(provider, answer(name=name))
    found = read(provider, answer(name="x", more=school.attribute("mail", name)))
    assert found.value("mail") == ""


@pytest.mark.parametrize(
    "text", [BOMB, '<!DOCTYPE r SYSTEM "file:///etc/passwd">'], ids=["bomb", "file"]
)
def test_entities_are_refused_before_anything_is_read(provider, text):
    with pytest.raises(SignOnError, match="has a DOCTYPE"):
        read(provider, text + answer().replace("dana@", "&c;@"))


@pytest.mark.parametrize("data", ["", "%%%", "é", "PGE+"])
def test_nonsense_is_refused(provider, data):
    with pytest.raises(SignOnError):
        saml.identity(provider, data, here=HERE, back=BACK)


def test_an_answer_of_half_a_million_characters_is_not_read(provider):
    with pytest.raises(SignOnError, match="too long"):
        read(provider, answer(more=school.attribute("staff", "T" * 400_000)))


def test_the_request_tells_the_provider_who_asks_and_where_to_answer(provider):
    name = saml.new_request_id()

    address = saml.address_of(provider, name, here=HERE, back=BACK)

    asked = school.request_in(address)
    assert re.fullmatch(r"_[0-9a-f]{40}", name)
    assert asked["ID"] == name
    assert asked["Issuer"] == HERE
    assert asked["AssertionConsumerServiceURL"] == BACK
    assert address.startswith("https://login.example/saml/sso?")
    assert parse_qs(urlsplit(address).query)["tenant"] == ["7"]


def test_what_providers_are_told_names_the_addresses():
    root = etree.fromstring(saml.metadata(HERE, BACK + "?a=1&b=2").encode())
    service = root.find(".//{*}AssertionConsumerService")

    assert root.get("entityID") == HERE
    assert root[0].get("WantAssertionsSigned") == "true"
    assert service.get("Location") == BACK + "?a=1&b=2"
    assert service.get("Binding").endswith(":HTTP-POST")


def test_a_provider_among_others_is_found(tmp_path):
    ours = school.described(use="")
    other = ours.replace("IDPSSODescriptor", "SPSSODescriptor")
    text = (
        f'<md:EntitiesDescriptor xmlns:md="{school.SAML}:metadata">'
        f"{other}{ours}</md:EntitiesDescriptor>"
    )

    found = saml.provider_of(school.write(tmp_path, text))

    assert (found.entity_id, found.address) == (school.ENTITY, school.PAGE)
    assert found.certificates == (school.OURS.certificate,)


def test_a_renewed_file_is_read_again(tmp_path):
    path = school.write(tmp_path, school.described())
    assert saml.provider_of(path) is saml.provider_of(path)

    school.write(tmp_path, school.described(school.OTHERS))
    os.utime(path, ns=(0, 7))

    assert saml.provider_of(path).certificates == (school.OTHERS.certificate,)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "is not plain XML"),
        (BOMB + school.described(), "is not plain XML without a DOCTYPE"),
        ("<a/>", "describes 0 identity providers, not one"),
        (f"<a>{school.described()}{school.described()}</a>", "describes 2 identity"),
        (school.described(entity=""), "does not name its provider"),
        (school.described(binding="SOAP"), "with the HTTP-Redirect binding"),
        (school.described(page="http://login.example"), "which is not https"),
        (school.described(page="https://[login"), "which is not https"),
        (school.described(use='use="encryption"'), "holds no RSA or ECDSA certificate"),
        (
            school.described().replace(school.OURS.text, "AAAA"),
            "holds a certificate that cannot be read",
        ),
    ],
)  # fmt: skip
def test_a_file_that_lacks_something_says_what(tmp_path, text, what):
    with pytest.raises(ValueError, match=what) as refused:
        saml.provider_of(school.write(tmp_path, text))

    assert str(tmp_path / "metadata.xml") in str(refused.value)
    assert "Load the metadata" in str(refused.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ValueError, match=r"none\.xml cannot be read: No such file"):
        saml.provider_of(str(tmp_path / "none.xml"))
