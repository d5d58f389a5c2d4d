import { describe, expect, it } from 'vitest';
import { warmUp } from '../../src/worker/warm-up.ts';

/** Says how often it was asked, and from which time on somebody waits. */
function waitingFrom(time: number): { readonly isAnotherWaiting: () => boolean; readonly asked: () => number } {
  let asked = 0;
  return { isAnotherWaiting: () => ++asked >= time, asked: () => asked };
}

describe('getting used to the work', () => {
  it('goes through reading, looking and checking three times where nobody waits', async () => {
    const { isAnotherWaiting, asked } = waitingFrom(Infinity);
    await expect(warmUp(isAnotherWaiting)).resolves.toBeNull();
    expect(asked()).toBe(1 + 3 * 3);
  });

  it('ends at the next step once somebody waits', async () => {
    const { isAnotherWaiting, asked } = waitingFrom(3);
    await warmUp(isAnotherWaiting);
    expect(asked()).toBe(3);
  });

  it('hears of somebody who comes while it works', async () => {
    let isWaiting = false;
    let asked = 0;
    setTimeout(() => (isWaiting = true));
    await warmUp(() => {
      asked++;
      return isWaiting;
    });
    expect(asked).toBeLessThan(10);
  });
});
