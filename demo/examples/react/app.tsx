/** @jsxRuntime automatic */
import { CreditsBalance } from 'drawdown/react';
import { useState } from 'react';
import { news, spend, TOKEN_URL } from '../shared.js';

/** The same on the server and in the page. `api` is the page's own address. */
export function App() {
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
      >
        Your credits
      </CreditsBalance>
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
