import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import type { ScheduleResult } from '../../core/index.ts';
import { schedule } from '../../src/app/schedule.ts';
import { TRANSFER_SYNTAX, writeDataSet, type WritableDataSet } from '../../src/dicom/write-data-set.ts';
import { scheduleIcs } from '../../src/report/schedule-ics.ts';
import { scheduleText } from '../../src/report/schedule-text.ts';

const caseText = (schedule_: object = {}) =>
  JSON.stringify({
    schema: 'trabecula/case/1',
    subject: 'SYN-7',
    lesions: [{ id: 'L1', prescription: { doseGy: 27, fractions: 3 } }],
    schedule: schedule_,
  });

/** An RT Beams Treatment Record as a file. */
function record(name: string, changes: WritableDataSet, beam: WritableDataSet = {}) {
  const uid = `1.2.826.0.1.3680043.10.9999.${name.length}.${[...name].map((letter) => letter.charCodeAt(0)).join('')}`;
  const dataSet = {
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.481.4',
    SOPInstanceUID: uid,
    Modality: 'RTRECORD',
    PatientID: 'SYN-7',
    ReferencedRTPlanSequence: [
      { ReferencedSOPClassUID: '1.2.840.10008.5.1.4.1.1.481.5', ReferencedSOPInstanceUID: '1.2.3.4' },
    ],
    ReferencedFractionGroupNumber: '1',
    TreatmentSessionBeamSequence: [
      { CurrentFractionNumber: '1', TreatmentDeliveryType: 'TREATMENT', TreatmentTerminationStatus: 'NORMAL', ...beam },
    ],
    ...changes,
  };
  return { path: `${name}.dcm`, bytes: writeDataSet(dataSet, TRANSFER_SYNTAX.explicitLittleEndian) };
}

const fraction = (
  number: number,
  date: string,
  time: string,
  zone: WritableDataSet = { TimezoneOffsetFromUTC: '+0100' },
) =>
  record(
    `F${number}`,
    { TreatmentDate: date, TreatmentTime: time, ...zone },
    { CurrentFractionNumber: String(number) },
  );

const checked = (files: ReturnType<typeof record>[], own: object = {}): Promise<ScheduleResult> =>
  schedule({ caseText: caseText(own), casePath: 'case.json', trial: null, files, wish: null });

