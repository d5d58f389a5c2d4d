import type { Words } from '../en/index.ts';
import { withFrenchSpaces } from '../french-spaces.ts';
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

export const FR: Words = withFrenchSpaces({
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
  schedule,
  cohort,
  ledger,
  marrow,
  report,
  screening,
  teach,
  nothing,
  number,
  result,
});
