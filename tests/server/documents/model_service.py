"""A language model on this machine, as good or as bad as a test wants it."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


class Model:
    """What was asked of it; it answers in turn, and the last answer ever after."""

    def __init__(self, *answers: Answer) -> None:
        self.answers, self.asked, self.headers, self.paths, self.port = list(answers), [], [], [], 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1/chat/completions"

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked.append(json.loads(handler.rfile.read(int(handler.headers["Content-Length"]))))
        self.headers.append(dict(handler.headers))
        self.paths.append(handler.path)
        self.answers[min(len(self.asked), len(self.answers)) - 1](handler)


def sends(data: bytes) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def says(content: object) -> Answer:
    """As an endpoint in the manner of OpenAI's sends what the model wrote."""
    return sends(json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode())


def proposes(*told: tuple[str, str, str]) -> Answer:
    listed = [dict(zip(("field", "value", "words"), one, strict=True)) for one in told]
    return says(json.dumps({"proposals": listed}, ensure_ascii=False))


def status(code: int, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def dripping(released: threading.Event, *, head: bool) -> Answer:
    """A byte now and then, for ever; of the head already, or of the body."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\n" + (b"X-Long: " if head else b"\r\n"))
        while not released.wait(0.02):
            handler.wfile.write(b"x")

    return answer


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b" " * 0x10000)


@contextmanager
def model_answering(*answers: Answer) -> Iterator[Model]:
    model = Model(*answers)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            try:
                model.answer(self)
            except OSError:
                self.close_connection = True  # whoever asked has left

        def log_message(self, *_told: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    model.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
