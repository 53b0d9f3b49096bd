"""Reads of an ELF file what tells for which Python it was built.

Only 64-bit little-endian files, and only what the dynamic linker itself goes by: program headers and the dynamic section.
"""
import re
import struct

LOAD, DYNAMIC = 1, 2
NEEDED, HASH, STRTAB, SYMTAB, RELA, RELASZ, RELRSZ, RELR = 1, 4, 5, 6, 7, 8, 35, 36
GNU_HASH = 0x6FFFFEF5
WEAK = 2
# The types of relocation that leave an address of the file itself, on x86-64 and on AArch64.
RELATIVE = (8, 1027)
ENTRY = re.compile(r"Py(Init|ModExport)(U?)_(.+)")

# The first words of a definition as the macros of the headers leave them: reference counts of 1, and immortal ones.
GIL_HEADS = (1, 0xFFFFFFFF, 0xC0000000, 0x00000005C0000000, 0x3FFFFFFF, 0x00050000C0000000)


class NotElf(Exception):
    """The file is no ELF file that this reader knows."""


class Elf:
    """The dynamic symbols of one file; `undefined` maps names to whether they must be there."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.data = file.read()
        if self.data[:6] != b"\x7fELF\x02\x01":
            raise NotElf(path)
        self.loads, dynamic = [], None
        (start,) = self._unpack("Q", 32)
        size, count = self._unpack("HH", 54)
        for at in range(start, start + size * count, size):
            kind, _, offset, address, _, in_file, in_memory, _ = self._unpack("IIQQQQQQ", at)
            if kind == LOAD:
                self.loads.append((address, offset, in_file, in_memory))
            elif kind == DYNAMIC:
                dynamic = offset
        self.needed, self.undefined, self.defined, self.pointers = [], {}, set(), {}
        if dynamic is not None:
            self._read_dynamic(dynamic)

    def _unpack(self, form, at):
        return struct.unpack_from("<" + form, self.data, at)

    def _offset(self, address):
        for start, offset, in_file, _ in self.loads:
            if start <= address < start + in_file:
                return offset + address - start
        return None

    def bytes_at(self, address, size):
        """What is at an address before relocation, zeros where the file has none; None outside of the image."""
        for start, offset, in_file, in_memory in self.loads:
            if start <= address and address + size <= start + in_memory:
                content = self.data[offset + address - start : offset + in_file][:size]
                return content + bytes(size - len(content))
        return None

    def string_at(self, address):
        offset = self._offset(address)
        return None if offset is None else self.data[offset : self.data.find(b"\0", offset)]

    def _read_dynamic(self, at):
        tags, needed = {}, []
        while True:
            tag, value = self._unpack("qQ", at)
            at += 16
            if tag == 0:
                break
            if tag == NEEDED:
                needed.append(value)
            tags[tag] = value
        strings = tags[STRTAB]
        self.needed = [self.string_at(strings + name).decode() for name in needed]
        symbols = self._offset(tags[SYMTAB])
        for index in range(1, self._symbol_count(tags)):
            name, info, _, section = self._unpack("IBBH", symbols + 24 * index)
            name = self.string_at(strings + name).decode("utf-8", "replace")
            if section:
                self.defined.add(name)
            else:
                self.undefined[name] = info >> 4 != WEAK
        self._read_relocations(tags)

    def _symbol_count(self, tags):
        if HASH in tags:
            return self._unpack("II", self._offset(tags[HASH]))[1]
        table = self._offset(tags[GNU_HASH])
        buckets, first, blooms, _ = self._unpack("IIII", table)
        at = table + 16 + 8 * blooms
        last = max(self._unpack("%dI" % buckets, at), default=0)
        if last < first:
            return first
        chains = at + 4 * buckets
        while not self._unpack("I", chains + 4 * (last - first))[0] & 1:
            last += 1
        return last + 1

    def _read_relocations(self, tags):
        if RELA in tags:
            table = self._offset(tags[RELA])
            for at in range(table, table + tags[RELASZ], 24):
                place, info, addend = self._unpack("QQq", at)
                if info & 0xFFFFFFFF in RELATIVE:
                    self.pointers[place] = addend
        if RELR in tags:
            table, following = self._offset(tags[RELR]), 0
            for at in range(table, table + tags[RELRSZ], 8):
                (word,) = self._unpack("Q", at)
                if word & 1:
                    places = [following + 8 * bit for bit in range(63) if word >> (bit + 1) & 1]
                    following += 8 * 63
                else:
                    places, following = [word], word + 8
                for place in places:
                    offset = self._offset(place)
                    if offset is not None:
                        (self.pointers[place],) = self._unpack("Q", offset)

    def entries(self):
        """The entry functions it has, as pairs of style and name."""
        found = (ENTRY.fullmatch(name) for name in self.defined)
        return sorted((match[1], match[2] + "_" + match[3] if match[2] else match[3]) for match in found if match)

    def layouts(self):
        """The layouts ("gil", "t") of the definitions that name a module this file has an entry for."""
        names = {name.encode() for _, name in self.entries()}
        found = set()
        for place, target in self.pointers.items():
            text = self.string_at(target) if names else None
            if text and text.rpartition(b".")[2] in names:
                found.update(layout for layout, size in (("gil", 40), ("t", 56)) if self._is_head(place - size, size, layout))
        return found

    def _is_head(self, address, size, layout):
        head = self.bytes_at(address, size)
        if head is None or any(place in self.pointers for place in range(address, address + size, 8)):
            return False
        if layout == "gil":
            return int.from_bytes(head[:8], "little") in GIL_HEADS and not any(head[8:])
        return not any(head[:8]) and head[12:16] == b"\xff\xff\xff\xff" and not any(head[16:])
