/** @jsxRuntime automatic */
import { CreditsBalance } from 'drawdown/react';
import { useState } from 'react';
import { news, spend, TOKEN_URL } from '../shared.js';

/** What both the server and the page are told. */
export type AppProps = {
  /** The numbers as the server has rendered them, to stand in the tag; empty for none. */
  readonly served: string;
};

/** The same on the server and in the page. `api` is the page's own address. */
export function App({ served }: AppProps) {
  const [last, setLast] = useState('none');
  return (
    <>
      <h1>React</h1>
      <CreditsBalance
        api="/"
        creditType="ai-tokens"
        tokenUrl={TOKEN_URL}
        canAdd
        headingLevel={2}
        onCreditsBalanceChange={(event) => setLast(news(event))}
        onCreditsAddRequest={(event) => setLast(news(event))}
        // The parser has taken it for the shadow tree, where React does not look for it.
        dangerouslySetInnerHTML={{ __html: served }}
        suppressHydrationWarning
      />
      <p>
        <button type="button" id="spend" onClick={() => void spend()}>
          Make an image
        </button>
      </p>
      <p>
        Last event: <output id="news">{last}</output>
      </p>
    </>
  );
}
