"""Photos as evidence: checked as hostile, kept privately as they came, redrawn for the public."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from loa.core.errors import BadInput, TooLarge
from loa.core.words import vi

MOST_BYTES = 12 * 1024 * 1024
MOST_PIXELS = 40_000_000  # a phone's largest picture; a bomb of pixels costs memory long before it is drawn
FORMATS = ("JPEG", "PNG", "WEBP")
PUBLIC_SIDE = 1600
PUBLIC_QUALITY = 82


class PhotoUnusable(BadInput):
    """The bytes are no picture that can be opened."""

    code = "photo.unusable"
    sentence = vi("Tệp ảnh không mở được. Hãy chụp lại hoặc chọn ảnh JPEG, PNG, WebP; phần đã nhập vẫn được giữ.")


class PhotoTooLarge(TooLarge):
    """More bytes or more pixels than are taken."""

    code = "photo.too_large"
    sentence = vi("Ảnh quá lớn: tối đa {megabytes} MB và {megapixels} triệu điểm ảnh. Hãy chụp ở cỡ nhỏ hơn; phần đã nhập vẫn được giữ.")


def public_copy(data: bytes) -> bytes:
    """The picture redrawn as JPEG, upright, at most 1600 pixels wide or high, with nothing the phone wrote into it.

    Drawing it whole is the check: what is no picture, or only looks like one, fails here. Raises `PhotoUnusable`, `PhotoTooLarge`.
    """
    if len(data) > MOST_BYTES:
        raise _too_large()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _redraw(data)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large() from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        raise PhotoUnusable from None


def _redraw(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise _too_large()
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((PUBLIC_SIDE, PUBLIC_SIDE))
    # Pixels alone go into the new picture: no EXIF, no place, no colour profile, no comment.
    clean = Image.new("RGB", upright.size)
    clean.paste(upright)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=PUBLIC_QUALITY, optimize=True)
    return out.getvalue()


def _too_large() -> PhotoTooLarge:
    return PhotoTooLarge(megabytes=MOST_BYTES // (1024 * 1024), megapixels=MOST_PIXELS // 1_000_000)
