"""A process that has everything imported and bears bots: each a fork that runs the real thing until it is killed. Importing aiogram
takes seconds, which a bot that is to die many times has not got.

One JSON object a line: {"do": "start", "settings": ..., "token": ..., "log": path} -> {"pid": n}; {"do": "wait", "pid": n} ->
{"code": n}.
"""

import asyncio
import json
import os
import sys
import traceback
from typing import Any

from pydantic import SecretStr

from bots import logs
from bots.build import run
from bots.settings import Secrets, Settings


def main() -> None:
    _say({"ready": True})
    for line in sys.stdin:
        told = json.loads(line)
        _say({"start": _start, "wait": _wait}[told["do"]](told))


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _start(told: dict[str, Any]) -> dict[str, int]:
    pid = os.fork()
    if pid == 0:
        _live(told)
    return {"pid": pid}


def _wait(told: dict[str, Any]) -> dict[str, int]:
    _pid, status = os.waitpid(told["pid"], 0)
    return {"code": os.waitstatus_to_exitcode(status)}


def _live(told: dict[str, Any]) -> None:
    log = os.open(told["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    settings = Settings.model_validate_json(json.dumps(told["settings"]))
    secrets = Secrets(telegram_token=SecretStr(told["token"]))
    logs.configure(settings.log, secrets)
    try:
        asyncio.run(run(settings, secrets))
    except BaseException:  # noqa: BLE001  # the last word of a process
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
