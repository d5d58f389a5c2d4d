"""Contours of a structure set and volumes of a binary segmentation by pydicom, as JSON: pydicom_derived.py RS.dcm SEG.dcm"""

import json
import sys

import numpy
import pydicom

structure_set, segmentation = pydicom.dcmread(sys.argv[1]), pydicom.dcmread(sys.argv[2])
names = {int(roi.ROINumber): str(roi.ROIName) for roi in structure_set.StructureSetROISequence}
rois, longest = {}, 0
for item in structure_set.ROIContourSequence:
    contours = [contour.ContourData for contour in item.ContourSequence]
    longest = max([longest] + [len(str(value.original_string)) for contour in contours for value in contour])
    points = [[float(value) for value in contour] for contour in contours]
    slices = sorted({contour[2] for contour in points})
    spacing = float(numpy.median(numpy.diff(slices)))
    area = 0.0
    for contour in points:
        x, y = numpy.array(contour[0::3]), numpy.array(contour[1::3])
        area += abs(numpy.dot(x, numpy.roll(y, -1)) - numpy.dot(y, numpy.roll(x, -1))) / 2
    rois[names[int(item.ReferencedROINumber)]] = {"points": points, "shoelaceCm3": area * spacing / 1000}

size = segmentation.Rows * segmentation.Columns
bits = numpy.unpackbits(numpy.frombuffer(segmentation.PixelData, dtype=numpy.uint8), bitorder="little")
frames = bits[: segmentation.NumberOfFrames * size].reshape(segmentation.NumberOfFrames, size)
measures = segmentation.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0]
voxel = float(measures.PixelSpacing[0]) * float(measures.PixelSpacing[1]) * float(measures.SpacingBetweenSlices) / 1000
owner = numpy.array(
    [
        frame.SegmentIdentificationSequence[0].ReferencedSegmentNumber
        for frame in segmentation.PerFrameFunctionalGroupsSequence
    ]
)
segments = {
    str(segment.SegmentLabel): float(frames[owner == segment.SegmentNumber].sum()) * voxel
    for segment in segmentation.SegmentSequence
}
json.dump({"rois": rois, "longestDecimal": longest, "segments": segments}, sys.stdout)
