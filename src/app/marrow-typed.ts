import { chooseReadings, type MarrowResult, type MarrowWish, readTypedFile, typedPatient } from '../../core/index.ts';
import { marrowResultOf, volumeReadings } from './marrow-result-of.ts';
import { trialForCase } from './trial-for-case.ts';

export interface TypedMarrowRequest {
  readonly text: string;
  readonly path: string;
  readonly sha256: string;
  /** Id of a shipped trial, or the text of a trial file; null: the one that the file names, or himars. */
  readonly trial: string | { readonly text: string; readonly path: string } | null;
  readonly wish: MarrowWish;
}

/** Reserve, level and choice from volumes that were typed. */
export async function marrowTyped({
  text,
  path,
  sha256,
  trial: asked,
  wish,
}: TypedMarrowRequest): Promise<MarrowResult> {
  const typed = readTypedFile(text, path);
  const trial = await trialForCase(asked, typed.trial, path);
  const { reading, nodes, levelMeans } = volumeReadings(trial, chooseReadings(trial, typed.readings, path));
  const patient = typedPatient(typed, { reading, nodes, levelMeans });
  return marrowResultOf(
    patient,
    trial,
    { ...wish, level: wish.level ?? typed.level ?? null },
    {
      subject: typed.subject ?? null,
      inputs: [{ sopInstanceUid: path, modality: 'typed', sha256, bytes: new TextEncoder().encode(text).length }],
      trabecular: { from: 'typed', frameOfReferenceUid: null, estimate: null },
    },
    typed.lesions.length === 0 ? [{ code: 'no-lesions', message: 'the file names no lesions' }] : [],
  );
}
