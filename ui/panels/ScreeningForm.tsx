import { Fragment } from 'react';
import type { ScreenField, ScreenForm } from '../../src/worker/messages.ts';
import { lesionsOf, valueAt, withValue } from '../screening-draft.ts';
import type { DraftLesion, ScreeningDraft } from '../screening-draft.ts';
import { useWords } from '../words/use-words.ts';
import { English } from './English.tsx';
import { NumberInput } from './NumberInput.tsx';
import styles from './Screening.module.css';
import { Wide } from './Wide.tsx';

interface ScreeningFormProps {
  readonly form: ScreenForm;
  readonly draft: ScreeningDraft;
  readonly change: (draft: ScreeningDraft) => void;
}

const GROUPS = ['patient', 'laboratory', 'history', 'formal'] as const;

/** What the trials ask, each question once, as their files have it. */
export function ScreeningForm({ form, draft, change }: ScreeningFormProps) {
  const words = useWords().screening;
  return (
    <form className={styles.form} onSubmit={(event) => event.preventDefault()}>
      <p>
        <label>
          {words.subject}{' '}
          <input
            value={wordAt(draft, 'subject')}
            onChange={({ target }) => change(withValue(draft, ['subject'], target.value))}
          />
        </label>
      </p>
      {GROUPS.map((group) => (
        <Fragment key={group}>
          <fieldset className={styles.group}>
            <legend>{words.groups[group]}</legend>
            {form.fields
              .filter((field) => field.group === group)
              .map((field) => (
                <Field
                  key={field.path.join('/')}
                  field={field}
                  value={valueAt(draft, field.path)}
                  change={(value) => change(withValue(draft, field.path, value))}
                />
              ))}
          </fieldset>
          {group === 'laboratory' && <Lesions form={form} draft={draft} change={change} />}
        </Fragment>
      ))}
      <Readings form={form} draft={draft} change={change} />
    </form>
  );
}

interface FieldProps {
  readonly field: ScreenField;
  readonly value: unknown;
  readonly change: (value: unknown) => void;
}

function Field({ field, value, change }: FieldProps) {
  const words = useWords().screening;
  return (
    <div className={styles.field}>
      <span>
        <English>{field.name}</English> <small>{words.askedBy(field.trials.join(', '))}</small>
      </span>
      <span className={styles.inputs}>
        <FieldInput field={field} value={value} change={change} />
      </span>
    </div>
  );
}

function FieldInput({ field: { kind, name, choices, upperLimit }, value, change }: FieldProps) {
  const words = useWords().screening;
  switch (kind) {
    case 'date':
      return (
        <input
          type="date"
          aria-label={name}
          value={typeof value === 'string' ? value : ''}
          onChange={({ target }) => change(target.value === '' ? undefined : target.value)}
        />
      );
    case 'number':
      return <NumberInput label={name} value={value} change={change} />;
    case 'choice':
      return (
        <Choice
          label={name}
          choices={choices}
          names={words.answers}
          value={typeof value === 'string' ? value : 'unknown'}
          change={(next) => change(next === 'unknown' ? undefined : next)}
        />
      );
    case 'amount':
    case 'laboratory': {
      const key = choices.includes('WHO') ? 'scale' : 'unit';
      const now = { value: null, [key]: choices[0], ...(typeof value === 'object' ? value : {}) } as Record<
        string,
        unknown
      >;
      const put = (changed: object): void => change(withoutNothing({ ...now, ...changed }));
      return (
        <>
          <NumberInput label={name} value={now['value']} change={(next) => put({ value: next ?? null })} />
          <Choice
            label={key === 'scale' ? words.scale(name) : words.unit(name)}
            choices={choices}
            value={String(now[key])}
            change={(next) => put({ [key]: next })}
          />
          {upperLimit && (
            <>
              <small>{words.upperLimitShort}</small>
              <NumberInput
                label={words.upperLimit(name)}
                value={now['upperLimit']}
                change={(next) => put({ upperLimit: next })}
              />
            </>
          )}
        </>
      );
    }
  }
}

/** A text of a case that somebody else may have written; anything else is none. */
function wordAt(draft: ScreeningDraft, key: string): string {
  const value = valueAt(draft, [key]);
  return typeof value === 'string' ? value : '';
}

function withoutNothing(value: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined));
}

interface ChoiceProps {
  readonly label: string;
  readonly choices: readonly string[];
  readonly names?: Readonly<Record<string, string>>;
  readonly value: string;
  readonly change: (value: string) => void;
}

function Choice({ label, choices, names = {}, value, change }: ChoiceProps) {
  return (
    <select aria-label={label} value={value} onChange={({ target }) => change(target.value)}>
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {names[choice] ?? choice}
        </option>
      ))}
    </select>
  );
}

