/** @jsxRuntime automatic */
import 'drawdown/widgets/credits-balance.js';
import { hydrateRoot } from 'react-dom/client';
import { App, type AppProps } from './app.js';

const root = document.querySelector<HTMLElement>('#root');
const props = JSON.parse(root?.dataset['props'] ?? '{}') as AppProps;
if (root) hydrateRoot(root, <App {...props} />);
