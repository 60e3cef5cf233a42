/** @jsxRuntime automatic */
import { CreditsBalance } from 'drawdown/react';
import { useState } from 'react';
import { eventText, spend, TOKEN_URL } from '../shared.js';

/** The same on the server and in the browser, so that hydration matches. */
export type AppProps = {
  readonly served: string;
};

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
        onCreditsBalanceChange={(event) => setLast(eventText(event))}
        onCreditsAddRequest={(event) => setLast(eventText(event))}
        // The parser moves the content into the shadow tree, where React does not see it.
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
