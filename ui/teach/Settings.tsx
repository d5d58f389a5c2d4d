import { useId } from 'react';
import { TEACHING_CHOICES } from '../../core/index.ts';
import type { TeachingChoiceName, TeachingNumberName, TeachingSettings } from '../../core/index.ts';
import { useWords } from '../words/use-words.ts';
import { NumberSetting } from './NumberSetting.tsx';
import styles from './Settings.module.css';

interface SettingsProps {
  readonly settings: TeachingSettings;
  readonly change: (settings: TeachingSettings) => void;
}

const GROUPS = {
  target: ['shape', 'diameterMm', 'lengthMm', 'marginMm'],
  dose: ['regimen', 'fallOff', 'reachMm', 'fallOffMm', 'scalePercent', 'shiftXMm', 'shiftYMm', 'shiftZMm'],
  grids: ['doseSpacingMm', 'sliceSpacingMm', 'seed'],
  computing: ['endCaps', 'betweenSlices'],
} as const satisfies Readonly<Record<string, readonly (TeachingNumberName | TeachingChoiceName)[]>>;

/** Everything that can be moved, in groups. */
export function Settings({ settings, change }: SettingsProps) {
  const words = useWords().teach;
  const isChoice = (name: string): name is TeachingChoiceName => Object.hasOwn(TEACHING_CHOICES, name);
  return (
    <div className={styles.groups}>
      {(Object.keys(GROUPS) as (keyof typeof GROUPS)[]).map((group) => (
        <fieldset key={group} className={styles.group}>
          <legend>{words.groups[group]}</legend>
          {GROUPS[group].map((name) =>
            isChoice(name) ? (
              <Choice key={name} name={name} settings={settings} change={change} />
            ) : name === 'lengthMm' && settings.shape === 'sphere' ? null : (
              <NumberSetting
                key={name}
                name={name}
                value={settings[name]}
                change={(value) => {
                  change({ ...settings, [name]: value });
                }}
              />
            ),
          )}
        </fieldset>
      ))}
    </div>
  );
}

function Choice({ name, settings, change }: SettingsProps & { readonly name: TeachingChoiceName }) {
  const words = useWords().teach;
  const id = useId();
  return (
    <div className={styles.setting}>
      <label htmlFor={id}>{words.choices[name]}</label>
      <select
        id={id}
        className={styles.choice}
        value={settings[name]}
        onChange={(event) => {
          change({ ...settings, [name]: event.currentTarget.value });
        }}
      >
        {TEACHING_CHOICES[name].map((option) => (
          <option key={option} value={option}>
            {words.options[option] ?? option}
          </option>
        ))}
      </select>
    </div>
  );
}
