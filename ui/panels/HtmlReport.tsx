import { useEffect, useRef } from 'react';
import { useShownTheme } from '../theme.ts';
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
  const theme = useShownTheme();
  const host = useRef<HTMLElement>(null);
  useEffect(() => {
    const { current } = host;
    if (current === null) return;
    const root = current.shadowRoot ?? current.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    // Taken out of the text: a style element that is only parsed already counts as inline style.
    const styles = [...html.matchAll(STYLE)].map(([, css = '']) => css);
    const { body } = new DOMParser().parseFromString(html.replace(STYLE, ''), 'text/html');
    // The page has a main part already, and this is inside it.
    const main = body.querySelector('main');
    main?.replaceWith(...main.childNodes);
    // Dark when the page is, whatever the system is; on paper never.
    const css = styles
      .join('\n')
      .replace(
        /@media screen and \(prefers-color-scheme: dark\)/g,
        theme === 'dark' ? '@media screen' : '@media not all',
      );
    sheet.replaceSync(css.replace(/:root\b/g, ':host').replace(/(^|[\s,}])html(?=[\s{])/g, '$1:host'));
    root.adoptedStyleSheets = [sheet];
    root.replaceChildren(...body.childNodes);
  }, [html, theme]);
  return <article ref={host} className={styles.report} aria-label={label} />;
}
