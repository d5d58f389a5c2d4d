import { Area, CartesianGrid, ComposedChart, Line, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import type { CurveOfRoi, DvhCurves } from '../../src/worker/messages.ts';
import { useWords } from '../words/use-words.ts';

interface DvhChartProps {
  /** Limits of coverage in percent, across the chart. */
  readonly limits: readonly number[];
  readonly curves: DvhCurves;
  /** Names of the ROIs that are drawn. */
  readonly drawn: readonly string[];
  readonly doseInPercent: boolean;
  readonly volumeInCm3: boolean;
}

const DASHES = ['', '6 3', '2 3', '8 2 2 2'];
const STROKES = ['var(--ptv)', 'var(--gtv)', 'var(--open)', 'var(--fine)', 'var(--deviation)', 'var(--soft)'];

/** How a curve is drawn, by its place among all that were asked for: by colour and by dashes. */
export function strokeOf(n: number): { readonly stroke: string; readonly dash: string } {
  return { stroke: STROKES[n % STROKES.length] ?? 'var(--ink)', dash: DASHES[n % DASHES.length] ?? '' };
}

/** Cumulative histograms with their range, the prescription and its 80, 125 and 130 %. */
export function DvhChart({ limits, curves, drawn, doseInPercent, volumeInCm3 }: DvhChartProps) {
  const { dvh: words } = useWords();
  const { prescriptionGy, doseGy, dosePercent } = curves;
  const doses = doseInPercent && dosePercent !== null ? dosePercent : doseGy;
  const shown = curves.curves
    .map((curve, n) => ({ ...curve, ...strokeOf(n), key: `roi${n}`, range: `range${n}` }))
    .filter(({ roiName, curve }) => curve !== null && drawn.includes(roiName));
  const rows = doses.map((dose, n) => ({
    dose,
    ...Object.fromEntries(
      shown.flatMap(({ key, range, curve }): (readonly [string, number | readonly [number, number]])[] => {
        const at = pointAt(curve, n, volumeInCm3);
        return at === null
          ? []
          : [
              [key, at.value],
              [range, [at.low, at.high]],
            ];
      }),
    ),
  }));
  const rx = prescriptionGy === null ? null : doseInPercent ? 100 : prescriptionGy;
  const names = shown.map(({ roiName }) => roiName).join(', ');
  const title = `${words.heading}: ${names}`;
  return (
    <ResponsiveContainer width="100%" height={260}>
      <ComposedChart
        data={rows}
        title={title}
        desc={words.description(names, rx === null ? '' : `${rx} ${doseInPercent ? '%' : 'Gy'}`)}
        role="img"
        margin={{ top: 16, right: 12, bottom: 18, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid stroke="var(--line)" />
        <XAxis
          type="number"
          dataKey="dose"
          domain={[0, Math.max(doses.at(-1) ?? 1, rx === null ? 0 : 1.35 * rx)]}
          allowDataOverflow
          tickCount={8}
          // Every tick: whether they fit would be measured in the laid-out page, label by label.
          interval={0}
          tickFormatter={(dose: number) => String(Math.round(dose))}
          label={{ value: doseInPercent ? words.dosePercent : words.doseGy, position: 'insideBottom', offset: -12 }}
        />
        <YAxis
          type="number"
          interval={0}
          domain={[0, volumeInCm3 ? 'auto' : 100]}
          {...(volumeInCm3 ? {} : { ticks: [0, 20, 40, 60, 80, 100] })}
          unit={volumeInCm3 ? ' cm³' : ' %'}
          width={volumeInCm3 ? 76 : 52}
        />
        {!volumeInCm3 &&
          limits.map((limit) => <ReferenceLine key={limit} y={limit} stroke="var(--soft)" strokeDasharray="4 3" />)}
        {rx !== null &&
          [80, 100, 125, 130].map((percent) => (
            <ReferenceLine
              key={percent}
              x={(rx * percent) / 100}
              stroke="var(--ink)"
              {...(percent === 100 ? {} : { strokeDasharray: '2 3' })}
              label={{
                value: percent === 130 ? '' : percent === 125 ? '125, 130 %' : `${percent} %`,
                position: 'top',
                fontSize: 11,
                fill: 'var(--soft)',
              }}
            />
          ))}
        {shown.map(({ range, stroke }) => (
          <Area
            key={range}
            dataKey={range}
            stroke="none"
            fill={stroke}
            fillOpacity={0.25}
            isAnimationActive={false}
            activeDot={false}
            type="linear"
          />
        ))}
        {shown.map(({ key, roiName, stroke, dash }) => (
          <Line
            key={key}
            name={roiName}
            dataKey={key}
            stroke={stroke}
            strokeWidth={2}
            strokeDasharray={dash}
            dot={false}
            isAnimationActive={false}
            type="linear"
          />
        ))}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

function pointAt(
  curve: CurveOfRoi['curve'],
  n: number,
  inCm3: boolean,
): { readonly value: number; readonly low: number; readonly high: number } | null {
  if (curve === null) return null;
  const [value, low, high] = inCm3
    ? [curve.cm3[n], curve.lowCm3[n], curve.highCm3[n]]
    : [curve.percent[n], curve.low[n], curve.high[n]];
  return value === undefined || low === undefined || high === undefined ? null : { value, low, high };
}
