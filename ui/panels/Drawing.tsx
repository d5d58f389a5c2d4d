import type { Markup } from '../../src/report/markup.ts';
import styles from './Drawing.module.css';

interface DrawingProps {
  readonly markup: Markup;
}

/** A drawing of the report on the page. Markup escapes what came from files; nothing else can make one. */
export function Drawing({ markup }: DrawingProps) {
  return <div className={styles.drawing} dangerouslySetInnerHTML={{ __html: markup.source }} />;
}
