"""The DVH Sequence of an RT Dose object as pydicom and dicompyler-core read it, as JSON: python3 pydicom_dvhs.py RD.dcm"""

import json
import sys

import pydicom
from dicompylercore.dvh import DVH

dose = pydicom.dcmread(sys.argv[1])
answer = []
for item in dose.DVHSequence:
    data = [float(value) for value in item.DVHData]
    scaling = float(item.DVHDoseScaling)
    number = int(item.DVHReferencedROISequence[0].ReferencedROINumber)
    answer.append(
        {
            "type": item.DVHType,
            "bins": int(item.DVHNumberOfBins),
            "doseUnits": item.DoseUnits,
            "volumeUnits": item.DVHVolumeUnits,
            "widths": [width * scaling for width in data[0::2]],
            "volumes": data[1::2],
            "rois": [[int(roi.ReferencedROINumber), roi.DVHROIContributionType] for roi in item.DVHReferencedROISequence],
            "mean": float(item.DVHMeanDose) if "DVHMeanDose" in item else None,
            # The doses that dicompyler-core puts the volumes at.
            "atDose": [float(edge) for edge in DVH.from_dicom_dvh(dose, number).bins],
        }
    )
print(json.dumps(answer))
