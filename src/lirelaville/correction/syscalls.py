"""Close the doors of the kernel that no lesson uses (seccomp).

They are those by which a process could leave its namespaces, make others (and a bigger
disk in them), look into another process, or leave a word for the next hand-in in the
kernel's key rings.
"""

import ctypes
import platform
import struct

from lirelaville.correction.namespaces import C, called

# name: number on x86_64, on aarch64
DENIED = {
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "kexec_load": (246, 104),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "open_by_handle_at": (304, 265),
    "io_uring_setup": (425, 425),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsmount": (432, 432),
    "mount_setattr": (442, 442),
}
CLONE, CLONE3 = (56, 220), (435, 435)
NEW_NAMESPACES = 0x7E020000
ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
OTHER_CALLS = 0x40000000  # x86_64's second table
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, EPERM, ENOSYS = 0x7FFF0000, 0x00050001, 0x00050026
SECCOMP, FILTER = 22, 2


def close_doors() -> None:
    """Refuse these calls to this process and its children, for good."""
    if platform.machine() not in ARCHITECTURES:
        return
    program = b"".join(struct.pack("HBBI", *line) for line in instructions())
    code = ctypes.create_string_buffer(program, len(program))

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_void_p))

    given = Program(len(program) // 8, ctypes.addressof(code))
    called(C.prctl(SECCOMP, FILTER, ctypes.byref(given), 0, 0), "seccomp")


def instructions() -> list[tuple[int, int, int, int]]:
    """Return the filter: operation, steps if true, steps if false, operand."""
    table, architecture = ARCHITECTURES[platform.machine()]
    refuse, unknown, allow = (RETURN, 0, 0, EPERM), (RETURN, 0, 0, ENOSYS), ALLOW
    lines = [
        (LOAD, 0, 0, 4),
        (EQUAL, 1, 0, architecture),
        refuse,
        (LOAD, 0, 0, 0),
        (AT_LEAST, 0, 1, OTHER_CALLS),
        refuse,
        (EQUAL, 0, 1, CLONE3[table]),  # the C library then falls back to clone
        unknown,
    ]
    for numbers in DENIED.values():
        lines += [(EQUAL, 0, 1, numbers[table]), refuse]
    return [
        *lines,
        (EQUAL, 0, 3, CLONE[table]),
        (LOAD, 0, 0, 16),
        (ANY_BIT, 0, 1, NEW_NAMESPACES),
        refuse,
        (RETURN, 0, 0, allow),
    ]
