/** @jsxRuntime automatic */
import { renderToString } from 'react-dom/server';
import { App } from './app.js';

/** What the page begins with, before any script has run. */
export const renderReact = (): string => renderToString(<App />);
