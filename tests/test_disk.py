"""Whether a disk is encrypted is read off the devices it stands on, and what cannot be told is not guessed."""

import os

import pytest

from insight.disk import is_encrypted

CRYPT, LVM = "CRYPT-LUKS2-0123-root", "LVM-0123"


@pytest.fixture
def device(tmp_path, monkeypatch):
    """`device(major=…)` is what the folder lies on; `block(name, uuid, *below)` describes a device."""
    blocks = tmp_path / "sys" / "dev" / "block"
    blocks.mkdir(parents=True)

    def block(name, uuid=None, *below):
        folder = blocks / name
        folder.mkdir()
        if uuid:
            (folder / "dm").mkdir()
            (folder / "dm" / "uuid").write_text(uuid + "\n")
        (folder / "slaves").mkdir()
        for one in below:
            (folder / "slaves" / one).symlink_to(blocks / one)

    def lies_on(number):
        real = os.stat
        folder = tmp_path / "data"
        folder.mkdir()

        class Status:
            st_dev = number

        monkeypatch.setattr(os, "stat", lambda path, **more: Status if path == folder else real(path, **more))
        return is_encrypted(folder, tmp_path / "sys", tmp_path / "mounts")

    return block, lies_on, tmp_path / "mounts"


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([("8:1", None)], False),
        ([("253:0", CRYPT)], True),
        ([("8:1", None), ("253:0", CRYPT, "8:1")], True),
        ([("8:2", None), ("253:1", CRYPT, "8:2"), ("253:0", LVM, "253:1")], True),  # LVM on LUKS
        ([("8:2", None), ("253:0", LVM, "8:2")], False),
        ([("8:2", None), ("253:1", CRYPT, "8:2"), ("253:0", LVM, "253:1", "8:2")], False),  # half of it
        ([], None),
    ],
    ids=["plain", "luks", "luks on a partition", "lvm on luks", "lvm", "lvm on both", "unknown"],
)
def test_what_stands_below_is_asked(device, blocks, expected):
    block, lies_on, _ = device
    for one in blocks:
        block(*one)
    last = blocks[-1][0] if blocks else "8:9"
    major, minor = map(int, last.split(":"))
    assert lies_on(os.makedev(major, minor)) is expected


@pytest.mark.parametrize(
    "mounts",
    [
        "",
        "36 35 0:44 / / rw - overlay overlay rw",
        "36 35 0:44 / / rw - nfs server:/share rw",
        "36 35 0:44 / / rw - btrfs /dev/no/such rw",
        "36 35 0:7 / / rw - btrfs /dev/null rw",
        "nonsense",
    ],
)
def test_what_cannot_be_told_is_not_guessed(device, mounts):
    _, lies_on, file = device
    file.write_text(mounts)
    assert lies_on(os.makedev(0, 44)) is None


def test_a_file_system_that_names_its_device_is_followed(device):
    block, lies_on, file = device
    real = os.stat("/dev/null").st_rdev
    block(f"{os.major(real)}:{os.minor(real)}", CRYPT)
    file.write_text("36 35 0:44 / / rw shared:1 - btrfs /dev/null rw")
    assert lies_on(os.makedev(0, 44)) is True
