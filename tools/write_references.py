#!/usr/bin/env python3
"""Write docs/reference/{errors,events,settings,commands}.md from the code. usage: write_references.py [--check]

The pages are made, not written: tests/house holds them against the code. `--check` writes nothing and exits 1 where a page is old.
"""

import argparse
import atexit
import dataclasses
import importlib
import os
import pkgutil
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "reference"
MADE = "<!-- Tệp này do tools/write_references.py tạo từ mã nguồn; đừng sửa tay. -->"

# Each setting that a person may give: name -> (default, what it does). Every name in settings.py must stand here.
SETTINGS: dict[str, tuple[str, str]] = {
    "LOA_HOME": (
        "`var`",
        "Thư mục dữ liệu của một bản cài: cơ sở dữ liệu, kho tệp, khóa ký, hàng đợi việc. Chỉ một bản cài dùng một thư mục.",
    ),
    "LOA_PUBLIC_URL": (
        "trống",
        "Địa chỉ mà người dân mở được từ ngoài, ví dụ `https://loa.example.gov.vn`. Để trống thì không in mã QR và liên kết rút gọn.",
    ),
    "LOA_DATABASE_URL": ("trống", "`postgres://người-dùng:mật-khẩu@máy:cổng/tên`. Để trống thì dùng SQLite trong `LOA_HOME`."),
    "LOA_REDIS_URL": ("trống", "Địa chỉ Redis cho hàng đợi việc. Để trống thì hàng đợi là một tệp SQLite trong `LOA_HOME`."),
    "LOA_MQTT_URL": (
        "trống",
        "`mqtt://tài-khoản:mật-khẩu@máy:cổng` để đánh thức thiết bị phát. Để trống thì `./run` tự chạy một bộ chuyển tin.",
    ),
    "LOA_ALLOWED_HOSTS": (
        "`localhost,127.0.0.1,[::1]`",
        "Tên máy mà trang web trả lời, ngăn bằng dấu phẩy; tên trong `LOA_PUBLIC_URL` tự được thêm.",
    ),
    "LOA_TRUSTED_PROXIES": (
        "trống",
        "Địa chỉ hoặc dải địa chỉ của máy trung gian (reverse proxy) đứng trước Loa, ngăn bằng dấu phẩy, ví dụ `10.0.0.7, 10.1.0.0/16`: chỉ lời các máy này về địa chỉ người truy cập (`X-Forwarded-For`) mới được tin. Có máy trung gian mà để trống thì mọi người chung một địa chỉ: một người gõ sai mật khẩu của ai thì người ấy bị tạm khóa ở mọi máy.",
    ),
    "LOA_PROVINCE": (
        "`vn:01` (Hà Nội)",
        "Mã định danh của tỉnh, thành phố mà bản cài này phục vụ (cột `identity`). Tỉnh đã thành đơn vị mới thì ghi cả hai: `vn:79,vn-2025-07:79`.",
    ),
    "LOA_MOST_UPLOAD_BYTES": ("`20971520` (20 MB)", "Tệp tải lên lớn nhất, tính bằng byte."),
    "LOA_SECRET": (
        "tự sinh, giữ trong `LOA_HOME/secret`",
        "Chuỗi bí mật để ký phiên đăng nhập và giữ kín khóa của bước hai. Đổi chuỗi thì mọi người phải đăng nhập lại và cài lại ứng dụng tạo mã.",
    ),
    "LOA_OIDC_ISSUER": (
        "trống",
        "Địa chỉ (issuer) của hệ thống đăng nhập chung OpenID Connect của tỉnh, đúng từng ký tự như hệ thống ấy công bố. Để trống thì Loa không gọi ra ngoài.",
    ),
    "LOA_OIDC_CLIENT_ID": ("trống", "Mã ứng dụng (client_id) mà hệ thống đăng nhập chung cấp cho Loa."),
    "LOA_OIDC_CLIENT_SECRET": ("trống", "Khóa bí mật của ứng dụng (client_secret); nên đặt bằng `LOA_OIDC_CLIENT_SECRET_FILE`."),
    "LOA_OIDC_NAME": ("tên máy của issuer", "Tên hiện trên nút đăng nhập, ví dụ: `Cổng đăng nhập của tỉnh`."),
    "LOA_OIDC_TWO_STEPS": (
        "trống",
        "Các giá trị `amr` hoặc `acr`, ngăn bằng dấu cách, mà Loa coi là đã xác thực hai bước ở hệ thống đăng nhập chung, ví dụ `mfa`. Để trống thì Loa luôn tự hỏi bước hai.",
    ),
    "LOA_VOICES": (
        "`LOA_HOME/voices`",
        "Thư mục giọng đọc Piper mà đơn vị tự cài: mỗi giọng hai tệp `TÊN.onnx` và `TÊN.onnx.json`. Xem [voices.md](voices.md).",
    ),
    "LOA_VOICE_HTTP_URL": (
        "trống",
        "Địa chỉ https của dịch vụ giọng đọc thuê. Để trống thì không có lời nào rời máy chủ. Xem [voices.md](voices.md).",
    ),
    "LOA_VOICE_HTTP_NAME": ("tên máy của địa chỉ ấy", "Tên giọng thuê, hiện trên trang Giọng đọc và ghi trong dấu giọng máy của tệp."),
    "LOA_VOICE_HTTP_KEY": ("trống", "Khóa bí mật của dịch vụ; nên đặt bằng `LOA_VOICE_HTTP_KEY_FILE`."),
    "LOA_VOICE_HTTP_HEADER": ("`Authorization: Bearer {key}`", "Dòng tiêu đề mang khóa, `{key}` là chỗ của khóa."),
    "LOA_VOICE_HTTP_BODY": (
        '`{"text": "{text}"}`',
        "Nội dung JSON gửi đi: `{text}` là lời đọc, `{rate}` là tốc độ (1.0 là bình thường) nếu dịch vụ nhận tốc độ.",
    ),
    "LOA_VOICE_HTTP_CHARACTERS": (
        "`0`",
        "Số ký tự được gửi cho giọng thuê trong một tháng. Hết hạn mức thì đọc bằng giọng có sẵn; 0 là không gửi gì.",
    ),
    "LOA_READING_MODEL": (
        "trống",
        "Địa chỉ (http, https) của mô hình ngôn ngữ do chính cơ quan chạy, điểm gọi kiểu chat của OpenAI, ví dụ `http://mo-hinh:8000/v1/chat/completions`. Để trống thì không hỏi mô hình nào. Xem [reading.md](reading.md).",
    ),
    "LOA_READING_MODEL_NAME": ("tên máy của địa chỉ ấy", "Tên mô hình gửi trong mỗi lần hỏi, hiện bên mỗi đề xuất."),
    "LOA_READING_MODEL_KEY": ("trống", "Khóa bí mật của điểm gọi; nên đặt bằng `LOA_READING_MODEL_KEY_FILE`."),
    "LOA_READING_MODEL_SECONDS": ("`60`", "Số giây chờ mô hình trả lời cho một văn bản; quá thì bỏ lần hỏi ấy."),
    "LOA_LOG_LEVEL": ("`WARNING`", "Mức ghi nhật ký ra stderr: `DEBUG`, `INFO`, `WARNING`, `ERROR`."),
}
# Names that processes of the house hand to each other, or that only the tests read; nobody sets them by hand in an installation.
INTERNAL: dict[str, str] = {
    "LOA_PORT": "cổng web mà tiến trình cha báo cho tiến trình con.",
    "LOA_PLAYER_HOME": "thư mục của thiết bị phát ảo mà tiến trình cha báo cho tiến trình con.",
    "LOA_SUPERVISOR_PID": "số của tiến trình cha; tiến trình con dừng theo cha.",
    "LOA_TEST_WORKERS": "số tiến trình mà `./test` dùng (mặc định 2).",
    "LOA_TEST_DATABASE": "`postgres`: chạy kiểm thử trên một PostgreSQL tạm, tự khởi động và tự dừng.",
}
NAME = re.compile(r"\bLOA_[A-Z][A-Z_]*[A-Z]\b")


