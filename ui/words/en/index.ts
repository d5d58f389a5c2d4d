import { check } from './check.ts';
import { compare } from './compare.ts';
import { cohort } from './cohort.ts';
import { ledger } from './ledger.ts';
import { marrow } from './marrow.ts';
import { decide } from './decide.ts';
import { dvh } from './dvh.ts';
import { nothing } from './nothing.ts';
import { number } from './number.ts';
import { open } from './open.ts';
import { pacs } from './pacs.ts';
import { page } from './page.ts';
import { report } from './report.ts';
import { result } from './result.ts';
import { schedule } from './schedule.ts';
import { screening } from './screening.ts';
import { slices } from './slices.ts';
import { structures } from './structures.ts';
import { teach } from './teach.ts';
import { tps } from './tps.ts';

/** What the page says, a part for each screen. `tab` is a screen's name in the list of screens. */
export const EN = {
  page,
  open,
  pacs,
  structures,
  check,
  decide,
  dvh,
  tps,
  slices,
  compare,
  marrow,
  schedule,
  cohort,
  ledger,
  report,
  screening,
  teach,
  nothing,
  number,
  result,
};

export type Words = typeof EN;
