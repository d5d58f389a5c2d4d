import fc from 'fast-check';

/** Every run draws the same: a failure is somebody's change, never bad luck. To look further: FAST_CHECK_SEED=7 npm test. */
fc.configureGlobal({ seed: Number(process.env['FAST_CHECK_SEED'] ?? 20251208) });
