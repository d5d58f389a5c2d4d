"""Volume and type of every ROI of a structure set by dicompyler-core, as JSON: dicompyler_volumes.py RS.dcm"""

import json
import sys

from dicompylercore import dicomparser

parser = dicomparser.DicomParser(sys.argv[1])
answer = {}
for number, structure in parser.GetStructures().items():
    planes = parser.GetStructureCoordinates(number)
    volume = parser.CalculateStructureVolume(planes, parser.CalculatePlaneThickness(planes))
    answer[structure["name"]] = {"type": structure["type"], "volumeCm3": float(volume)}
json.dump(answer, sys.stdout)