function Lesions({ form, draft, change }: ScreeningFormProps) {
  const words = useWords().screening;
  const lesions = lesionsOf(draft);
  const put = (next: readonly DraftLesion[]): void => change(withValue(draft, ['lesions'], next));
  const edit = (index: number, key: string, value: unknown): void =>
    put(lesions.map((each, at) => (at === index ? (withValue(each, [key], value) as DraftLesion) : each)));
  return (
    <fieldset className={styles.group}>
      <legend>{words.lesions}</legend>
      {lesions.length > 0 && (
        <Wide label={words.lesions}>
          <table className={styles.table}>
            <thead>
              <tr>
                {[
                  words.lesion,
                  words.organ,
                  words.region,
                  words.kind,
                  words.status,
                  words.shortAxis,
                  words.longest,
                  '',
                ].map((head, index) =>
                  head === '' ? (
                    <td key={index} />
                  ) : (
                    <th key={head} scope="col">
                      {head}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {lesions.map((lesion, index) => (
                <tr key={lesion.id}>
                  <th scope="row">{lesion.id}</th>
                  <td>
                    <Choice
                      label={`${lesion.id}: ${words.organ}`}
                      choices={['', ...form.organs]}
                      names={{ '': words.statuses['unknown'] ?? '' }}
                      value={wordAt(lesion, 'organ')}
                      change={(value) => edit(index, 'organ', value === '' ? undefined : value)}
                    />
                  </td>
                  <td>
                    {wordAt(lesion, 'organ') === 'lymph node' && (
                      <>
                        <Choice
                          label={`${lesion.id}: ${words.region}`}
                          choices={['', 'regional', 'non-regional']}
                          names={words.regions}
                          value={wordAt(lesion, 'region')}
                          change={(value) => edit(index, 'region', value === '' ? undefined : value)}
                        />
                        <input
                          size={10}
                          placeholder={words.subregion}
                          aria-label={`${lesion.id}: ${words.subregion}`}
                          value={wordAt(lesion, 'subregion')}
                          onChange={({ target }) =>
                            edit(index, 'subregion', target.value.trim() === '' ? undefined : target.value)
                          }
                        />
                      </>
                    )}
                  </td>
                  <td>
                    <Choice
                      label={`${lesion.id}: ${words.kind}`}
                      choices={['', 'metastasis', 'local-recurrence', 'primary']}
                      names={words.kinds}
                      value={wordAt(lesion, 'kind')}
                      change={(value) => edit(index, 'kind', value === '' ? undefined : value)}
                    />
                  </td>
                  <td>
                    <Choice
                      label={`${lesion.id}: ${words.status}`}
                      choices={['unknown', 'new', 'progressive', 'stable', 'responding']}
                      names={words.statuses}
                      value={wordAt(lesion, 'status') || 'unknown'}
                      change={(value) => edit(index, 'status', value)}
                    />
                  </td>
                  {(['shortAxisMm', 'longestDiameterMm'] as const).map((key) => (
                    <td key={key}>
                      <NumberInput
                        label={`${lesion.id}: ${key === 'shortAxisMm' ? words.shortAxis : words.longest}`}
                        value={lesion[key]}
                        change={(value) => edit(index, key, value)}
                      />
                    </td>
                  ))}
                  <td>
                    <button type="button" onClick={() => put(lesions.filter((_, at) => at !== index))}>
                      {words.remove(lesion.id)}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      <button type="button" onClick={() => put([...lesions, { id: freeId(lesions) }])}>
        {words.addLesion}
      </button>
    </fieldset>
  );
}

/** Where a record can be read in more than one way: what the case chooses, or the default. */
function Readings({ form: { readings }, draft, change }: ScreeningFormProps) {
  const words = useWords().screening;
  return (
    <fieldset className={styles.group}>
      <legend>{words.readings}</legend>
      {readings.map(({ name, question, options, default: byDefault, trials }) => {
        const says = options.find((option) => option.name === byDefault)?.says;
        const chosen = valueAt(draft, ['readings', name]);
        return (
          <div key={name} className={styles.field}>
            <span>
              <English>{question}</English> <small>{words.askedBy(trials.join(', '))}</small>
            </span>
            <span className={styles.inputs}>
              <Choice
                label={question}
                choices={['', ...options.map((option) => option.name)]}
                names={{
                  '': says === undefined ? words.noDefault : words.byDefault(says),
                  ...Object.fromEntries(options.map((option) => [option.name, option.says])),
                }}
                value={typeof chosen === 'string' ? chosen : ''}
                change={(next) => change(withValue(draft, ['readings', name], next === '' ? undefined : next))}
              />
            </span>
          </div>
        );
      })}
    </fieldset>
  );
}

function freeId(lesions: readonly DraftLesion[]): string {
  for (let number = 1; ; number++) {
    if (!lesions.some(({ id }) => id === `L${number}`)) return `L${number}`;
  }
}
