"""Leave what one shares with other processes: the kernel's own calls, after a fork.

bubblewrap does the same for a program that it starts; a fork that must keep what it
has imported starts none.  Python 3.12 has ``os.unshare``; 3.11 asks the C library.
"""

import ctypes
import os
import resource
from pathlib import Path

from lirelaville.correction.limits import SHARED_MEMORY_MB, Limits

NEWNS, NEWUTS, NEWIPC = 0x00020000, 0x04000000, 0x08000000
NEWUSER, NEWPID, NEWNET = 0x10000000, 0x20000000, 0x40000000
NOSUID, NODEV, NOEXEC, RDONLY, REMOUNT, BIND = 2, 4, 8, 1, 32, 4096
RECURSIVE = 0x4000
REC_PRIVATE = RECURSIVE | 0x40000
PDEATHSIG, DUMPABLE, CAPBSET_DROP, NO_NEW_PRIVS = 1, 4, 24, 38
CAPABILITIES_3 = 0x20080522

C = ctypes.CDLL(None, use_errno=True)


def called(result: int, what: str) -> int:
    """Return the result of a C call; raise its error."""
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{what}: {os.strerror(code)}")
    return result


def unshare(flags: int) -> None:
    """Leave namespaces; a process id namespace is that of the children to come."""
    called(C.unshare(flags), "unshare")


def mount(kind: str, target: str, flags: int, options: str = "") -> None:
    """Mount a file system of memory, or change how one is mounted."""
    words = (kind.encode(), target.encode(), kind.encode())
    called(C.mount(*words, ctypes.c_ulong(flags), options.encode()), f"mount {target}")


def prctl(option: int, value: int = 0) -> None:
    """Set one attribute of this process."""
    zeros = (ctypes.c_ulong(0),) * 3
    called(C.prctl(option, ctypes.c_ulong(value), *zeros), f"prctl {option}")


def own_world(limits: Limits, uid: int | None) -> None:
    """Give this process its own network, memory disks, names and shared memory.

    Parameters
    ----------
    limits : Limits
        Its disk's size.
    uid : int, optional
        The user who will own the disk; None where we are not root: then this process
        takes a user namespace of its own, in which it may do all this.
    """
    here = os.getuid(), os.getgid()
    unshare(NEWNS | NEWIPC | NEWUTS | NEWNET | (NEWUSER if uid is None else 0))
    if uid is None:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/gid_map").write_text(f"{here[1]} {here[1]} 1")
        Path("/proc/self/uid_map").write_text(f"{here[0]} {here[0]} 1")
    mount("none", "/", REC_PRIVATE)
    owner = "" if uid is None else f",uid={uid},gid={uid}"
    files = limits.disk_mb * 200  # of 5 kB on average
    disk = f"size={limits.disk_mb}m,nr_inodes={files},mode=0755{owner}"
    shown = [path for path in Path("/tmp").iterdir() if not path.name.startswith(".")]
    kept = {path: os.open(path, os.O_PATH) for path in shown}
    mount("tmpfs", "/tmp", NOSUID | NODEV, disk)
    for path, descriptor in kept.items():  # a project that lies below /tmp itself
        show_again(descriptor, path)
    shared = f"size={SHARED_MEMORY_MB}m,nr_inodes=1000,mode=0755{owner}"
    mount("tmpfs", "/dev/shm", NOSUID | NODEV, shared)


def show_again(descriptor: int, place: Path) -> None:
    """See a folder at its place again, read-only, over what hides it."""
    place.mkdir(mode=0o755)
    source = f"/proc/self/fd/{descriptor}".encode()
    flags = ctypes.c_ulong(BIND | RECURSIVE)
    done = C.mount(source, str(place).encode(), None, flags, None)
    called(done, f"mount {place}")
    os.close(descriptor)
    mount("none", str(place), REMOUNT | BIND | RDONLY | NOSUID | NODEV)


def own_processes() -> None:
    """See only the processes of one's own process id namespace."""
    mount("proc", "/proc", NOSUID | NODEV | NOEXEC)


def look_only(folder: str) -> None:
    """See a folder that others write to, without writing to it."""
    unshare(NEWNS)
    own_processes()
    mount("none", folder, REMOUNT | BIND | RDONLY | NOSUID | NODEV)


def become(uid: int | None) -> None:
    """Be an ordinary user for good: no capability, no way to gain any."""
    last = int(Path("/proc/sys/kernel/cap_last_cap").read_text())
    for capability in range(last + 1):
        prctl(CAPBSET_DROP, capability)
    if uid is not None:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    header = (ctypes.c_uint32 * 2)(CAPABILITIES_3, 0)
    called(C.capset(header, (ctypes.c_uint32 * 6)()), "capset")
    prctl(NO_NEW_PRIVS, 1)


def accept_limits(limits: Limits, confined: bool = True) -> None:
    """Set the limits that the kernel keeps for a process and its children.

    A program reserves more addresses than it uses memory: the second limit only stops
    the memory that the first does not count, shared between processes.
    """
    memory = limits.memory_mb << 20
    wanted = {
        resource.RLIMIT_CPU: limits.cpu_seconds,
        resource.RLIMIT_DATA: memory,
        resource.RLIMIT_AS: memory * 3,
        resource.RLIMIT_FSIZE: limits.disk_mb << 20,
        resource.RLIMIT_CORE: 0,
    }
    if confined:  # counted by user: elsewhere it would count everything of ours
        wanted[resource.RLIMIT_NPROC] = limits.processes
    for kind, value in wanted.items():
        resource.setrlimit(kind, (value, value))
