#!/usr/bin/env python3
"""A second verifier of the audit chain, written from README.md alone. Standard library only, Ed25519 included (RFC 8032, 6).

second-verifier.py ENTRIES.jsonl... [--anchors ANCHORS.jsonl --key KEY.json]
One JSON verdict a file on standard output. Ends with 0 when all are intact, 1 when one is broken, 2 when one cannot be judged.
"""
import argparse
import base64
import hashlib
import json
import re
import sys
import uuid

HEX = re.compile(r"(?:[0-9a-f]{2})*\Z")
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")


class NotOfThisForm(ValueError):
    pass


def sha256(data):
    return hashlib.sha256(data).digest()


def number(value):
    if type(value) is not int or abs(value) > 2**53 - 1:
        raise NotOfThisForm("a whole number")
    return value


def raw(value, size=None):
    if not isinstance(value, str) or not HEX.match(value):
        raise NotOfThisForm("hex")
    data = bytes.fromhex(value)
    if size is not None and len(data) != size:
        raise NotOfThisForm("size")
    return data


def int8(value):
    return value.to_bytes(8, "big", signed=True)


def leaf_of(line):
    if "leaf" in line:
        return raw(line["leaf"], 32)
    owner = line["organisation"]
    if owner is not None and not (isinstance(owner, str) and UUID.match(owner)):
        raise NotOfThisForm("organisation")
    tenant = bytes(16) if owner is None else uuid.UUID(owner).bytes
    return sha256(b"lavbytes-audit-1" + int8(number(line["seq"])) + int8(number(line["at"])) + tenant + raw(line["body"]))


def judge(lines, anchors):
    header = json.loads(next(lines))
    if header["format"] != "lavbytes-audit-export/1":
        raise ValueError("not an export of this format")
    seq, head = number(header["from"]["seq"]), raw(header["from"]["hash"], 32)
    if seq > 0 and anchors.get(seq) != head:
        raise ValueError("begins at a head that no anchor vouches for")
    since = seq
    broken = lambda fault: {"kind": "broken", "seq": seq + 1, "fault": fault, "since": since}
    for text in lines:
        try:
            line = json.loads(text)
            here, previous, claimed = number(line["seq"]), raw(line["previous"], 32), raw(line["hash"], 32)
            leaf = leaf_of(line)
        except (ValueError, KeyError, TypeError):
            return broken("form")
        if here != seq + 1:
            return broken("sequence")
        if previous != head:
            return broken("previous")
        if sha256(b"lavbytes-link-01" + head + leaf) != claimed:
            return broken("hash")
        if here in anchors:
            if anchors[here] != claimed:
                return broken("anchor")
            since = here
        seq, head = here, claimed
    if max(anchors, default=0) > seq:
        return broken("cut")
    return {"kind": "intact", "seq": seq, "hash": head.hex(), "anchored": since}


# Ed25519, verification only: public values, so its speed may depend on them.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def recover_x(y, sign):
    if y >= P:
        return None
    xx = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(xx, (P + 3) // 8, P)
    if (x * x - xx) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - xx) % P or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def point(data):
    y = int.from_bytes(data, "little")
    x = recover_x(y & (1 << 255) - 1, y >> 255)
    if x is None:
        raise ValueError("not a point")
    y &= (1 << 255) - 1
    return (x, y, 1, x * y % P)


def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(n, p):
    q = (0, 1, 1, 0)
    while n:
        if n & 1:
            q = add(q, p)
        p, n = add(p, p), n >> 1
    return q


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE_X = recover_x(BASE_Y, 0)
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def signed_by(public, message, signature):
    if len(signature) != 64:
        return False
    s = int.from_bytes(signature[32:], "little")
    if s >= L:
        return False
    try:
        a, r = point(public), point(signature[:32])
    except ValueError:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    left, right = times(s, BASE), add(r, times(k, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


def unpadded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def read_anchors(path, key_path):
    with open(key_path, encoding="utf-8") as file:
        jwk = json.load(file)
    public = base64.urlsafe_b64decode(jwk["x"] + "=")
    kid = unpadded(sha256(json.dumps({n: jwk[n] for n in ("crv", "kty", "x")}, separators=(",", ":")).encode()))
    found = {}
    with open(path, encoding="utf-8") as file:
        for text in file:
            if not text.strip():
                continue
            anchor = json.loads(text)
            seq, head, at = number(anchor["seq"]), raw(anchor["hash"], 32), number(anchor["at"])
            message = b"lavbytes-anchor1" + int8(seq) + int8(at) + head
            if anchor["format"] != "lavbytes-audit-anchor/1" or anchor["kid"] != kid:
                raise ValueError("not an anchor of this key")
            if not signed_by(public, message, raw(anchor["signature"])):
                raise ValueError(f"anchor {seq} is not signed by this key")
            found[seq] = head
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("entries", nargs="+")
    parser.add_argument("--anchors")
    parser.add_argument("--key")
    args = parser.parse_args()
    worst = 0
    try:
        anchors = read_anchors(args.anchors, args.key) if args.anchors else {}
        for path in args.entries:
            with open(path, encoding="utf-8", newline="\n") as lines:
                verdict = judge(lines, anchors)
            print(json.dumps(verdict, separators=(",", ":")))
            worst = max(worst, verdict["kind"] == "broken")
    except (ValueError, KeyError, TypeError, OSError, StopIteration) as error:
        print(f"Not judged: {error}", file=sys.stderr)
        return 2
    return int(worst)


sys.exit(main())
