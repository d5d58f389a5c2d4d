import { parseMetric } from './metric.ts';
import type { Metric } from './metric.ts';

/** What `dvh` answers when no metric is asked for: the values that SBRT reports usually carry. */
export const STANDARD_METRICS: readonly Metric[] = [
  'Vol[cc]',
  'Min[Gy]',
  'Mean[Gy]',
  'Max[Gy]',
  'Median[Gy]',
  'D99%[Gy]',
  'D98%[Gy]',
  'D95%[Gy]',
  'D50%[Gy]',
  'D5%[Gy]',
  'D2%[Gy]',
  'D1%[Gy]',
  'D0.035cc[Gy]',
].map(parseMetric);
