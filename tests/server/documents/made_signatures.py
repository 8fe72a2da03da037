"""Keys, certificates and signed PDFs that tests make themselves; nobody trusts them outside a test."""

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.crypt import StandardSecurityHandler
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, StreamObject, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign import signers, timestamps

from loa.server.documents.signing import TrustFolder

# Far from every clock of the tests: a signature made at any time is of a certificate that stands then.
FROM, UNTIL = datetime(2015, 1, 1, tzinfo=UTC), datetime(2045, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Held:
    """A certificate with its key, and who issued it."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey

    @property
    def pem(self):
        return self.certificate.public_bytes(serialization.Encoding.PEM)


@cache
def authority(name="Chứng thư gốc của kiểm thử"):
    key = _key(name)
    return Held(_certificate(name, "Kiểm thử", key, name, key, ca=True), key)


@cache
def holder(name="Nguyễn Thị Mẫu", organisation="Sở Thông tin và Truyền thông", *, of=None, starts=FROM, ends=UNTIL, usage=None, signs=True):
    root = authority(of) if of else authority()
    key = _key(name)
    issuer = root.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    return Held(_certificate(name, organisation, key, issuer, root.key, starts=starts, ends=ends, usage=usage, signs=signs), key)


@cache
def _key(name):
    return rsa.generate_private_key(65537, 2048)


def _certificate(name, organisation, key, issuer, issuer_key, *, ca=False, starts=FROM, ends=UNTIL, usage=None, signs=True):
    def called(common, org):
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common), x509.NameAttribute(NameOID.ORGANIZATION_NAME, org)])

    unused = ["data_encipherment", "key_agreement", "encipher_only", "decipher_only"]
    own = not ca and signs
    allowed = {"digital_signature": own, "content_commitment": own, "key_encipherment": not signs, "key_cert_sign": ca, "crl_sign": ca}
    made = (
        x509.CertificateBuilder()
        .subject_name(called(name, organisation))
        .issuer_name(called(issuer, "Kiểm thử"))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(starts)
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca, None), critical=True)
        .add_extension(x509.KeyUsage(**allowed, **dict.fromkeys(unused, False)), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )
    if usage:
        made = made.add_extension(x509.ExtendedKeyUsage([usage]), critical=True)
    return made.sign(issuer_key, hashes.SHA256())


@cache
def stamper():
    """A time-stamping authority under the same root. Its clock is the machine's."""
    held = holder("Máy chủ dấu thời gian", usage=ExtendedKeyUsageOID.TIME_STAMPING)
    der = held.key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return timestamps.DummyTimeStamper(_asn1(held), keys.PrivateKeyInfo.load(der))


def signed(pdf, by=None, *, field="ChuKy1", stamped=False):
    """The PDF with one more signature, made from a PKCS#12 file as a signing program does."""
    by = by or holder()
    packed = pkcs12.serialize_key_and_certificates(b"x", by.key, by.certificate, None, serialization.BestAvailableEncryption(b"x"))
    signer = signers.SimpleSigner.load_pkcs12_data(packed, other_certs=[], passphrase=b"x")
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    about = signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256")
    return signers.sign_pdf(writer, about, signer=signer, timestamper=stamper() if stamped else None).getvalue()


def overwritten(pdf, text=b"BT /F1 20 Tf 100 500 Td (50 trieu dong) Tj ET"):
    """The PDF with words laid over its first page, as one more revision."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")})
    font["/BaseFont"] = NameObject("/Helvetica")
    fonts = DictionaryObject({NameObject("/F1"): writer.add_object(font)})
    writer.add_stream_to_page(
        0, writer.add_object(StreamObject(stream_data=text)), resources=DictionaryObject({NameObject("/Font"): fonts})
    )
    return _written(writer)


def uncovered(pdf):
    """The PDF without what `overwritten` laid over it, as one more revision."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page = writer.find_page_for_modification(0)[0].get_object()
    page["/Contents"] = ArrayObject(list.__getitem__(page["/Contents"], slice(None, -1)))
    writer.update_container(page)
    return _written(writer)


def annotated(pdf):
    """The PDF with a note on its first page, whose words are in no text layer."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    note = DictionaryObject({NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/FreeText")})
    note["/Rect"] = ArrayObject([FloatObject(value) for value in (100, 500, 300, 540)])
    note["/Contents"] = pdf_string("50 triệu đồng")
    writer.register_annotation(writer.find_page_for_modification(0)[0], writer.add_object(note))
    return _written(writer)


def encrypted(pdf):
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(pdf)))
    writer._assign_security_handler(StandardSecurityHandler.build_from_pw("bi-mat"))
    return _written(writer)


def revocations(*gone, at, of=None, days=7):
    """A list of the authority that names these certificates as revoked, in PEM."""
    root = authority(of) if of else authority()
    made = x509.CertificateRevocationListBuilder().issuer_name(root.certificate.subject)
    made = made.last_update(at - timedelta(days=1)).next_update(at + timedelta(days=days))
    made = made.add_extension(x509.CRLNumber(1), critical=False)
    made = made.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root.key.public_key()), critical=False)
    for one in gone:
        entry = x509.RevokedCertificateBuilder().serial_number(one.certificate.serial_number)
        made = made.add_revoked_certificate(entry.revocation_date(at - timedelta(days=2)).build())
    return made.sign(root.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def trusting(*held, **files):
    """A folder of trust with these roots and further files (name without ending = content)."""
    roots = held or (authority(),)
    return TrustFolder(tuple((f"{n}.pem", one.pem) for n, one in enumerate(roots)) + tuple((f"{n}.crl", c) for n, c in files.items()))


def _asn1(held):
    return asn1_x509.Certificate.load(held.certificate.public_bytes(serialization.Encoding.DER))


def _written(writer):
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
