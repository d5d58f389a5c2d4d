import { exercises } from '../app/exercises.ts';
import { glance, nudge, teach } from '../app/teach.ts';
import { keyHtml, worksheetHtml } from '../report/exercises-html.ts';
import type { Exchange, WorkerRequest } from './messages.ts';

type TeachRequest = Extract<WorkerRequest, { readonly kind: 'teach-glance' | 'teach' | 'teach-nudge' | 'exercises' }>;

/** Questions of the Teach screen. Each is small, so that the next one need not wait. */
export async function answerTeach(request: TeachRequest): Promise<Exchange[TeachRequest['kind']]['gets']> {
  switch (request.kind) {
    case 'teach-glance':
      return glance(request.settings, request.view);
    case 'teach':
      return teach(request.settings);
    case 'teach-nudge':
      return nudge(request.settings, request.name);
    case 'exercises': {
      const made = await exercises(request);
      return request.part === 'key'
        ? keyHtml(request.seed, made)
        : worksheetHtml(
            request.seed,
            made.map(({ number, question }) => ({ number, question })),
          );
    }
  }
}
