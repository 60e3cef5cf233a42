/** @jsxRuntime automatic */
import type { Client } from 'drawdown/client';
import { renderBalanceContent } from 'drawdown/widgets/ssr.js';
import { renderToString } from 'react-dom/server';
import { CUSTOMER } from '../shared.js';
import { App, type AppProps } from './app.js';

export async function renderReact(client: Client): Promise<{ readonly markup: string; readonly props: AppProps }> {
  const balances = await client.customers.balances(CUSTOMER).catch(() => null);
  const options = { api: '/', creditType: 'ai-tokens', canAdd: true, headingLevel: 2 };
  const props = { served: balances ? await renderBalanceContent(balances, options) : '' };
  return { markup: renderToString(<App {...props} />), props };
}
