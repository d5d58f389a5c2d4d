/** Calendar dates as YYYY-MM-DD, without a clock and without a time zone. */

/** Days from one date to a later one; negative when it is earlier. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/**
 * Completed years from one date to another. Who is born on 29 February completes a year on 1 March where there is no
 * 29th, as a day that has not come is not completed.
 */
export function completedYears(from: string, to: string): number {
  const [a, b] = [parts(from), parts(to)];
  const isBefore = b.month < a.month || (b.month === a.month && b.day < a.day);
  return b.year - a.year - (isBefore ? 1 : 0);
}

/** The date that lies so many days after another one. */
export function daysAfter(date: string, days: number): string {
  return dateOf(dayNumber(date) + days);
}

function parts(date: string): { year: number; month: number; day: number } {
  const [year = NaN, month = NaN, day = NaN] = date.split('-').map(Number);
  return { year, month, day };
}

/** Days since 1 March of the year 0 in the Gregorian calendar: years that begin in March end with the leap day. */
function dayNumber(date: string): number {
  const { year, month, day } = parts(date);
  const marchYear = month < 3 ? year - 1 : year;
  const marchMonth = (month + 9) % 12;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return 365 * marchYear + leapDays + Math.floor((153 * marchMonth + 2) / 5) + day - 1;
}

function dateOf(day: number): string {
  // A year of 365.2425 days: the guess is off by at most one.
  const guess = Math.floor(day / 365.2425);
  const marchYear = [guess + 1, guess, guess - 1].find((year) => firstOfMarch(year) <= day)!;
  const dayOfYear = day - firstOfMarch(marchYear);
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = ((marchMonth + 2) % 12) + 1;
  const written = [marchYear + (month < 3 ? 1 : 0), month, dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1];
  return written.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0')).join('-');
}

function firstOfMarch(year: number): number {
  return dayNumber(`${String(year).padStart(4, '0')}-03-01`);
}
