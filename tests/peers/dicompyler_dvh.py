"""Volumes and DVHs of every ROI by dicompyler-core, as JSON: python3 dicompyler_dvh.py RS.dcm RD.dcm DOSE_GY"""

import json
import sys

from dicompylercore import dicomparser, dvhcalc

structure_set, dose, level = sys.argv[1], sys.argv[2], float(sys.argv[3])
answer = {}
for number, structure in dicomparser.DicomParser(structure_set).GetStructures().items():
    dvh = dvhcalc.get_dvh(structure_set, dose, number)
    if dvh.volume == 0:
        continue
    # Bins of 1 cGy; the curve holds the volume at or above the lower edge of each.
    index = round(level * 100)
    counts = dvh.counts
    answer[structure["name"]] = {
        "volumeCm3": float(dvh.volume),
        "meanGy": float(dvh.mean),
        "maxGy": float(dvh.max),
        "volumeCm3AtLevel": float(counts[index]) if index < len(counts) else 0.0,
    }
json.dump(answer, sys.stdout)
