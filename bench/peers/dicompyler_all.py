"""DVHs of every ROI by dicompyler-core: /usr/bin/python3 dicompyler_all.py RS.dcm RD.dcm OUT.json"""

import json
import sys

import pydicom
from dicompylercore import dicomparser, dvhcalc


def read(path):
    """Read once, not anew for every ROI; files without a Part 10 header are implicit VR little endian."""
    data_set = dicomparser.DicomParser(path).ds
    if "TransferSyntaxUID" not in data_set.file_meta:
        data_set.file_meta.TransferSyntaxUID = pydicom.uid.ImplicitVRLittleEndian
    return data_set


structures, dose, out = read(sys.argv[1]), read(sys.argv[2]), sys.argv[3]
answer = {}
for number, roi in dicomparser.DicomParser(structures).GetStructures().items():
    dvh = dvhcalc.get_dvh(structures, dose, number)
    known = dvh.volume > 0
    answer[roi["name"]] = {
        "volumeCm3": float(dvh.volume),
        "meanGy": float(dvh.mean) if known else None,
        "d95Gy": float(dvh.D95.value) if known else None,
    }
with open(out, "w") as file:
    json.dump(answer, file)
