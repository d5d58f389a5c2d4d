import { formatLimit, shortWords } from '../../core/index.ts';
import type { Finding } from '../../core/index.ts';
import { shownDifference } from './shown.ts';

/** "Unacceptable deviation from 6.3 points less: 0.91 cm³ less at the prescribed dose, or all of the dose 1.04 Gy lower". */
export function flipLines(finding: Finding): string[] {
  return (finding.flips ?? []).map(({ to, limit, change, volumeCm3, doseGy }) => {
    const isMore = change >= 0;
    const points = finding.unit === '%' ? 'points' : finding.unit;
    const size = (value: number, unit: string): string => shownDifference(Math.abs(value), unit).replace(/^\+/, '');
    const ways = [
      ...(volumeCm3 === null ? [] : [`${size(volumeCm3, 'cm³')} ${isMore ? 'more' : 'less'} at the prescribed dose`]),
      ...(doseGy === null
        ? []
        : [
            finding.metric.startsWith('V100%')
              ? `all of the dose ${size(doseGy, 'Gy')} ${doseGy >= 0 ? 'higher' : 'lower'}`
              : `a maximum ${size(doseGy, 'Gy')} ${doseGy >= 0 ? 'higher' : 'lower'}`,
          ]),
    ];
    const words = shortWords(to);
    const amount = `${size(change, '%').replace(' %', '')} ${points} ${isMore ? 'more' : 'less'}`;
    return `${words.charAt(0).toUpperCase()}${words.slice(1)} at ${formatLimit(limit)} ${finding.unit}, ${amount}${ways.length === 0 ? '' : `: ${ways.join(', or ')}`}`;
  });
}
