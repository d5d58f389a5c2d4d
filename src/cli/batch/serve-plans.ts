import { checkOnePlan } from './check-one-plan.ts';
import type { PlanTask } from './plan-task.ts';

/** A process that checks one plan after another, as it is told; it ends when the process that started it is gone. */
export function servePlans(): void {
  process.on('message', (task) => {
    void checkOnePlan(task as PlanTask).then((answer) => process.send?.(answer));
  });
  // A terminal sends it to all processes of a command; when to stop is for the first one to say.
  process.on('SIGINT', () => undefined);
  process.on('disconnect', () => process.exit());
  process.send?.({ kind: 'ready' });
}
