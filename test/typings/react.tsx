/** Type checks of the elements in React. Compiled, never run. */
import { CreditsBalance, CreditsGrantsTable, CreditsUsageChart } from 'drawdown/react';
import type { CreditsBalanceElement } from 'drawdown/widgets';
import { createRef } from 'react';

const ref = createRef<CreditsBalanceElement>();

export const components = (
  <>
    <CreditsBalance
      ref={ref}
      api="https://credits.example.com"
      tokenProvider={async () => 'token'}
      canAdd
      headingLevel={2}
      className="card"
      onCreditsLow={({ balance }) => balance.available.toUpperCase()}
      onClick={({ currentTarget }) => currentTarget.getData()}
    >
      Your credits
    </CreditsBalance>
    <CreditsUsageChart range="30d" groupBy="user" onCreditsExport={(event) => event.preventDefault()} />
    <CreditsGrantsTable past pageSize={10} />
    {/* @ts-expect-error -- There is no such property. */}
    <CreditsBalance groupBy="user" />
    {/* @ts-expect-error -- There is no such event. */}
    <CreditsBalance onCreditsHigh={() => undefined} />
    {/* @ts-expect-error -- There is no such theme. */}
    <CreditsBalance theme="blue" />
  </>
);

export const tags = (
  <>
    <credits-balance token-url="/token" can-add heading-level="2" class="card" oncredits-low={(e) => e.balance.name} />
    <credits-usage-chart group-by="user" strings={{}} />
    {/* @ts-expect-error -- An address is text. */}
    <credits-balance token-url={8787} />
    {/* @ts-expect-error -- There is no such theme. */}
    <credits-balance theme="blue" />
  </>
);
