/** Charts are large and come when they are wanted; asked for before a patient is read. */
export const loadCharts = () => import('./DvhChart.tsx');
