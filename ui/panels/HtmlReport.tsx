import { useEffect, useRef } from 'react';
import styles from './HtmlReport.module.css';

const STYLE = /<style>([\s\S]*?)<\/style>/g;

interface HtmlReportProps {
  /** A whole document, written by src/report, which escapes everything that came from a file. */
  readonly html: string;
  readonly label: string;
}

/**
 * A report inside the page. In a shadow tree its style and the page's do not meet, and a sheet that is constructed needs no
 * exception from the page's Content-Security-Policy, as a frame with the same file would.
 */
export function HtmlReport({ html, label }: HtmlReportProps) {
  const host = useRef<HTMLElement>(null);
  useEffect(() => {
    const { current } = host;
    if (current === null) return;
    const root = current.shadowRoot ?? current.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    // Taken out of the text: a style element that is only parsed already counts as inline style.
    const styles = [...html.matchAll(STYLE)].map(([, css = '']) => css);
    const { body } = new DOMParser().parseFromString(html.replace(STYLE, ''), 'text/html');
    const css = styles.join('\n');
    sheet.replaceSync(css.replace(/:root\b/g, ':host').replace(/(^|[\s,}])html(?=[\s{])/g, '$1:host'));
    root.adoptedStyleSheets = [sheet];
    root.replaceChildren(...body.childNodes);
  }, [html]);
  return <article ref={host} className={styles.report} aria-label={label} />;
}
