import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { DeskClient } from './desk-client.ts';
import './theme.css';

const root = document.querySelector('#root');
if (root !== null) createRoot(root).render(<App desk={new DeskClient()} />);
