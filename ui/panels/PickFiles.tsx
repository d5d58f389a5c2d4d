import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { PickedFile } from '../../src/worker/messages.ts';
import { filesDropped, filesPicked, opensNoFolders } from '../files/files-dropped.ts';
import { useWords } from '../words/use-words.ts';
import styles from './PickFiles.module.css';

interface PickFilesProps {
  /** What something dropped without a name is called. */
  readonly name: string;
  readonly words: { readonly drop: string; readonly pickFolder: string; readonly pickFiles: string };
  readonly open: (name: string, pick: () => Promise<readonly PickedFile[]>) => void;
  /** When somebody turns to it. */
  readonly expectFiles?: () => void;
  /** Further ways in, after the two buttons. */
  readonly children?: ReactNode;
}

/** Where a folder, files or a zip are dropped or picked. */
export function PickFiles({ name, words, open, expectFiles, children }: PickFilesProps) {
  const { folderHere } = useWords().open;
  const [isOver, setOver] = useState(false);
  const folder = useRef<HTMLInputElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const openPicked = (input: HTMLInputElement): void => {
    const picked = filesPicked(input.files ?? []);
    // The same folder again is a change too.
    input.value = '';
    const [first] = picked;
    if (first !== undefined) open(first.path.split('/')[0] ?? first.path, () => Promise.resolve(picked));
  };
  return (
    <div
      className={`${styles.drop ?? ''} ${isOver ? (styles.over ?? '') : ''}`}
      onPointerEnter={expectFiles}
      onFocus={expectFiles}
      onDragEnter={expectFiles}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => {
        setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const dropped = filesDropped(event.dataTransfer);
        open(event.dataTransfer.files[0]?.name ?? name, () => dropped);
      }}
    >
      <p>{words.drop}</p>
      {opensNoFolders() && <p className={styles.soft}>{folderHere}</p>}
      <div className={styles.buttons}>
        <button type="button" onClick={() => folder.current?.click()}>
          {words.pickFolder}
        </button>
        <button type="button" onClick={() => files.current?.click()}>
          {words.pickFiles}
        </button>
        {children}
      </div>
      <input
        ref={folder}
        type="file"
        hidden
        aria-label={words.pickFolder}
        {...{ webkitdirectory: '' }}
        onChange={(event) => {
          openPicked(event.currentTarget);
        }}
      />
      <input
        ref={files}
        type="file"
        hidden
        multiple
        aria-label={words.pickFiles}
        onChange={(event) => {
          openPicked(event.currentTarget);
        }}
      />
    </div>
  );
}
