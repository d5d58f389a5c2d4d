import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import type { CheckResult, LesionResult } from '../../core/index.ts';
import { coverageLimits } from '../../src/report/coverage-bars.ts';
import { useWords } from '../words/use-words.ts';
import styles from './DvhChart.module.css';

interface DvhChartProps {
  readonly result: CheckResult;
  readonly lesion: LesionResult;
}

/** Cumulative histograms of a lesion's targets, with the prescription and its 80, 125 and 130 %. */
export function DvhChart({ result, lesion }: DvhChartProps) {
  const words = useWords().check;
  const curves = [
    { role: 'PTV', target: lesion.ptv, stroke: 'var(--ptv)', dash: '' },
    { role: 'GTV', target: lesion.gtv, stroke: 'var(--gtv)', dash: '6 3' },
  ].flatMap(({ role, target, stroke, dash }) =>
    target === null || target.curve === null ? [] : [{ role, name: target.roiName, curve: target.curve, stroke, dash }],
  );
  if (curves.length === 0) return null;
  const prescribed = lesion.prescription?.doseGy ?? null;
  const last = Math.max(...curves.map(({ curve }) => curve.doseGy.at(-1) ?? 0));
  const title = `${words.dvh}: ${curves.map(({ name }) => name).join(', ')}`;
  return (
    <figure className={styles.figure}>
      <figcaption>{title}</figcaption>
      <ResponsiveContainer width="100%" height={240}>
        <LineChart title={title} margin={{ top: 16, right: 12, bottom: 18, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--line)" />
          <XAxis
            type="number"
            dataKey="doseGy"
            domain={[0, Math.max(last, 1.35 * (prescribed ?? 0))]}
            allowDataOverflow
            tickCount={8}
            tickFormatter={(doseGy: number) => String(Math.round(doseGy))}
            label={{ value: 'dose, Gy', position: 'insideBottom', offset: -12 }}
            allowDuplicatedCategory={false}
          />
          <YAxis type="number" domain={[0, 100]} ticks={[0, 20, 40, 60, 80, 100]} unit=" %" width={52} />
          {coverageLimits(result).map((limit) => (
            <ReferenceLine key={limit} y={limit} stroke="var(--soft)" strokeDasharray="4 3" />
          ))}
          {prescribed !== null &&
            [80, 100, 125, 130].map((percent) => (
              <ReferenceLine
                key={percent}
                x={(prescribed * percent) / 100}
                stroke="var(--ink)"
                strokeDasharray={percent === 100 ? undefined : '2 3'}
                label={{
                  value: percent === 130 ? '' : percent === 125 ? '125, 130 %' : `${percent} %`,
                  position: 'top',
                  fontSize: 11,
                  fill: 'var(--soft)',
                }}
              />
            ))}
          {curves.map(({ name, curve, stroke, dash }) => (
            <Line
              key={name}
              name={name}
              data={curve.doseGy.map((doseGy, n) => ({ doseGy, volume: curve.volumePercent[n] }))}
              dataKey="volume"
              stroke={stroke}
              strokeWidth={2}
              strokeDasharray={dash}
              dot={false}
              isAnimationActive={false}
              type="linear"
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
      <p className={styles.key}>
        {curves.map(({ role, name }) => (
          <span key={name} className={role === 'PTV' ? styles.ptv : styles.gtv}>
            {role === 'PTV' ? '——' : '– –'} {name}
          </span>
        ))}
        {prescribed !== null && <span>upright: prescription {prescribed} Gy, and 80, 125 and 130 % of it</span>}
      </p>
    </figure>
  );
}
