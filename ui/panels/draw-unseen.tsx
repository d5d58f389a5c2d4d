import { createRoot } from 'react-dom/client';
import type { DvhCurves } from '../../src/worker/messages.ts';
import { DvhChart } from './DvhChart.tsx';

const DOSES = Array.from({ length: 50 }, (_, n) => n);
const FALLING = DOSES.map((dose) => 100 - 2 * dose);

const CURVES: DvhCurves = {
  lesion: '',
  prescriptionGy: 27,
  doseGy: DOSES,
  dosePercent: DOSES,
  rois: [],
  curves: ['A', 'B'].map((roiName) => ({
    roiName,
    role: 'ptv',
    volumeCm3: 1,
    curve: {
      doseGy: DOSES,
      isRanged: true,
      percent: FALLING,
      low: FALLING,
      high: FALLING,
      cm3: FALLING,
      lowCm3: FALLING,
      highCm3: FALLING,
    },
    reason: null,
  })),
};

/** Draws a chart of nothing out of sight: the first chart of a page takes twice as long as the second. */
export function drawUnseen(): void {
  const place = document.createElement('div');
  place.style.cssText = 'position: fixed; left: -2000px; width: 600px; visibility: hidden';
  place.setAttribute('aria-hidden', 'true');
  document.body.append(place);
  const root = createRoot(place);
  root.render(
    <DvhChart limits={[90, 80]} curves={CURVES} drawn={['A', 'B']} doseInPercent={false} volumeInCm3={false} />,
  );
  setTimeout(() => {
    root.unmount();
    place.remove();
  }, 500);
}
