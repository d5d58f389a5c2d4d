/** Charts are large and come when they are wanted; asked for before a patient is read. */
export const loadCharts = () => import('./DvhChart.tsx');

export const loadUnseen = () => import('./draw-unseen.tsx');

let warmed: Promise<void> | null = null;

/** Draws a first chart that nobody sees: it takes longer than all that follow. */
export function warmCharts(): Promise<void> {
  warmed ??= loadUnseen().then((charts) => {
    charts.drawUnseen();
  });
  return warmed;
}
