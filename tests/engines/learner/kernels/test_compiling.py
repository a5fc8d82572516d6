"""Machine code is kept beside its source and dropped when any source is newer."""

from __future__ import annotations

import os

from seedbed.engines.learner.kernels.compiling import drop_stale


def made(folder, name, at):
    file = folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("")
    os.utime(file, (at, at))
    return file


def test_code_older_than_any_source_is_dropped(tmp_path):
    made(tmp_path, "walk.py", at=100)
    made(tmp_path, "inlined_into_walk.py", at=300)
    index = made(tmp_path, "__pycache__/walk-1.nbi", at=200)
    code = made(tmp_path, "__pycache__/walk-1.1.nbc", at=200)
    other = made(tmp_path, "__pycache__/walk.cpython-311.pyc", at=50)

    drop_stale(tmp_path)

    assert not index.exists()
    assert not code.exists()
    assert other.exists(), "Python looks after its own"


def test_code_newer_than_every_source_is_kept(tmp_path):
    made(tmp_path, "walk.py", at=100)
    code = made(tmp_path, "__pycache__/walk-1.1.nbc", at=200)

    drop_stale(tmp_path)

    assert code.exists()


def test_a_folder_without_machine_code_is_left_alone(tmp_path):
    made(tmp_path, "walk.py", at=100)

    drop_stale(tmp_path)

    assert [file.name for file in tmp_path.iterdir()] == ["walk.py"]
