"""Commands as processes of their own that need not import everything anew: forked from one that has, and does nothing.

`python -m tests.cli.forked` reads one request a line (JSON: arguments, environment, and files for the three streams)
and answers each with the exit code. It holds no model and no connection, so what it forks begins as a fresh one would.
"""

import importlib
import json
import os
import pkgutil
import sys

import insight

HEAVY = (
    "alembic.command", "sqlalchemy", "cryptography.fernet", "argon2", "huey", "spacy", "spacy.lang.en", "onnxruntime",
    "tokenizers", "sklearn.decomposition", "sklearn.cluster", "bertopic", "docx", "openpyxl",
)  # fmt: skip

NOT_OURS = (".__main__", ".env")  # a program, and what only alembic can run


def main() -> None:
    """Fork for every request until there are none."""
    ours = [one.name for one in pkgutil.walk_packages(insight.__path__, "insight.") if not one.name.endswith(NOT_OURS)]
    for name in (*HEAVY, *ours):
        importlib.import_module(name)
    answers = os.fdopen(os.dup(1), "w")
    sys.stdout.flush()
    os.dup2(2, 1)
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            run(asked)
        _, status = os.waitpid(child, 0)
        answers.write(f"{os.waitstatus_to_exitcode(status)}\n")
        answers.flush()


def run(asked: dict) -> None:
    """Be the command, as `python -m insight` would be; never comes back."""
    for number, (path, how) in enumerate(zip(asked["streams"], (os.O_RDONLY, os.O_WRONLY, os.O_WRONLY), strict=True)):
        handle = os.open(path, how)
        os.dup2(handle, number)
        os.close(handle)
    sys.stdin, sys.stdout, sys.stderr = (os.fdopen(number, how) for number, how in enumerate(("r", "w", "w")))
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.argv = ["insight", *asked["arguments"]]
    code = 1
    try:
        from insight.cli import main as command

        command()
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
