/** Charts are large and come when they are wanted; asked for before a patient is read. */
export const loadCharts = () => import('./DvhChart.tsx');

let warmed: Promise<void> | null = null;

/** Draws a first chart that nobody sees: it takes longer than all that follow. */
export function warmCharts(): Promise<void> {
  warmed ??= import('./draw-unseen.tsx').then((charts) => {
    charts.drawUnseen();
  });
  return warmed;
}
