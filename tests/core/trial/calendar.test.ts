import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completedYears, daysAfter, daysBetween } from '../../../core/trial/calendar.ts';

const date = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
  .map((each) => each.toISOString().slice(0, 10));

describe('calendar', () => {
  it('counts days as the calendar of the platform does', () => {
    fc.assert(
      fc.property(date, date, (from, to) => {
        expect(daysBetween(from, to)).toBe((Date.parse(to) - Date.parse(from)) / 86_400_000);
      }),
    );
  });

  it('finds the day after so many days as the calendar of the platform does', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -800, max: 800 }), (from, days) => {
        const after = new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10);
        expect(daysAfter(from, days)).toBe(after);
      }),
    );
  });

  it.each([
    ['1950-05-01', '2026-04-30', 75],
    ['1950-05-01', '2026-05-01', 76],
    ['2008-02-29', '2026-02-28', 17],
    ['2008-02-29', '2026-03-01', 18],
    ['2004-02-29', '2024-02-29', 20],
    ['1951-03-15', '2026-03-14', 74],
  ])('from %s to %s completes %i years', (from, to, years) => {
    expect(completedYears(from, to)).toBe(years);
  });
});