def open_house() -> None:
    """Import every module of the house, so that each error and event is known."""
    if "LOA_HOME" not in os.environ:
        # Settings open the queue of their home at once; an empty folder does, and goes again.
        os.environ["LOA_HOME"] = home = tempfile.mkdtemp(prefix="loa-references-")
        atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loa.server.site.settings")
    import django  # noqa: PLC0415 -- the settings must be named first
    from django.apps import apps  # noqa: PLC0415

    import loa  # noqa: PLC0415

    if not apps.ready:
        django.setup()
    for info in pkgutil.walk_packages(loa.__path__, "loa."):
        # Migrations are no room of the house; a __main__ would run.
        if ".migrations" not in info.name and not info.name.endswith(("__main__", "espeak_worker")):
            importlib.import_module(info.name)


def _below(kind: type) -> Iterator[type]:
    for child in kind.__subclasses__():
        yield child
        yield from _below(child)


def error_classes() -> list[type]:
    """Every error of the house, the root first, then by code."""
    from loa.core.errors import LoaError  # noqa: PLC0415

    found = {kind for kind in _below(LoaError) if kind.__module__.startswith("loa.")}
    return [LoaError, *sorted(found, key=lambda kind: (kind.code, kind.__qualname__))]  # type: ignore[attr-defined]


def event_classes() -> list[type]:
    """Every event that can happen, by code; shared bases (with a leading underscore) are none."""
    from loa.server.kit.events import Event  # noqa: PLC0415

    found = {kind for kind in _below(Event) if kind.__module__.startswith("loa.") and not kind.__name__.startswith("_")}
    return sorted(found, key=lambda kind: kind.code)  # type: ignore[attr-defined]


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def errors_page() -> str:
    """Every refusal: code, HTTP status, sentence."""
    rows = [f"| `{e.code}` | {e.status} | {_cell(e.sentence)} | `{e.__module__}` |" for e in error_classes()]  # type: ignore[attr-defined]
    head = [
        "# Lời từ chối (errors)",
        MADE,
        "Mỗi lời từ chối có một mã cho máy, một mã HTTP và một câu nói điều gì đã xảy ra và nên làm gì. Trang web, API và dòng lệnh nói cùng một câu.",
        "| mã | HTTP | câu | nơi |\n|---|---|---|---|\n" + "\n".join(rows),
    ]
    return "\n\n".join(head) + "\n"


