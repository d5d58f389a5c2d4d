import type { PickedFile } from '../../src/worker/messages.ts';

/** A folder was dropped where the browser opens none: on a page that was itself opened from a file. */
export class FolderNotOpened extends Error {
  constructor() {
    super('the browser does not open a dropped folder here');
    this.name = 'FolderNotOpened';
  }
}

/**
 * The files below everything that was dropped, folders opened. Must be called while the drop is being handled. Rejects with
 * FolderNotOpened where only picking works.
 */
export async function filesDropped(transfer: DataTransfer): Promise<PickedFile[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  // Both are gone once the drop is over.
  const files = filesPicked(transfer.files);
  // A browser that knows no entries still hands over files.
  if (entries.length === 0) return files;
  try {
    return (await Promise.all(entries.map((entry) => filesBelow(entry)))).flat();
  } catch (error) {
    if (!opensNoFolders()) throw error;
    if (entries.some(isFolder)) throw new FolderNotOpened();
    return files;
  }
}

/** Browsers refuse to read dropped folders for a page that is a file itself. Dropped files, and picking, work. */
export function opensNoFolders(): boolean {
  return location.protocol === 'file:';
}

/** The files of a file dialog; of a folder, under their paths in it. */
export function filesPicked(files: Iterable<File>): PickedFile[] {
  return [...files].map((file) => ({
    path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath,
    file,
  }));
}

async function filesBelow(entry: FileSystemEntry): Promise<PickedFile[]> {
  const path = entry.fullPath.replace(/^\//, '');
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => {
      entry.file(resolve, reject);
    });
    return [{ path, file }];
  }
  if (!isFolder(entry)) return [];
  const reader = entry.createReader();
  const found: PickedFile[] = [];
  // A reader answers at most a hundred entries at a time, and none at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (some.length === 0) return found;
    for (const each of some) found.push(...(await filesBelow(each)));
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
