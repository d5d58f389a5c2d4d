import type { TeachingPicture, TeachingView } from '../../core/index.ts';
import { teachingSvg } from '../../src/report/teaching-svg.ts';
import { useWords } from '../words/use-words.ts';
import styles from './Teach.module.css';

interface CutPictureProps {
  readonly picture: TeachingPicture;
  readonly view: TeachingView;
  readonly setView: (view: TeachingView) => void;
}

const VIEWS: readonly TeachingView[] = ['coronal', 'sagittal'];

/** The cut through the target, true to scale, and what its lines mean. */
export function CutPicture({ picture, view, setView }: CutPictureProps) {
  const words = useWords().teach;
  const { source } = teachingSvg(picture, { label: words.pictureLabel, millimetres: words.millimetres });
  const line = (name: string) => (
    <svg viewBox="0 0 32 12" aria-hidden="true">
      <line className={name} x1="0" x2="32" y1="6" y2="6" />
    </svg>
  );
  return (
    <section>
      <fieldset className={styles.views}>
        <legend>
          <h2>{words.picture}</h2>
        </legend>
        {VIEWS.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="teaching-view"
              checked={view === each}
              onChange={() => {
                setView(each);
              }}
            />{' '}
            {words.views[each]}
          </label>
        ))}
      </fieldset>
      <div className={`${styles.picture ?? ''} ${styles.drawing ?? ''}`}>
        {/* Markup escapes everything; nothing else makes one. */}
        <div dangerouslySetInnerHTML={{ __html: source }} />
        <ul className={styles.legend}>
          <li>
            {line('target ptv')}
            {words.key.ptv}
          </li>
          <li>
            <svg viewBox="0 0 32 12" aria-hidden="true">
              <rect className="drawn" width="32" height="12" />
            </svg>
            {words.key.drawn}
          </li>
          <li>
            {line('target gtv')}
            {words.key.gtv}
          </li>
          <li>
            {line('prescribed')}
            {words.key.prescribed}
          </li>
          <li>
            {line('gridded')}
            {words.key.gridded}
          </li>
          <li>
            {line('isodose')}
            {words.key.isodose}
          </li>
          <li>
            <svg viewBox="0 0 32 12" aria-hidden="true">
              {[4, 12, 20, 28].map((x) => (
                <circle key={x} className="node" cx={x} cy="6" r="1.6" />
              ))}
            </svg>
            {words.key.node}
          </li>
          <li>
            {line('slice')}
            {words.key.slice}
          </li>
        </ul>
      </div>
    </section>
  );
}
