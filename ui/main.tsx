import { createRoot } from 'react-dom/client';
import { Root } from './Root.tsx';
import { DeskClient } from './desk-client.ts';
import { LedgerClient } from './ledger-client.ts';
import { keepOffline } from './keep-offline.ts';
import './theme.css';

const root = document.querySelector('#root');
if (root !== null) createRoot(root).render(<Root desk={new DeskClient()} ledger={new LedgerClient()} />);

// After the page itself: it does not wait for this.
window.addEventListener('load', () => void keepOffline());
