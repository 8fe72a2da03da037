"""QR codes (mã QR) as SVG."""

import io

import segno


def qr_svg(address: str) -> str:
    """The address as a QR of medium correction with its quiet zone, in black on white; draws at any size."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=4, light="white", xmldecl=False, omitsize=True)
    return out.getvalue().decode()
