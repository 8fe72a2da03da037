"""What a person wrote as the content of a paper (`loa write`)."""

from loa.core.errors import BadInput
from loa.core.words import vi


class PaperKindUnknown(BadInput):
    """A type of paper that is not written here."""

    code = "documents.paper_kind_unknown"
    sentence = vi("Không có loại văn bản “{kind}”. Các loại viết được: {known}.")


class ContentNotJson(BadInput):
    """The file of the content is no JSON object in UTF-8."""

    code = "documents.content_not_json"
    sentence = vi(
        "Tệp nội dung không phải JSON đúng, ở dòng {line}, cột {column}. Hãy sửa chỗ đó, hoặc bắt đầu từ mẫu: loa write --example."
    )


class ContentKeyTwice(BadInput):
    """A key stands twice in one object: one of the two would be lost in silence."""

    code = "documents.content_key_twice"
    sentence = vi("Mục “{key}” được ghi hai lần trong cùng một nhóm. Hãy bỏ bớt một.")


class ContentKeyUnknown(BadInput):
    """A key that no paper has."""

    code = "documents.content_key_unknown"
    sentence = vi("Tại {place}: không có mục “{key}”. Các mục dùng được: {known}.")


class ContentKeyMissing(BadInput):
    """A key that every paper needs."""

    code = "documents.content_key_missing"
    sentence = vi("Tại {place}: thiếu mục “{key}”. Hãy thêm mục này vào tệp nội dung.")


class ContentValueWrong(BadInput):
    """A value that the place cannot hold."""

    code = "documents.content_value_wrong"
    sentence = vi("Tại {place}: không dùng được giá trị {value}. Cần {wanted}.")
