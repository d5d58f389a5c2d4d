import { createRoot } from 'react-dom/client';
import { Root } from './Root.tsx';
import { DeskClient } from './desk-client.ts';
import './theme.css';

const root = document.querySelector('#root');
if (root !== null) createRoot(root).render(<Root desk={new DeskClient()} />);