def events_page() -> str:
    """Every event: code, sentence, facts, who reacts."""
    from loa.server.site.wiring import REACTIONS  # noqa: PLC0415

    rows = []
    for event in event_classes():
        reacting = ", ".join(f"`{r.name}`" for r in REACTIONS if r.event is event)
        facts = ", ".join(f"`{fact.name}`" for fact in dataclasses.fields(event))
        rows.append(f"| `{event.code}` | {_cell(event.sentence)} | {facts} | {reacting} |")  # type: ignore[attr-defined]
    head = [
        "# Sự kiện (events)",
        MADE,
        "Mỗi việc làm để lại một dòng trong dấu vết với mã, câu và các dữ kiện dưới đây. Cột cuối: việc nào tự chạy theo (bảng trong `site/wiring.py`).",
        "| mã | câu | dữ kiện | việc chạy theo |\n|---|---|---|---|\n" + "\n".join(rows),
    ]
    return "\n\n".join(head) + "\n"


def setting_names() -> set[str]:
    """Every LOA_… that the code of the house, its commands and its tests name."""
    places = [*ROOT.glob("src/loa/**/*.py"), *ROOT.glob("tests/plugins/*.py"), ROOT / "run", ROOT / "test"]
    return {name for place in places for name in NAME.findall(place.read_text(encoding="utf-8"))}


def settings_page() -> str:
    """Every setting, its default and what it does."""
    rows = [f"| `{name}` | {default} | {_cell(text)} |" for name, (default, text) in SETTINGS.items()]
    internal = [f"* `{name}`: {text}" for name, text in INTERNAL.items()]
    head = [
        "# Thiết lập (settings)",
        MADE,
        "Không thiết lập nào bắt buộc: `./run` chạy được ngay. Mỗi tên là một biến môi trường. Với điều bí mật, đặt `TÊN_FILE` là đường dẫn của tệp chứa giá trị.",
        "| tên | mặc định | ý nghĩa |\n|---|---|---|\n" + "\n".join(rows),
        "Các tiến trình của Loa tự trao cho nhau, hoặc chỉ dùng khi kiểm thử:",
        "\n".join(internal),
    ]
    return "\n\n".join(head) + "\n"


def commands_page() -> str:
    """Every sub-command with its own help."""
    from loa.launch import cli, commands  # noqa: PLC0415

    modules = [importlib.import_module(f"{commands.__name__}.{info.name}") for info in pkgutil.iter_modules(commands.__path__)]
    subparsers = next(a for a in cli._parser(modules)._actions if isinstance(a, argparse._SubParsersAction))  # noqa: SLF001 -- argparse offers no public walk
    parts = ["# Dòng lệnh (commands)", MADE, "`.venv/bin/loa [--home THƯ_MỤC] LỆNH …`. Mỗi lệnh tự chuẩn bị `LOA_HOME` nếu cần."]
    for name, parser in sorted(subparsers.choices.items()):
        parts += [f"## `loa {name}`", _help(parser, parser.description or "")]
        for action in parser._actions:  # noqa: SLF001 -- as above
            if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 -- as above
                said = {choice.dest: choice.help or "" for choice in action._choices_actions}  # noqa: SLF001 -- as above
                for below, inner in sorted(action.choices.items()):
                    parts += [f"### `loa {name} {below}`", _help(inner, inner.description or said.get(below, ""))]
    return "\n\n".join(parts) + "\n"


def _help(parser: argparse.ArgumentParser, said: str) -> str:
    """The help as a table, without the wrapping of the terminal at hand."""
    rows = []
    for action in parser._actions:  # noqa: SLF001 -- argparse offers no public walk
        if isinstance(action, argparse._HelpAction | argparse._SubParsersAction):  # noqa: SLF001 -- as above
            continue
        name = ", ".join(action.option_strings) or str(action.metavar or action.dest)
        rows.append(f"| `{name}` | {_cell(str(action.help or ''))} |")
    table = "| tham số | ý nghĩa |\n|---|---|\n" + "\n".join(rows) if rows else ""
    return "\n\n".join(part for part in (_cell(said), table) if part)


def pages() -> dict[Path, str]:
    """Each page and what it should say."""
    open_house()
    return {
        PAGES / "errors.md": errors_page(),
        PAGES / "events.md": events_page(),
        PAGES / "settings.md": settings_page(),
        PAGES / "commands.md": commands_page(),
    }


def main() -> int:
    """Write the pages, or check them."""
    old = {path: text for path, text in pages().items() if not path.exists() or path.read_text(encoding="utf-8") != text}
    for path, text in old.items():
        print(path.relative_to(ROOT))
        if "--check" not in sys.argv:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return 1 if old and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