describe('treatment records', () => {
  test('tell the fractions, the beams of one fraction together from the first', async () => {
    const files = [
      fraction(1, '20260302', '090000'),
      record('F1b', { TreatmentDate: '20260302', TreatmentTime: '085500.5', TimezoneOffsetFromUTC: '+0100' }),
      fraction(2, '20260304', '090000'),
      fraction(3, '20260306', '0900'),
    ];
    const result = await checked(files, { zone: 'Europe/Paris' });
    expect(result.fractions.map(({ start, origin }) => [start, origin])).toEqual([
      ['2026-03-02T08:55:00+01:00', 'record'],
      ['2026-03-04T09:00:00+01:00', 'record'],
      ['2026-03-06T09:00+01:00', 'record'],
    ]);
    expect(result.outcome).toBe('passes');
    expect(result.fractions[0]?.lesions).toEqual(['L1']);
  });

  test('break the schedule by a minute, told with both starts', async () => {
    const files = [
      fraction(1, '20260302', '090000'),
      fraction(2, '20260303', '085900'),
      fraction(3, '20260306', '090000'),
    ];
    const result = await checked(files);
    expect(result.outcome).toBe('fails');
    expect(scheduleText(result).replace(/\s+/g, ' ')).toContain('23 h 59 min from start to start, below 24 h');
  });

  test('without an offset and without a zone in the case leave a gap of a day open', async () => {
    const files = [1, 2, 3].map((number) => fraction(number, `2026030${number}`, '090000', {}));
    expect((await checked(files)).outcome).toBe('unknown');
    expect((await checked(files, { zone: 'Europe/Paris' })).outcome).toBe('passes');
  });

  test('of setting up are no fraction; ones that were broken off are, and said to be', async () => {
    const setUp = record(
      'S',
      { TreatmentDate: '20260302', TreatmentTime: '080000' },
      { TreatmentDeliveryType: 'SETUP' },
    );
    const broken = record(
      'B',
      { TreatmentDate: '20260304', TreatmentTime: '090000', TimezoneOffsetFromUTC: '+0100' },
      { CurrentFractionNumber: '2', TreatmentTerminationStatus: 'MACHINE' },
    );
    const { fractions, warnings } = await checked([setUp, fraction(1, '20260302', '090000'), broken]);
    expect(fractions).toHaveLength(2);
    expect(warnings.join('\n')).toMatch(/B\.dcm: ended as MACHINE[^]*S\.dcm: no treatment beam \(SETUP\)/);
  });

  test('without a date are never fine', async () => {
    const files = [
      fraction(1, '20260302', '090000'),
      fraction(2, '20260304', '090000'),
      record('X', {}, { CurrentFractionNumber: '3' }),
    ];
    const result = await checked(files, { zone: 'Europe/Paris' });
    expect(result.outcome).toBe('unknown');
    expect(result.warnings).toContain('X.dcm: no treatment date');
  });

  test('of two plans treat lesions that the case must name', async () => {
    const other = record('P', {
      TreatmentDate: '20260304',
      TreatmentTime: '090000',
      TimezoneOffsetFromUTC: '+0100',
      ReferencedRTPlanSequence: [
        { ReferencedSOPClassUID: '1.2.840.10008.5.1.4.1.1.481.5', ReferencedSOPInstanceUID: '1.2.3.5' },
      ],
    });
    const files = [fraction(1, '20260302', '090000'), other, fraction(2, '20260306', '090000')];
    expect((await checked(files)).rules.find(({ rule }) => rule === 'number')?.words).toContain(
      'not known which lesions',
    );
    const plans = { '1.2.3.4': ['L1'], '1.2.3.5': ['L1'] };
    expect((await checked(files, { plans })).outcome).toBe('passes');
  });

  test('of two patients are refused, as are malformed dates and a folder without any', async () => {
    const stranger = record('Q', { PatientID: 'SYN-8', TreatmentDate: '20260304', TreatmentTime: '090000' });
    await expect(checked([fraction(1, '20260302', '090000'), stranger])).rejects.toThrow('more than one patient');
    await expect(checked([fraction(1, '2026-03-02', '090000')])).rejects.toThrow(/TreatmentDate|YYYYMMDD/);
    await expect(checked([{ path: 'x.txt', bytes: new Uint8Array(3) }])).rejects.toThrow('no treatment record');
  });
});

describe('the calendar file', () => {
  test('is read by another parser with the same instants, and names no more than subject and lesions', async () => {
    const wish = {
      from: '2026-10-23',
      weekdays: ['mon', 'wed', 'fri'],
      holidays: [],
      time: '14:15',
      zone: 'Europe/Paris',
    } as const;
    const result = await schedule({ caseText: caseText(), casePath: 'case.json', trial: 'himars', files: [], wish });
    const text = scheduleIcs(result, 45);
    const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
    const events = calendar.getAllSubcomponents('vevent').map((each) => new ICAL.Event(each));
    // 14:15 is 12:15 UTC until the clocks go back on Sunday 25 October.
    expect(events.map(({ startDate }) => startDate.toJSDate().toISOString())).toEqual([
      '2026-10-23T12:15:00.000Z',
      '2026-10-26T13:15:00.000Z',
      '2026-10-28T13:15:00.000Z',
    ]);
    expect(events.map(({ duration }) => duration.toSeconds())).toEqual([2700, 2700, 2700]);
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(3);
    expect(events[0]?.summary).toBe('Fraction 1 of 3: L1 (SYN-7)');
    expect(scheduleIcs(result, 45)).toBe(text);
    expect(text.split('\r\n').every((line) => new TextEncoder().encode(line).length <= 75)).toBe(true);
  });

  test('is refused where an instant is not known', async () => {
    const result = await schedule({
      caseText: caseText({ fractions: [{ start: '2026-03-02' }] }),
      casePath: 'case.json',
      trial: null,
      files: [],
      wish: null,
    });
    expect(() => scheduleIcs(result, null)).toThrow('is not known');
  });
});
