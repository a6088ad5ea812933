"""A small editor: it speaks the Language Server Protocol with the real yaml-language-server."""

from __future__ import annotations

import json
import queue
import shutil
import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
SERVER = ROOT / "tests" / "tools" / "node_modules" / "yaml-language-server"
#: Longer than the server ever takes; only a fault makes it wait so long.
PATIENCE = 60


def find_server() -> list[str]:
    """Give the command that starts the server, or skip and say what installs it."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node.js here; install it with: apt-get install nodejs npm")
    if not SERVER.is_dir():
        pytest.skip("no yaml-language-server here; install it with: npm ci --prefix tests/tools")
    return [node, str(SERVER / "bin" / "yaml-language-server"), "--stdio"]


class Editor:
    """An editor with the settings of the project at ``root`` and the server beside it."""

    def __init__(self, command: list[str], root: Path) -> None:
        self.root = root
        self.settings = json.loads((root / ".vscode" / "settings.json").read_text("utf-8"))
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._answers: dict[int, queue.Queue[Any]] = {}
        self._diagnostics: dict[str, queue.Queue[Any]] = {}
        self._last = 0
        threading.Thread(target=self._listen, daemon=True).start()
        self.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": root.as_uri(),
                "workspaceFolders": [{"uri": root.as_uri(), "name": "project"}],
                "capabilities": {
                    "workspace": {"configuration": True, "workspaceFolders": True},
                    "textDocument": {
                        "completion": {
                            "completionItem": {
                                "snippetSupport": True,
                                "documentationFormat": ["markdown", "plaintext"],
                            }
                        },
                        "hover": {"contentFormat": ["markdown", "plaintext"]},
                        "publishDiagnostics": {},
                    },
                },
            },
        )
        self._send({"method": "initialized", "params": {}})
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": {}}})

    def close(self) -> None:
        """End the server."""
        self._process.terminate()
        self._process.wait(timeout=10)

    def ask(self, method: str, parameters: dict[str, Any]) -> Any:
        """Ask the server, and wait for its answer."""
        self._last += 1
        number = self._last
        self._answers[number] = queue.Queue()
        self._send({"id": number, "method": method, "params": parameters})
        return self._answers[number].get(timeout=PATIENCE)

    def open(self, file: str, text: str | None = None) -> list[dict[str, Any]]:
        """Open a file of the project, or one that would be; give what is marked in it."""
        uri = (self.root / file).as_uri()
        text = (self.root / file).read_text("utf-8") if text is None else text
        self._diagnostics[uri] = queue.Queue()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        return self._diagnostics[uri].get(timeout=PATIENCE)

    def changed_on_disk(self, file: str) -> None:
        """Tell that a file has changed outside the editor, as every editor does."""
        change = {"uri": (self.root / file).as_uri(), "type": 2}
        self._send({"method": "workspace/didChangeWatchedFiles", "params": {"changes": [change]}})

    def completions(self, file: str, line: int, column: int) -> list[dict[str, Any]]:
        """Give what is offered at a place; line and column count from 0."""
        found = self.ask("textDocument/completion", self._place(file, line, column))
        return found["items"] if isinstance(found, dict) else found or []

    def hover(self, file: str, line: int, column: int) -> str:
        """Give what is shown when the pointer rests on a place."""
        found = self.ask("textDocument/hover", self._place(file, line, column))
        return found["contents"]["value"] if found else ""

    def _place(self, file: str, line: int, column: int) -> dict[str, Any]:
        return {
            "textDocument": {"uri": (self.root / file).as_uri()},
            "position": {"line": line, "character": column},
        }

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        while header := stream.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
                header = stream.readline()
            self._take(json.loads(stream.read(length)))

    def _take(self, message: dict[str, Any]) -> None:
        method = message.get("method")
        if method is None:
            self._answers.pop(message["id"]).put(message.get("result"))
        elif method == "textDocument/publishDiagnostics":
            waiting = self._diagnostics.get(message["params"]["uri"])
            if waiting is not None:
                waiting.put(message["params"]["diagnostics"])
        elif "id" in message:
            self._send({"id": message["id"], "result": self._own_answer(method, message)})

    def _own_answer(self, method: str, message: dict[str, Any]) -> Any:
        if method == "workspace/configuration":
            return [self._section(item.get("section")) for item in message["params"]["items"]]
        return None

    def _section(self, section: str) -> dict[str, Any]:
        """Give a section of the settings as an editor does: yaml.hover becomes {"hover": …}."""
        if section.startswith("["):
            return self.settings.get(section, {})
        held: dict[str, Any] = {}
        for key, value in self.settings.items():
            if key.startswith(f"{section}."):
                place = held
                *above, last = key.removeprefix(f"{section}.").split(".")
                for part in above:
                    place = place.setdefault(part, {})
                place[last] = value
        return held
