/** @jsxRuntime automatic */
import 'drawdown/widgets/credits-balance.js';
import { hydrateRoot } from 'react-dom/client';
import { App } from './app.js';

const root = document.querySelector('#root');
if (root) hydrateRoot(root, <App />);
