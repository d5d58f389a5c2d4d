import { FIRST_TEACHING_SETTINGS, printTeachingSettings, readTeachingSettings } from '../../core/index.ts';
import type { TeachingSettings } from '../../core/index.ts';

/** How the part of an address begins that no server sees, when it holds a teaching case. */
export const TEACH_HASH = '#teach';

export interface SettingsInAddress {
  readonly settings: TeachingSettings;
  /** Why the address was not understood; null where it was. */
  readonly problem: string | null;
}

export function settingsInAddress(): SettingsInAddress {
  const [, text = ''] = location.hash.split('?');
  try {
    return { settings: readTeachingSettings(decodeURIComponent(text)), problem: null };
  } catch (error) {
    return { settings: FIRST_TEACHING_SETTINGS, problem: error instanceof Error ? error.message : String(error) };
  }
}

export function showInAddress(settings: TeachingSettings): void {
  history.replaceState(null, '', `${TEACH_HASH}?${printTeachingSettings(settings)}`);
}

/** When another screen is gone to. */
export function leaveAddress(): void {
  if (location.hash.startsWith(TEACH_HASH)) history.replaceState(null, '', location.pathname + location.search);
}
