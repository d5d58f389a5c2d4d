import type { LedgerClient } from './ledger-client.ts';
import { keepOffline } from './keep-offline.ts';
import { loadMarrowSlices } from './marrow/load-marrow-slices.ts';
import { loadMarrow } from './screens/load-marrow.ts';
import { loadCharts, loadUnseen } from './panels/load-charts.ts';
import { loadCompare } from './screens/load-compare.ts';
import { loadCohort } from './screens/load-cohort.ts';
import { loadSchedule } from './screens/load-schedule.ts';
import { loadTeach } from './screens/load-teach.ts';
import { loadSlices } from './screens/load-slices.ts';

/** Loads what screens show later: once a patient is open, the page asks no server for anything. */
export async function prepare(ledger: LedgerClient): Promise<void> {
  await Promise.all([
    loadCharts(),
    loadUnseen(),
    loadSlices(),
    loadMarrow(),
    loadMarrowSlices(),
    loadSchedule(),
    loadCohort(),
    loadCompare(),
    loadTeach(),
    keepOffline(),
    // A ledger that cannot be had keeps nobody from checking a plan: its own screen says why.
    ledger.prepareWhereKept().catch(() => undefined),
  ]);
}
